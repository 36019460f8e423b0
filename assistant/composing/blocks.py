"""A reply as blocks: what is said, what to do next, the evidence, what to ask next; each channel renders them its way.

A new channel is one renderer of `Blocks` and one adapter to its platform.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.composing.rendering import Said, laid
from assistant.domain import AbstentionReason, Citation, Language, NextStep, Reply, Source, Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source, and the exact quotes that rest on it."""

    source: Source
    quotes: tuple[str, ...]
    """In the order of the document, each span once."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A next step."""

    label: str
    why: str
    url: str | None
    marks: tuple[int, ...]
    """Sorted, each once."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A reply, in the order in which it is read."""

    reply_id: str
    language: Language
    question: str
    """As understood, standing alone."""
    reason: AbstentionReason | None
    """Why nothing was answered; None for an answer and for a courtesy."""
    said: tuple[Said, ...]
    advice: tuple[Advice, ...]
    evidence: tuple[Evidence, ...]
    """One a source, in the order of the marks; together they hold every mark of `said` and of `advice`."""
    follow_ups: tuple[str, ...]


def blocks_of(reply: Reply) -> Blocks:
    """Return the blocks of a reply; a reply without statements says its text."""
    statements = reply.statements or ((Statement(text=reply.text, origin="assistant"),) if reply.text else ())
    quotes = _quotes((*reply.statements, *reply.next_steps))
    return Blocks(
        reply_id=reply.id,
        language=reply.language,
        question=reply.question,
        reason=reply.reason,
        said=tuple(laid(statements)),
        advice=tuple(Advice(one.label, one.why, one.url, marks_of(one.citations)) for one in reply.next_steps),
        evidence=tuple(Evidence(one, quotes.get(one.mark, ())) for one in sorted(reply.sources, key=_by_mark)),
        follow_ups=reply.follow_ups,
    )


def marks_of(citations: Iterable[Citation]) -> tuple[int, ...]:
    """Return the marks of citations, sorted, each once."""
    return tuple(sorted({citation.mark for citation in citations}))


def _by_mark(source: Source) -> int:
    return source.mark


def _quotes(cited: Iterable[Statement | NextStep]) -> dict[int, tuple[str, ...]]:
    spans = {(one.mark, one.start, one.end): one.quote for each in cited for one in each.citations}
    quotes: dict[int, tuple[str, ...]] = {}
    for key in sorted(spans):
        quotes[key[0]] = (*quotes.get(key[0], ()), spans[key])
    return quotes
