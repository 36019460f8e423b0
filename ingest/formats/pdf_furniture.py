"""Headers, footers and page numbers: what stands at the edge of several pages and is no text of any."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.extraction import Written
from ingest.formats.pdf_glyphs import Piece, Sheet
from ingest.formats.pdf_layout import PIECES_LIMIT, lines_of

EDGE = 0.12
"""Share of the height of a page, at its top and at its bottom, where headers and footers stand."""
PAGES = 3
"""Pages that show a line at their edge from which it is a header; two are enough for a document of three."""

SAME_PLACE = 2.0
"""Points by which the places of a header differ from page to page, at most."""
LARGEST = 1.1
"""Height of a header over that of the text, at most."""

_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,6}\b")
_NUMBER = re.compile(
    r"[-–—•|\s]*(?:page|p\.|p)?\s?(?:\d{1,4}|[ivxlc]{1,6})(?:\s?(?:/|sur|of|\|)\s?\d{1,4})?[-–—•|\s]*", re.IGNORECASE
)
_REPEATED = "en-tête ou pied de page, répété sur {count} pages"
_PAGE_NUMBER = "numéro de page"


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page."""

    text: str
    place: float
    """Its height on the page, in points."""
    pieces: tuple[Piece, ...]

    @property
    def form(self) -> str:
        """The line without what changes from page to page: its numbers, its case."""
        return _DIGITS.sub("#", " ".join(self.text.lower().split()))


def without_furniture(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Written]]:
    """Return the pages without what repeats at their edges, and that, left out.

    A header stands at one height on all its pages, and is not written larger than the text: a heading that
    happens to open several pages is.
    """
    usual = _usual_height(sheets)
    edges = [_edges(sheet, usual) for sheet in sheets]
    places: dict[str, list[float]] = defaultdict(list)
    for lines in edges:
        for form, place in {(line.form, line.place) for line in lines}:
            places[form].append(place)
    needed = PAGES if len(sheets) > PAGES else 2
    cleaned: list[Sheet] = []
    furniture: list[Written] = []
    for sheet, lines in zip(sheets, edges, strict=True):
        gone: set[Piece] = set()
        for line in lines:
            written = _as_furniture(line, places[line.form], needed)
            if written is not None:
                furniture.append(written)
                gone.update(line.pieces)
        cleaned.append(replace(sheet, pieces=tuple(piece for piece in sheet.pieces if piece not in gone)))
    return cleaned, furniture


def _as_furniture(line: _Edge, places: Sequence[float], needed: int) -> Written | None:
    """Return a line left out, None when it is text."""
    if _NUMBER.fullmatch(line.text) and any(one.isdigit() for one in line.text):
        return Written.of(line.text, rule="page_number", detail=_PAGE_NUMBER)
    count = sum(1 for place in places if abs(place - line.place) <= SAME_PLACE)
    if count >= needed:
        return Written.of(line.text, rule="page_furniture", detail=_REPEATED.format(count=count))
    return None


def _usual_height(sheets: Sequence[Sheet]) -> float:
    letters: Counter[float] = Counter()
    for piece in (piece for sheet in sheets for piece in sheet.pieces):
        letters[round(piece.height)] += len(piece.text)
    return max(letters, key=lambda height: (letters[height], -height), default=10.0)


def _edges(sheet: Sheet, usual: float) -> list[_Edge]:
    """Return the lines at the top and at the bottom of a page that are no larger than its text."""
    low, high = EDGE * sheet.height, (1 - EDGE) * sheet.height
    outer = [piece for piece in sheet.pieces if piece.top <= low or piece.bottom >= high]
    found: list[_Edge] = []
    if len(outer) > PIECES_LIMIT:
        return found
    for line in lines_of(outer):
        inside = [piece for piece in outer if line.bottom - 1 <= (piece.top + piece.bottom) / 2 <= line.top + 1]
        if line.height <= LARGEST * usual:
            found.append(_Edge(line.text, line.bottom, tuple(inside)))
    return found
