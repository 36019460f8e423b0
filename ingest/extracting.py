"""Extraction: the raw text of a file of any format, the one that every offset of ingestion refers to."""

from ingest.blocks import RawFile
from ingest.decoding import DOCUMENT_BYTE_LIMIT, decode, refuse_by_size
from ingest.formats.archives import OfficeArchive
from ingest.formats.docx import read_docx
from ingest.formats.extraction import Extraction, Format, Remark
from ingest.formats.mails import read_mail
from ingest.formats.odt import read_odt
from ingest.formats.pdf import read_pdf
from ingest.formats.pptx import read_pptx
from ingest.formats.recognising import binary_format, is_mail, text_format

_OFFICE = {"docx": read_docx, "odt": read_odt, "pptx": read_pptx}


def extract(raw: RawFile) -> Extraction:
    """Return the raw text of a file, and what its reader left out of it.

    The same bytes give the same text: what cleaning aligned with it can be looked up again.

    Raises:
        DocumentRefusedError: the format is not read, or the file is empty, damaged, protected or too long.
    """
    refuse_by_size(raw.content, DOCUMENT_BYTE_LIMIT)
    found = binary_format(raw.content)
    if found == "pdf":
        return read_pdf(raw.content)
    if found is not None:
        return _OFFICE[found](OfficeArchive.open(raw.content))
    if is_mail(raw.content, raw.name):
        return read_mail(raw.content)
    decoded = decode(raw.content)
    remarks = (Remark("encoding_guessed", "flagged", 0, 1, decoded.encoding),) if decoded.guessed else ()
    kind: Format = text_format(decoded.text, raw.name)
    return Extraction(kind, decoded.text, remarks, in_html=kind == "html")


def raw_text(raw: RawFile) -> str:
    """Return the text that the offsets of `RuleUse` and `Stretch` refer to.

    Raises:
        DocumentRefusedError: as `extract`.
    """
    return extract(raw).text
