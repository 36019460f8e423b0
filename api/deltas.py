"""A reply cut for a stream: one piece a statement, each with its marks, that make its text together."""

import re
from collections.abc import Iterator, Sequence

from assistant.composing import rendering
from assistant.domain import Reply

_MARK = re.compile(r"\[(\d+)\]")


def deltas(reply: Reply) -> Sequence[str]:
    """Return the pieces of the text of a reply, in reading order; joined, they are `reply.text`.

    A reply whose text is not that of its statements is one piece.
    """
    pieces: list[str] = []
    written = ""
    for count in range(1, len(reply.statements) + 1):
        text = rendering.plain(reply.statements[:count])
        pieces.append(text[len(written) :])
        written = text
    return pieces if written == reply.text else [reply.text]


def marks_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each mark of a text with its place: the number of the source, start, end (excluded), in characters."""
    for found in _MARK.finditer(text):
        yield int(found[1]), found.start(), found.end()
