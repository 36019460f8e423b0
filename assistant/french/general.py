"""How common a word is in everyday French, accents aside, by the list of pyspellchecker (OpenSubtitles)."""

from functools import cache
from math import log10

from spellchecker import SpellChecker

from assistant.french.folding import fold


@cache
def _counts() -> dict[str, int]:
    """Return the count of each folded word; read once, at the first question that needs it (0.2 s)."""
    counts: dict[str, int] = {}
    for word, count in SpellChecker(language="fr").word_frequency.dictionary.items():
        folded = fold(word)
        counts[folded] = counts.get(folded, 0) + int(count)
    return counts


def is_french_word(folded: str) -> bool:
    """Tell whether a folded word is one of everyday French, so that it is no slip of another."""
    return folded in _counts()


def commonness(folded: str) -> float:
    """Return the decimal logarithm of a folded word's count, 0 for an unknown word, about 7 for « de »."""
    return log10(1 + _counts().get(folded, 0))
