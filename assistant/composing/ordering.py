"""Ages and orders: when each of the things named began, the earliest first."""

import re

from assistant.composing.composition import Composition, Material
from assistant.composing.dating import YEAR, birth_bonus, birth_year, tells_an_origin
from assistant.composing.defining import concept_in, noted
from assistant.composing.selecting import is_aside, ranked, stated
from assistant.evidence import Unit
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
