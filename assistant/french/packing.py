"""Packing pieces of a text into passages of a good length for search."""

import unicodedata
from collections.abc import Iterator, Sequence

from assistant.french.sentences import sentences

PASSAGE_TARGET = 900
"""Characters a passage is filled up to.

nDCG@10 on bench/spf and bench/cdtn (`efc bench --length N`): 0.879 and 0.525 at 500, 0.881 and 0.525 at 900, 0.881
and 0.523 at 1,600; one of the first five passages holds the whole answer for 87, 92 and 96 of the 105 spf answers.
Length hardly matters to find a document; 900 is what a person reads at a glance.
"""

PASSAGE_LIMIT = 3 * PASSAGE_TARGET // 2
"""Characters above which a piece is cut at its sentences, and a sentence at its spaces: half more."""

_JOINER = "\u200d"
_JOINERS = (_JOINER, "\u200c")
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return (start, end) without the surrounding white space."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the lines of a plain text that are not blank, trimmed, in order."""
    found: list[tuple[int, int]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        start, end = trimmed(line, 0, len(line))
        if start < end:
            found.append((offset + start, offset + end))
        offset += len(line)
    return found


def pack(text: str, pieces: Sequence[tuple[int, int]], target: int = PASSAGE_TARGET) -> list[tuple[int, int]]:
    """Join consecutive pieces up to `target` characters, cut those longer than half more.

    Args:
        text: the text the offsets are in.
        pieces: (start, end) of paragraphs or sentences, trimmed, in order, not overlapping.
        target: characters; other values than the default are for measuring it.

    Returns:
        (start, end) of passages in order, each a contiguous slice that covers whole pieces, or whole
        sentences of a long piece; none is longer than `PASSAGE_LIMIT` with the default target.
    """
    packed: list[tuple[int, int]] = []
    for start, end in _cut(text, pieces, 3 * target // 2):
        if packed and end - packed[-1][0] <= target:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def _cut(text: str, pieces: Sequence[tuple[int, int]], limit: int) -> Iterator[tuple[int, int]]:
    for start, end in pieces:
        if end - start <= limit:
            yield start, end
            continue
        for first, last in sentences(text[start:end]):
            yield from _cut_at_spaces(text, start + first, start + last, limit)


def _cut_at_spaces(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    while end - start > limit:
        space = text.rfind(" ", start + 1, start + limit + 1)
        stop = space if space > start else _between_characters(text, start, start + limit)
        first, last = trimmed(text, start, stop)
        if first < last:
            yield first, last
        start = stop
    first, last = trimmed(text, start, end)
    if first < last:
        yield first, last


def _between_characters(text: str, start: int, stop: int) -> int:
    """Return the last place up to `stop` where what a reader sees as one character is not cut.

    Accents, skin tones and joined emoji follow what they change, and flags are pairs; `stop` itself is
    returned when everything from `start` is one character (Unicode annex 29, without Hangul).
    """
    place = stop
    while place > start and _inside_character(text, start, place):
        place -= 1
    return place if place > start else stop


def _inside_character(text: str, start: int, place: int) -> bool:
    after = text[place]
    if unicodedata.category(after)[0] == "M" or after in _JOINERS or after in _SKIN_TONES:
        return True
    if text[place - 1] == _JOINER:
        return True
    flags = 0
    while after in _FLAG_LETTERS and place - flags > start and text[place - flags - 1] in _FLAG_LETTERS:
        flags += 1
    return flags % 2 == 1
