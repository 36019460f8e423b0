"""Shapes of the grid and of the maps as they are sent."""

from assistant.domain import Record
from assistant.drawing.club_map import Cover
from assistant.knowledge.lexicon import ShortDefinition, TermKind
from assistant.reading_grid import ReadingGrid


class DrawnGrid(ReadingGrid):
    """A grid, empty or filled in, and its picture."""

    svg: str


class MapClub(Record):
    """A club on the map."""

    id: str
    name: str
    document_id: str | None
    """The document about the club; None when the index does not hold it."""


class MapTile(Record):
    """A region or a country, its clubs, and those that cover a part of it only."""

    name: str
    cover: Cover
    at: tuple[float, float] | None
    """Column and row on the map, in tiles from the top left; None for what stands aside."""
    clubs: tuple[MapClub, ...]
    partly: tuple[MapClub, ...]


class ClubMap(Record):
    """Every region of the table, then the other countries where the list has a club, both in its order."""

    title: str
    caution: str
    regions: tuple[MapTile, ...]
    countries: tuple[MapTile, ...]


class MapNotion(Record):
    """A notion or a method; `/v1/glossary/{term}` tells the rest."""

    term: str
    kind: TermKind
    acronym: str | None
    definition: ShortDefinition
    """It orients, and is no source."""
    column: int
    """Relations that part it from the most related term."""
    related: tuple[str, ...]
    """Terms of the map, in the order of the lexicon; the relation goes both ways."""
    document_id: str | None
    """The document that explains it; None when the index does not hold it."""


class NotionMap(Record):
    """The notions that a relation ties to another, in the order of the lexicon, and each relation once."""

    title: str
    caution: str
    nodes: tuple[MapNotion, ...]
    edges: tuple[tuple[str, str], ...]
