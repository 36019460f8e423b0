"""Read a PDF: what a reader sees of its text, in reading order; the rest is left out and told."""

from collections.abc import Iterator

from assistant.errors import DocumentRefusedError
from ingest.formats.extraction import Extraction, Remark, Written, assembled, plausible_title
from ingest.formats.pdf_furniture import without_furniture
from ingest.formats.pdf_glyphs import Sheet
from ingest.formats.pdf_layout import columns_of
from ingest.formats.pdf_paragraphs import blocks_of
from ingest.formats.pdfium import SAVE_AGAIN, read_sheets

SCANNED_LETTERS = 15
"""Letters a page under which, most pages being images, a document is a scan that shows a stamp or a number."""
SCANNED_SHARE = 0.8
"""Share of pages covered by an image from which a document is a scan."""

_INVISIBLE = "texte invisible ou hors de la page"
_OCR_LAYER = "transcription cachée sous une image, gardée"
_NO_TEXT_PAGES = "{count} page(s) sans texte, à passer en OCR"

_EMPTY = "Le PDF ne contient aucun texte."
_SCAN = "Le PDF ne contient que des images de pages (numérisation), sans texte."
_RECOGNISE = "Passez-le en reconnaissance de caractères (OCR), par exemple avec OCRmyPDF, et donnez le résultat."


def read_pdf(content: bytes) -> Extraction:
    """Read the text of a PDF in reading order, headings and lists marked.

    The dates and the author of its properties are not read: they tell when a file was made, not when a
    text was published.

    Raises:
        DocumentRefusedError: it needs a password, is damaged, a scan, too long, or without text.
    """
    sheets, title = read_sheets(content)
    _refuse_without_text(sheets)
    cleaned, furniture = without_furniture(sheets)
    columns = [column for number, sheet in enumerate(cleaned) for column in columns_of(sheet, number)]
    blocks = blocks_of(columns)
    titled = any(block.mark == "# " for block in blocks)
    for sheet in sheets:
        blocks += [Written.of(text, rule="invisible_text", detail=_INVISIBLE) for text in sheet.unseen]
    text, remarks = assembled([*blocks, *furniture])
    remarks = (*_on_pages(sheets), *remarks)
    return Extraction("pdf", text, remarks, title=None if titled else plausible_title(title))


def _refuse_without_text(sheets: list[Sheet]) -> None:
    letters = sum(len(piece.text) for sheet in sheets for piece in sheet.pieces)
    scanned = sum(1 for sheet in sheets if sheet.covered)
    if scanned and letters < SCANNED_LETTERS * len(sheets) and scanned >= SCANNED_SHARE * len(sheets):
        raise DocumentRefusedError(_SCAN, _RECOGNISE)
    if not letters:
        raise DocumentRefusedError(_EMPTY, _RECOGNISE if scanned else SAVE_AGAIN)


def _on_pages(sheets: list[Sheet]) -> Iterator[Remark]:
    if any(sheet.transcribed for sheet in sheets):
        yield Remark("ocr_layer", "flagged", detail=_OCR_LAYER)
    empty = sum(1 for sheet in sheets if sheet.covered and not sheet.pieces)
    if empty:
        yield Remark("page_without_text", "flagged", detail=_NO_TEXT_PAGES.format(count=empty))
