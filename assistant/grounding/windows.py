"""The sentences of the cited spans: a wording rests on one of them, never on pieces of several."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Span
from assistant.french import sentences
from assistant.grounding.sequences import folded_words

LIST_MARK = re.compile(r"^(?:[-*•]|\d{1,3}[.)]) +", re.MULTILINE)
_HEADING = re.compile(r"^#+ +", re.MULTILINE)


@dataclass(frozen=True)
class Window:
    """A contiguous piece of a span that may support a sentence."""

    text: str
    span: Span
    title: str
    """Title and headings above the piece."""
    before: str = ""
    """The sentence that stands before it."""

    @cached_property
    def words(self) -> str:
        """The folded words, parted and surrounded by blanks."""
        return folded_words(self.text)

    @property
    def asks(self) -> bool:
        """Tell whether it is a question, which states nothing."""
        return self.text.rstrip(' \u00a0\u202f»")').endswith("?")


def windows_of(spans: Iterable[Span]) -> list[Window]:
    """Return the windows of some spans: each sentence or item, and each announced list as a whole."""
    return [window for span in spans for window in _windows(span)]


def _windows(span: Span) -> Iterator[Window]:
    quote = span.quote
    context = " . ".join((span.document.title, *span.passage.headings))
    before = _before(span)
    pieces = pieces_of(quote)
    for piece in pieces:
        yield Window(piece, span, context, before)
        before = piece
    if LIST_MARK.search(quote) and len(pieces) > 1:
        yield Window(" ; ".join(pieces), span, context)


def _before(span: Span) -> str:
    """Return the sentence that stands before a span in its document, empty at the beginning of a block."""
    earlier = span.document.text[max(0, span.start - 600) : span.start].rsplit("\n\n", 1)[-1]
    cut = sentences(earlier)
    return earlier[slice(*cut[-1])] if cut else ""


def pieces_of(text: str) -> list[str]:
    """Return the sentences of a text, list and heading marks left out; a line stands alone."""
    bare = LIST_MARK.sub("", _HEADING.sub("", text))
    return [bare[start:end] for start, end in sentences(bare)]


def holding(words: str, windows: Sequence[Window]) -> Window | None:
    """Return the first window that holds a run of folded words, None when none does."""
    return next((window for window in windows if words in window.words), None)
