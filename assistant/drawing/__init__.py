"""Pictures drawn from what is known, as SVG that runs nothing, asks for nothing, and reads aloud as it looks.

Each is readable in black and white, holds a title and the same content as a list in its description, and is made anew
from the tables each time, so that none is ever out of date.
"""

from assistant.drawing.club_map import Tile, club_map, country_tiles, region_tiles
from assistant.drawing.grid_picture import grid_elements, grid_picture, plan_elements
from assistant.drawing.notion_map import MOST_NOTIONS, NotionGraph, notion_graph, notion_map
from assistant.drawing.svg import PICTURE_POLICY

__all__ = [
    "MOST_NOTIONS",
    "PICTURE_POLICY",
    "NotionGraph",
    "Tile",
    "club_map",
    "country_tiles",
    "grid_elements",
    "grid_picture",
    "notion_graph",
    "notion_map",
    "plan_elements",
    "region_tiles",
]
