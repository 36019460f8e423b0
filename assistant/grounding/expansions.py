"""Readings of acronyms: the false ones are never asserted, and a reading has to be proved."""

import re
from collections.abc import Iterator

from assistant.french import STOP_WORDS, fold, stem
from assistant.grounding.cues import DENIAL
from assistant.grounding.sequences import folded_words
from assistant.knowledge import Lexicon

_ACRONYM = r"(?P<acronym>\b[A-ZÀ-Ý]{2,8}\b)"
_LETTER = r"[^\W\d_]"
_READ = re.compile(
    rf"{_ACRONYM}\W{{1,4}}(?:(?:signifie|veut dire|désigne|est|c’est-à-dire|c'est-à-dire|pour|ou|stands for|means)\W+)?"
    rf"(?P<reading>{_LETTER}[^,;.:()»?!]*)"
)
_NAMED = re.compile(rf"(?P<reading>{_LETTER}[^,;.:()«»?!]*?)\s*\({_ACRONYM}\)")


def false_reading(text: str, lexicon: Lexicon) -> str | None:
    """Return the false expansion that a text asserts; one that it denies is not asserted."""
    for clause in re.split(r"[,;]\s|(?<=[.!?])\s", text):
        stems = _stems(clause)
        for name in lexicon.false_names:
            if f" {_stems(name)} " in f" {stems} " and not DENIAL.search(fold(clause)):
                return name
    return None


def unproved_reading(text: str, quotes: str, lexicon: Lexicon) -> str | None:
    """Return the reading of an acronym, initials matching, that neither the quotes nor the lexicon give."""
    proofs = [folded_words(quotes), *(folded_words(name) for entry in lexicon for name in entry.names)]
    for acronym, reading in _readings(text):
        bare = re.sub(r"^(?:(?:l|d)['’]|(?:le|la|les|un|une|the|an?) )", "", reading, flags=re.IGNORECASE)
        if not any(folded_words(bare) in proof for proof in proofs):
            return f"{acronym} : {reading}"
    return None


def _readings(text: str) -> Iterator[tuple[str, str]]:
    for match in (*_READ.finditer(text), *_NAMED.finditer(text)):
        words = match["reading"].split()
        after = _spelling(match["acronym"], words)
        before = _spelling(match["acronym"], words[::-1], backward=True)
        for found in (after if match.re is _READ else before,):
            if found:
                yield match["acronym"], " ".join(found)


def _spelling(acronym: str, words: list[str], *, backward: bool = False) -> list[str]:
    """Return the words, from the first, whose initials spell an acronym, grammar skipped; empty when none do."""
    letters = list(fold(acronym))[:: -1 if backward else 1]
    taken: list[str] = []
    for word in words:
        bare = re.sub(r"^(?:[dl]|qu)['’]", "", word)
        initial = fold(bare)[:1]
        taken.append(word)
        if initial == letters[0]:
            letters.pop(0)
        elif fold(bare) not in STOP_WORDS:
            return []
        if not letters:
            return taken[:: -1 if backward else 1]
    return []


def _stems(text: str) -> str:
    """Return the stems of a text parted by spaces, so that hyphens and plurals hide nothing."""
    return " ".join(stem(word) for word in re.findall(r"[^\W_]+", fold(text)))
