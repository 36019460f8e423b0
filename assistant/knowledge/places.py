"""Towns, departments, regions and countries, and which club of the network's list covers them.

Town → region is outside knowledge: a reply shows it as the assistant's own, never as sourced.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.domain import Record
from assistant.errors import CorpusInvalidError
from assistant.french import fold
from assistant.knowledge.reading import read_table

PlaceLevel = Literal["town", "department", "area", "region", "country"]


class Region(Record):
    """A French region."""

    name: str
    aliases: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    ambiguous: bool = False


class Department(Record):
    """A French département."""

    code: str
    name: str
    region: str
    aliases: tuple[str, ...] = ()
    ambiguous: bool = False


class Town(Record):
    """A town, in a département or abroad."""

    name: str
    department: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    ambiguous: bool = False


class Country(Record):
    """A country other than France."""

    name: str
    aliases: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    ambiguous: bool = False
    note: str | None = None


class Area(Record):
    """A well-known territory that is no administrative unit."""

    name: str
    aliases: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    ambiguous: bool = False


class Club(Record):
    """A club of the network's list."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    territory: str
    listed_as: str
    regions: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    note: str


class Hole(Record):
    """A region that no club of the list covers, wholly or in part."""

    region: str
    partial: tuple[str, ...] = ()
    """Clubs that cover a part of it."""
    note: str | None = None


class PlaceTable(Record):
    """The file `places.yaml`."""

    regions: tuple[Region, ...]
    departments: tuple[Department, ...]
    towns: tuple[Town, ...]
    countries: tuple[Country, ...] = ()
    areas: tuple[Area, ...] = ()
    clubs: tuple[Club, ...]
    holes: tuple[Hole, ...] = ()


_CONTRACTED = {"Le ": ("au", "du"), "Les ": ("aux", "des")}
"""How an article that begins a name is written after « à » and « de »: « au Havre »."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place somebody named, with where it lies and the clubs that cover it."""

    name: str
    level: PlaceLevel
    regions: tuple[str, ...]
    department: str | None = None
    country: str | None = None
    clubs: tuple[str, ...] = ()
    """Ids of clubs, those of the place itself before those of its region; empty in a hole."""
    ambiguous: bool = False
    """True when the name is also an ordinary word: it counts only after a preposition of place."""


@dataclass(frozen=True)
class Places:
    """The places, found by any of their names; homonyms are returned together."""

    table: PlaceTable

    @cached_property
    def clubs(self) -> dict[str, Club]:
        """The clubs by id, in the order of the network's list."""
        return {club.id: club for club in self.table.clubs}

    @cached_property
    def by_name(self) -> dict[str, tuple[Place, ...]]:
        """Each folded name with the places that bear it."""
        found: dict[str, list[Place]] = {}
        for names, place in self._all():
            for name in names:
                homonyms = found.setdefault(fold(name), [])
                if not any(_same(place, other) for other in homonyms):
                    homonyms.append(place)
        return {name: tuple(homonyms) for name, homonyms in found.items()}

    @cached_property
    def _region_clubs(self) -> dict[str, tuple[str, ...]]:
        return {region.name: region.clubs for region in self.table.regions}

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places that bear a name, accents, case and hyphens aside; several when ambiguous."""
        return self.by_name.get(fold(name).strip(), ())

    def _all(self) -> list[tuple[tuple[str, ...], Place]]:
        return [*self._regions(), *self._departments(), *self._areas(), *self._towns(), *self._countries()]

    def _regions(self) -> list[tuple[tuple[str, ...], Place]]:
        return [
            (
                _names(r.name, r.aliases),
                Place(r.name, "region", (r.name,), None, "France", r.clubs, r.ambiguous),
            )
            for r in self.table.regions
        ]

    def _departments(self) -> list[tuple[tuple[str, ...], Place]]:
        return [
            (
                _names(d.name, d.aliases),
                Place(
                    d.name,
                    "department",
                    (d.region,),
                    d.code,
                    "France",
                    self._region_clubs.get(d.region, ()),
                    d.ambiguous,
                ),
            )
            for d in self.table.departments
        ]

    def _areas(self) -> list[tuple[tuple[str, ...], Place]]:
        region_of = {d.code: d.region for d in self.table.departments}
        places = []
        for area in self.table.areas:
            regions = _unique((*area.regions, *(region_of[code] for code in area.departments if code in region_of)))
            clubs = _unique((*area.clubs, *(c for r in regions for c in self._region_clubs.get(r, ()))))
            place = Place(area.name, "area", regions, None, "France", clubs, area.ambiguous)
            places.append((_names(area.name, area.aliases), place))
        return places

    def _towns(self) -> list[tuple[tuple[str, ...], Place]]:
        region_of = {d.code: d.region for d in self.table.departments}
        abroad = {country.name: country.clubs for country in self.table.countries}
        places = []
        for town in self.table.towns:
            regions = (region_of[town.department],) if town.department in region_of else ()
            wider = self._region_clubs.get(regions[0], ()) if regions else abroad.get(town.country or "", ())
            country = town.country or "France"
            clubs = _unique((*town.clubs, *wider))
            place = Place(town.name, "town", regions, town.department, country, clubs, town.ambiguous)
            places.append((_names(town.name, town.aliases), place))
        return places

    def _countries(self) -> list[tuple[tuple[str, ...], Place]]:
        return [
            (_names(c.name, c.aliases), Place(c.name, "country", (), None, c.name, c.clubs, c.ambiguous))
            for c in self.table.countries
        ]


def _names(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    spaced = tuple(one.replace("-", " ") for one in (name, *aliases) if "-" in one)
    merged = tuple(
        f"{contraction} {one.removeprefix(article)}"
        for one in (name, *aliases)
        for article, contractions in _CONTRACTED.items()
        if one.startswith(article)
        for contraction in contractions
    )
    return (name, *aliases, *spaced, *merged)


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _same(place: Place, other: Place) -> bool:
    """Tell whether naming one is naming the other: Paris the town and Paris the département."""
    return place.clubs == other.clubs and place.regions == other.regions and place.country == other.country


def load_places(corpus: Path) -> Places:
    """Return the place table of a corpus folder.

    Raises:
        CorpusInvalidError: the file is missing or breaks its schema.
    """
    try:
        return Places(PlaceTable.model_validate(read_table(corpus / "places.yaml")))
    except ValidationError as error:
        first = error.errors()[0]
        raise CorpusInvalidError(
            f"La table des lieux ne respecte pas son schéma ({first['loc']}: {first['msg']}).",
            "Corrigez corpus/places.yaml.",
        ) from error
