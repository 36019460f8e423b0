"""A next step before its citations are numbered."""

from dataclasses import dataclass

from assistant.domain import Span


@dataclass(frozen=True, slots=True)
class Step:
    """Something the reader can do, and why it fits who asks."""

    label: str
    why: str
    spans: tuple[Span, ...]
    """What it rests on, at least one slice unless it only asks something back."""
    asks: bool = False
    """True when it asks the reader something, and leads nowhere."""

    @property
    def url(self) -> str | None:
        """The public page of the first document it rests on that has one, else the first page such a document names."""
        documents = [] if self.asks else [span.document for span in self.spans]
        own = [document.url for document in documents if document.url]
        named = [one.url for document in documents for one in document.references if one.url]
        return next(iter((*own, *named)), None)
