"""Where to begin: what the documents offer to somebody like the person who asks."""

from assistant.composing.composition import Composition, Material
from assistant.composing.facts import is_known
from assistant.composing.selecting import chosen, drafted, ranked
from assistant.composing.sufficiency import is_noun
from assistant.domain import Persona
from assistant.evidence import Concept, Unit
from assistant.french import analyse, fold
from assistant.inquiry import Want

_WORDS: dict[Persona | None, str] = {
    "newcomer": "personne découvre",
    "entreprise": "entreprise dirigeant",
    "collectivite": "collectivité élu",
    "animateur": "animatrice animateur",
    "association": "association ESS",
    "evaluator": "",
    None: "",
}
"""The words by which the documents speak of each person."""

_FIRST_STEPS = "par où commencer premier pas prochain pas suites possibles"
ADVICE_FLOOR = 0.45
"""Least worth of a piece of advice; under it the question is answered as any other."""


_NEVER_A_STEP: frozenset[Want] = frozenset({"money", "duration", "hour", "date", "day", "month", "year"})
"""What no first step shows: a question that wants it is about a first step, and does not ask for one."""

TOLD = 0.95
"""Confidence in what the table of next steps tells. Area under the ROC curve of the confidence over `unanswerable own
further`: 0.9785 at 0.75, 0.9786 at 0.85, 0.9789 at 0.95; over `further` alone, 0.9350, 0.9350, 0.9363."""

BEGINNING = "par où commencer"
"""The term of the lexicon that a question on a first step asks of nothing in particular."""


def _is_elsewhere(material: Material) -> bool:
    """Tell whether a first step is asked in another field: it names no term of ours, and a thing no document holds."""
    if any(entry.term != BEGINNING for entry in material.inquiry.terms):
        return False
    folded = fold(material.inquiry.standalone)
    return any(is_noun(one, folded) and not is_known(one, material) for one in _said(material))


def _said(material: Material) -> list[Concept]:
    """Return the things that a question says, the places and who asks left out."""
    places = {place.name for place in material.inquiry.places}
    own = material.inquiry.self_words
    found = [one for one in material.weighing.concepts if not one.light and one.label not in places]
    return [one for one in found if not own.intersection(fold(one.label).split())]


def advise(material: Material) -> Composition | None:
    """Return where the person who asks begins, None when no document says it.

    What the table of next steps tells, else what the documents come nearest to, all from one document.
    """
    if _is_elsewhere(material) or material.inquiry.wants & _NEVER_A_STEP:
        return None
    told = tuple(material.advice(material.inquiry, material.weighing))
    if any(draft.spans for draft in told):
        return Composition(told, confidence=TOLD)
    persona = material.inquiry.persona
    hits = {hit.passage.id: hit for hit in material.hits}
    hits |= {hit.passage.id: hit for hit in material.search(f"{_FIRST_STEPS} {_WORDS[persona]}", 15)}
    units = [unit for unit in material.readable(list(hits.values())) if not unit.is_question and unit.kind != "list"]
    scored = [
        (score, unit)
        for score, unit in ranked(units, material.weighing, material.inquiry, lambda unit: _fit(unit, persona))
        if _fit(unit, persona) >= ADVICE_FLOOR
    ]
    picked = [unit for unit in chosen(scored, material.weighing) if unit.document.id == scored[0][1].document.id]
    return Composition(tuple(drafted(unit) for unit in picked), confidence=0.75) if picked else None


def _fit(unit: Unit, persona: Persona | None) -> float:
    """Return how much a unit is a step for this person: its section, its document, the person it names."""
    heading = fold(unit.passage.headings[-1]) if unit.passage.headings else ""
    around = fold(" ".join((unit.document.title, heading)))
    score = 0.3 if any(word in around for word in ("prochain pas", "suites", "commencer")) else 0.0
    named = {stem for word in _WORDS[persona].split() for stem in analyse(word)} & unit.stems
    return score + (0.4 if named else 0.0) + (0.2 if {"club"} & unit.stems else 0.0)
