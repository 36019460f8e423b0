"""Bring the raw text of any format to lines of text with marks."""

from dataclasses import dataclass, field, replace

from assistant.errors import DocumentRefusedError
from ingest.aligned import AlignedText
from ingest.formats.extraction import Extraction, Remark
from ingest.formats.mails import without_envelope
from ingest.formats.transcripts import read_transcript
from ingest.parsing_front_matter import FrontMatter, read_front_matter, split_front_matter
from ingest.parsing_html import Page, read_page

TEXT_LIMIT = 3_000_000
"""Characters of visible text of one document; more is a collection, to be cut in documents."""
LINE_LIMIT = 100_000
"""Lines of one document; a thousand printed pages have about 40,000."""

_TOO_LONG = f"Le document contient plus de {TEXT_LIMIT // 1_000_000} millions de caractères."
_TOO_MANY_LINES = f"Le document contient plus de {LINE_LIMIT} lignes."
_SPLIT_IT = "Découpez-le en plusieurs documents."


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as lines with marks, and what it says of itself outside of its text."""

    text: AlignedText
    front: FrontMatter | None = None
    page: Page = field(default_factory=Page)
    wrapped: bool = False
    """Whether a line end inside a paragraph means nothing."""
    remarks: tuple[Remark, ...] = ()
    """What parsing replaced, for the log."""


def parse(extraction: Extraction) -> Parsed:
    """Parse a raw text according to its format; what its reader left out is out of the lines.

    Raises:
        DocumentRefusedError: the front matter cannot be used, or the text is too long.
    """
    if extraction.in_html:
        page, body = read_page(extraction.text)
        parsed = Parsed(body, page=page)
    elif extraction.format == "markdown":
        parsed = _parse_note(extraction.text)
    elif extraction.format in ("vtt", "srt"):
        said = read_transcript(extraction.text)
        parsed = Parsed(said.text, page=Page(said.title), remarks=said.remarks)
    else:
        parsed = Parsed(extraction.kept())
    if extraction.format == "eml":
        body, remarks = without_envelope(parsed.text)
        parsed = replace(parsed, text=body, remarks=remarks)
    if len(parsed.text) > TEXT_LIMIT:
        raise DocumentRefusedError(_TOO_LONG, _SPLIT_IT)
    if parsed.text.text.count("\n") > LINE_LIMIT:
        raise DocumentRefusedError(_TOO_MANY_LINES, _SPLIT_IT)
    page = replace(
        parsed.page,
        title=extraction.title or parsed.page.title,
        published_on=extraction.published_on or parsed.page.published_on,
    )
    return replace(parsed, page=page)


def _parse_note(text: str) -> Parsed:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    header, start = split_front_matter(plain)
    start = _raw_offset(text, start)
    front = read_front_matter(header) if header else None
    return Parsed(AlignedText.of(text[start:], start), front=front, wrapped=True)


def _raw_offset(text: str, offset: int) -> int:
    """Return the offset in `text` of the offset in its copy where CR LF and CR are line feeds."""
    if "\r\n" not in text:
        return offset
    position = lost = 0
    while (found := text.find("\r\n", position)) >= 0 and found - lost < offset:
        lost += 1
        position = found + 2
    return offset + lost
