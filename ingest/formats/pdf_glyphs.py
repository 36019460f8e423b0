"""The glyphs of one page of a PDF, joined into pieces of lines, what a reader does not see set apart.

Places are in points, the origin at the bottom left of the page as it is shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WORD_GAP = 1.0
"""Blank, in heights of the line, that parts two pieces of a line: justified text stretches its spaces to 0.6."""
BREAK = 0.3
"""Difference of height of two base lines, in heights of the line, from which they are two lines."""

SMALLEST = 2.0
"""Points under which a text cannot be read on paper; the smallest legal notices are of 4 points."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the object that holds a glyph says of it."""

    invisible: bool
    angle: int
    """Degrees by which it is turned to the left: 0, 90, 180 or 270."""
    bold: bool


PLAIN = Style(invisible=False, angle=0, bold=False)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page, or a blank that the reader of the file made."""

    text: str
    box: Box | None
    """None for a blank that was made."""
    style: Style
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one base line, without a wide blank in it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool = False
    rank: int = 0
    """Place in the order in which the file writes the page."""

    @property
    def height(self) -> float:
        """Height of the line, in points."""
        return max(0.1, self.top - self.bottom)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on one page, in the order of its file."""

    width: float
    height: float
    pieces: tuple[Piece, ...] = ()
    unseen: tuple[str, ...] = ()
    """Texts that no reader sees: invisible, out of the page, too small, or turned."""
    covered: bool = False
    """Whether an image covers the page."""
    transcribed: bool = False
    """Whether its text lies invisible under an image of the page, as recognition of characters puts it."""


def sheet_of(width: float, height: float, glyphs: Sequence[Glyph], *, covered: bool) -> Sheet:
    """Return a page of glyphs as pieces of lines, set upright by the way most of its text runs.

    An invisible text is left out, unless the page shows nothing but an image over it: it is then its
    transcription, as programs that recognise characters write it.

    Args:
        width: of the page as it is written, in points.
        height: of the same.
        glyphs: in the order of the file.
        covered: whether an image covers the page.
    """
    ways = Counter(glyph.style.angle for glyph in glyphs if glyph.text.strip())
    turn = max(ways, key=lambda angle: (ways[angle], -angle), default=0)
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    transcribed = covered and bool(inked) and all(glyph.style.invisible for glyph in inked)
    shown = list(_upright(glyphs, turn, (width, height), transcribed=transcribed))
    pieces = tuple(_pieces(glyph for glyph in shown if glyph.seen))
    unseen = tuple(piece.text for piece in _pieces(glyph for glyph in shown if not glyph.seen))
    if turn in (90, 270):
        width, height = height, width
    return Sheet(width, height, pieces, unseen, covered, transcribed)


def _upright(glyphs: Iterable[Glyph], turn: int, size: tuple[float, float], *, transcribed: bool) -> Iterator[Glyph]:
    """Yield glyphs at their places on the page set upright, each told seen or not; a blank follows its glyph."""
    seen = True
    for glyph in glyphs:
        if glyph.box is not None:
            style = glyph.style
            seen = style.angle == turn and (transcribed or not style.invisible) and _is_on(glyph.box, size)
        box = _turned(glyph.box, turn, size) if turn and glyph.box else glyph.box
        yield glyph if seen and box is glyph.box else Glyph(glyph.text, box, glyph.style, seen)


def _is_on(box: Box, size: tuple[float, float]) -> bool:
    """Tell whether the middle of a glyph is on the page, and the glyph large enough to be read."""
    left, bottom, right, top = box
    inside = 0 <= (left + right) / 2 <= size[0] and 0 <= (bottom + top) / 2 <= size[1]
    return inside and min(top - bottom, right - left) > 0 and max(top - bottom, right - left) >= SMALLEST


def _turned(box: Box, turn: int, size: tuple[float, float]) -> Box:
    """Return the place of a box once the page is turned to the right by `turn` degrees."""
    left, bottom, right, top = box
    width, height = size
    if turn == 90:
        return bottom, width - right, top, width - left
    if turn == 180:
        return width - right, height - top, width - left, height - bottom
    if turn == 270:
        return height - top, left, height - bottom, right
    return box


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[Piece]:
    """Join glyphs that follow one another on a base line."""
    run: list[Glyph] = []
    last: Box | None = None
    rank = 0
    for rank, glyph in enumerate(glyphs):
        if glyph.text == "\n" or (last and glyph.box and not _goes_on(last, glyph.box)):
            yield from _piece(run, rank)
            run, last = [], None
        if glyph.text.strip() and glyph.box:
            last = glyph.box
        if last:
            run.append(glyph)
    yield from _piece(run, rank)


def _goes_on(last: Box, box: Box) -> bool:
    """Tell whether a glyph stands on the base line of the last one, no wide blank between them."""
    height = max(0.1, last[3] - last[1])
    return abs(box[1] - last[1]) < BREAK * height and -height < box[0] - last[2] < WORD_GAP * height


def _piece(run: Sequence[Glyph], rank: int) -> Iterator[Piece]:
    inked = [glyph for glyph in run if glyph.text.strip()]
    boxes = [glyph.box for glyph in inked if glyph.box]
    if not boxes:
        return
    text = "".join(glyph.text for glyph in run)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    yield Piece(
        " ".join(text.split()),
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
        bold=sum(glyph.style.bold for glyph in inked) > len(inked) / 2,
        rank=rank,
    )
