"""Elements as an ODT file, by odfdo; the only module that knows it. Nothing is imported before the first file."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from assistant.domain import Language
from assistant.errors import ModelUnavailableError
from assistant.exporting import CARD_COLUMNS, CARD_HEIGHT, Element, Heading, Line, Note, Picture, Table

STYLES = {"plain": "EFC_Demande", "label": "EFC_Annonce", "source": "EFC_Source", "own": "EFC_Assistant"}
"""Name of the paragraph style of each voice."""
NOTE_STYLE = "EFC_Note"

_RULE = (
    'fo:margin-left="0.3cm" fo:padding-left="0.15cm" fo:border-top="none" fo:border-right="none" '
    'fo:border-bottom="none" fo:border-left='
)
_HEADING = 'fo:keep-with-next="always"'
_LOOKS = {
    "EFC_Demande": ("9pt", "", "0cm", ""),
    "EFC_Annonce": ("9.5pt", 'fo:font-weight="bold"', "0cm", _HEADING),
    "EFC_Source": ("9.5pt", "", "0cm", f'{_RULE}"1.5pt solid #000000"'),
    "EFC_Assistant": ("9.5pt", 'fo:font-style="italic"', "0cm", f'{_RULE}"1.5pt dotted #555555"'),
    NOTE_STYLE: ("8pt", "", "0cm", ""),
    "EFC_Cellule": ("8.5pt", "", "0cm", ""),
    "EFC_Colonne": ("8.5pt", 'fo:font-weight="bold"', "0cm", ""),
    "EFC_Titre_1": ("15pt", 'fo:font-weight="bold"', "0cm", _HEADING),
    "EFC_Titre_2": ("11.5pt", 'fo:font-weight="bold"', "0.16cm", _HEADING),
    "EFC_Titre_3": ("10pt", 'fo:font-weight="bold"', "0.14cm", _HEADING),
}
"""Size and other properties of the letters, space above and other properties of the paragraph, of each style."""

_PARAGRAPH = (
    '<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
    'style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="{above}" fo:margin-bottom="0.035cm" '
    'fo:orphans="2" fo:widows="2" {paragraph}/>'
    '<style:text-properties style:font-name="Liberation Sans" fo:font-family="\'Liberation Sans\', Arial" '
    'fo:font-size="{size}" {letters}/></style:style>'
)
_LETTERS = (
    '<style:style style:name="EFC_Gras" style:family="text"><style:text-properties fo:font-weight="bold" '
    'fo:font-style="normal"/></style:style>'
)
_CELL = (
    '<style:style style:name="EFC_Case" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #000000" fo:padding="0.04cm"/></style:style>'
)
_ROW = (
    '<style:style style:name="EFC_Carte" style:family="table-row"><style:table-row-properties '
    f'style:min-row-height="{CARD_HEIGHT}cm"/></style:style>'
)
_COLUMN = (
    '<style:style style:name="EFC_Largeur_{size}" style:family="table-column">'
    '<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
)
_WIDTHS = {4: (1.5, 1.5, 4.6, 11.0), 3: (3.6, 8.2, 6.8), 2: (11.0, 7.6)}
"""Centimetres of the columns, by their number; 18.6 in all, the width between the margins."""
_MARGINS = "1.2cm"
"""On each side of an A4 page: two hours then hold on two pages, see `tests/assistant/test_printing.py`."""


def odt(elements: Iterable[Element], language: Language = "fr") -> bytes:
    """Return a document as an ODT file: A4, one named style for each voice.

    Raises:
        ModelUnavailableError: odfdo is not installed.
    """
    try:
        from odfdo import Document  # noqa: PLC0415 - an extra, imported when it is used
    except ImportError as error:
        raise ModelUnavailableError(
            "L’export en ODT demande odfdo, qui n’est pas installé.",
            "Lancez : pip install -c constraints.txt -e '.[export]'",
        ) from error
    document = Document("text")
    document.body.clear()
    held = list(elements)
    _styled(document)
    document.set_language({"fr": "fr-FR", "en": "en-GB"}[language])
    document.meta.title = next((one.text for one in held if isinstance(one, Heading)), "")
    document.meta.creator = document.meta.initial_creator = "Assistant EFC"
    for element in held:
        document.body.append(_made(document, element))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _styled(document: Any) -> None:  # noqa: ANN401 - a vendor's object
    for name, (size, letters, above, paragraph) in _LOOKS.items():
        shown = name.replace("_", " ")
        looks = {"size": size, "letters": letters, "above": above, "paragraph": paragraph}
        document.insert_style(_PARAGRAPH.format(name=name, shown=shown, **looks))
    document.insert_style(_LETTERS)
    document.insert_style(_CELL, automatic=True)
    document.insert_style(_ROW, automatic=True)
    for page in document.get_styles("page-layout"):
        sides = dict.fromkeys(("fo:margin-top", "fo:margin-bottom", "fo:margin-left", "fo:margin-right"), _MARGINS)
        page.set_properties({"fo:page-width": "21cm", "fo:page-height": "29.7cm", **sides}, area="page-layout")


def _made(document: Any, element: Element) -> Any:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    from odfdo import Header, Paragraph  # noqa: PLC0415 - an extra, imported when it is used

    match element:
        case Heading(level, text):
            heading = Header(level, text)
            heading.style = f"EFC_Titre_{level}"
            heading.set_attribute("text:is-list-header", "true")  # a heading has no number
            return heading
        case Line():
            return _line(element)
        case Note(mark):
            return Paragraph(f"[{mark}] {element.shown}", style=NOTE_STYLE)
        case Picture(_, table) | (Table() as table):
            return _table(document, table)


def _line(line: Line) -> Any:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    from odfdo import Paragraph, Span  # noqa: PLC0415 - an extra, imported when it is used

    paragraph = Paragraph("", style=STYLES[line.voice])
    if line.label:
        paragraph.append(Span(line.label, style="EFC_Gras"))
        paragraph.append_plain_text(" ")
    paragraph.append_plain_text(line.text)
    if line.marks:
        paragraph.append(Span(line.marked.removeprefix(line.text), style="EFC_Gras"))
    return paragraph


def _table(document: Any, table: Table) -> Any:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    from odfdo import Cell, Column, Paragraph, Row  # noqa: PLC0415 - an extra, imported when it is used
    from odfdo import Table as Made  # noqa: PLC0415 - an extra, imported when it is used

    made = Made("Tableau")
    for width in _WIDTHS[len(table.header)]:
        size = f"{width:.2f}".replace(".", "_")
        document.insert_style(_COLUMN.format(size=size, width=width), automatic=True)
        made.append(Column(style=f"EFC_Largeur_{size}"))
    for row in (table.header, *table.rows):
        is_card = len(table.header) == CARD_COLUMNS and row is not table.header
        line = Row(style="EFC_Carte" if is_card else None)
        for text in row:
            cell = Cell(style="EFC_Case")
            cell.append(Paragraph(text, style="EFC_Colonne" if row is table.header else "EFC_Cellule"))
            line.append(cell)
        made.append(line)
    return made
