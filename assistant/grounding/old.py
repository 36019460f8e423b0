"""Grounding: keep of a draft only what the cited spans say; number the sources ourselves.

The first law of an answer is held here, whoever wrote the draft: a statement that claims spans is kept when each
span is an exact slice of its document, long enough to be evidence, and when the wording adds nothing to them — no
number, no name, no acronym, no quotation, no negation that the spans do not hold.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.domain import MINIMAL_QUOTE, Citation, Drafted, Source, Span, Statement
from assistant.french import fold, stem
from assistant.knowledge import Lexicon

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NAME = re.compile(r"(?<![.!?…:«\"“] )(?<!^)(?<!\n)(?<!- )\b[^\W\d_a-zà-ÿ][\w&’'-]*", re.MULTILINE)
_ACRONYM = re.compile(r"\b[A-ZÀ-Ý]{2}[A-ZÀ-Ý0-9]*\b")
_QUOTED = re.compile(r"[«“] ?([^»”]+?) ?[»”]")
_LIST_MARK = re.compile(r"^(?:[-*•]|\d{1,3}[.)]) +", re.MULTILINE)
_NEGATION = re.compile(r"\b(?:ne|n'|pas|aucune?|jamais|sans|not|no|never|without)\b|n'")
_DENIAL = re.compile(r"\b(?:ne (?:veut|signifie|designe)|n'est|pas|erron\w+|faux|fausse|jamais|not|wrong)\b|n'est")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A statement that was not kept, and why."""

    text: str
    why: str


@dataclass(slots=True)
class Marks:
    """Give each cited document one mark, in order of first use."""

    _sources: dict[str, Source] = field(default_factory=dict)

    def citation(self, span: Span) -> Citation:
        """Return the citation of a span, its document numbered when it is new."""
        document = span.document
        if document.id not in self._sources:
            self._sources[document.id] = Source(
                mark=len(self._sources) + 1,
                document_id=document.id,
                title=document.title,
                kind=document.kind,
                author_kind=span.passage.author_kind,
                publisher=document.publisher,
                url=document.url,
                published_on=document.published_on,
                event_on=document.event_on,
                retrieved_on=document.retrieved_on,
                headings=span.passage.headings,
            )
        mark = self._sources[document.id].mark
        return Citation(mark=mark, passage_id=span.passage.id, start=span.start, end=span.end, quote=span.quote)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources, in the order of their marks."""
        return tuple(self._sources.values())


def ground(drafted: Iterable[Drafted], lexicon: Lexicon, marks: Marks) -> tuple[list[Statement], list[Dropped]]:
    """Return the statements that their spans support, in order, and those dropped with the reason."""
    kept: list[Statement] = []
    dropped: list[Dropped] = []
    for draft in drafted:
        why = unsupported(draft, lexicon)
        if why:
            dropped.append(Dropped(draft.text, why))
            continue
        citations = tuple(marks.citation(span) for span in draft.spans)
        kept.append(Statement(text=draft.text, origin="source" if citations else "assistant", citations=citations))
    return kept, dropped


def unsupported(draft: Drafted, lexicon: Lexicon) -> str | None:
    """Return why the spans of a draft do not support it, None when they do or when it claims none."""
    if not draft.spans:
        return None
    if any(not 0 <= span.start < span.end <= len(span.document.text) for span in draft.spans):
        return "un extrait sort de son document"
    short = next((span for span in draft.spans if len(span.quote.strip()) < MINIMAL_QUOTE), None)
    if short is not None:
        return f"la citation {short.quote!r} est trop courte pour prouver"
    quotes = fold(" ".join(span.quote for span in draft.spans))
    asserted = _false_expansion(draft.text, lexicon)
    if asserted:
        return f"la lecture {asserted!r} d’un sigle est fausse"
    if _words(draft.text) == _words(quotes):
        return None
    return _addition(draft, quotes)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(_LIST_MARK.sub("", text)))


def _addition(draft: Drafted, quotes: str) -> str | None:
    """Return what a wording adds to its quotes: a quotation, a number, a name, a negation."""
    for quoted in _QUOTED.findall(draft.text):
        if not _is_in(quoted, quotes) and not _is_label(quoted, draft.text):
            return f"« {quoted} » ne figure pas dans les extraits"
    computed = {str(number) for number in _computable(draft.spans)}
    for number in _NUMBER.findall(draft.text):
        if number not in computed and number not in _NUMBER.findall(quotes):
            return f"le nombre {number} ne figure pas dans les extraits"
    for name in [*_NAME.findall(draft.text), *_ACRONYM.findall(draft.text)]:
        if not _is_in(name, quotes):
            return f"le nom {name!r} ne figure pas dans les extraits"
    unquoted = fold(_QUOTED.sub(" ", draft.text))
    if _NEGATION.search(unquoted) and not _NEGATION.search(quotes):
        return "la négation ne figure pas dans les extraits"
    return None


def _is_in(piece: str, quotes: str) -> bool:
    words = _words(piece)
    return not words or f" {' '.join(words)} " in f" {' '.join(_words(quotes))} "


def _is_label(quoted: str, text: str) -> bool:
    """Tell whether a quotation repeats what the question counted, which is no claim about a source."""
    return re.search(rf"\d+ (?:pour|for) [«“] ?{re.escape(quoted)}", text) is not None


def _computable(spans: Sequence[Span]) -> list[int]:
    """Return the numbers that counting the cited evidence gives: its spans, and the items of each list."""
    items = [len(re.findall(r"^(?:[-*•]|\d{1,3}[.)]) ", span.quote, re.MULTILINE)) for span in spans]
    return [len(spans), *items]


def _false_expansion(text: str, lexicon: Lexicon) -> str | None:
    """Return the false expansion that a text asserts; one that it denies is not asserted."""
    for clause in re.split(r"[,;]\s|(?<=[.!?])\s", text):
        stems = _stems(clause)
        for name in lexicon.false_names:
            if f" {_stems(name)} " in f" {stems} " and not _DENIAL.search(fold(clause)):
                return name
    return None


def _stems(text: str) -> str:
    """Return the stems of a text parted by spaces, so that hyphens and plurals hide nothing."""
    return " ".join(stem(word) for word in _words(text))
