"""Read a DOCX: headings, lists, tables and notes, as they read once its tracked changes are accepted."""

from collections.abc import Iterator

from lxml import etree

from ingest.formats.archives import OfficeArchive
from ingest.formats.docx_styles import Styles
from ingest.formats.extraction import Extraction, Run, Written, assembled, plausible_title
from ingest.formats.office_titles import core_title

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"

_DELETED = frozenset([f"{W}del", f"{W}moveFrom"])
_SILENT = frozenset([f"{W}instrText", f"{W}delInstrText", f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}sectPr", _FALLBACK])
_MADE: dict[str, str] = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXTS = frozenset([f"{W}t", f"{W}delText", _MATH_TEXT])

_TRACKED = "suppression suivie"
_COMMENT = "commentaire"
_HIDDEN = "texte masqué"
_CONTENTS = "table des matières"
_NOTES = "Notes"


def read_docx(archive: OfficeArchive) -> Extraction:
    """Read the body of a DOCX, then its notes; comments come last, left out.

    Raises:
        DocumentRefusedError: a part is damaged, protected or too long.
    """
    body = archive.xml(_BODY)
    reader = _Reader(Styles.of(archive))
    blocks = [*reader.blocks(body), *_footnotes(archive, reader), *_comments(archive, reader)]
    text, remarks = assembled(blocks)
    titled = any(block.mark == "# " for block in blocks)
    title = None if titled else plausible_title(core_title(archive))
    return Extraction("docx", text, remarks, title=title)


def _footnotes(archive: OfficeArchive, reader: "_Reader") -> Iterator[Written]:
    notes: list[Written] = []
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        root = archive.optional_xml(part)
        for note in [] if root is None else root:
            if note.get(f"{W}type") is None:  # the others are the rulers above the notes
                notes += reader.blocks(note)
    if any(note.text.strip() for note in notes):
        yield Written.of(_NOTES, "## ")
        yield from notes


def _comments(archive: OfficeArchive, reader: "_Reader") -> Iterator[Written]:
    root = archive.optional_xml("word/comments.xml")
    for comment in [] if root is None else root:
        for block in reader.blocks(comment):
            yield block.left_out("comment", _COMMENT)


class _Reader:
    """Turns paragraphs and tables into blocks, counting the steps of numbered lists on its way."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def blocks(self, parent: "etree._Element") -> Iterator[Written]:
        """Yield the blocks of a part, a cell or a frame, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _DELETED:
                yield from (block.left_out("tracked_deletion", _TRACKED) for block in self.blocks(child))
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: "etree._Element") -> Iterator[Written]:
        runs = tuple(self._runs(paragraph, ""))
        framed = [frame for frame in paragraph.iter(f"{W}txbxContent") if _is_outermost(frame, paragraph)]
        shape = self._styles.shape(paragraph)
        if shape.contents:
            yield Written(runs).left_out("table_of_contents", _CONTENTS)
        elif any(run.text.strip() and not run.rule for run in runs):
            mark = self._styles.mark(shape)
            yield Written(runs if not mark else tuple(_on_one_line(runs)), mark)
        else:
            yield Written(runs)
        for frame in framed:
            yield from self.blocks(frame)

    def _runs(self, element: "etree._Element", rule: str) -> Iterator[Run]:
        """Yield the runs of a paragraph in order, deleted and hidden ones with their rule; frames come after."""
        for child in element:
            tag = child.tag
            if tag in _SILENT or tag == f"{W}txbxContent":
                continue
            if tag in _TEXTS or tag in _MADE:
                text = child.text or "" if tag in _TEXTS else _MADE[tag]
                yield Run(text, rule, _TRACKED if rule == "tracked_deletion" else _HIDDEN if rule else "")
            elif tag in _DELETED:
                yield from self._runs(child, "tracked_deletion")
            elif tag == f"{W}r" and not rule and _is_hidden(child):
                yield from self._runs(child, "hidden_text")
            elif isinstance(tag, str):
                yield from self._runs(child, rule)

    def _table(self, table: "etree._Element") -> Iterator[Written]:
        """Yield the rows of a table; one of a single column is a frame, whose blocks stand alone."""
        rows = [[*row.iterchildren(f"{W}tc", f"{W}sdt")] for row in table.iterchildren(f"{W}tr")]
        if all(len(row) <= 1 for row in rows):
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell)
            return
        for row, cells in zip(table.iterchildren(f"{W}tr"), rows, strict=True):
            written = Written.of_row(" ".join(block.text for block in self.blocks(cell)) for cell in cells)
            yield written.left_out("tracked_deletion", _TRACKED) if _is_deleted(row) else written
            yield from _deleted_of(row)


def _deleted_of(row: "etree._Element") -> Iterator[Written]:
    """Yield what is deleted inside the cells of a row, left out."""
    for gone in row.iter(f"{W}delText"):
        yield Written.of(gone.text or "", rule="tracked_deletion", detail=_TRACKED)


def _on_one_line(runs: tuple[Run, ...]) -> Iterator[Run]:
    for run in runs:
        yield Run(run.text.replace("\n", " "), run.rule, run.detail)


def _is_outermost(frame: "etree._Element", paragraph: "etree._Element") -> bool:
    """Tell whether a frame stands in no other frame of the paragraph, and is not the copy for old programs."""
    for ancestor in frame.iterancestors():
        if ancestor is paragraph:
            return True
        if ancestor.tag in (f"{W}txbxContent", _FALLBACK):
            return False
    return False


def _is_hidden(run: "etree._Element") -> bool:
    properties = run.find(f"{W}rPr")
    hidden = None if properties is None else properties.find(f"{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in ("0", "false")


def _is_deleted(row: "etree._Element") -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None
