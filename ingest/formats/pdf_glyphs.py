"""The glyphs of one page of a PDF, joined into pieces of lines, what a reader does not see set apart.

Places are in points, the origin at the bottom left of the page as it is shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

WORD_GAP = 1.0
"""Blank, in heights of the line, that parts two pieces of a line: justified text stretches its spaces to 0.6."""
BREAK = 0.3
"""Difference of height of two base lines, in heights of the line, from which they are two lines."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the object that holds a glyph says of it."""

    invisible: bool
    turned: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page, or a blank that the reader made, which has no place."""

    text: str
    box: Box
    style: Style
    seen: bool


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
    """Return a page of glyphs as pieces of lines.

    An invisible text is left out, unless the page shows nothing but an image over it: it is then its
    transcription, as programs that recognise characters write it.
    """
    hidden = any(glyph.style.invisible for glyph in glyphs if glyph.text.strip())
    seen = any(glyph.seen for glyph in glyphs if glyph.text.strip())
    transcribed = covered and hidden and not seen
    if transcribed:
        glyphs = [replace(glyph, seen=not glyph.style.turned) for glyph in glyphs]
    pieces = tuple(_pieces(glyph for glyph in glyphs if glyph.seen))
    unseen = tuple(piece.text for piece in _pieces(glyph for glyph in glyphs if not glyph.seen))
    return Sheet(width, height, pieces, unseen, covered, transcribed)


def _pieces(glyphs: Iterable[Glyph]) -> Iterator[Piece]:
    """Join glyphs that follow one another on a base line."""
    run: list[Glyph] = []
    rank = 0
    for rank, glyph in enumerate(glyphs):
        blank = not glyph.text.strip()
        if glyph.text == "\n" or (run and not blank and not _goes_on(run, glyph)):
            yield from _piece(run, rank)
            run = []
        if run or not blank:
            run.append(glyph)
    yield from _piece(run, rank)


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    last = next(one for one in reversed(run) if one.text.strip())
    height = max(0.1, last.box[3] - last.box[1])
    gap = glyph.box[0] - last.box[2]
    return abs(glyph.box[1] - last.box[1]) < BREAK * height and -height < gap < WORD_GAP * height


def _piece(run: list[Glyph], rank: int) -> Iterator[Piece]:
    inked = [glyph for glyph in run if glyph.text.strip()]
    if not inked:
        return
    text = "".join(glyph.text for glyph in run)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    boxes = [glyph.box for glyph in inked]
    yield Piece(
        " ".join(text.split()),
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
        bold=sum(glyph.style.bold for glyph in inked) > len(inked) / 2,
        rank=rank,
    )
