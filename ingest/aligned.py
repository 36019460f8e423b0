"""Text that remembers, character by character, where it came from."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from ingest.blocks import Stretch

MADE = -1
"""Origin of a character that the raw text does not hold."""

Edit = tuple[int, int, str]
"""`(start, end, replacement)`, offsets in the text being edited."""


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and the raw offset of each of its characters, `MADE` for ours.

    Slices, edits and joins keep the alignment; origins never decrease inside one untouched piece.
    """

    text: str
    origins: "array[int]"

    @classmethod
    def of(cls, raw: str, start: int = 0) -> Self:
        """Align `raw` with itself, its first character being at offset `start`."""
        return cls(raw, array("i", range(start, start + len(raw))))

    @classmethod
    def made(cls, text: str) -> Self:
        """Align a text of ours with nothing."""
        return cls(text, array("i", [MADE]) * len(text))

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Put texts end to end."""
        texts, origins = [], array("i")
        for part in parts:
            texts.append(part.text)
            origins.extend(part.origins)
        return cls("".join(texts), origins)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> Self:
        """Return the slice `[start:end]`."""
        return type(self)(self.text[start:end], self.origins[start:end])

    def stripped(self) -> Self:
        """Return the text without the spaces around it."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def edited(self, edits: Sequence[Edit]) -> Self:
        """Replace disjoint slices, given in order; a replacement is ours, it has no origin."""
        if not edits:
            return self
        parts, position = [], 0
        for start, end, replacement in edits:
            parts.append(self.cut(position, start))
            parts.append(self.made(replacement))
            position = end
        parts.append(self.cut(position, len(self.text)))
        return self.joined(parts)

    def lines(self) -> list[Self]:
        """Cut at each line feed, line feeds left out."""
        parts, position = [], 0
        while (end := self.text.find("\n", position)) >= 0:
            parts.append(self.cut(position, end))
            position = end + 1
        parts.append(self.cut(position, len(self.text)))
        return parts

    def raw_span(self) -> tuple[int, int]:
        """Return the raw offsets `[start, end)` that the text covers, `(0, 0)` when it is all ours."""
        known = [origin for origin in self.origins if origin != MADE]
        return (min(known), max(known) + 1) if known else (0, 0)

    def stretches(self) -> list[Stretch]:
        """List the longest runs of consecutive origins, in the order of the text."""
        origins = self.origins
        ends = [at for at, (one, other) in enumerate(pairwise(origins), 1) if other - one != 1 or one == MADE]
        return [
            Stretch(start=start, raw_start=origins[start], length=end - start)
            for start, end in pairwise([0, *ends, len(origins)])
            if start < end and origins[start] != MADE
        ]
