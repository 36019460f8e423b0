"""Elements as a DOCX file, by python-docx; the only module that knows it. Nothing is imported before the first file."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from assistant.domain import Language
from assistant.errors import ModelUnavailableError
from assistant.exporting import CARD_COLUMNS, CARD_HEIGHT, Element, Heading, Line, Note, Picture, Table

STYLES = {"plain": "EFC Demande", "label": "EFC Annonce", "source": "EFC Source", "own": "EFC Assistant"}
"""Name of the paragraph style of each voice."""
NOTE_STYLE = "EFC Note"
_CELL_STYLE = "EFC Cellule"

_LOOKS = {
    "EFC Demande": (9, False, False, 0.0, ""),
    "EFC Annonce": (9.5, True, False, 0.0, ""),
    "EFC Source": (9.5, False, False, 0.3, "single"),
    "EFC Assistant": (9.5, False, True, 0.3, "dotted"),
    NOTE_STYLE: (8, False, False, 0.0, ""),
    _CELL_STYLE: (8.5, False, False, 0.0, ""),
}
"""Size in points, bold, italic, indent in centimetres, rule on the left."""

_HEADINGS = {1: 15, 2: 11.5, 3: 10}
"""Size of each level in points."""
_MARGINS = 1.2
"""Centimetres on each side of an A4 page: two hours then hold on two pages, see `tests/assistant/test_printing.py`."""
_WIDTHS = {4: (1.5, 1.5, 4.6, 11.0), 3: (3.6, 8.2, 6.8), 2: (11.0, 7.6)}
"""Centimetres of the columns, by their number; 18.6 in all, the width between the margins."""


def docx(elements: Iterable[Element], language: Language = "fr") -> bytes:
    """Return a document as a DOCX file: A4, one named style for each voice.

    Raises:
        ModelUnavailableError: python-docx is not installed.
    """
    try:
        from docx import Document  # noqa: PLC0415 - an extra, imported when it is used
    except ImportError as error:
        raise ModelUnavailableError(
            "L’export en DOCX demande python-docx, qui n’est pas installé.",
            "Lancez : pip install -c constraints.txt -e '.[export]'",
        ) from error
    document = Document()
    _styled(document, language)
    held = list(elements)
    document.core_properties.title = next((one.text[:255] for one in held if isinstance(one, Heading)), "")
    document.core_properties.author = "Assistant EFC"
    document.core_properties.comments = ""
    for element in held:
        _add(document, element)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _styled(document: Any, language: Language) -> None:  # noqa: ANN401 - a vendor's object
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - an extra, imported when it is used
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - an extra, imported when it is used

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGINS)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(9.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(1), 1.0
    normal.paragraph_format.widow_control = True
    _tell_language(normal, language)
    for name, (size, bold, italic, indent, rule) in _LOOKS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        style.paragraph_format.left_indent = Cm(indent)
        style.paragraph_format.space_after = Pt(0 if name == _CELL_STYLE else 1)
        style.paragraph_format.keep_with_next = name == STYLES["label"]
        if rule:
            _ruled(style, rule)
    for level, size in _HEADINGS.items():
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        _without_theme(style)
        style.paragraph_format.space_before = Pt(size * 0.4 if level > 1 else 0)
        style.paragraph_format.space_after = Pt(1)


def _without_theme(style: Any) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    """Let the font of a style stand: the theme of the template would replace it."""
    fonts = style.element.rPr.rFonts
    for name in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[name]


def _tell_language(style: Any, language: Language) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    from docx.oxml.ns import qn  # noqa: PLC0415 - an extra, imported when it is used
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - an extra, imported when it is used

    told = OxmlElement("w:lang")
    told.set(qn("w:val"), {"fr": "fr-FR", "en": "en-GB"}[language])
    style.element.get_or_add_rPr().append(told)


def _ruled(style: Any, rule: str) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    """Draw a rule on the left of a style: it tells voices apart in black and white."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - an extra, imported when it is used
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - an extra, imported when it is used

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", rule), ("sz", "12"), ("space", "4"), ("color", "000000")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _add(document: Any, element: Element) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    match element:
        case Heading(level, text):
            document.add_heading(text, level)
        case Line():
            _add_line(document.add_paragraph(style=STYLES[element.voice]), element)
        case Note(mark):
            document.add_paragraph(f"[{mark}] {element.shown}", style=NOTE_STYLE)
        case Picture(_, table) | (Table() as table):
            _add_table(document, table)


def _add_line(paragraph: Any, line: Line) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    if line.label:
        label = paragraph.add_run(f"{line.label} ")
        label.bold, label.italic = True, False
    paragraph.add_run(line.text)
    if line.marks:
        paragraph.add_run(line.marked.removeprefix(line.text)).bold = True


def _add_table(document: Any, table: Table) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    from docx.shared import Cm  # noqa: PLC0415 - an extra, imported when it is used

    held = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    held.autofit = False
    widths = _WIDTHS[len(table.header)]
    for column, width in zip(held.columns, widths, strict=True):
        column.width = Cm(width)
    for row in (table.header, *table.rows):
        for cell, width, text in zip(held.add_row().cells, widths, row, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].style = _CELL_STYLE
            cell.paragraphs[0].add_run(text).bold = row is table.header
    _repeated(held.rows[0])
    for line in held.rows[1:] if len(table.header) == CARD_COLUMNS else ():
        line.height = Cm(CARD_HEIGHT)


def _repeated(row: Any) -> None:  # noqa: ANN401 - a vendor’s object, which is not there without the extra
    """Repeat a row of headers at the top of each page."""
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - an extra, imported when it is used

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
