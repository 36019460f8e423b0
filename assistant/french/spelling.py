"""Spelling: the known word that a word nobody knows is one slip of the keyboard away from."""

from collections.abc import Callable, Iterator
from string import ascii_lowercase

from assistant.french.general import is_french_word
from assistant.french.words import content_words

SHORTEST_MENDED = 4
"""Letters under which a word is left as it is: most three-letter words are one slip from another."""


LONGEST_MENDED = 30
"""Letters beyond which a word is no word: its slips alone would fill the memory."""


def analyse_mended(text: str, frequency: Callable[[str], int]) -> list[str]:
    """Return `analyse(text)`, each word unknown to an index replaced by the known stem one slip away.

    A word is left alone when the index or everyday French knows it, when it is short or not of letters,
    and when no known stem is near.

    Args:
        text: a question.
        frequency: in how many passages a stem occurs; 0 makes it unknown.
    """
    return [_mended(word, stem, frequency) for word, stem in content_words(text)]


def _mended(word: str, stem: str, frequency: Callable[[str], int]) -> str:
    if (
        frequency(stem)
        or not SHORTEST_MENDED <= len(stem) <= LONGEST_MENDED
        or not stem.isalpha()
        or is_french_word(word)
    ):
        return stem
    known = {one: frequency(one) for one in set(slips(stem))}
    best = min(known, key=lambda one: (-known[one], one))
    return best if known[best] else stem


def slips(word: str) -> Iterator[str]:
    """Yield every string one edit away from a folded word: a letter left out, swapped, added, changed.

    After P. Norvig, « How to Write a Spelling Corrector » (2007): about 54 strings a letter.
    """
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
