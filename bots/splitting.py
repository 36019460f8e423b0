"""Cut what is too long for one message: at a paragraph, a sentence or a word, never inside a quote or an address."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bots.escaping import escaped, width

_UNBROKEN = re.compile(r"«[^«»]*»|“[^“”]*”|https?://\S+")
_LEVELS = (re.compile(r"\n+"), re.compile(r"[.!?…]\s+"), re.compile(r"\s+"))
_JOINER = "\u200d"


def cut(text: str, limit: int) -> tuple[str, str]:
    """Return the longest beginning of a cleaned text whose escaped width fits, and the rest.

    The cut falls after a paragraph, else after a sentence, else after a word, and never inside a quote between
    guillemets or an address, unless that quote, address or word alone is wider than the limit. A cut that would leave
    less than half of what fits yields to the next kind.

    Args:
        text: not escaped yet.
        limit: UTF-16 units, 32 or more.
    """
    if width(escaped(text)) <= limit:
        return text, ""
    most = _longest(text, limit)
    whole = [found.span() for found in _UNBROKEN.finditer(text) if width(escaped(found.group())) <= limit]
    places = [_places(text, level, most, whole) for level in _LEVELS]
    places[-1] |= {start for start, _ in whole if 0 < start <= most}
    far = [max(found) for found in places if found and max(found) * 2 >= most]
    near = [max(found) for found in places if found]
    place = next(iter([*far, *near]), most)
    return text[:place].rstrip(), text[place:].lstrip()


def pack(atoms: Iterable[str], limit: int) -> Iterator[str]:
    """Yield messages of whole atoms, each on lines of its own, in order; every atom is within the limit."""
    message = ""
    for atom in atoms:
        if message and width(f"{message}\n{atom}") > limit:
            yield message
            message = atom
        else:
            message = f"{message}\n{atom}" if message else atom
    if message:
        yield message


def _places(text: str, level: re.Pattern[str], most: int, whole: list[tuple[int, int]]) -> set[int]:
    ends = {found.end() for found in level.finditer(text) if 0 < found.end() <= most}
    return {end for end in ends if text[:end].strip() and not any(start < end < stop for start, stop in whole)}


def _longest(text: str, limit: int) -> int:
    """Return how many characters fit, 1 at least, no character of several code points cut."""
    low, high = 1, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(escaped(text[:middle])) <= limit else (low, middle - 1)
    place = low
    while place > 1 and (
        unicodedata.combining(text[place : place + 1] or " ") or _JOINER in text[place - 1 : place + 1]
    ):
        place -= 1
    return place if place > 1 else low
