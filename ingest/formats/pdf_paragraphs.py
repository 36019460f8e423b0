"""From lines to paragraphs: headings told by their size, items by their bullet, words mended at line ends."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.french import fold, is_french_word
from ingest.formats.extraction import Written
from ingest.formats.pdf_layout import Column, Line, rows_of

LARGER = 1.12
"""Height of a heading over that of the text, at least: 12 points over 10.5 is the smallest step in use."""
PARAGRAPH_LIMIT = 20_000
"""Characters of the longest paragraph; five printed pages without a blank line are no paragraph."""
TAIL = 120
"""Characters at the end of a text that its stop, its last word or its leader dots are looked for in."""
SAME_SIZE = 0.94
"""Height over that of a heading down to which another one is of the same level."""
APART = 1.4
"""Distance of two lines over the usual one of their column from which a paragraph ends."""
INDENT = 0.8
"""First-line indent, in heights of the line, that opens a paragraph."""
SHORT_LINE = 0.75
"""Share of the width of its column under which a finished line ends its paragraph."""
UNFINISHED_LINE = 0.6
"""The same share for a line that ends without a stop, when the next one begins with a capital."""
HEADING_LENGTH = 160
"""Characters of the longest heading; a large text that is longer is an opening paragraph."""
BOLD_HEADING_LENGTH = 90
"""Characters of the longest heading that only its weight tells."""

_ROW = "|"
_CONTENTS = "ligne de table des matières"
_LEADER = re.compile(r"(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$")
_ITEM = re.compile(r"[-*•◦▪‣·●○–—➢►✓✔→\uf0b7\uf0a7\uf0d8\uf02d]\s+(?=\S)")
_STEP = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_STOP = re.compile(r"[.!?:;…][»”\")\]]*$")
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_AFTER_HYPHEN = "ci là même mêmes t il ils elle elles on ce moi toi lui vous nous leur y en être"
_INSIDE_COMPOUND = frozenset(["a", "au", "aux", "de", "du", "en", "et", "la", "le", "les", "sur", "sous"])
"""Folded words that stand between the hyphens of a compound (« vis-à-vis », « porte-à-porte »)."""
_KEPT_HYPHEN = frozenset(fold(word) for word in _AFTER_HYPHEN.split())
"""Words that French joins to the one before by a hyphen, whatever that word is."""


@dataclass(slots=True)
class _Open:
    """A block being read."""

    mark: str
    text: str
    last: Line
    page: int
    first: Line

    def written(self) -> Written:
        """Return the block as it is handed over."""
        if _leads_to_page(self.text):
            return Written.of(self.text, rule="table_of_contents", detail=_CONTENTS)
        if self.mark == _ROW:
            return Written.of_row(cell.text for cell in self.first.cells)
        return Written.of(self.text, self.mark)


def blocks_of(columns: Sequence[Column]) -> list[Written]:
    """Return the blocks of a document, in reading order; a sentence goes on across columns and pages."""
    levels = _Levels(columns)
    blocks: list[_Open] = []
    for column in columns:
        leading, rows = _leading(column), rows_of(column.lines)
        for rank, line in enumerate(column.lines):
            mark, length = (_ROW, 0) if rank in rows else _mark(line, levels, column.page)
            if blocks and _goes_on(blocks[-1], line, mark, column, leading, fresh=not rank):
                blocks[-1].text = mended(blocks[-1].text, line.text)
                blocks[-1].last, blocks[-1].page = line, column.page
            else:
                blocks.append(_Open(mark, line.text[length:], line, column.page, line))
    return [block.written() for block in blocks]


def _goes_on(block: _Open, line: Line, mark: str, column: Column, leading: float, *, fresh: bool) -> bool:
    """Tell whether a line goes on with a block."""
    if block.mark.startswith("#") or mark.startswith("#"):
        near = not fresh and block.last.top - line.top <= APART * 1.2 * max(line.height, block.last.height)
        return mark == block.mark and near and abs(line.height - block.last.height) < 1
    if mark or block.mark == _ROW or _leads_to_page(block.text) or len(block.text) > PARAGRAPH_LIMIT:
        return False
    if fresh:
        return not _is_stopped(block.text) and (line.text[:1].islower() or bool(_HYPHEN.search(block.text[-TAIL:])))
    if block.last.top - line.top > APART * leading:
        return False
    stopped = _is_stopped(block.text)
    filled = (block.last.right - column.left) / max(1.0, column.right - column.left)
    if block.mark:
        return line.left > block.first.left + 0.3 * line.height or (not stopped and filled > SHORT_LINE)
    ended = filled < SHORT_LINE if stopped else filled < UNFINISHED_LINE and line.text[:1].isupper()
    indented = line.left > block.last.left + INDENT * line.height and block.last.left < column.left + line.height
    return not ended and not (indented and stopped)


def _is_stopped(text: str) -> bool:
    return bool(_STOP.search(text[-TAIL:]))


def _leads_to_page(text: str) -> bool:
    """Tell whether a text ends with the dots and the number of a table of contents."""
    return bool(_LEADER.search(text[-TAIL:]))


def _leading(column: Column) -> float:
    steps = [one.top - other.top for one, other in pairwise(column.lines)]
    usual = [step for step in steps if step > 0]
    return median(usual) if usual else column.lines[0].height * 1.2


def _mark(line: Line, levels: "_Levels", page: int) -> tuple[str, int]:
    """Return the mark of the block that a line would open, and the length of its bullet."""
    level = levels.level(line, page)
    if level:
        return "#" * level + " ", 0
    if found := _ITEM.match(line.text):
        return "- ", found.end()
    if found := _STEP.match(line.text):
        return found.group(), found.end()
    return "", 0


class _Levels:
    """The levels of headings, by the heights of the lines of a whole document."""

    def __init__(self, columns: Sequence[Column]) -> None:
        letters: Counter[float] = Counter()
        bold = total = 0
        for line in (line for column in columns for line in column.lines):
            letters[_rounded(line.height)] += len(line.text)
            bold += len(line.text) if line.bold else 0
            total += len(line.text)
        self._text = max(letters, key=lambda height: (letters[height], -height), default=10.0)
        self._weighs = bold < 0.3 * total
        large = sorted((height for height in letters if height >= LARGER * self._text), reverse=True)
        self._ranks = _ranked(large)
        self._levels = 1 + max(self._ranks.values(), default=-1)
        self._title = self._title_height(columns, large)

    def _title_height(self, columns: Sequence[Column], large: Sequence[float]) -> float | None:
        """Return the largest height when it is used on the first page only, as that of a title."""
        if not large:
            return None
        pages = {column.page for column in columns for line in column.lines if _rounded(line.height) == large[0]}
        return large[0] if pages == {0} else None

    def level(self, line: Line, page: int) -> int:
        """Return the level of a line as a heading, 0 when it is none."""
        height = _rounded(line.height)
        if not any(one.isalpha() for one in line.text):
            return 0
        if height in self._ranks and len(line.text) <= HEADING_LENGTH:
            if height == self._title:
                return 1 if page == 0 else 2
            return min(5, self._ranks[height] + (1 if self._title else 2))
        plain = len(line.text) <= BOLD_HEADING_LENGTH and not _is_stopped(line.text) and line.text[:1].isupper()
        bold = self._weighs and line.bold and plain and line.text[-1] != ","
        return min(6, self._levels + (1 if self._title else 2)) if bold else 0


def _ranked(heights: Sequence[float]) -> dict[float, int]:
    """Return the rank of each height, the largest being 0; those that the eye does not tell apart share one."""
    ranks: dict[float, int] = {}
    head, rank = 0.0, -1
    for height in heights:
        if rank < 0 or height < SAME_SIZE * head:
            head, rank = height, rank + 1
        ranks[height] = rank
    return ranks


def _rounded(height: float) -> float:
    return round(height * 2) / 2


def mended(before: str, after: str) -> str:
    """Join two lines, undoing the hyphen that cut a word at the end of the first.

    The hyphen goes when the whole is a French word, or when its halves are not two words of their own.
    """
    cut = _HYPHEN.search(before[-TAIL:])
    first = _FIRST_WORD.match(after)
    if cut is None or first is None or not first.group()[0].islower():
        return f"{before}{after}" if cut and first and before[-2:-1].isalpha() else f"{before} {after}"
    head, tail = fold(cut.group(1)), fold(first.group())
    word = _LAST_WORD.search(before[-TAIL:-1])
    compound = word is not None and "-" in word.group()
    if compound and head in _INSIDE_COMPOUND:
        return before + after
    if is_french_word(head + tail):
        return before[:-1] + after
    kept = tail in _KEPT_HYPHEN or (is_french_word(head) and is_french_word(tail))
    return before + after if kept else before[:-1] + after
