"""The map of the clubs: a tile for each region of the table of places, where it lies; no scale, no outside data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Language
from assistant.drawing.svg import HATCHED, LEADING, height, picture, shape, words
from assistant.drawing.widths import width, wrapped
from assistant.drawing.wording import CLUBS
from assistant.knowledge import Club, Places

Cover = Literal["whole", "part", "none"]

_WHERE = {
    "Hauts-de-France": (2, 0),
    "Bretagne": (0, 1),
    "Normandie": (1, 1),
    "Île-de-France": (2, 1),
    "Grand Est": (3, 1),
    "Pays de la Loire": (0.5, 2),
    "Centre-Val de Loire": (1.5, 2),
    "Bourgogne-Franche-Comté": (2.5, 2),
    "Nouvelle-Aquitaine": (1, 3),
    "Auvergne-Rhône-Alpes": (2, 3),
    "Occitanie": (1.5, 4),
    "Provence-Alpes-Côte d’Azur": (2.5, 4),
    "Corse": (3.5, 4.4),
}
"""Column and row of the regions of mainland France, placed by us; the others stand aside, in the order of the table."""

_WIDE, _HIGH, _GAP = 162.0, 108.0, 8.0
_LEFT, _TOP = 20.0, 84.0
_ASIDE = 4.55
"""Column where what lies elsewhere begins, two tiles abreast."""
_NAME, _CLUB = 14.5, 13.0
"""Sizes of the letters of a tile."""
_NOTE = 14.0
"""Size of the letters of the legend."""
_MEASURE = _WIDE - 14


@dataclass(frozen=True, slots=True)
class Tile:
    """A region or a country, its clubs, and those that cover a part of it only."""

    name: str
    clubs: tuple[Club, ...] = ()
    partly: tuple[Club, ...] = ()
    at: tuple[float, float] | None = None
    """Column and row on the map, in tiles from the top left; None for what stands aside."""

    @property
    def cover(self) -> Cover:
        """Whether its clubs cover the whole of it, a part, or nothing."""
        return "whole" if self.clubs else "part" if self.partly else "none"

    def told(self, said: dict[str, str]) -> str:
        """Return the tile as a line of text."""
        partly = [said["partly"].format(club=club.name) for club in self.partly]
        clubs = [*(club.name for club in self.clubs), *partly]
        return f"{self.name}{said['colon']} {said['semicolon'].join(clubs) or said['none']}."


def club_map(places: Places, language: Language = "fr") -> str:
    """Return the map as SVG, made from the table: every region of it, and every country where the list has a club.

    A thick rule surrounds a region that a club covers, a dashed one a region of which clubs cover a part; a region
    without any is hatched and says so.
    """
    said = CLUBS[language]
    regions, abroad = region_tiles(places), country_tiles(places)
    inside = [(tile, *_at(*tile.at)) for tile in regions if tile.at]
    away = [tile for tile in regions if not tile.at]
    rows = (len(away) + 1) // 2
    outside = [*_abreast(away, 0.0), *_abreast(abroad, rows + 0.35)]
    placed = [*inside, *outside]
    heads = [_head(said["away"], 0.0)] if away else []
    heads += [_head(said["abroad"], rows + 0.35)] if abroad else []
    bottom = max((y for _, _, y in placed), default=_TOP) + _HIGH
    wide = _at(_ASIDE + 2, 0)[0] + _LEFT
    body = [
        f"<defs>{HATCHED.format(id='sans-club')}</defs>",
        words([said["title"]], _LEFT, 38, 22, 'font-weight="bold"'),
        *heads,
        *(_drawn(*one, said) for one in placed),
        *_legend(bottom + 34, said),
    ]
    told = [said["caution"], *(tile.told(said) for tile in [*regions, *abroad])]
    return picture(wide, bottom + 92, said["title"], told, body, "A4 landscape")


def region_tiles(places: Places) -> list[Tile]:
    """Return every region of the table, in its order."""
    return [_region(places, region.name) for region in places.table.regions]


def _region(places: Places, name: str) -> Tile:
    """Return a region with its clubs, and those of its towns, areas and holes that are not the whole region's."""
    table = places.table
    own = next(region.clubs for region in table.regions if region.name == name)
    departments = {one.code for one in table.departments if one.region == name}
    towns = [club for town in table.towns if town.department in departments for club in town.clubs]
    areas = [club for area in table.areas if departments & set(area.departments) for club in area.clubs]
    holes = [club for hole in table.holes if hole.region == name for club in hole.partial]
    partly = [club for club in dict.fromkeys([*holes, *towns, *areas]) if club not in own]
    return Tile(name, _clubs(places, own), _clubs(places, partly), _WHERE.get(name))


def country_tiles(places: Places) -> list[Tile]:
    """Return the countries where the list has a club, those of one town covering a part of the country."""
    found = []
    for country in places.table.countries:
        towns = [club for town in places.table.towns if town.country == country.name for club in town.clubs]
        whole = [club for club in country.clubs if club not in towns]
        if whole or towns:
            found.append(Tile(country.name, _clubs(places, whole), _clubs(places, list(dict.fromkeys(towns)))))
    return found


def _clubs(places: Places, ids: Sequence[str]) -> tuple[Club, ...]:
    return tuple(places.clubs[one] for one in ids if one in places.clubs)


def _at(column: float, row: float) -> tuple[float, float]:
    return _LEFT + column * (_WIDE + _GAP), _TOP + row * (_HIGH + _GAP)


def _abreast(tiles: Sequence[Tile], row: float) -> Iterator[tuple[Tile, float, float]]:
    for place, tile in enumerate(tiles):
        yield tile, *_at(_ASIDE + place % 2, row + place // 2)


def _head(text: str, row: float) -> str:
    x, y = _at(_ASIDE, row)
    return words([text], x, y - 8, 14, 'font-weight="bold"')


def _drawn(tile: Tile, x: float, y: float, said: dict[str, str]) -> str:
    name = wrapped(tile.name, _NAME, _MEASURE, bold=True)
    names = [club.name for club in tile.clubs] + [said["partly_drawn"].format(club=one.name) for one in tile.partly]
    lines = [line for club in names or [said["none"]] for line in wrapped(club, _CLUB, _MEASURE)]
    middle = x + _WIDE / 2
    high = height(name, _NAME) + height(lines, _CLUB) + 6
    top = y + (_HIGH - high) / 2
    frame = _frame(tile.cover, x, y)
    widest = max([width(one, _NAME, bold=True) for one in name] + [width(one, _CLUB) for one in lines])
    plate = shape("rect", x=middle - widest / 2 - 5, y=top - 3, width=widest + 10, height=high + 4, fill="#fff")
    second = top + height(name, _NAME) + 5 + _CLUB
    return "\n".join(
        (
            frame,
            "" if tile.clubs else plate,
            words(name, middle, top + _NAME, _NAME, 'font-weight="bold"', "middle"),
            words(lines, middle, second, _CLUB, "" if tile.clubs or tile.partly else 'font-style="italic"', "middle"),
        )
    )


def _frame(cover: Cover, x: float, y: float) -> str:
    where = {"x": x, "y": y, "width": _WIDE, "height": _HIGH, "rx": 6.0}
    if cover == "whole":
        return shape("rect", **where, fill="#fff", stroke="#000", stroke_width=3.0)
    if cover == "part":
        return shape("rect", **where, fill="#fff", stroke="#000", stroke_width=2.5, stroke_dasharray="9 5")
    return shape("rect", **where, fill="url(#sans-club)", stroke="#000", stroke_width=1.0)


def _legend(y: float, said: dict[str, str]) -> Iterator[str]:
    shown: tuple[tuple[Cover, str], ...] = (
        ("whole", said["whole_rule"]),
        ("part", said["partly_rule"]),
        ("none", said["none"]),
    )
    x = _LEFT
    for cover, text in shown:
        frame = _frame(cover, x, y - 13).replace(f'width="{_WIDE:g}"', 'width="30"')
        yield frame.replace(f'height="{_HIGH:g}"', 'height="18"')
        yield words([text], x + 38, y, _NOTE)
        x += 38 + width(text, _NOTE) + 34
    yield words([said["caution"]], _LEFT, y + 24 * LEADING, _NOTE, 'font-style="italic"')
