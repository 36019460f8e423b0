"""The home of pdfium: opens a PDF and tells, for each glyph, where it stands and whether a reader sees it.

pdfium is the PDF reader of Chromium, under BSD and Apache licences. Nothing of a document acts here: its scripts,
forms, actions and attached files are never asked for.
"""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import DocumentRefusedError
from ingest.formats.pdf_glyphs import Box, Glyph, Sheet, Style, sheet_of

if TYPE_CHECKING:
    import pypdfium2 as pdfium

PAGES_LIMIT = 2_000
"""Pages of one document; more is a collection."""
LETTERS_LIMIT = 3_000_000
"""Characters of one document, those left out included; the same as the limit of a parsed text."""
SMALLEST = 2.0
"""Points under which a text cannot be read on paper; the smallest legal notices are of 4 points."""
OBJECTS_LIMIT = 3_000
"""Objects of a page among which images are looked for; a drawn map has more, a scan has one."""
COVERED = 0.5
"""Share of a page that an image covers when it is the scan of it."""
BOLD = 600
"""Weight from which a font is bold (OpenType: semi-bold)."""

_INVISIBLE_MODES = (3, 7)
"""Rendering modes of PDF 32000-1, table 106: neither filled nor stroked."""
_HYPHENS = {"\x02": "-", "\u00ad": "-"}
"""What pdfium gives for a hyphen at the end of a line, and the one that layout programs put there."""
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
_PLAIN = Style(invisible=False, turned=False, bold=False)

_LOCKED = "Le PDF est protégé par un mot de passe."
_DAMAGED = "Le PDF est abîmé ou incomplet."
_TOO_LONG = f"Le PDF dépasse {PAGES_LIMIT} pages ou {LETTERS_LIMIT // 1_000_000} millions de caractères."
_UNLOCK = "Enregistrez-le sans mot de passe."
SAVE_AGAIN = "Ouvrez-le et enregistrez-le de nouveau en PDF, ou donnez le document d’origine."
_SPLIT_IT = "Découpez-le en plusieurs documents."


def read_sheets(content: bytes) -> tuple[list[Sheet], str]:
    """Return the pages of a PDF, and the title that its properties give, empty without one.

    Raises:
        DocumentRefusedError: it needs a password, is damaged, or too long.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 - a native library, loaded when a PDF comes

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise DocumentRefusedError(*((_LOCKED, _UNLOCK) if locked else (_DAMAGED, SAVE_AGAIN))) from error
    try:
        if len(document) > PAGES_LIMIT:
            raise DocumentRefusedError(_TOO_LONG, _SPLIT_IT)
        return list(_sheets(document)), str(document.get_metadata_value("Title"))
    except pdfium.PdfiumError as error:
        raise DocumentRefusedError(_DAMAGED, SAVE_AGAIN) from error
    finally:
        document.close()


def _sheets(document: "pdfium.PdfDocument") -> Iterator[Sheet]:
    total = 0
    for index in range(len(document)):
        page = document[index]
        try:
            width, height = page.get_size()
            glyphs = list(_glyphs(page, _Places(page, width, height), LETTERS_LIMIT - total))
            total += len(glyphs)
            yield sheet_of(width, height, glyphs, covered=_is_covered(page, width, height))
        finally:
            page.close()


def _glyphs(page: "pdfium.PdfPage", places: "_Places", limit: int) -> Iterator[Glyph]:
    """Yield the glyphs of a page in the order of its file, with the blanks and line ends that pdfium makes."""
    from pypdfium2 import raw  # noqa: PLC0415 - loaded when a PDF comes

    styles: dict[int, Style] = {}
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > limit:
            raise DocumentRefusedError(_TOO_LONG, _SPLIT_IT)
        box, style, seen = raw.FS_RECTF(), _PLAIN, True
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text, index)
            if raw.FPDFText_IsGenerated(text, index) == 1:
                yield Glyph("\n" if code in (10, 13) else " ", _NOWHERE, style, seen)
            elif 0 < code <= 0x10FFFF and raw.FPDFText_GetLooseCharBox(text, index, box):
                writing = raw.FPDFText_GetTextObject(text, index)
                address = ctypes.addressof(writing.contents) if writing else 0
                style = styles.get(address) or styles.setdefault(address, _style_of(writing, places.turn))
                shown = places.shown((box.left, box.bottom, box.right, box.top))
                seen = not style.invisible and not style.turned and places.holds(shown)
                yield Glyph(_HYPHENS.get(chr(code), chr(code)), shown, style, seen)
    finally:
        text.close()


def _style_of(writing: "ctypes._Pointer[ctypes.Structure]", turn: int) -> Style:
    """Return what the object that holds a glyph says of it, on a page turned by `turn` degrees."""
    from pypdfium2 import raw  # noqa: PLC0415 - loaded when a PDF comes

    if not writing:
        return _PLAIN
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(writing, matrix)
    sideways = abs(matrix.b) > abs(matrix.a)
    font = raw.FPDFTextObj_GetFont(writing)
    weight = raw.FPDFFont_GetWeight(font) if font else 0
    name = ctypes.create_string_buffer(200)
    if font:
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return Style(
        invisible=raw.FPDFTextObj_GetTextRenderMode(writing) in _INVISIBLE_MODES,
        turned=sideways != (turn in (90, 270)),
        bold=weight >= BOLD or b"bold" in name.value.lower(),
    )


class _Places:
    """From the places of a page as it is written to those of the page as it is shown."""

    def __init__(self, page: "pdfium.PdfPage", width: float, height: float) -> None:
        self.turn = int(page.get_rotation())
        self._left, self._bottom, _, _ = page.get_cropbox()
        self._width, self._height = width, height

    def shown(self, box: Box) -> Box:
        """Return the place of a box on the page set upright."""
        left, right = box[0] - self._left, box[2] - self._left
        bottom, top = box[1] - self._bottom, box[3] - self._bottom
        if self.turn == 90:
            return bottom, self._height - right, top, self._height - left
        if self.turn == 180:
            return self._width - right, self._height - top, self._width - left, self._height - bottom
        if self.turn == 270:
            return self._width - top, left, self._width - bottom, right
        return left, bottom, right, top

    def holds(self, shown: Box) -> bool:
        """Tell whether the middle of a glyph is on the page, and the glyph large enough to be read."""
        left, bottom, right, top = shown
        inside = 0 <= (left + right) / 2 <= self._width and 0 <= (bottom + top) / 2 <= self._height
        return inside and top - bottom >= SMALLEST


def _is_covered(page: "pdfium.PdfPage", width: float, height: float) -> bool:
    """Tell whether one image covers most of a page."""
    from pypdfium2 import raw  # noqa: PLC0415 - loaded when a PDF comes

    largest = 0.0
    for index in range(min(OBJECTS_LIMIT, raw.FPDFPage_CountObjects(page))):
        found = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if raw.FPDFPageObj_GetBounds(found, left, bottom, right, top):
            largest = max(largest, (right.value - left.value) * (top.value - bottom.value))
    return largest >= COVERED * width * height
