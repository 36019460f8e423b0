"""Sort the sentences of a description into the boxes, by the words they share with each."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.french import analyse, sentences
from assistant.reading_grid.boxes import BOXES, GridBox


@dataclass(frozen=True, slots=True)
class Sorted:
    """The sentences of each box, in the order of the description, and those of none."""

    boxes: tuple[tuple[str, ...], ...]
    rest: tuple[str, ...]


def sorted_words(description: str, boxes: Sequence[GridBox] = BOXES) -> Sorted:
    """Return the sentences of a description by box, each an exact slice of it.

    A sentence goes to the box with which it shares the most different stems, the name of the box counting like its
    words; among equals, to the first box. One that shares none goes to the rest. No word is changed nor left out.
    """
    held: list[list[str]] = [[] for _ in boxes]
    rest: list[str] = []
    for start, end in sentences(description):
        sentence = description[start:end]
        stems = frozenset(analyse(sentence))
        shared = [len(stems & box.stems) for box in boxes]
        best = max(range(len(boxes)), key=lambda number: (shared[number], -number))
        (held[best] if shared[best] else rest).append(sentence)
    return Sorted(tuple(map(tuple, held)), tuple(rest))
