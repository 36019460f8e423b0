"""Texts as a file may hold them: nothing that breaks XML, hides, reverses the reading order, or counterfeits a mark."""

import re
import unicodedata

from assistant.composing.rendering import unmarked

UNREADABLE = "(texte illisible)"
"""Stands for a text of which nothing can be shown."""

_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_KEPT_FORMATS = frozenset("\u00ad\u200c\u200d\u200e\u200f")
"""Soft hyphen, joiners of Persian and of emoji, and the two marks of direction, which reverse nothing."""


def shown(text: str) -> str:
    """Return a text as `visible`, its bracketed numbers, notes of a document, in parentheses. Idempotent."""
    return visible(unmarked(text))


def visible(text: str) -> str:
    """Return a text as lines without blank ends, nor control, private or reordering characters.

    Spaces and tabs in a row make one space, and lines without anything are left out; no word changes. A dash that
    begins a line becomes the bullet « • ». Idempotent. A text without anything to show becomes `UNREADABLE`.
    """
    lines = (_line(line) for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line) or UNREADABLE


def one_line(text: str) -> str:
    """Return a text as `shown`, its lines run on: a heading or a cell has one line."""
    return shown(text).replace("\n", " ")


def _line(text: str) -> str:
    visible = "".join(one if _is_shown(one) else " " if one in "\t\x1c\x1d\x1e\x1f" else "" for one in text)
    spaced = re.sub(r" {2,}", " ", visible).strip()
    return re.sub(r"^[-*] +", "• ", spaced)


def _is_shown(one: str) -> bool:
    category = unicodedata.category(one)
    if category in {"Cc", "Cs", "Co"}:
        return False
    if category == "Cf":
        return one in _KEPT_FORMATS
    point = ord(one)
    return not (point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF)
