"""Names to forget, kept as keyed hashes: enough to find them again in a text, not to read them."""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

from assistant.errors import InvalidInputError
from assistant.french import fold

KEY_LENGTH = 32
"""Bytes of the key of the hashes, drawn once for a ledger: what no table made elsewhere can invert."""

DIGEST_LENGTH = 16
"""Bytes of the hash of a name: one chance in 10³⁰ that other letters have it."""

LETTERS = (3, 80)
"""Fewest and most letters of a name: two letters are found everywhere, and no name has eighty."""

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*)+")
_JOINT = re.compile(r"[^\S\n]{0,3}(?:[-\u2010-\u2015'\u2018\u2019\u02bc\u00b4`_,.+\u00b7/(*]|\n)?[^\S\n]{0,3}")
"""What may stand between two words of a name: spaces, with one mark or one line end among them."""

_STOOD_IN = re.compile(r"(?:participant·es?|\banimation)$")
"""What ends the words that stand in for a person, where redaction knew the beginning of a name only."""

_REST = "\0"
"""Before the letters of the end of a name, so that its hash is not that of a whole name."""

_TAG_LENGTH = 4
_MASK = "nom-retiré-{tag}"
_MASK_START = "nom-retire-"


@dataclass(frozen=True, slots=True)
class Mark:
    """One spelling of a name to forget, as a keyed hash of its letters in one order of its words."""

    tombstone: str
    """Id shown instead of the name; the spellings of one name share it."""
    key: bytes
    letters: int
    """Letters and digits of the name: only stretches of this length are hashed and compared."""
    digest: bytes


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The names that no document may hold any more; a plain value, which another process can be given."""

    marks: tuple[Mark, ...] = ()

    @property
    def version(self) -> str:
        """What tells two sets of names apart, empty for none; it says nothing of the names."""
        if not self.marks:
            return ""
        return blake2b(b"".join(sorted(one.digest for one in self.marks)), digest_size=4).hexdigest()

    def added(self, marks: Iterable[Mark]) -> "Forgotten":
        """Return these names and others."""
        return Forgotten(tuple({one.digest: one for one in (*self.marks, *marks)}.values()))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the slices of a text that are one of the names, in order, apart, the longest first found.

        Whole words only; case, accents, hyphens and apostrophes change nothing, nor whether the family name
        comes first or last. The end of a name right after the words that stand in for a person is one too: redaction
        hid the beginning; such a slice starts where those words end.
        """
        return list(self._found(text)) if self.marks else []

    def holds(self, text: str) -> bool:
        """Tell whether a text holds one of the names."""
        return next(self._found(text), None) is not None if self.marks else False

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        known: dict[bytes, set[bytes]] = {}
        for one in self.marks:
            known.setdefault(one.key, set()).add(one.digest)
        lengths = {one.letters for one in self.marks}
        words = [(found.start(), found.end(), letters(found.group())) for found in _WORD.finditer(text)]
        position, closed = 0, -1
        while position < len(words):
            start = _after_stand_in(text, words, position, closed)
            end = None if start is None else _longest(text, words, position, lengths, known, _REST)
            if end is None:
                start, end = words[position][0], _longest(text, words, position, lengths, known)
            if end is not None and start is not None:
                closed = _closed(text, start, words[end][1])
                yield start, closed
                position = end
            position += 1


def _closed(text: str, start: int, end: int) -> int:
    """Return the end of a name, with the bracket that one opened inside it asks for."""
    return end + 1 if "(" in text[start:end] and text[end : end + 1] == ")" else end


def _after_stand_in(text: str, words: list[tuple[int, int, str]], position: int, closed: int) -> int | None:
    """Return where the words that stand in for a person, or a name just found, end, when that is just before a word."""
    if position == 0:
        return None
    end = max(words[position - 1][1], closed)
    if not _JOINT.fullmatch(text, end, words[position][0]):
        return None
    return end if end == closed or _STOOD_IN.search(text, max(0, end - 20), end) else None


def _longest(
    text: str,
    words: list[tuple[int, int, str]],
    first: int,
    lengths: set[int],
    known: dict[bytes, set[bytes]],
    before: str = "",
) -> int | None:
    """Return the last word of the longest name that begins with the word `first`, or None."""
    spelled, limit, found = "", max(lengths), None
    for last in range(first, len(words)):
        if last > first and not _JOINT.fullmatch(text, words[last - 1][1], words[last][0]):
            break
        spelled += words[last][2]
        if len(spelled) > limit:
            break
        if len(spelled) in lengths and any(_digest(before + spelled, key) in known[key] for key in known):
            found = last
    return found


@lru_cache(maxsize=50_000)
def letters(word: str) -> str:
    """Return the folded letters and digits of a word."""
    return "".join(one for one in fold(word) if one.isalnum())


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name as it was typed.

    Raises:
        InvalidInputError: it holds too few letters, or too many.
    """
    words = tuple(one for one in (letters(found.group()) for found in _WORD.finditer(name)) if one)
    fewest, most = LETTERS
    if not fewest <= len("".join(words)) <= most:
        raise InvalidInputError(
            f"Un nom à oublier a de {fewest} à {most} lettres : {name[:100]!r}.", "Donnez le prénom et le nom."
        )
    return words


def orders(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the words in each order that keeps them side by side: family name last, or first."""
    return list(dict.fromkeys(words[turn:] + words[:turn] for turn in range(len(words))))


def marks_of(names: Sequence[tuple[str, ...]], key: bytes) -> list[Mark]:
    """Return the marks of names given as words, and of their ends, all under the tombstone of the first one."""
    spelled = [[("".join(order), words) for order in orders(words)] for words in names]
    tombstone = min(_digest(one, key) for one, _ in spelled[0]).hex()[:12]
    whole = [one for group in spelled for one, _ in group]
    ends = {_REST + "".join(order[cut:]) for words in names for order in orders(words) for cut in range(1, len(order))}
    rest = sorted(one for one in ends if len(one) > LETTERS[0])
    return [Mark(tombstone, key, len(one.removeprefix(_REST)), _digest(one, key)) for one in (*whole, *rest)]


def new_key() -> bytes:
    """Draw the key of a ledger."""
    return secrets.token_bytes(KEY_LENGTH)


def masked(location: str, forgotten: Forgotten) -> str:
    """Return a path or an address where each name to forget is replaced by words and a tag of its own.

    The tag is a keyed hash of the whole location: two files keep two places, and the same file has the same one
    each time its source is read again, without the name being kept.
    """
    if not forgotten.marks:
        return location
    plain = unicodedata.normalize("NFC", unquote(location) if "%" in location else location)
    spans = forgotten.find(plain)
    if not spans:
        return location
    tag = blake2b(plain.encode(), key=forgotten.marks[0].key, digest_size=_TAG_LENGTH).hexdigest()
    parts, position = [], 0
    for start, end in spans:
        parts += [plain[position:start], _MASK.format(tag=tag)]
        position = end
    return "".join([*parts, plain[position:]])


def is_masked(location: str) -> bool:
    """Tell whether a location was masked, and so leads nowhere."""
    return _MASK_START in fold(location)


@lru_cache(maxsize=50_000)
def _digest(spelled: str, key: bytes) -> bytes:
    return blake2b(spelled.encode(), key=key, digest_size=DIGEST_LENGTH).digest()
