"""The home of pdfium: opens a PDF and tells, for each glyph, where it stands and whether a reader sees it.

pdfium is the PDF reader of Chromium, under BSD and Apache licences. Nothing of a document acts here: its scripts,
forms, actions and attached files are never asked for.
"""

import ctypes
from collections.abc import Iterator
from math import atan2, degrees
from typing import TYPE_CHECKING

from assistant.errors import DocumentRefusedError
from ingest.formats.pdf_glyphs import PLAIN, Glyph, Sheet, Style, sheet_of

if TYPE_CHECKING:
    import pypdfium2 as pdfium

PAGES_LIMIT = 2_000
"""Pages of one document; more is a collection."""
LETTERS_LIMIT = 3_000_000
"""Characters of one document, those left out included; the same as the limit of a parsed text."""
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
            left, bottom, right, top = page.get_cropbox()
            width, height = right - left, top - bottom
            glyphs = list(_glyphs(page, left, bottom, LETTERS_LIMIT - total))
            total += len(glyphs)
            yield sheet_of(width, height, glyphs, covered=_is_covered(page, width, height))
        finally:
            page.close()


def _glyphs(page: "pdfium.PdfPage", left: float, bottom: float, limit: int) -> Iterator[Glyph]:
    """Yield the glyphs of a page in the order of its file, with the blanks and line ends that pdfium makes."""
    from pypdfium2 import raw  # noqa: PLC0415 - loaded when a PDF comes

    styles: dict[int, Style] = {}
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > limit:
            raise DocumentRefusedError(_TOO_LONG, _SPLIT_IT)
        box, style = raw.FS_RECTF(), PLAIN
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text, index)
            if raw.FPDFText_IsGenerated(text, index) == 1:
                yield Glyph("\n" if code in (10, 13) else " ", None, style)
            elif 0 < code <= 0x10FFFF and raw.FPDFText_GetLooseCharBox(text, index, box):
                writing = raw.FPDFText_GetTextObject(text, index)
                address = ctypes.addressof(writing.contents) if writing else 0
                style = styles.get(address) or styles.setdefault(address, _style_of(writing))
                place = (box.left - left, box.bottom - bottom, box.right - left, box.top - bottom)
                yield Glyph(_HYPHENS.get(chr(code), chr(code)), place, style)
    finally:
        text.close()


def _style_of(writing: "ctypes._Pointer[ctypes.Structure]") -> Style:
    """Return what the object that holds a glyph says of it."""
    from pypdfium2 import raw  # noqa: PLC0415 - loaded when a PDF comes

    if not writing:
        return PLAIN
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(writing, matrix)
    font = raw.FPDFTextObj_GetFont(writing)
    weight = raw.FPDFFont_GetWeight(font) if font else 0
    name = ctypes.create_string_buffer(200)
    if font:
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return Style(
        invisible=raw.FPDFTextObj_GetTextRenderMode(writing) in _INVISIBLE_MODES,
        angle=round(degrees(atan2(matrix.b, matrix.a)) / 90) % 4 * 90,
        bold=weight >= BOLD or b"bold" in name.value.lower(),
    )


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
