"""More on a term: what its note says beyond its definition, in reading order."""

from assistant.composing.composition import MOST_SENTENCES, Composition, Material
from assistant.composing.defining import define, names, noted
from assistant.composing.selecting import is_aside, is_limit, redundant, stated
from assistant.domain import Span
from assistant.evidence import Unit
from assistant.knowledge import LexiconEntry


def elaborate(material: Material, entry: LexiconEntry) -> Composition | None:
    """Return what the note of a term says that its definition does not, its limits last, None when it says no more.

    Without a note in the index, the passages found for the question are read instead.
    """
    first = define(material, entry)
    said = [span for draft in (first.drafted if first else ()) for span in draft.spans]
    own = noted(material, entry) or [unit for unit in material.units if names(unit, entry)]
    own = [*(unit for unit in own if not is_limit(unit)), *(unit for unit in own if is_limit(unit))]
    kept: list[Unit] = []
    for unit in own:
        if len(kept) == MOST_SENTENCES:
            break
        if _is_further(unit, said) and not any(redundant(unit, other) for other in kept):
            kept.append(unit)
    return Composition(stated(kept, material.reader), confidence=0.8) if kept else None


def _is_further(unit: Unit, said: list[Span]) -> bool:
    """Tell whether a unit stands alone, belongs to the subject, and was not said yet."""
    if unit.kind == "item" or unit.is_question or is_aside(unit):
        return False
    return not any(
        span.document.id == unit.document.id and span.start < unit.span.end and unit.span.start < span.end
        for span in said
    )
