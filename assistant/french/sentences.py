"""Sentences of a French text, by rules on abbreviations, numbers, quotation marks and lines."""

import re

_STOP = re.compile(r"[.!?…]+[\s\u00a0\u202f]*[»”\")\]]*(?=\s|$)|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\u00a0’'])(?:art|al|cf|chap|env|ex|fig|hab|min|max|mme|mlle|mr|dr|me|ms|mm|n|no|nos|p|pp|"
    r"resp|sec|st|ste|tél|tel|vol|av|bd|éd|ed|coll|dir|réf|ref|approx|janv|févr|avr|juil|sept|oct|nov|déc|"
    r"[A-Z]|[A-Z](?:\.-?[A-Z])+)\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences of `text`, in order, without surrounding spaces.

    A line break always ends a sentence, so list items and headings stand alone. A stop does not when it
    closes an abbreviation (« art. 9 », « M. », « ex. : »), an initial, or « etc. » before a small letter.
    Guillemets and brackets closed after the stop belong to the sentence.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.group() != "\n" and not _closes(text, start, match):
            continue
        _keep(text, start, match.end(), found)
        start = match.end()
    _keep(text, start, len(text), found)
    return found


def _closes(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip(" \u00a0\u202f")[:1]
    if (following and following in ":;,)»") or following.islower():
        return False
    if match.group().startswith(".") and not match.group().startswith(".."):
        before = text[max(start, match.start() - 12) : match.start() + 1]
        return not _ABBREVIATION.search(before)
    return True


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        found.append((left, right))
