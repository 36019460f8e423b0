"""The reading grid on one sheet: ruled lines to fill in by hand, or the words of whoever filled it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Statement
from assistant.drawing.svg import LEADING, SERIF, height, picture, shape, words
from assistant.drawing.widths import wrapped
from assistant.drawing.wording import GRID
from assistant.exporting import Element, Heading, Line, Note, Picture, Table, note, shown
from assistant.knowledge import Lexicon
from assistant.ports import PassageIndex
from assistant.reading_grid import FilledBox, ReadingGrid, filled_grid
from assistant.workshop_plan import WorkshopPlan

_SHEET = (1122.5, 793.7)
"""A sheet of A4, landscape, in ninety-sixths of an inch."""
_ROWS = ((0, 1, 2), (3, 4), (5, 6, 7))
"""Numbers of the boxes on each row."""
_SCALES = tuple(1.12**step for step in range(24))
"""How much larger than the sheet a full grid is drawn, so that it shrinks onto it: 13 times at most."""

_MARGIN, _GAP, _PAD = 24.0, 8.0, 9.0
_NAME, _TEXT, _OWN, _NOTE = 14.0, 10.5, 12.5, 9.0
"""Sizes of the letters: names, prompts, the words of people, notes."""
_RULED = 24.0
"""Distance between two ruled lines: the hand needs six millimetres."""
_LEAST = 3
"""Ruled lines of an empty box, at least."""

_APART = 5
"""Sentences of a box that have a line each; more run on, or hundreds of short ones would not hold on a sheet."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines in one look, and the room above them."""

    lines: tuple[str, ...]
    size: float
    look: str = ""
    above: float = 0.0


def grid_picture(grid: ReadingGrid, *, inside: bool = False) -> str:
    """Return a grid as SVG, one sheet of A4 in landscape.

    The words of people are in a serif face under « Vos mots », never changed nor cut; a long description is drawn on
    a larger sheet of the same shape, that prints smaller.

    Args:
        grid: empty or filled in.
        inside: True when a page holds the picture, and prints in its own way.
    """
    for scale in _SCALES:
        wide, high = _SHEET[0] * scale, _SHEET[1] * scale
        body, bottom = _body(grid, wide, high)
        if bottom <= high:
            break
    title, paper = GRID[grid.language]["title"], "" if inside else "A4 landscape"
    return picture(wide, max(high, bottom), title, _told(grid), body, paper)


def grid_elements(grid: ReadingGrid, title: str = "") -> tuple[Element, ...]:
    """Return a grid as elements of an exported document: the picture, a table that says the same, and its sources.

    Sources are told by their titles there, for the notes of the document have numbers of their own.
    """
    said = GRID[grid.language]
    rows = [(box.name, _prompt(box, grid), _one_line(box.words)) for box in grid.boxes]
    if grid.to_sort:
        rows.append((said["to_sort"], "–", _one_line(grid.to_sort)))
    table = Table((said["box"], said["help"], said["yours"]), tuple(rows))
    sources = "".join(f"\n• {source.shown}" for source in _notes(grid))
    cited = (Line("plain", said["sources"] + sources),) if sources else ()
    return (Heading(2, shown(title or said["title"])), Picture(grid_picture(grid, inside=True), table), *cited)


def plan_elements(plan: WorkshopPlan, lexicon: Lexicon, index: PassageIndex) -> tuple[Element, ...]:
    """Return what an exported plan brings beside itself: the grid to fill, when it is made around the grid."""
    if plan.request.variant != "grid":
        return ()
    return grid_elements(filled_grid("", lexicon, index, plan.request.language))


def _prompt(box: FilledBox, grid: ReadingGrid) -> str:
    """Return the prompts of a box on one line: the definition in guillemets with its source, then our question."""
    asked = GRID[grid.language]["question"] + shown(box.question.text)
    if not box.definition:
        return asked
    titles = ", ".join(shown(grid.sources[one.mark - 1].title) for one in box.definition.citations)
    return f"«\u202f{shown(box.definition.text)}\u202f» ({titles}) {asked}".replace("\n", " ")


def _one_line(sentences: Sequence[str]) -> str:
    return " / ".join(shown(one).replace("\n", " ") for one in sentences)


def _notes(grid: ReadingGrid) -> list[Note]:
    return [note(source, grid.language) for source in grid.sources]


def _marked(statement: Statement) -> str:
    return shown(statement.text) + "\u00a0" + "".join(f"[{one.mark}]" for one in statement.citations)


def _body(grid: ReadingGrid, wide: float, high: float) -> tuple[list[str], float]:
    """Return the shapes of a grid drawn on a sheet, and how low they go."""
    drawn = [
        words([GRID[grid.language]["title"]], _MARGIN, _MARGIN + 16, 20, 'font-weight="bold"'),
        words([GRID[grid.language]["legend"]], _MARGIN, _MARGIN + 36, 10.5),
    ]
    notes = _wrapped_notes(grid, wide - 2 * _MARGIN)
    last = _pieces_height(notes) + 6
    strip = _strip(grid, wide - 2 * _MARGIN - 2 * _PAD)
    kept = _pieces_height(strip) + 2 * _PAD + _GAP if strip else 0.0
    top = _MARGIN + 46
    rows = [[(_box(grid.boxes[one], _inner(wide, row), GRID[grid.language]), one) for one in row] for row in _ROWS]
    least = [max(_least(pieces, grid.boxes[one]) for pieces, one in row) for row in rows]
    spare = max(0.0, high - _MARGIN - last - kept - top - sum(least) - len(rows) * _GAP) / len(rows)
    for row, needed in zip(rows, least, strict=True):
        tall = needed + spare
        drawn += _row(row, wide, top, tall)
        top += tall + _GAP
    if strip:
        drawn += _framed(strip, _MARGIN, top, wide - 2 * _MARGIN, kept - _GAP, dashed=True)
        top += kept
    drawn += _written(notes, _MARGIN, top)
    return drawn, top + last + _MARGIN - 6


def _inner(wide: float, row: Sequence[int]) -> float:
    return _outer(wide, row) - 2 * _PAD


def _outer(wide: float, row: Sequence[int]) -> float:
    return (wide - 2 * _MARGIN - (len(row) - 1) * _GAP) / len(row)


def _row(row: Sequence[tuple[list[_Piece], int]], wide: float, top: float, tall: float) -> Iterator[str]:
    each = _outer(wide, [one for _, one in row])
    for place, (pieces, _) in enumerate(row):
        x = _MARGIN + place * (each + _GAP)
        yield from _framed(pieces, x, top, each, tall)
        yield from _rules(x + _PAD, top + _PAD + _pieces_height(pieces), each - 2 * _PAD, top + tall - _PAD)


def _box(box: FilledBox, room: float, said: dict[str, str]) -> list[_Piece]:
    pieces = [_Piece(tuple(wrapped(shown(box.name), _NAME, room, bold=True)), _NAME, 'font-weight="bold"')]
    if box.definition:
        pieces.append(_Piece(tuple(wrapped(_marked(box.definition), _TEXT, room)), _TEXT, above=3))
    asked = said["question"] + shown(box.question.text)
    pieces.append(_Piece(tuple(wrapped(asked, _TEXT, room)), _TEXT, 'font-style="italic"', 3))
    return [*pieces, *_own(said["yours"] + said["colon"], box.words, room)] if box.words else pieces


def _own(label: str, sentences: Sequence[str], room: float) -> list[_Piece]:
    """Return the words of people: their label, then each sentence on a line of its own, unless there are many."""
    look = f'font-family="{SERIF}"'
    apart = list(map(shown, sentences)) if len(sentences) <= _APART else [" · ".join(map(shown, sentences))]
    lines = (wrapped(one, _OWN, room) for one in apart)
    head = _Piece((label,), _TEXT, 'font-weight="bold"', 5)
    return [head, *(_Piece(tuple(one), _OWN, look, 2) for one in lines)]


def _strip(grid: ReadingGrid, room: float) -> list[_Piece]:
    said = GRID[grid.language]
    label = f"{said['to_sort']} ({said['yours'].lower()}){said['colon']}"
    return _own(label, grid.to_sort, room) if grid.to_sort else []


def _wrapped_notes(grid: ReadingGrid, room: float) -> list[_Piece]:
    return [_Piece(tuple(wrapped(f"[{one.mark}] {one.shown}", _NOTE, room)), _NOTE, above=1) for one in _notes(grid)]


def _least(pieces: Sequence[_Piece], box: FilledBox) -> float:
    return _pieces_height(pieces) + 2 * _PAD + (0 if box.words else _LEAST * _RULED)


def _pieces_height(pieces: Sequence[_Piece]) -> float:
    return sum(one.above + height(one.lines, one.size) for one in pieces)


def _framed(
    pieces: Sequence[_Piece], x: float, y: float, wide: float, tall: float, *, dashed: bool = False
) -> Iterator[str]:
    rule: dict[str, str | float] = {"stroke_dasharray": "7 4"} if dashed else {}
    yield shape("rect", x=x, y=y, width=wide, height=tall, rx=4.0, fill="none", stroke="#000", stroke_width=1.6, **rule)
    yield from _written(pieces, x + _PAD, y + _PAD)


def _written(pieces: Sequence[_Piece], x: float, y: float) -> Iterator[str]:
    for piece in pieces:
        y += piece.above
        yield words(piece.lines, x, y + piece.size * (2 - LEADING), piece.size, piece.look)
        y += height(piece.lines, piece.size)


def _rules(x: float, y: float, wide: float, bottom: float) -> Iterator[str]:
    """Yield the lines to write on, between two heights."""
    y += _RULED
    while y <= bottom + 0.1:
        yield shape("line", x1=x, y1=y, x2=x + wide, y2=y, stroke="#888", stroke_width=0.8)
        y += _RULED


def _told(grid: ReadingGrid) -> Iterator[str]:
    said = GRID[grid.language]
    yield said["legend"]
    for box in grid.boxes:
        prompt = f"{_marked(box.definition)} " if box.definition else ""
        yield f"{box.name}{said['colon']} {prompt}{said['question']}{shown(box.question.text)}"
        yield from (f"{said['yours']}{said['colon']} {shown(one)}" for one in box.words)
    yield from (f"{said['to_sort']}{said['colon']} {shown(one)}" for one in grid.to_sort)
    yield from (f"[{one.mark}] {one.shown}" for one in _notes(grid))
