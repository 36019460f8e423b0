"""Tell Markdown, HTML and text apart, and bring each to lines of text with marks."""

import re
from dataclasses import dataclass, field

from assistant.errors import DocumentRefusedError
from ingest.aligned import AlignedText
from ingest.parsing_front_matter import FrontMatter, read_front_matter, split_front_matter
from ingest.parsing_html import Page, read_page

TEXT_LIMIT = 3_000_000
"""Characters of visible text of one document; more is a collection, to be cut in documents."""
LINE_LIMIT = 100_000
"""Lines of one document; a thousand printed pages have about 40,000."""

_HTML_START = re.compile(
    r"\s{0,1000}(?:<!--.{0,2000}?-->\s{0,100})?(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype html|html|head|"
    r"body)\b",
    re.I | re.S,
)
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")

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


def parse(text: str, location: str) -> Parsed:
    """Parse decoded text according to its name and its first characters.

    Raises:
        DocumentRefusedError: the front matter cannot be used, or the text is too long.
    """
    name = location.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].lower()
    if name.endswith(_HTML_SUFFIXES) or _HTML_START.match(text):
        page, body = read_page(text)
        parsed = Parsed(body, page=page)
    elif name.endswith(_MARKDOWN_SUFFIXES):
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        header, start = split_front_matter(plain)
        start = _raw_offset(text, start)
        front = read_front_matter(header) if header else None
        parsed = Parsed(AlignedText.of(text[start:], start), front=front, wrapped=True)
    else:
        parsed = Parsed(AlignedText.of(text))
    if len(parsed.text) > TEXT_LIMIT:
        raise DocumentRefusedError(_TOO_LONG, _SPLIT_IT)
    if parsed.text.text.count("\n") > LINE_LIMIT:
        raise DocumentRefusedError(_TOO_MANY_LINES, _SPLIT_IT)
    return parsed


def _raw_offset(text: str, offset: int) -> int:
    """Return the offset in `text` of the offset in its copy where CR LF and CR are line feeds."""
    if "\r\n" not in text:
        return offset
    position = lost = 0
    while (found := text.find("\r\n", position)) >= 0 and found - lost < offset:
        lost += 1
        position = found + 2
    return offset + lost
