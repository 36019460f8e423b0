"""Ages and orders: when each of the things named began, the earliest first."""

import re
from dataclasses import replace

from assistant.composing.composition import Composition, Material
from assistant.composing.dating import YEAR, birth_bonus, birth_year, tells_an_origin
from assistant.composing.defining import concept_in, noted
from assistant.composing.selecting import is_aside, ranked, stated
from assistant.evidence import Unit, Weighing
from assistant.evidence.concepts import of_phrase
from assistant.evidence.synonyms import interchangeable
from assistant.french import fold
from assistant.knowledge import LexiconEntry

_ASKS_AN_ORDER = re.compile(
    r"\bplus (?:jeunes?|vieux|vieilles?|ancien\w*|recent\w*)\b|\b(?:older|younger|oldest|newest)\b|"
    r"\b(?:in )?(?:which|what) order\b|\bordre (?:chronologique|de (?:naissance|creation))\b|"
    r"\b(?:arrive|nee?s?|cree\w*|commence|existe)\w*\b.{0,25}\b(?:(?:en|le) premier|(?:avant|apres) (?!19|20))|"
    r"\bavant ou apres\b|\bbefore or after\b|"
    r"\bcombien d'annees? .{0,20}\b(?:avant|apres|entre|separent)\b|\bhow many years (?:before|after|between)\b|"
    r"\b(?:lequel|laquelle|which one) .{0,30}\b(?:premier|premiere|first)\b"
)

_ASKS_AN_AGE = re.compile(r"\bquel age\b|\bhow old\b")

_BEGUN = r"(?: (?:est|sont|a|ont|was|were)(?: ete)? (?:nee?s?|cree\w*|fonde\w*|lance\w*|apparu\w*|born|created))?"
_SIDES = (
    re.compile(r"\bd'abord (?P<a>[^,;?]+?) ou (?:bien )?(?:d'abord )?(?P<b>[^,;?]+)"),
    re.compile(rf"^(?P<a>[^,;?]+?){_BEGUN} (?:avant ou apres|before or after) (?P<b>[^,;?]+)"),
    re.compile(
        r"^(?P<a>[^,;?]+?) (?:est|sont)(?:-\w+)? plus (?:vieux|vieilles?|anciens?|anciennes?|jeunes?|recente?s?) que "
        r"(?P<b>[^,;?]+)"
    ),
    re.compile(r"^(?:is|are|was) (?P<a>[^,;?]+?) (?:older|younger|more recent|earlier) than (?P<b>[^,;?]+)"),
)
"""Ways of setting two beginnings against each other, folded."""

SIDE_FLOOR = 0.5
"""Share of a side that a dated sentence names, the words that no document holds left out."""

SOUGHT = 8
"""Passages searched for the beginning of one thing, beside its note."""


def order(material: Material) -> Composition | None:
    """Return when each term named began, the earliest first; None when that is not asked, or one has no year."""
    terms = [entry for entry in material.inquiry.terms if entry.kind != "notion"]
    asked = fold(material.inquiry.standalone)
    if not _ASKS_AN_AGE.search(asked) and (len(terms) < 2 or not _ASKS_AN_ORDER.search(asked)):
        return None
    if not terms:
        return None
    births = [birth_of(entry, material) for entry in terms]
    if None in births:
        return None
    told = {(birth_year(unit) or "", unit.document.id, unit.span.start): unit for unit in births if unit}
    found = sorted(told.items())
    return Composition(stated([unit for _, unit in found], material.reader), confidence=0.85)


def oppose(material: Material) -> Composition | None:
    """Return when each of two things set against each other began, the earliest first; None when one has no year."""
    asked = fold(material.inquiry.standalone).strip()
    sides = next((match for match in (pattern.search(asked) for pattern in _SIDES) if match), None)
    if sides is None:
        return None
    subject = next((entry for entry in material.inquiry.terms if sides.re is _SIDES[0]), None)
    told = [_dated_side(sides[name], subject, material) for name in ("a", "b")]
    found = {(birth_year(unit) or "", unit.document.id, unit.span.start): unit for unit in told if unit}
    if None in told or len(found) < len(told):
        return None
    return Composition(stated([unit for _, unit in sorted(found.items())], material.reader), confidence=0.8)


def _dated_side(side: str, subject: LexiconEntry | None, material: Material) -> Unit | None:
    """Return the sentence with a year that names best one of two things, and their subject when they share one."""
    weighing = _known_words(side, material)
    telling = [
        unit
        for unit in material.readable(material.search(f"{subject.term} {side}" if subject else side, SOUGHT))
        if YEAR.search(unit.folded) and not unit.is_question and unit.kind != "list" and not is_aside(unit)
        if subject is None or concept_in(unit, subject)
    ]
    scored = ranked(telling, weighing, material.inquiry)
    best = scored[0][1] if scored else None
    return best if best and weighing.coverage(best.stems) >= SIDE_FLOOR else None


def _known_words(side: str, material: Material) -> Weighing:
    """Return the words of a side that documents use, each with those that may stand for it."""
    concepts = of_phrase(side, material.index).concepts
    forms = {one.label: (*one.forms, *interchangeable(one.label)) for one in concepts}
    known = [
        one
        for one in concepts
        if any(material.index.document_frequency(stem) for form in forms[one.label] for stem in form)
    ]
    return Weighing(tuple(replace(one, forms=forms[one.label]) for one in known))


def birth_of(entry: LexiconEntry, material: Material) -> Unit | None:
    """Return the sentence that says best in which year a thing began, None when none does."""
    hits = material.search(f"{entry.term} création lancement fondé", SOUGHT)
    telling = [
        unit
        for unit in [*noted(material, entry), *material.readable(hits), *material.units]
        if tells_an_origin(unit) and YEAR.search(unit.folded) and concept_in(unit, entry) and not is_aside(unit)
    ]
    scored = ranked(telling, material.weighing, material.inquiry, lambda unit: 2 * birth_bonus(unit, entry.names))
    return scored[0][1] if scored and birth_bonus(scored[0][1], entry.names) else None
