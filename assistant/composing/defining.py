"""Definitions: the sentence that defines a term, then an example or what completes it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import (
    chosen,
    covered_by,
    drafted,
    is_aside,
    prior,
    ranked,
    redundant,
    stated,
)
from assistant.composing.wording import say
from assistant.domain import Drafted, Span
from assistant.evidence import Unit
from assistant.french import analyse, fold
from assistant.knowledge import LexiconEntry

DEFINES = re.compile(
    r"(?: ?\([^)]{1,40}\))?(?: ?[»”\"])?,?(?: \w+){0,4}? (?:est|sont|designe\w*|signifie\w*|"
    r"regroupe\w*|reuni\w*|represente\w*|correspond\w*|consiste\w*|"
    r"renvoie\w*|recouvre\w*|comprend|inclut|s'entend|a ete (?:\w+ )?defini\w*|nomme\w*|vise\w*|"
    r"is|are|means|gathers?|refers?|:)(?![^\W_])"
)
"""What follows the subject of a sentence that defines it."""

DETERMINERS = re.compile(
    r"(?:(?:l'|d'|le |la |les |un |une |des |du |de |ce |cette |ces |the |an? |terme |notion |mot "
    r"|sigle |expression |concept |"
    r"[^:]{3,40} : )|[«“\"' ])*"
)
"""What may stand before the subject of a sentence that defines it."""

_OWN_LANGUAGE = 1.5
"""What an English wording is worth to an English reader: more than being the formal definition."""
SOUGHT = 8
"""Passages sought with the term alone, beside those of the whole question."""
_LATEST_SUBJECT = 60
"""Characters of a sentence within which the term it defines is named."""

_EXAMPLE = re.compile(r"^(?:exemples?|par exemple|ainsi|comme le montre|c'est le cas|a titre d'exemple|example)\b")


def define(material: Material, entry: LexiconEntry) -> Composition | None:
    """Return the definition of a term with an example or a complement, None when nothing names the term."""
    best = defining_unit(material, entry)
    if best is None:
        return _described(material, entry)
    same = _same_document(material, best)
    further = [unit for unit in (_complement(best, same), _example(material, entry, best, same)) if unit]
    kept: list[Unit] = [best]
    for unit in further:
        if len(kept) < 3 and not any(redundant(unit, other) for other in kept):
            kept.append(unit)
    return Composition(
        tuple(drafted(unit) for unit in kept),
        confidence=min(1.0, 0.5 + covered_by(kept, material.weighing) / 2),
    )


def defining_unit(material: Material, entry: LexiconEntry) -> Unit | None:
    """Return the sentence that defines a term best, None when none does."""
    sought = material.readable(material.search(f"{entry.term} {entry.acronym or ''} définition", SOUGHT))
    about = [unit for unit in [*noted(material, entry), *material.units, *sought] if names(unit, entry)]
    defining = sorted(
        (unit for unit in about if unit.kind == "sentence"),
        key=lambda unit: (-definition_score(unit, entry, material), unit.passage.id, unit.span.start),
    )
    return defining[0] if defining and definition_score(defining[0], entry, material) >= 1.0 else None


def names(unit: Unit, entry: LexiconEntry) -> bool:
    """Tell whether a unit, or the headings above it, names a term."""
    headings = _heading_stems(unit.passage.headings)
    titled = unit.context if unit.document.kind == "concept" else frozenset()
    around = unit.stems | headings | titled
    return any(stems and stems <= around for stems in _stems(entry.names))


@lru_cache(maxsize=1 << 12)
def _heading_stems(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(analyse(" . ".join(headings)))


@lru_cache(maxsize=1 << 10)
def _stems(names: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(analyse(name)) for name in names)


def _is_singled_out(item: Unit, entry: LexiconEntry, material: Material) -> bool:
    """Tell whether an item says what its neighbours do not: at most two of a list name the term."""
    items = [unit for unit in material.reader.units_of(item.passage, item.document) if unit.kind == "item"]
    return concept_in(item, entry) and sum(concept_in(unit, entry) for unit in items) <= 2


def exemplify(material: Material, entry: LexiconEntry) -> Composition | None:
    """Return one or two examples of a term, from its note first."""
    own = noted(material, entry)
    found = [
        unit
        for unit in [*own, *material.units]
        if not unit.is_question
        and (_headed_example(unit) or _EXAMPLE.match(unit.folded) or unit.document.kind == "case")
        if unit in own or names(unit, entry)
    ]
    kept: list[Unit] = []
    for unit in found:
        if len(kept) < 2 and not any(redundant(unit, other) for other in kept):
            kept.append(unit)
    return Composition(tuple(drafted(unit) for unit in kept), confidence=0.8) if kept else None


def definition_score(unit: Unit, entry: LexiconEntry, material: Material) -> float:
    """Return how much a sentence defines a term: above 1 it does, and the greater the better."""
    score = prior(unit, material.inquiry)
    score += 1.0 if is_defining(unit.folded, entry) else 0.0
    score += 1.0 if unit.passage.role == "definition" else 0.0
    score += 0.25 if unit.passage.author_kind == "human" else 0.0
    score += 0.6 if unit.document.location.endswith(entry.note) else 0.0
    titled = fold(unit.document.title)
    score += 0.5 if any(fold(name) in titled for name in (entry.term, entry.acronym) if name) else 0.0
    score += 0.15 if unit.position == 0 and unit.document.kind == "concept" else 0.0
    wanted = "en" if material.english else "fr"
    return score + (_OWN_LANGUAGE if unit.passage.language == wanted and material.english else 0.0)


def is_defining(folded: str, entry: LexiconEntry) -> bool:
    """Tell whether the subject of a sentence is the term, and its verb one that defines."""
    for name in entry.names:
        bare = fold(name)
        if not -1 < folded.find(bare) <= _LATEST_SUBJECT:
            continue
        found = re.search(rf"(?<!\w){re.escape(bare)}s?(?!\w)", folded)
        if not found or found.start() > _LATEST_SUBJECT or not DEFINES.match(folded, found.end()):
            continue
        if DETERMINERS.fullmatch(folded[: found.start()]):
            return True
    return False


def noted(material: Material, entry: LexiconEntry) -> list[Unit]:
    """Return the units of the note that the lexicon gives for a term, when the index holds it."""
    document = material.notes.get(entry.note)
    passages = material.index.passages_of(document.id) if document else ()
    wanted = {"fr", "en"} if material.english else {"fr"}
    return (
        [
            unit
            for passage in passages
            for unit in material.reader.units_of(passage, document)
            if passage.language in wanted
        ]
        if document
        else []
    )


def _same_document(material: Material, best: Unit) -> list[Unit]:
    """Return every unit of the document that defines, in reading order, in the language of the definition."""
    passages = material.index.passages_of(best.document.id)
    units = [unit for passage in passages for unit in material.reader.units_of(passage, best.document, best.rank)]
    return [unit for unit in units if unit.passage.language == best.passage.language]


def _example(material: Material, entry: LexiconEntry, best: Unit, same: list[Unit]) -> Unit | None:
    """Return a sentence or a whole list under an « Exemple » heading, or that opens as one, of the document first."""
    found = [
        unit
        for unit in [*same, *material.units]
        if unit.kind != "item" and not unit.is_question and unit.passage.language == best.passage.language
        if _headed_example(unit) or _EXAMPLE.match(unit.folded)
        if unit.document.id == best.document.id or concept_in(unit, entry)
    ]
    return min(
        found,
        key=lambda unit: (unit.document.id != best.document.id, unit.rank, unit.span.start),
        default=None,
    )


def concept_in(unit: Unit, entry: LexiconEntry) -> bool:
    """Tell whether the words of a unit themselves name a term."""
    return any(stems and stems <= unit.stems for stems in _stems(entry.names))


def _headed_example(unit: Unit) -> bool:
    return bool(unit.passage.headings) and fold(unit.passage.headings[-1]).startswith("exemple")


def _complement(best: Unit, same: list[Unit]) -> Unit | None:
    """Return what follows a definition in its document: a sentence, or a whole list, that is no aside."""
    following = [unit for unit in same if unit.span.start >= best.span.end and unit.kind != "item"]
    return next(
        (
            unit
            for unit in following
            if not unit.is_question and not redundant(unit, best) and not _headed_example(unit) and not is_aside(unit)
        ),
        None,
    )


def _described(material: Material, entry: LexiconEntry) -> Composition | None:
    """Return what is said of a term that no sentence defines."""
    scored = [
        (score, unit)
        for score, unit in ranked(material.units, material.weighing, material.inquiry)
        if names(unit, entry) and (unit.kind != "item" or _is_singled_out(unit, entry, material))
    ]
    picked = chosen(scored, material.weighing, most=2)
    if not picked:
        return None
    opening = Drafted(say("no_definition", material.inquiry.language))
    return Composition((opening, *stated(picked, material.reader)), confidence=0.5)


def expansion(material: Material, entry: LexiconEntry) -> list[Drafted] | None:
    """Return the sentence that spells an acronym out, then the definition of the term."""
    found = material.search(" ".join([entry.expansions[0], entry.acronym or ""]), 10)
    units = [*material.units, *material.readable(found)]
    best = spelling(units, entry, material)
    if best is None:
        return None
    telling = [unit for unit in units if spells(unit, entry)]
    others = {unit.document.id: unit for unit in telling if unit.document.id != best.document.id}
    spelled_out = Drafted(drafted(best).text, (best.span, *(unit.span for unit in list(others.values())[:2])))
    defined = define(material, entry)
    rest = [one for one in (defined.drafted if defined else ()) if one.spans and not _overlaps(one.spans[0], best.span)]
    return [spelled_out, *rest[:1]]


def spelling(units: Sequence[Unit], entry: LexiconEntry, material: Material) -> Unit | None:
    """Return the unit that best spells an acronym out."""
    acronym, spelled = fold(entry.acronym or ""), [fold(text) for text in entry.expansions]
    telling = [unit for unit in units if spells(unit, entry)]
    return max(telling, key=lambda unit: _spelling_score(unit, acronym, spelled, material), default=None)


def spells(unit: Unit, entry: LexiconEntry) -> bool:
    """Tell whether a unit holds an expansion of an acronym."""
    folded = unit.folded
    texts = [fold(text) for text in entry.expansions]
    return unit.kind != "list" and any(text in folded.replace("-", " ") or text in folded for text in texts)


def _overlaps(span: Span, other: Span) -> bool:
    return span.document.id == other.document.id and span.start < other.end and other.start < span.end


def _spelling_score(unit: Unit, acronym: str, spelled: list[str], material: Material) -> tuple[float, int, int]:
    folded = unit.folded
    beside = any(
        re.search(rf"{re.escape(text)}\W+{re.escape(acronym)}\b|\b{re.escape(acronym)}\W+{re.escape(text)}", folded)
        for text in spelled
    )
    score = 2.0 if beside else 1.0 if re.search(rf"\b{re.escape(acronym)}\b", folded) else 0.0
    score += 0.5 if unit.passage.author_kind != "ai_summary" else 0.0
    score += 0.5 if unit.passage.role not in {"invitation", "slides"} else 0.0
    score += 0.3 if unit.document.kind == "concept" else 0.0
    score -= 1.0 if unit.is_question else 0.0
    score += 0.5 if unit.passage.language == material.inquiry.language else 0.0
    return score, -len(unit.text), -unit.span.start
