"""Words of a text as the index, the grounding and the understanding all see them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.french.folding import fold, fold_aligned
from assistant.french.stemming import stem
from assistant.french.stop_words import STOP_WORDS

_ELIDED = r"(?P<elided>[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)'(?=[^\W_])"
_ACRONYM = r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"
_NUMBER = r"\d+(?:[.,]\d+)?(?![^\W_])"
_WORD = re.compile(rf"{_ELIDED}|{_ACRONYM}|{_NUMBER}|[^\W_]+(?:['&·•-][^\W_]+)*")
_JOINERS = re.compile(r"['&-]")
_INCLUSIVE = re.compile(r"[·•].*")
_ORDINAL = re.compile(r"(\d+)(?:er|ere|re|e|eme|ieme|nd|nde)")
_CLITIC = re.compile(r"-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|ci|le|les|lui|leur|moi|toi|y|en)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or a part of a compound word."""

    text: str
    """As written, `original[start:end]`."""
    start: int
    end: int
    folded: str
    """Folded, and joined when it was written with dots, hyphens or an inner apostrophe (`E.F.C.` → `efc`)."""
    stem: str
    is_stop: bool
    """True for grammar and question words, which `analyse` leaves out."""


def _spans(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and joined form of each word, a compound before its parts."""
    for match in _WORD.finditer(folded):
        word = match.group()
        if word.isalpha():
            yield match.start(), match.end(), word
        elif match["elided"]:
            yield match.start(), match.end() - 1, match["elided"]
        else:
            yield from _parts(word, match.start())


def _parts(word: str, start: int) -> Iterator[tuple[int, int, str]]:
    end = start + len(word)
    if "." in word and not word[0].isdigit():
        yield start, end, word.replace(".", "")
        return
    word = _INCLUSIVE.sub("", word)
    if not _JOINERS.search(word):
        ordinal = _ORDINAL.fullmatch(word)
        yield start, start + len(word), ordinal.group(1) if ordinal else word
        return
    core = _CLITIC.sub("", word)
    if _JOINERS.search(core):
        yield start, start + len(core), _JOINERS.sub("", core)
    offset = start
    for part in _JOINERS.split(word):
        yield offset, offset + len(part), part
        offset += len(part) + 1


def tokens(text: str) -> list[Token]:
    """Return the words of `text` in order, elisions split off, each compound followed by its parts."""
    folded, offsets = fold_aligned(text)
    found: list[Token] = []
    for start, end, form in _spans(folded):
        first, last = offsets[start], offsets[end - 1] + 1
        found.append(Token(text[first:last], first, last, form, stem(form), form in STOP_WORDS))
    return found


def outer(found: Iterable[Token]) -> Iterator[Token]:
    """Yield each word once: a compound, and not its parts after it."""
    last = 0
    for token in found:
        if token.start >= last:
            yield token
            last = token.end


def content_words(text: str) -> list[tuple[str, str]]:
    """Return the folded form and the stem of each word of `text` that is no stop word, in order."""
    return [(form, stem(form)) for piece in fold(text).split(" ") for form in _content_forms(piece)]


def analyse(text: str) -> list[str]:
    """Return the stems of the content words of `text`, in order; the one analysis of index and questions."""
    return [stemmed for piece in fold(text).split(" ") for stemmed in _content_stems(piece)]


# No word crosses a space, so what stands between two spaces is worked out once: ten times faster than each time.
@lru_cache(maxsize=65536)
def _content_stems(piece: str) -> tuple[str, ...]:
    return tuple(stem(form) for form in _content_forms(piece))


def _content_forms(piece: str) -> list[str]:
    return [form for _, _, form in _spans(piece) if form not in STOP_WORDS]


def word_set(text: str) -> frozenset[str]:
    """Return the set of the words of `text`, parted by blanks: how the lists of words of the code are written."""
    return frozenset(text.split())
