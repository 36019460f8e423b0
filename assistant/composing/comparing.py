"""Two notions side by side: for each, the sentence that defines it or speaks most of it."""

import re

from assistant.composing.composition import Composition, Material
from assistant.composing.defining import definition_score, names, noted, spelling, spells
from assistant.composing.selecting import chosen, ranked, redundant, stated
from assistant.composing.wording import say
from assistant.domain import Drafted, Hit
from assistant.evidence import Unit
from assistant.evidence.concepts import of_phrase
from assistant.french import fold
from assistant.knowledge import LexiconEntry

_CONTRAST = re.compile(
    r"\b(?:tandis qu|alors qu|plutot qu|n'est pas|ne sont pas|ne se confond|contrairement|a la difference|"
    r"whereas|unlike|rather than)"
)

FACET_FLOOR = 0.6
"""Share of a facet's weight that its sentence covers; under it the comparison is not made."""


def compare(material: Material) -> Composition | None:
    """Return what is said of each thing compared, one after the other; None when one is unknown."""
    statements: list[Drafted] = []
    used: list[Unit] = []
    for facet in _facets(material):
        units = _about(material, facet, used)
        if not units:
            return None
        label = say("about", material.inquiry.language, what=_label(facet, material))
        statements += [Drafted(label), *stated(units, material.reader)]
        used += units
    if len(statements) <= 2:
        return None
    contrast = _contrast(material, used)
    if contrast is not None:
        statements += [Drafted(say("contrast", material.inquiry.language)), *stated([contrast], material.reader)]
    return Composition(tuple(statements), confidence=0.8)


def _contrast(material: Material, used: list[Unit]) -> Unit | None:
    """Return the sentence that sets both notions against each other, when there is one."""
    compared = [material.lexicon.find(facet) for facet in _facets(material)]
    found = [
        unit
        for unit in material.units
        if unit.kind == "sentence"
        and _CONTRAST.search(unit.folded)
        and all(entry is not None and names(unit, entry) for entry in compared)
        and not any(redundant(unit, one) for one in used)
    ]
    return max(found, key=lambda unit: (-unit.rank, -unit.span.start), default=None)


def _facets(material: Material) -> tuple[str, ...]:
    inquiry = material.inquiry
    if inquiry.facets:
        return inquiry.facets
    actors = [entry.term for entry in inquiry.terms if entry.kind == "actor"]
    return tuple(actors[:3]) if len(actors) > 1 else tuple(entry.term for entry in inquiry.terms[:2])


def _label(facet: str, material: Material) -> str:
    """Return a facet as the lexicon writes it, with a capital."""
    entry = material.lexicon.find(facet)
    name = (entry.acronym or entry.term) if entry else facet
    return name[:1].upper() + name[1:]


def _about(material: Material, facet: str, used: list[Unit]) -> list[Unit]:
    hits: dict[str, Hit] = {hit.passage.id: hit for hit in [*material.search(facet, 10), *material.hits]}
    entry = material.lexicon.find(facet)
    found = [*(noted(material, entry) if entry else ()), *material.readable(list(hits.values()))]
    units = [unit for unit in found if not any(redundant(unit, one) for one in used)]
    if entry is not None:
        best = _defining(units, entry, material)
        spelled = spelling(units, entry, material) if fold(facet) == fold(entry.acronym or "") else None
        if best is not None and (spelled is None or spells(best, entry) or redundant(spelled, best)):
            return [best]
        if spelled is not None:
            return [unit for unit in (spelled, best) if unit]
    weighing = of_phrase(facet, material.index)
    scored = [
        (score, unit)
        for score, unit in ranked(units, weighing, material.inquiry)
        if weighing.coverage(unit.stems, unit.context) >= FACET_FLOOR
    ]
    return chosen(scored, weighing, most=1 if entry else 2)


def _defining(units: list[Unit], entry: LexiconEntry, material: Material) -> Unit | None:
    about = [unit for unit in units if unit.kind == "sentence" and names(unit, entry)]
    scored = [(definition_score(unit, entry, material), unit) for unit in about]
    best = max(scored, key=lambda pair: (pair[0], -pair[1].rank, -pair[1].span.start), default=None)
    return best[1] if best and best[0] >= 1.0 else None
