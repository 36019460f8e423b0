"""What a person may mean by the first letters of a term, a place or a club."""

from collections.abc import Iterable

from assistant.french import fold
from assistant.knowledge import Lexicon, Places
from bots.escaping import width

MOST = 25
"""Choices that Discord shows."""
LONGEST = 100
"""Characters of a choice."""


def terms_like(typed: str, lexicon: Lexicon) -> list[str]:
    """Return terms and acronyms, those that begin with what is typed first, then in the order of the lexicon."""
    names = (name for entry in lexicon for name in (entry.term, entry.acronym) if name)
    return _like(typed, names)


def places_like(typed: str, places: Places) -> list[str]:
    """Return clubs, regions, departments and towns, in the same way."""
    table = places.table
    named = (table.clubs, table.regions, table.departments, table.areas, table.towns)
    return _like(typed, (one.name for kind in named for one in kind))


def _like(typed: str, names: Iterable[str]) -> list[str]:
    sought = fold(typed).strip()
    known = [name for name in dict.fromkeys(names) if 0 < width(name) <= LONGEST]
    first = [name for name in known if fold(name).startswith(sought)]
    within = [name for name in known if sought in fold(name) and name not in first]
    return [*first, *within][:MOST]
