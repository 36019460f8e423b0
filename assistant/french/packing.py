"""Packing pieces of a text into passages of a good length for search."""

from collections.abc import Sequence

from assistant.french.sentences import sentences

PASSAGE_TARGET = 900
"""Characters a passage is filled up to."""

PASSAGE_LIMIT = 1350
"""Characters above which a piece is cut at its sentences."""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return (start, end) without the surrounding white space."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the lines of a plain text that are not blank, trimmed, in order."""
    found: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        span = trimmed(text, offset, offset + len(line))
        if span[0] < span[1]:
            found.append(span)
        offset += len(line)
    return found


def pack(text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join consecutive pieces up to `PASSAGE_TARGET` characters, cut those above `PASSAGE_LIMIT`.

    Args:
        text: the text the offsets are in.
        pieces: (start, end) of paragraphs or sentences, in order, not overlapping.

    Returns:
        (start, end) of passages in order, each a contiguous slice that covers whole pieces, or whole
        sentences of a long piece.
    """
    packed: list[tuple[int, int]] = []
    for start, end in _cut(text, pieces):
        if packed and end - packed[-1][0] <= PASSAGE_TARGET:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _cut(text: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    cut: list[tuple[int, int]] = []
    for start, end in pieces:
        if end - start <= PASSAGE_LIMIT:
            cut.append((start, end))
            continue
        cut.extend((start + first, start + last) for first, last in sentences(text[start:end]))
    return cut
