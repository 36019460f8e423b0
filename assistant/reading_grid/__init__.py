"""The reading grid of a cooperative ecosystem: eight boxes, cited prompts, and the words of whoever fills them."""

from assistant.reading_grid.boxes import BOXES, DESCRIPTION_LIMIT, FilledBox, GridBox, ReadingGrid
from assistant.reading_grid.filling import filled_grid
from assistant.reading_grid.sorting import Sorted, sorted_words

__all__ = [
    "BOXES",
    "DESCRIPTION_LIMIT",
    "FilledBox",
    "GridBox",
    "ReadingGrid",
    "Sorted",
    "filled_grid",
    "sorted_words",
]
