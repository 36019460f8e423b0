"""Choose the units that answer: by what they cover of the question, by what they are, and by what they add."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.domain import Drafted, Passage, Span
from assistant.evidence import Reader, Unit, Weighing, holds
from assistant.french import analyse, fold
from assistant.inquiry import Inquiry

ANSWER_FLOOR = 0.4
"""Share of the question's weight under which no answer is given; set on `evals/questions/own.jsonl`."""

NEAREST_FLOOR = 0.7
"""Share of a question without any term of the field that one unit covers, for the question to be of the field."""

LONGEST_ANSWER = 120
"""Words of an answer after which nothing is added."""

TITLE_BONUS = 0.15
"""What a title that names all of the question adds: the document is about it, and not in passing."""

LONGEST_QUOTE = 700
"""Characters of a sentence quoted with the one it leans on."""

LONGEST_GAP = 3
"""Characters between two sentences that follow each other: a stop, a line break."""

SMALLEST_GAIN = 0.1
"""Score under which a further unit is not worth a sentence: 0.12 to 0.17 lost 2 to 8 of our own questions."""

_ROLE_PRIORS = {"definition": 0.08, "ai_summary": -0.05, "slides": -0.12, "invitation": -0.05}
_RANK_PRIOR = 0.2
_QUESTION_PENALTY = 0.4
_FRAGMENT_PENALTY = 0.15
_PROPER_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b(?:[A-ZÉÈÎÔ][\w’'-]+(?: [A-ZÉÈÎÔ][\w’'-]+)+|[A-Z]{3,})")
_PAYMENT = re.compile(r"\b(?:finance\w*|paient?|verse\w*|mobilise\w*|financement)\b")
_PAYMENT_PENALTY = 0.25
_LIST_PENALTY = 0.2
_LISTED_INTENTS = frozenset({"list", "howto", "next_step", "count"})
_NUMBERED_BONUS = 0.3
_NUMBERED_THING = re.compile(r"\b[^\W\d_]{4,} \d{1,2}(?!\d|h| ?min)\b")
_BOUND = re.compile(r"\b(?:avant|apres|before|after) (?:[^\W\d_]+ )?(?:19|20)\d\d\b")
"""A time with its bound: what was « avant 2014 » is not what was in 2014."""
_OWN_LANGUAGE = 0.3
_ASIDE = re.compile(r"\b(?:prochain pas|materiel|in english|source)\b")
_ASIDE_PENALTY = 0.15
_LIMITS_PENALTY = 0.14

Prior = Callable[[Unit], float]


def prior(unit: Unit, inquiry: Inquiry) -> float:
    """Return what a unit is worth whatever the question: its role, its rank, whether it is a sentence."""
    value = _RANK_PRIOR / (1 + unit.rank)
    value += 0.15 if unit.passage.role in inquiry.role_words else _ROLE_PRIORS.get(unit.passage.role, 0.0)
    value -= _QUESTION_PENALTY if unit.is_question and "question" not in inquiry.wants else 0.0
    value -= _FRAGMENT_PENALTY if _is_fragment(unit) else 0.0
    value += _NUMBERED_BONUS if _says_the_number(unit, inquiry) else 0.0
    value -= _LIST_PENALTY if unit.kind == "list" and inquiry.intent not in _LISTED_INTENTS else 0.0
    value += _OWN_LANGUAGE if inquiry.language == "en" and unit.passage.language == "en" else 0.0
    if unit.passage.author_kind == "ai_summary" and _PAYMENT.search(unit.folded):
        value -= _PAYMENT_PENALTY  # a machine's summary turns « intéressée » into « paie »
    value -= _LIMITS_PENALTY if is_limit(unit) else 0.0
    welcome = inquiry.intent == "next_step" or unit.passage.language == inquiry.language == "en"
    return value - (_ASIDE_PENALTY if is_aside(unit) and not welcome else 0.0)


def is_limit(unit: Unit) -> bool:
    """Tell whether a unit says what the sources do not say."""
    return stands_on_limits(unit.passage)


def stands_on_limits(passage: Passage) -> bool:
    """Tell whether a passage is of a section on what the sources do not say."""
    return bool(passage.headings) and fold(passage.headings[-1]).startswith("limites")


def names_a_number(inquiry: Inquiry) -> bool:
    """Tell whether a question is about one of several numbered things: « le temps 3 »."""
    return _NUMBERED_THING.search(fold(inquiry.standalone)) is not None


def _says_the_number(unit: Unit, inquiry: Inquiry) -> bool:
    """Tell whether a unit says « temps 3 » or « après juin 2026 » as the question does."""
    numbered = _NUMBERED_THING.findall(fold(inquiry.standalone))
    numbered += [match.group() for match in _BOUND.finditer(fold(inquiry.standalone))]
    return any(re.search(rf"(?<!\w){re.escape(thing)}(?!\w)", unit.folded) for thing in numbered)


@lru_cache(maxsize=4096)
def _title_stems(title: str) -> frozenset[str]:
    return frozenset(analyse(title))


def is_aside(unit: Unit) -> bool:
    """Tell whether a unit stands in a section beside the subject: a next step, the material, another language."""
    return bool(unit.passage.headings) and _ASIDE.search(fold(unit.passage.headings[-1])) is not None


def ranked(
    units: Iterable[Unit], weighing: Weighing, inquiry: Inquiry, extra: Prior | None = None
) -> list[tuple[float, Unit]]:
    """Return units with their scores, best first, ties by passage id and offset."""
    scored = [
        (
            weighing.coverage(unit.stems, unit.context)
            + TITLE_BONUS * weighing.coverage(_title_stems(unit.document.title))
            + prior(unit, inquiry)
            + (extra(unit) if extra else 0.0),
            unit,
        )
        for unit in units
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].passage.id, pair[1].span.start))


def chosen(scored: Sequence[tuple[float, Unit]], weighing: Weighing, *, most: int = 3) -> list[Unit]:
    """Return at most `most` units: the best one, then each that adds most to what is already covered."""
    if not scored:
        return []
    picked = [scored[0][1]]
    while len(picked) < most and sum(len(unit.text.split()) for unit in picked) < LONGEST_ANSWER:
        covered = frozenset().union(*(weighing.matched(unit.stems) for unit in picked))
        gains = [
            (_gain(score, unit, picked, covered, weighing), unit)
            for score, unit in scored[:40]
            if not any(redundant(unit, other) for other in picked) and not _is_stray(unit, picked[0])
        ]
        best = max(gains, key=lambda pair: (pair[0], -pair[1].rank, -pair[1].span.start), default=None)
        if best is None or best[0] < SMALLEST_GAIN:
            break
        picked.append(best[1])
    return [picked[0], *sorted(picked[1:], key=lambda unit: _reading_order(unit, picked[0]))]


def _is_stray(unit: Unit, first: Unit) -> bool:
    """Tell whether a unit is a list, or an item of one, of another document: it completes nothing here."""
    return unit.kind != "sentence" and unit.document.id != first.document.id


def _gain(score: float, unit: Unit, picked: Sequence[Unit], covered: frozenset[str], weighing: Weighing) -> float:
    own = weighing.matched(unit.stems)
    if not own and not unit.context & picked[0].context:
        return 0.0
    new = sum(concept.weight for concept in weighing.concepts if concept.label in own - covered)
    follows = any(_follows(unit, other) for other in picked) or _completes(unit, picked[0])
    gain = (new / weighing.total if weighing.total else 0.0) + 0.12 * score + (0.08 if follows else 0.0)
    return gain - (_LIMITS_PENALTY if is_limit(unit) and not is_limit(picked[0]) else 0.0)


def _completes(unit: Unit, first: Unit) -> bool:
    """Tell whether a unit is a list that follows the first one closely."""
    near = 0 <= unit.passage.number - first.passage.number <= 2
    return unit.document.id == first.document.id and near and unit.kind == "list"


def _follows(unit: Unit, other: Unit) -> bool:
    return unit.passage.id == other.passage.id and unit.position == other.position + 1


def _reading_order(unit: Unit, first: Unit) -> tuple[bool, int, int]:
    return (unit.document.id != first.document.id, unit.rank, unit.span.start)


def redundant(unit: Unit, other: Unit) -> bool:
    """Tell whether one unit says again, or lies inside, what another says."""
    if unit.document.id == other.document.id and unit.span.start < other.span.end and other.span.start < unit.span.end:
        return True
    smaller = min(len(unit.stems), len(other.stems))
    return smaller > 0 and len(unit.stems & other.stems) / smaller > 0.7


def covered_by(units: Sequence[Unit], weighing: Weighing) -> float:
    """Return the share of the question's weight that some units cover together, in [0, 1]."""
    own = frozenset().union(*(unit.stems for unit in units)) if units else frozenset()
    context = frozenset().union(*(unit.context for unit in units)) if units else frozenset()
    return weighing.coverage(own, context)


def shows_wants(units: Sequence[Unit], inquiry: Inquiry) -> bool:
    """Tell whether some units together show each kind of thing the question wants."""
    return all(any(holds(want, unit.folded) for unit in units) for want in inquiry.wants)


def _is_fragment(unit: Unit) -> bool:
    return unit.kind == "sentence" and not re.search(r"[.!?…;»)\"][»\")\s]*$", unit.text)


def new_names(unit: Unit, inquiry: Inquiry) -> list[str]:
    """Return what a unit names, somebody or something, that the question does not, in order."""
    known = [name for entry in inquiry.terms for name in entry.names]
    asked = fold(" ".join([inquiry.standalone, *known]))
    return [name for name in _PROPER_NAME.findall(unit.text) if fold(name) not in asked]


def drafted(unit: Unit) -> Drafted:
    """Return a unit as a statement: its exact words, with a capital and a full stop."""
    return Drafted(finished(unit.text, unit.kind), (unit.span,))


def stated(units: Sequence[Unit], reader: Reader) -> tuple[Drafted, ...]:
    """Return units as statements; one that leans on the sentence before it is quoted with that sentence."""
    quoted = {(unit.document.id, unit.span.start) for unit in units}
    return tuple(drafted(_with_antecedent(unit, reader, quoted)) for unit in units)


def _with_antecedent(unit: Unit, reader: Reader, quoted: set[tuple[str, int]]) -> Unit:
    before = reader.before(unit) if unit.leans_back else None
    if before is None or (before.document.id, before.span.start) in quoted:
        return unit
    contiguous = unit.span.start - before.span.end <= LONGEST_GAP
    if not contiguous or unit.span.end - before.span.start > LONGEST_QUOTE:
        return unit
    span = Span(before.passage, unit.document, before.span.start, unit.span.end)
    return replace(unit, span=span, text=f"{finished(before.text)} {finished(unit.text, unit.kind)}")


def finished(text: str, kind: str = "sentence") -> str:
    """Return a text that starts with a capital and ends with a stop; lists are left as they are."""
    if kind == "list":
        return text
    text = text[:1].upper() + text[1:]
    text = re.sub(r"[\s;,]+$", "", text)
    return text if re.search(r"[.!?…:][»\")\s]*$", text) else f"{text}."


def whole(units: Sequence[Unit]) -> Span:
    """Return the span from the first unit to the last, all of one document."""
    first = min(units, key=lambda unit: unit.span.start)
    return Span(first.passage, first.document, first.span.start, max(unit.span.end for unit in units))
