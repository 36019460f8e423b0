"""Measures grounding: how many corrupted statements it drops, how many true ones it refuses."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pydantic import Field

from assistant.domain import Drafted, Hit, Record
from assistant.french import analyse, sentences
from assistant.grounding import located, unsupported
from assistant.knowledge import Lexicon
from assistant.ports import PassageIndex
from evals.mutating import MUTATIONS, TrueStatement, false_reading, reworded
from evals.rates import Rate

SHORTEST = 6
"""Content words of the sentences that are corrupted: shorter ones are labels."""

STATEMENTS = 600
"""True statements drawn, evenly over the corpus."""

LEAST_CAUGHT = 0.98
MOST_REFUSED = 0.01
"""Targets: share of corrupted statements dropped, share of true ones refused."""

_TITLE = "Ancrage : {count} phrases vraies, {mutants} corruptions"
_CAUGHT = "Corruptions écartées"
_REFUSED = "Phrases vraies refusées"
_ALL = "Ensemble"


class Escape(Record):
    """A corrupted statement that was kept, or a true one that was refused."""

    kind: str
    original: str
    text: str
    why: str = ""


class GroundingReport(Record):
    """What grounding did of true statements and of their corruptions."""

    statements: int = Field(ge=0)
    caught: tuple[Rate, ...]
    """By kind of corruption; `*` is all of them. `passed` counts those dropped."""
    refused: tuple[Rate, ...]
    """By kind of honest wording; `*` is all of them. `passed` counts those refused."""
    escapes: tuple[Escape, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether both targets are reached."""
        return self.caught[0].share >= LEAST_CAUGHT and self.refused[0].share <= MOST_REFUSED


def true_statements(index: PassageIndex, count: int = STATEMENTS) -> list[TrueStatement]:
    """Return sentences of prose passages in French, drawn evenly over the documents, in their order."""
    found = [one for document in index.documents() for one in _said(document.id, index)]
    step = max(1, len(found) // count)
    return found[::step][:count]


def _said(document_id: str, index: PassageIndex) -> Iterator[TrueStatement]:
    document = index.document(document_id)
    for passage in index.passages_of(document_id):
        if document is None or passage.layout != "prose" or passage.language != "fr":
            continue
        cut = [passage.text[start:end] for start, end in sentences(passage.text)]
        for place, text in enumerate(cut):
            if text.endswith(".") and not text.startswith("#") and len(analyse(text)) >= SHORTEST:
                yield TrueStatement(text, Hit(passage, document, 1.0), "".join(cut[place + 1 : place + 2]))


def measure_grounding(index: PassageIndex, lexicon: Lexicon, count: int = STATEMENTS) -> GroundingReport:
    """Ground every honest wording and every corruption of some true statements, as a model would cite them.

    Each statement names the passage that says it; its spans are found as for a chat model. The wrong document is
    the passage of another document that shares most words with it.
    """
    drawn = true_statements(index, count)
    names = sorted({entry.term for entry in lexicon if entry.term[0].isupper()})
    caught, kinds, escapes = Counter[str](), Counter[str](), list[Escape]()
    for one in drawn:
        for kind, text, hit in _corrupted(one, drawn, names, lexicon):
            why = _why(text, hit, lexicon)
            kinds[kind] += 1
            caught[kind] += why is not None
            escapes += [] if why else [Escape(kind=kind, original=one.text, text=text)]
    refused, wordings = Counter[str](), Counter[str]()
    for one in drawn:
        for kind, text in reworded(one, lexicon):
            why = _why(text, one.hit, lexicon)
            wordings[kind] += 1
            refused[kind] += why is not None
            escapes += [Escape(kind=kind, original=one.text, text=text, why=why)] if why else []
    return GroundingReport(
        statements=len(drawn), caught=_rates(caught, kinds), refused=_rates(refused, wordings), escapes=tuple(escapes)
    )


def _why(text: str, hit: Hit, lexicon: Lexicon) -> str | None:
    spans = located(text, [hit], lexicon)
    return unsupported(Drafted(text, spans), lexicon) if spans else "rien ne s’en approche"


def _corrupted(
    one: TrueStatement, drawn: Sequence[TrueStatement], names: Sequence[str], lexicon: Lexicon
) -> Iterator[tuple[str, str, Hit]]:
    for kind, mutation in MUTATIONS.items():
        text = mutation(one, names)
        if text and text != one.text:
            yield kind, text, one.hit
    false = false_reading(one, lexicon)
    if false:
        yield "sigle faux", false, one.hit
    other = _nearest(one, drawn)
    if other is not None:
        yield "mauvais document", one.text, other.hit


def _nearest(one: TrueStatement, drawn: Sequence[TrueStatement]) -> TrueStatement | None:
    """Return the statement of another document that shares most words, unless its passage says the same words."""
    own = frozenset(analyse(one.text))
    others = [other for other in drawn if other.hit.document.id != one.hit.document.id]
    best = max(others, key=lambda other: len(own & frozenset(analyse(other.text))), default=None)
    return None if best is None or one.text in best.hit.passage.text else best


def _rates(passed: Counter[str], counts: Counter[str]) -> tuple[Rate, ...]:
    return (
        Rate.of("*", passed.total(), counts.total()),
        *(Rate.of(kind, passed[kind], counts[kind]) for kind in sorted(counts)),
    )


def render_grounding(report: GroundingReport) -> str:
    """Return the report as French text."""
    lines = [_TITLE.format(count=report.statements, mutants=report.caught[0].count)]
    for title, rates in ((_CAUGHT, report.caught), (_REFUSED, report.refused)):
        lines += ["", title]
        lines += [f"  {_ALL if rate.kind == '*' else rate.kind:20} {_share(rate)}" for rate in rates]
    return "\n".join(lines)


def _share(rate: Rate) -> str:
    return f"{rate.passed:5} / {rate.count:<5} {100 * rate.share:5.1f} %".replace(".", ",")
