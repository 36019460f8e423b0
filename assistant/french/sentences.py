"""Sentences of a French text, by rules on abbreviations, numbers, quotation marks and lines."""

import re

_STOP = re.compile(r"[.!?…]+[\s\u00a0\u202f]*[»”\")\]]*(?=\s|$)|\n")
_NEXT = re.compile(r"[^ \u00a0\u202f]")
_NUMBER = re.compile(r"\s*(?:\d|[LRD]\.|[LRD]\*? ?\d|[IVX]+\b)")
"""What an article, a page or a date is numbered by: « art. L. 123-1 », « art. R123 », « chap. IV »."""

_NEVER_LAST = re.compile(
    r"(?:^|[\s(«’'-])(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|Mgr|St|Ste|cf|Cf|ex|Ex|resp|[A-Z]|[A-Z](?:\.-?[A-Z])+)\.$"
)
"""Titles, initials and abbreviations that always announce something."""

_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(«’'-])(?:art|al|chap|env|fig|n|no|nos|p|pp|sec|sect|t|tél|tel|vol|av|bd|réf|ref|"
    r"janv|févr|fév|avr|juil|sept|oct|nov|déc)\.$",
    re.IGNORECASE,
)
"""Abbreviations that announce a number, and may also end a sentence (« une œuvre d’art. »)."""


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
    found = _NEXT.search(text, match.end())
    following = found.group() if found else "\n"
    if following in ":;,)»" or following.islower():
        return False
    if match.group().startswith(".") and not match.group().startswith(".."):
        before = text[max(start, match.start() - 12) : match.start() + 1]
        numbered = _NUMBER.match(text, match.end()) is not None
        return not (_NEVER_LAST.search(before) or (numbered and _BEFORE_NUMBER.search(before)))
    return True


def _keep(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        found.append((left, right))
