"""Find the spans of a statement that only names the passages it rests on."""

from collections.abc import Iterator, Sequence

from assistant.domain import MINIMAL_QUOTE, Drafted, Hit, Span
from assistant.french import sentences
from assistant.grounding.agreement import compare
from assistant.grounding.sequences import folded_words
from assistant.grounding.support import unsupported
from assistant.grounding.windows import LIST_MARK, Window, pieces_of, windows_of
from assistant.knowledge import Lexicon


def located(text: str, hits: Sequence[Hit], lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the contiguous spans of some passages that support a statement best, one a sentence of it.

    Args:
        text: the statement, without marks.
        hits: the passages it claims, best first.
        lexicon: the names of the field.

    Returns:
        Exact sentences or whole lists of the passages, in the order of the statement, each once; the closest ones
        when none supports it, so that grounding can say what disagrees; empty when there is nothing to rest on.
    """
    candidates = [span for hit in hits for span in _candidates(hit)]
    found: dict[tuple[str, int, int], Span] = {}
    for piece in pieces_of(text):
        span = _closest(piece, candidates, lexicon)
        if span is not None:
            found.setdefault((span.document.id, span.start, span.end), span)
    return tuple(found.values())


def _candidates(hit: Hit) -> Iterator[Span]:
    """Yield the sentences of a passage, and the passage itself when it is a list."""
    passage, document = hit.passage, hit.document
    for start, end in sentences(passage.text):
        mark = LIST_MARK.match(passage.text[start:end])
        first = start + (mark.end() if mark else 0)
        if end - first >= MINIMAL_QUOTE and not passage.text.startswith("#", start):
            yield Span(passage, document, passage.start + first, passage.start + end)
    if LIST_MARK.search(passage.text):
        yield Span(passage, document, passage.start, passage.end)


def _closest(piece: str, candidates: Sequence[Span], lexicon: Lexicon) -> Span | None:
    """Return the span that supports one sentence, else the one that shares most with it; ties by order."""
    words = folded_words(piece)
    best: tuple[float, Span] | None = None
    for span in candidates:
        if words in folded_words(span.quote) and not unsupported(Drafted(piece, (span,)), lexicon):
            return span
        score = max((_score(piece, window, lexicon) for window in windows_of([span])), default=0.0)
        if score > (best[0] if best else 0.0):
            best = (score, span)
    return best[1] if best else None


def _score(piece: str, window: Window, lexicon: Lexicon) -> float:
    compared = compare(piece, window, lexicon)
    return compared.coverage + (1.0 if compared.why is None and not window.asks else 0.0)
