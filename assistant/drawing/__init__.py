"""Pictures drawn from what is known, as SVG that runs nothing, asks for nothing, and reads aloud as it looks.

Each is readable in black and white, holds a title and the same content as a list in its description, and is made anew
from the tables each time, so that none is ever out of date.
"""

from assistant.drawing.club_map import club_map
from assistant.drawing.grid_picture import grid_elements, grid_picture
from assistant.drawing.notion_map import MOST_NOTIONS, notion_map

__all__ = ["MOST_NOTIONS", "club_map", "grid_elements", "grid_picture", "notion_map"]
