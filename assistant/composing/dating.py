"""When, at what time, and from where: the sentences that show the date, and what the date does not say."""

import re
from collections.abc import Iterable, Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import ANSWER_FLOOR, chosen, covered_by, ranked, redundant, stated
from assistant.composing.wording import say
from assistant.domain import Drafted
from assistant.evidence import Unit, holds
from assistant.evidence.concepts import of_phrase
from assistant.french import analyse
from assistant.inquiry import Want

_TIMES: tuple[Want, ...] = ("hour", "duration", "date", "year")
ORIGIN = re.compile(
    r"\b(?:depuis|cree\w*|creation|fond\w+|lance\w*|ne en|nee en|nait|naissance|impulsion|"
    r"impulse\w*|initie\w*|origine|debut\w*|"
    r"demarr\w*|depart|commenc\w*|since|founded|created|started|launched|first|premier|premiere|vient d)\b"
)
_ORIGIN_BONUS = 0.3
_SUBJECT_BONUS = 0.3
_BOTH_BONUS = 0.4
"""For the sentence that tells both years when sources disagree."""
_BORN = re.compile(
    r"(?<!\ba )\b(?:cree|creee|fondee?|ne|nee|nes|nait|lancee?|demarre|demarr\w+|debute|existe|"
    r"date|depuis|a ete creee?|vient)s?\b"
)
_BEGAN = re.compile(
    r"\b(?:cree|fonde|lance|demarre|debute|commence)\w*|\bn(?:e|ee|es|ees|ait)\b|\b(?:founded|created|started|launched|born)\b"
)
_FOUNDED = re.compile(r"\b(?:l'|les )?(?:a|ont) (?:cree|fonde|lance)(?!\w)")
"""The verbs that tell who began something, in the voice where the founder is the subject."""
_CLAUSE = re.compile(r"[,;:()]")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_DISAGREES = re.compile(r"\b(?:source|page|selon|d'apres|contred\w+|diverge\w*|imprime|indique|autre|varie\w*|entre)\b")

DATE_FLOOR = 0.45
"""Share of the question that a sentence with a date covers, its neighbours counted as context."""

_FULL_DATE = 0.1
_AS_GOOD = 0.12
"""Scores closer than this tell the same thing as well: both sentences are shown."""
_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
DAY = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b")
_DAY_OF_NOYEAR = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b(?! \d{{4}})")


def date(material: Material) -> Composition | None:
    """Return the sentences that show the hour or the date asked, None when none does."""
    wants: list[Want] = [want for want in _TIMES if want in material.inquiry.wants] or ["date"]
    wants = [*wants, "hour"] if wants == ["date"] else wants
    units = [unit for unit in material.wider if unit.kind != "list"]
    scored = _showing(units, wants, material) or (
        _showing(units, ["date"], material)
        if set(wants) <= {"date", "year", "hour"} and "hour" not in material.inquiry.wants
        else []
    )
    if not scored:
        return None
    picked = [unit for score, unit in scored[:2] if score >= scored[0][0] - _AS_GOOD]
    picked = picked[:1] if len(picked) > 1 and redundant(*picked) else picked
    picked += _same_event(picked[0], picked, units)
    statements = stated(picked, material.reader)
    return Composition((*statements, *_caution(picked, material)), confidence=covered_by(picked, material.weighing))


def _showing(units: Sequence[Unit], wants: Sequence[Want], material: Material) -> list[tuple[float, Unit]]:
    """Return the units that show what is wanted of the thing asked, a full date before a year alone."""
    showing = [unit for unit in units if any(holds(want, unit.folded) for want in wants)]
    scored = ranked(
        showing, material.weighing, material.inquiry, lambda unit: _FULL_DATE * bool(DAY.search(unit.folded))
    )
    return [(score, unit) for score, unit in scored if _covers(unit, material)]


def originate(material: Material) -> Composition | None:
    """Return where a thing comes from, saying so when the question assumed something else."""
    inquiry = material.inquiry
    weighing = of_phrase(inquiry.object, material.index) if inquiry.object else material.weighing
    hits = [*material.hits, *(material.search(inquiry.object + " origine", 10) if inquiry.object else ())]
    distinct = {hit.passage.id: hit for hit in hits}
    units = material.readable(list(distinct.values()))
    kinds = {"actor", "programme"} if inquiry.object else {"actor", "programme", "notion", "label", "method"}
    named = {entry.term for entry in inquiry.terms if entry.kind in kinds and "clubs" not in entry.term}
    terms = {term for term in named if not inquiry.object or is_object(term, material)}
    telling = [
        unit
        for unit in units
        if tells_an_origin(unit) and (not terms or material.weighing.matched(unit.stems | unit.context) & terms)
    ]
    scored = [
        (score, unit)
        for score, unit in ranked(telling, weighing, inquiry, lambda unit: _origin_bonus(unit, inquiry.object))
        if weighing.coverage(unit.stems, unit.context) >= ANSWER_FLOOR
    ]
    picked = chosen(scored, weighing, most=2)
    if not picked:
        return None
    picked = _with_other_year(picked, scored)
    wrong = contradicted(inquiry.premises, picked)
    opening = [Drafted(say("wrong_premise", inquiry.language))] if wrong else []
    return Composition((*opening, *stated(picked, material.reader)), confidence=covered_by(picked, weighing))


def _with_other_year(picked: list[Unit], scored: Sequence[tuple[float, Unit]]) -> list[Unit]:
    """Return the first unit, and one that gives another year for the same beginning, when a source disagrees."""
    years = set(YEAR.findall(picked[0].folded))
    for _, unit in scored[1:]:
        others = set(YEAR.findall(unit.folded)) - years
        if years and others and _DISAGREES.search(unit.folded) and not redundant(unit, picked[0]):
            return [picked[0], unit]
    return picked


def tells_an_origin(unit: Unit) -> bool:
    """Tell whether a sentence says how something began: a word of beginning, and a year or a birth."""
    if unit.kind == "item" or unit.is_question or not ORIGIN.search(unit.folded):
        return False
    return holds("year", unit.folded) or _BORN.search(unit.folded) is not None


def is_object(term: str, material: Material) -> bool:
    """Tell whether a term is the thing whose origin is asked, and not who is said to have begun it."""
    entry = material.lexicon.find(term)
    stems = frozenset(analyse(material.inquiry.object))
    return entry is not None and any(form and form <= stems for form in (frozenset(analyse(n)) for n in entry.names))


def _origin_bonus(unit: Unit, thing: str) -> float:
    """Prefer a sentence that gives a year, and whose subject is the thing that began."""
    bonus = _ORIGIN_BONUS if holds("year", unit.folded) else 0.0
    if len(set(YEAR.findall(unit.folded))) > 1 and _DISAGREES.search(unit.folded):
        bonus += _BOTH_BONUS
    words = analyse(thing)
    born = _BORN.search(unit.folded)
    return bonus + (
        _SUBJECT_BONUS if words and born and set(words) <= set(analyse(unit.folded[: born.start()])) else 0.0
    )


def birth_bonus(unit: Unit, names: Iterable[str]) -> float:
    """Return what it is worth that one of some names stands before the word that tells a beginning, as what began."""
    born = _BEGAN.search(unit.folded)
    opening = _without_founder(unit.folded[: born.end()]) if born else ""
    before = set() if re.search(r"\b(?:pas|not)\b", opening) else set(analyse(opening))
    return _SUBJECT_BONUS if any(stems and set(stems) <= before for stems in map(analyse, names)) else 0.0


def birth_year(unit: Unit) -> str | None:
    """Return the year that follows the word of a beginning, else the first one of the sentence, None without any."""
    born = _BEGAN.search(unit.folded)
    after = YEAR.search(unit.folded, born.end()) if born else None
    told = after or YEAR.search(unit.folded)
    return told.group() if told else None


def _without_founder(opening: str) -> str:
    """Return a folded opening less the clause of who began something: « Un tel l'a fondé » tells no birth of Un tel."""
    founded = _FOUNDED.search(opening)
    if founded is None:
        return opening
    clause = max((mark.end() for mark in _CLAUSE.finditer(opening, 0, founded.start())), default=0)
    return opening[:clause] + opening[founded.end() :]


def contradicted(premises: Sequence[str], picked: Sequence[Unit]) -> bool:
    """Tell whether the evidence shows another year or actor than the question takes for granted."""
    text = " ".join(unit.folded for unit in picked)
    return any(premise not in text for premise in premises)


def _covers(unit: Unit, material: Material) -> bool:
    actors = {entry.term for entry in material.inquiry.terms if entry.kind == "actor"}
    if actors and not actors & material.weighing.matched(unit.stems | unit.context):
        return False
    around = unit.stems | unit.context | _document_stems(unit, material)
    return material.weighing.coverage(unit.stems, around) >= DATE_FLOOR


def _document_stems(unit: Unit, material: Material) -> frozenset[str]:
    """Return the stems of the passages around, up to two before and after: a date is said once for several lines."""
    passages = material.index.passages_of(unit.document.id)
    near = [passage for passage in passages if abs(passage.number - unit.passage.number) <= 2]
    return frozenset().union(
        *(one.stems for passage in near for one in material.reader.units_of(passage, unit.document))
    )


def _same_event(first: Unit, picked: Sequence[Unit], units: Sequence[Unit]) -> list[Unit]:
    """Return the day of an hour, or the hour of a day, told by the same document."""
    if holds("duration", first.folded):
        return []
    other: Want = "date" if holds("hour", first.folded) and not holds("date", first.folded) else "hour"
    if holds(other, first.folded):
        return []
    same = [u for u in units if u.document.id == first.document.id and u.passage.role == first.passage.role]
    found = [unit for unit in same if holds(other, unit.folded) and not any(redundant(unit, one) for one in picked)]
    return sorted(found, key=lambda unit: abs(unit.span.start - first.span.start))[:1]


def _caution(picked: Sequence[Unit], material: Material) -> list[Drafted]:
    """Say that the year is unknown when a day is shown without one."""
    text = " ".join(unit.folded for unit in picked)
    if not _DAY_OF_NOYEAR.search(text) or re.search(r"\b(?:19|20)\d{2}\b", text):
        return []
    return [Drafted(say("unknown_year", material.inquiry.language))]
