"""What the stages of ingestion hand to one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain import AuthorKind, Document, Passage, PassageRole, Record

BlockKind = Literal["heading", "paragraph", "list", "steps", "table"]
Action = Literal["dropped", "replaced", "merged", "put_aside", "flagged", "recovered", "made"]

MEDIA_EXTENSIONS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
"""The extension of a file of each media type of a document."""

_MARKDOWN = (".md", ".markdown")
"""Extensions of texts that servers often announce as plain."""


@dataclass(frozen=True, slots=True)
class Block:
    """A structural unit of a cleaned text: `text[start:end]`, marks (`#`, `-`) included."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    """Of a heading, 1 to 6; 0 otherwise."""
    role: PassageRole = "text"
    author_kind: AuthorKind | None = None
    """When it differs from the document's."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The document that a web page gave when it was fetched before."""

    document_id: str
    retrieved_on: str


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes found at a place, not yet believed to be anything."""

    location: str
    """URL, or path relative to its source, NFC, with `/`."""
    content: bytes
    media_type: str = ""
    """As a web server announced it; empty for a file."""
    retrieved_on: str | None = None
    """Day a web page was fetched, as `2025-10-13`."""
    earlier: Earlier | None = None
    """When the bytes changed since: if the document does not, it keeps its day."""

    @property
    def name(self) -> str:
        """The location, ended by the extension of the media type when one was announced."""
        extension = MEDIA_EXTENSIONS.get(self.media_type, "")
        path = self.location.partition("?")[0]
        if path.lower().endswith((extension, *_MARKDOWN) if extension == ".txt" else extension):
            return self.location
        return path.rstrip("/") + extension


class RuleUse(Record):
    """What one cleaning rule did at one place; never holds a private value."""

    rule: str
    action: Action
    raw_start: int
    raw_end: int
    detail: str = ""
    """At most 60 characters of context, redacted; for personal data the type only."""


class Stretch(Record):
    """A stretch of cleaned text that came unchanged from the decoded raw text."""

    start: int
    raw_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for the ledger, with what the rules did to it."""

    document: Document
    passages: Sequence[Passage]
    uses: Sequence[RuleUse]
    alignment: Sequence[Stretch]
