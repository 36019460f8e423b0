"""What has passed: whether an event was held already, and the two dates between which a time is asked."""

import re
from collections.abc import Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.dating import DATE_FLOOR, DAY, YEAR
from assistant.composing.selecting import covered_by, ranked, stated
from assistant.evidence import Unit
from assistant.french import fold

_ASKS_IF_HELD = re.compile(
    r"\b(?:deja|bien) (?:passe\w*|eu lieu|tenue?s?)\b|\b(?:est|sont|c'est) passee?s?\b(?! (?:de|d'|en|par)\b)|"
    r"\b(?:a|ont)(?:-t-(?:il|elle)|-(?:ils|elles))? (?:deja )?eu lieu\b(?= ?\?)|\b(?:encore|toujours) a venir\b|"
    r"\balready (?:past|over|held|happened|taken place)\b|\bhas .{2,60} taken place\b|\bis .{2,60} over\b"
)
_HELD = re.compile(
    r"\b(?:a|ont) (?:deja )?eu lieu\b|\bs'est (?:deja )?tenue?\b|\bse sont (?:deja )?tenue?s\b|"
    r"\b(?:took place|was held)\b|\bn'est (?:pas|plus) (?:un rendez-vous |une date )?a venir\b|"
    r"\b(?:est|sont) (?:deja )passee?s?\b"
)
_ASKS_BETWEEN = re.compile(
    r"\bcombien (?:de |d')(?:temps|annees?|mois|jours|semaines) .{0,30}\b(?:entre|separ\w+)\b|"
    r"\b(?:how long|how much time|how many (?:years|months|days)) .{0,30}\b(?:between|separat\w+|apart)\b"
)


def held(material: Material) -> Composition | None:
    """Return the sentence that says that an event was held, when that is asked, or when its day is taken for coming."""
    asked = fold(material.inquiry.standalone)
    days = set(DAY.findall(asked))
    if not _ASKS_IF_HELD.search(asked) and not (material.inquiry.is_future and days):
        return None
    telling = [unit for unit in material.wider if _HELD.search(unit.folded) and unit.kind != "list"]
    near = [unit for unit in telling if days <= set(DAY.findall(fold(unit.passage.text)))]
    return _best(near, material)


def between(material: Material) -> Composition | None:
    """Return the sentence or the list that dates the two things between which a time is asked, None when none does."""
    if not asks_between(material):
        return None
    dated = [unit for unit in material.wider if len(set(YEAR.findall(unit.folded))) > 1]
    return _best(dated, material)


def asks_between(material: Material) -> bool:
    """Tell whether a question asks how long it is from one thing to another: two dates answer it."""
    return _ASKS_BETWEEN.search(fold(material.inquiry.standalone)) is not None


def _best(units: Sequence[Unit], material: Material) -> Composition | None:
    """Return the unit that speaks best of what is asked, None when none speaks of it enough."""
    for _, unit in ranked(units, material.weighing, material.inquiry):
        if material.weighing.coverage(unit.stems, unit.context) >= DATE_FLOOR:
            covered = covered_by([unit], material.weighing)
            return Composition(stated([unit], material.reader), confidence=covered)
    return None
