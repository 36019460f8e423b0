"""Two notions side by side: for each, the sentence that defines it or speaks most of it."""

from assistant.composing.composition import Composition, Material
from assistant.composing.defining import definition_score, names, spelling
from assistant.composing.selecting import chosen, ranked, redundant, stated
from assistant.composing.wording import say
from assistant.domain import Drafted, Hit
from assistant.evidence import Unit
from assistant.evidence.concepts import of_phrase
from assistant.french import fold
from assistant.knowledge import LexiconEntry

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
    return Composition(tuple(statements), confidence=0.8) if len(statements) > 2 else None


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
    units = [unit for unit in material.readable(list(hits.values())) if not any(redundant(unit, one) for one in used)]
    entry = material.lexicon.find(facet)
    if entry is not None:
        best = _defining(units, entry, material)
        spelled = spelling(units, entry, material) if fold(facet) == fold(entry.acronym or "") else None
        found = [unit for unit in (spelled, best) if unit]
        if found:
            return found if len(found) < 2 or not redundant(*found) else found[1:]
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
