"""The reading order of a page: its columns from left to right, each as lines from top to bottom.

Columns are found where blanks of several neighbouring lines stand above one another. What crosses the
blank (a title, a wide table) parts the page into zones, read from top to bottom.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.formats.pdf_glyphs import WORD_GAP, Piece, Sheet

GUTTER = 0.7
"""Narrowest blank between two columns, in heights of a line; letters and brochures leave 1 to 3."""
ROWS = 4
"""Lines side by side from which two runs of text are columns and not the cells of a row."""
COLUMN_LETTERS = 14
"""Characters of the median line of the narrowest column; the cells of a table are shorter."""
WRITTEN_BESIDE = 0.2
"""Share of the lines side by side written one after the other from which they are cells of rows."""
OVERLAP = 0.4
"""Share of the lower of two pieces that stands beside the other when both are on one line."""
GLUED = 0.1
"""Blank, in heights of a line, under which two pieces are one word: a change of font inside it."""
MOSTLY_BOLD = 0.8
"""Share of the letters of a line in bold from which the line is."""
TABLE_ROWS = 3
"""Lines of aligned cells from which they are rows; two may be a label and its value said twice."""
ALIGNED = 2.0
"""Points by which cells of one column differ at their left, at their right or in their middle."""
PIECES_LIMIT = 3_000
"""Pieces of a page whose columns are looked for; a full page of a newspaper has about 800."""
DEEPEST = 6
"""Columns cut inside of columns, at most."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of a line between two wide blanks."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    height: float
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    """Its pieces that wide blanks part, from left to right."""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines read one after the other, between two borders."""

    page: int
    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        """Left border of its text."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Right border of its text."""
        return max(line.right for line in self.lines)


def columns_of(sheet: Sheet, page: int) -> Iterator[Column]:
    """Yield the columns of a page in reading order; none is empty."""
    for zone in _zones(list(sheet.pieces), 0):
        yield Column(page, tuple(lines_of(zone)))


def _zones(pieces: list[Piece], depth: int) -> Iterator[list[Piece]]:
    gutter = _gutter(pieces) if depth < DEEPEST else None
    if gutter is None:
        if pieces:
            yield pieces
        return
    left: list[Piece] = []
    right: list[Piece] = []
    across: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (-one.top, one.left)):
        crossing = piece.left < gutter < piece.right
        if crossing and (left or right):
            yield from _zones(left, depth + 1)
            yield from _zones(right, depth + 1)
            left, right = [], []
        elif not crossing and across:
            yield across
            across = []
        (across if crossing else left if piece.right <= gutter else right).append(piece)
    if across:
        yield across
    yield from _zones(left, depth + 1)
    yield from _zones(right, depth + 1)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the place of the blank that parts the most lines in two columns, None when none does."""
    pairs = list(_side_by_side(pieces)) if len(pieces) <= PIECES_LIMIT else []
    if len(pairs) < ROWS:
        return None
    edges = sorted([(one.right, 1) for one, _ in pairs] + [(other.left, 0) for _, other in pairs])
    best, count, place = 0, 0, 0.0
    for rank, (edge, opens) in enumerate(edges):
        count += 1 if opens else -1
        if count > best:
            best, place = count, (edge + edges[rank + 1][0]) / 2
    parted = [(one, other) for one, other in pairs if one.right <= place <= other.left]
    if len(parted) < ROWS:
        return None
    if _written_apart(pieces, parted):
        return place
    shortest = min(median(len(pair[side].text) for pair in parted) for side in (0, 1))
    return place if shortest >= COLUMN_LETTERS else None


def _written_apart(pieces: Sequence[Piece], parted: Sequence[tuple[Piece, Piece]]) -> bool:
    """Tell whether the file writes one side wholly before the other, as columns are and rows of cells are not."""
    ranks = sorted(piece.rank for piece in pieces)
    following = dict(pairwise(ranks))
    beside = sum(1 for one, other in parted if following.get(one.rank) == other.rank)
    return beside <= WRITTEN_BESIDE * len(parted)


def _side_by_side(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Yield each piece with the nearest one at its right on the same line, a blank apart."""
    ordered = sorted(pieces, key=lambda one: one.bottom)
    bottoms = [one.bottom for one in ordered]
    for piece in pieces:
        first = bisect_left(bottoms, piece.bottom - piece.height)
        last = bisect_left(bottoms, piece.top)
        beside = [
            other
            for other in ordered[first:last]
            if other.left - piece.right >= GUTTER * min(piece.height, other.height) and _on_one_line(piece, other)
        ]
        if beside:
            yield piece, min(beside, key=lambda other: other.left)


def _on_one_line(one: Piece, other: Piece) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= OVERLAP * min(one.height, other.height)


def lines_of(pieces: Sequence[Piece]) -> Iterator[Line]:
    """Join the pieces that stand side by side, and yield the lines from top to bottom."""
    group: list[Piece] = []
    tallest: Piece | None = None
    for piece in sorted(pieces, key=lambda one: (-(one.top + one.bottom), one.left)):
        if tallest and not _on_one_line(tallest, piece):
            yield _line(group)
            group, tallest = [], None
        group.append(piece)
        tallest = piece if tallest is None or piece.height > tallest.height else tallest
    if group:
        yield _line(group)


def _line(group: Sequence[Piece]) -> Line:
    ordered = sorted(group, key=lambda one: one.left)
    cells = [Cell(ordered[0].text, ordered[0].left, ordered[0].right)]
    for before, piece in pairwise(ordered):
        height, gap = max(before.height, piece.height), piece.left - before.right
        if gap >= WORD_GAP * height:
            cells.append(Cell(piece.text, piece.left, piece.right))
        else:
            text = cells[-1].text + ("" if gap < GLUED * height else " ") + piece.text
            cells[-1] = Cell(text, cells[-1].left, piece.right)
    longest = max(ordered, key=lambda one: len(one.text))
    letters = sum(len(one.text) for one in ordered)
    return Line(
        " ".join(" ".join(cell.text for cell in cells).split()),
        ordered[0].left,
        longest.bottom,
        max(one.right for one in ordered),
        longest.top,
        longest.height,
        bold=sum(len(one.text) for one in ordered if one.bold) > MOSTLY_BOLD * letters,
        cells=tuple(cells),
    )


def rows_of(lines: Sequence[Line]) -> set[int]:
    """Return the ranks of the lines that are rows of a table: as many cells as their neighbours, aligned."""
    rows: set[int] = set()
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or not _is_same_table(lines[end - 1], lines[end]):
            if end - start >= TABLE_ROWS:
                rows.update(range(start, end))
            start = end
    return rows


def _is_same_table(one: Line, other: Line) -> bool:
    if len(one.cells) < 2 or len(one.cells) != len(other.cells):
        return False
    return all(
        abs(cell.left - below.left) <= ALIGNED
        or abs(cell.right - below.right) <= ALIGNED
        or abs(cell.left + cell.right - below.left - below.right) <= 2 * ALIGNED
        for cell, below in zip(one.cells, other.cells, strict=True)
    )
