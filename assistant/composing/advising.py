"""Where to begin: what the documents offer to somebody like the person who asks."""

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import chosen, drafted, ranked
from assistant.domain import Persona
from assistant.evidence import Unit
from assistant.french import analyse, fold

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


def advise(material: Material) -> Composition | None:
    """Return where the person who asks begins, None when no document says it.

    What the table of next steps tells, else what the documents come nearest to, all from one document.
    """
    told = tuple(material.advice(material.inquiry, material.weighing))
    if any(draft.spans for draft in told):
        return Composition(told, confidence=0.75)
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
