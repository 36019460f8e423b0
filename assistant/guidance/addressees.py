"""Whom a suggested step speaks to: which persons, and the clubs outside whose territory it makes no sense."""

import re
from collections.abc import Mapping, Sequence

from assistant.domain import Persona
from assistant.french import fold
from assistant.knowledge import Place, Places

_SPOKEN_TO: Mapping[Persona, str] = {
    "newcomer": r"\bqui (?:decouvre|debute)\b",
    "entreprise": r"\bune entreprise\b",
    "collectivite": r"\b(?:une collectivite|une commune|une mairie|un elu|une elue|un agent)\b",
    "animateur": r"\bun animateur\b|\banimatrice\b|\bequipe d'animation\b|\bqui accompagne\b",
    "association": r"\bune association\b",
}
"""How a step names each person, before its verb, on folded text."""

_OWN_CLUB = re.compile(r"\bclub (?:de (?:sa|son|leur)|du|d'un) |\b(?:son|leur) club\b")
_NAME = re.compile(r"[A-ZÀ-Þ][\w-]+")
_VERB = re.compile(r"\bpeu(?:t|vent)\b")


def addressees(folded: str) -> frozenset[Persona]:
    """Return the persons a folded step names as those who can take it, empty when it speaks to anybody."""
    verb = _VERB.search(folded)
    who = folded[: verb.start()] if verb else ""
    return frozenset(persona for persona, pattern in _SPOKEN_TO.items() if re.search(pattern, who))


def suits(persons: frozenset[Persona], persona: Persona | None) -> bool:
    """Tell whether a step for some persons is one for this person; anybody's suits everybody."""
    return not persons or persona in persons or persona not in _SPOKEN_TO


def bound_clubs(folded: str, where: Sequence[str], places: Places) -> frozenset[str]:
    """Return the ids of the clubs whose territory a step is for, empty when it is for any.

    It is for the places its document declares, and for the club that it says to turn to.
    """
    verb = _VERB.search(folded)
    turned = {
        club.id
        for club in places.clubs.values()
        if verb and re.search(rf"\b(?:au|rapprocher du|vers) {re.escape(fold(club.name))}\b", folded[verb.end() :])
    }
    declared = {club for name in where for place in places.find(name) for club in place.clubs}
    return frozenset(turned or declared)


def speaks_elsewhere(text: str, here: Sequence[Place], places: Places) -> bool:
    """Tell whether a step speaks to the people of some towns, and not of those where one is."""
    verb = _VERB.search(text)
    words = _NAME.findall(text[: verb.start()] if verb else "")
    towns = {place.name for word in words for place in places.find(word) if place.level == "town"}
    return bool(towns) and towns.isdisjoint(place.name for place in here)


def sends_to_club(folded: str) -> bool:
    """Tell whether a step sends to the club of whoever reads it, which is named or missing once the place is known."""
    return _OWN_CLUB.search(folded) is not None


def covers(clubs: frozenset[str], home: Sequence[Place]) -> bool:
    """Tell whether a step bound to some clubs makes sense at home; any does when home is not known."""
    return not clubs or not home or any(clubs & set(place.clubs) for place in home)
