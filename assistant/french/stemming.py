"""Stemming: one form for the singular, the plural, the feminine and the endings of a word."""

import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import snowballstemmer

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def _stemmer() -> "Callable[[str], str]":
    stemmer = snowballstemmer.stemmer("french")
    turn = threading.Lock()  # one stemmer keeps the word it works on: two threads would mix theirs

    def stemmed(word: str) -> str:
        with turn:
            return str(stemmer.stemWord(word))

    return stemmed


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the Snowball French stem of a folded word.

    Accents are gone before stemming, so that a word typed without them has the same stem. `efc bench`
    (documents by BM25 alone, nDCG@10 on spf and cdtn): 0.866 and 0.440, as good as with accents kept
    (0.866 and 0.441) and better than J. Savoy's light stemmer (0.864 and 0.438) or none (0.848 and 0.439).
    """
    return _stemmer()(word)
