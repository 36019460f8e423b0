"""Folding: one spelling for what accents, case, ligatures and typography write in several ways."""

import re
import unicodedata

_APOSTROPHES = "'’‘`\u00b4\u02b9\u02bb\u02bc\u02c8\u2032\u201b\uff07"
_DASHES = "-–—\u2010\u2011\u2012\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = re.compile(" {2,}")
_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}


def _folded(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    if character in _LIGATURES:
        return _LIGATURES[character]
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return ""
    decomposed = unicodedata.normalize("NFKD", character)
    kept = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return unicodedata.normalize("NFKD", kept.casefold())


class _Table(dict[int, str]):
    """Translation table for `str.translate` that works out each character once."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_TABLE = _Table()


def fold(text: str) -> str:
    """Return `text` without accents, case, ligatures or typographic variants.

    NFKD, combining marks dropped, casefold, œ → oe, æ → ae, every apostrophe → ', every dash → -,
    every run of spaces and line breaks → one space, invisible characters dropped. Idempotent.
    """
    return _SPACES.sub(" ", text.translate(_TABLE))


def fold_aligned(text: str) -> tuple[str, list[int]]:
    """Fold `text` and say where each folded character comes from.

    Returns:
        `fold(text)`, and the offset in `text` of the source of each folded character, in order, plus
        `len(text)` for the end; so `text[offsets[i]:offsets[j]]` shows what `folded[i:j]` was.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    previous = ""
    for offset, character in enumerate(text):
        for folded in _TABLE[ord(character)]:
            if folded == " " == previous:
                continue
            pieces.append(folded)
            offsets.append(offset)
            previous = folded
    offsets.append(len(text))
    return "".join(pieces), offsets
