"""Read an ODT: headings, lists, tables and notes, as they read once its tracked changes are accepted."""

from collections.abc import Iterator

from lxml import etree

from assistant.errors import DocumentRefusedError
from ingest.formats.archives import UNLOCK, OfficeArchive
from ingest.formats.extraction import Extraction, Run, Written, assembled, plausible_title
from ingest.formats.office_titles import core_title

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE, TABLE = (f"{{{_NAMESPACE}{name}:1.0}}" for name in ("text", "office", "table"))
STYLE, DRAW = f"{{{_NAMESPACE}style:1.0}}", f"{{{_NAMESPACE}drawing:1.0}}"
_ENCRYPTED = f"{{{_NAMESPACE}manifest:1.0}}encryption-data"

_CONTENTS_TAGS = frozenset(
    TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")
)
_SILENT = frozenset(
    [f"{TEXT}tracked-changes", f"{TEXT}soft-page-break", f"{TEXT}note-citation", f"{TEXT}sequence-decls"]
    + [f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{OFFICE}forms", f"{OFFICE}annotation-end"]
    + [f"{{{_NAMESPACE}svg-compatible:1.0}}{name}" for name in ("title", "desc")]
)
_HIDDEN_TAGS = frozenset([f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"])
SPACES_LIMIT = 20
"""Spaces that one repeated-space element may stand for; more is decoration, or an attack."""
COLUMNS_LIMIT = 100
"""Cells of a row that are read; spreadsheets pasted in texts repeat an empty cell thousands of times."""
STEP_LIMIT = 99
"""Highest number of a step that the canonical form knows."""

_TRACKED = "suppression suivie"
_COMMENT = "commentaire"
_HIDDEN = "texte masqué"
_CONTENTS = "table des matières"
_LOCKED = "Le document ODT est chiffré."
_NOTES = "Notes"


def read_odt(archive: OfficeArchive) -> Extraction:
    """Read the body of an ODT, then its notes; what was deleted in tracked changes comes last, left out.

    Raises:
        DocumentRefusedError: it is encrypted, damaged, or too long.
    """
    manifest = archive.optional_xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_ENCRYPTED), None) is not None:
        raise DocumentRefusedError(_LOCKED, UNLOCK)
    content = archive.xml("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    reader = _Reader([content, archive.optional_xml("styles.xml")])
    blocks = [] if body is None else [*reader.blocks(body)]
    if reader.notes:
        blocks += [Written.of(_NOTES, "## "), *reader.notes]
    blocks += [block for region in content.iter(f"{TEXT}deletion") for block in reader.deleted(region)]
    text, remarks = assembled(blocks)
    titled = any(block.mark == "# " for block in blocks)
    title = None if titled else plausible_title(core_title(archive))
    return Extraction("odt", text, remarks, title=title)


class _Reader:
    """Turns the elements of a text document into blocks; the notes it meets wait in `notes`."""

    def __init__(self, roots: "list[etree._Element | None]") -> None:
        self.notes: list[Written] = []
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._numbered: set[tuple[str, int]] = set()
        for root in roots:
            if root is not None:
                self._read_styles(root)

    def _read_styles(self, root: "etree._Element") -> None:
        for style in root.iter(f"{STYLE}style"):
            name = style.get(f"{STYLE}name", "")
            self._parents[name] = style.get(f"{STYLE}parent-style-name", "")
            properties = style.find(f"{STYLE}text-properties")
            if properties is not None and properties.get(f"{TEXT}display") == "none":
                self._hidden.add(name)
        for style in root.iter(f"{TEXT}list-style"):
            for level in style.iterchildren(f"{TEXT}list-level-style-number"):
                if level.get(f"{STYLE}num-format"):
                    self._numbered.add((style.get(f"{STYLE}name", ""), int(level.get(f"{TEXT}level", "1"))))

    def deleted(self, region: "etree._Element") -> Iterator[Written]:
        """Yield the blocks of a tracked deletion, left out."""
        yield from (block.left_out("tracked_deletion", _TRACKED) for block in self.blocks(region))

    def blocks(self, parent: "etree._Element") -> Iterator[Written]:
        """Yield the blocks of a part, a section, a cell or a frame, in order."""
        for child in parent:
            tag = child.tag
            if tag in _CONTENTS_TAGS:
                yield from (block.left_out("table_of_contents", _CONTENTS) for block in self._all_blocks(child))
            elif tag == f"{TEXT}list":
                yield from self._list(child, child.get(f"{TEXT}style-name", ""), 1)
            elif tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child)
            elif tag == f"{TABLE}table":
                yield from self._table(child)
            elif child.get(f"{TEXT}display") == "none":
                yield from (block.left_out("hidden_text", _HIDDEN) for block in self._all_blocks(child))
            elif isinstance(tag, str) and tag not in _SILENT and not tag.startswith(STYLE):
                yield from self.blocks(child)

    def _all_blocks(self, parent: "etree._Element") -> Iterator[Written]:
        for paragraph in parent.iter(f"{TEXT}p", f"{TEXT}h"):
            yield Written(tuple(self._runs(paragraph, "")))

    def _paragraph(self, paragraph: "etree._Element", mark: str = "") -> Iterator[Written]:
        runs = tuple(self._runs(paragraph, "hidden_text" if self._is_hidden(paragraph) else ""))
        if paragraph.tag == f"{TEXT}h":
            level = paragraph.get(f"{TEXT}outline-level", "1")
            mark = "#" * (min(6, int(level) + 1) if level.isdigit() else 2) + " "
        elif "Title" in self._chain(paragraph):
            mark = "# "
        if mark:
            runs = tuple(Run(run.text.replace("\n", " "), run.rule, run.detail) for run in runs)
        yield Written(runs, mark)
        for frame in paragraph.iter(f"{DRAW}text-box"):
            if next(frame.iterancestors(f"{TEXT}p", f"{TEXT}h"), None) is paragraph:
                yield from self.blocks(frame)

    def _list(self, element: "etree._Element", style: str, depth: int) -> Iterator[Written]:
        """Yield the items of a list; only a list of the first depth has numbers in the canonical form."""
        items = element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header")
        for count, item in enumerate(items, start=1):
            numbered = depth == 1 and (style, depth) in self._numbered and count <= STEP_LIMIT
            mark = f"{count}. " if numbered else "- "
            for child in item:
                if child.tag == f"{TEXT}list":
                    yield from self._list(child, child.get(f"{TEXT}style-name", style), depth + 1)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    yield from self._paragraph(child, mark)

    def _table(self, table: "etree._Element") -> Iterator[Written]:
        """Yield the rows of a table; one of a single column is a frame, whose blocks stand alone."""
        rows = [self._cells(row) for row in table.iter(f"{TABLE}table-row") if _owner(row) is table]
        if all(len(row) <= 1 for row in rows):
            for cell in (cell for row in rows for cell in row):
                yield from self.blocks(cell)
            return
        for row in rows:
            yield Written.of_row(" ".join(block.text for block in self.blocks(cell)) for cell in row)

    def _cells(self, row: "etree._Element") -> "list[etree._Element]":
        cells = row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
        return [cell for cell, _ in zip(cells, range(COLUMNS_LIMIT), strict=False)]

    def _runs(self, element: "etree._Element", rule: str) -> Iterator[Run]:
        """Yield the runs of a paragraph in order; hidden words and comments have their rule."""
        yield _run(element.text, rule)
        for child in element:
            yield from self._child_runs(child, rule)
            yield _run(child.tail, rule)

    def _child_runs(self, child: "etree._Element", rule: str) -> Iterator[Run]:
        tag = child.tag
        if tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            yield Run(" " * min(SPACES_LIMIT, int(count) if count.isdigit() else 1), rule)
        elif tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            yield Run(" " if tag.endswith("tab") else "\n", rule)
        elif tag == f"{OFFICE}annotation":
            for block in self._all_blocks(child):
                yield Run(block.text, "comment", _COMMENT)
        elif tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            self.notes += [] if body is None else [*self.blocks(body)]
        elif tag in _HIDDEN_TAGS or (tag == f"{TEXT}span" and self._is_hidden(child)):
            yield from self._runs(child, "hidden_text")
        elif isinstance(tag, str) and tag not in _SILENT and tag != f"{DRAW}text-box":
            yield from self._runs(child, rule)

    def _is_hidden(self, element: "etree._Element") -> bool:
        return any(name in self._hidden for name in self._chain(element))

    def _chain(self, element: "etree._Element") -> list[str]:
        """Return the names of the style of an element and of those it comes from."""
        chain: list[str] = []
        name = element.get(f"{TEXT}style-name", "")
        while name and name not in chain:
            chain.append(name)
            name = self._parents.get(name, "")
        return chain


def _owner(row: "etree._Element") -> "etree._Element | None":
    return next(row.iterancestors(f"{TABLE}table"), None)


def _run(text: str | None, rule: str) -> Run:
    return Run(" ".join((text or " ").split("\n")) if text else "", rule, _HIDDEN if rule else "")
