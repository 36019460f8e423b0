"""Byte search: every spelling of a name in a file, whatever the file is.

A regular expression with every spelling reads 0.4 MB a second. So the letters that are hardly ever accented are
first picked out of the bytes, in which the name is then a plain run; only around such runs is the expression tried:
37 MB a second on a ledger and as many random bytes.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.french import fold
from ingest.forgotten import orders

SURE_LETTERS = 8
"""Letters of a spelling that bytes that are no text do not hold by chance: a letter has at most 40 spellings among
256 bytes, so 8 of them in a row come once in 3 million bytes of noise, and word ends on both sides rarer still."""

_CHUNK = 16_000_000
"""Bytes read at once."""
_OVERLAP = 4096
"""Bytes that two chunks share, more than the longest spelling of the longest name takes."""
_CONTEXT = 12
"""Bytes looked at on each side of a short spelling, to tell a word from numbers."""
_SPREAD = 12
"""Bytes that a letter takes at most, with what stands beside it, in any of the spellings."""

_SPELLED = range(0x20, 0x2000)
"""Characters among which the spellings of a letter are looked for: Latin with all its accents."""
_FIRM = frozenset("bdfhjklmpqvwx")
"""Letters that names hardly ever accent."""
_LOOSE = frozenset("cgnrstyz")
"""Consonants that some languages accent: each is tried as picked out, and as not."""

_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})|&(#?\w{2,31});")
_COMBINING = rb"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf])*"
_BETWEEN = rb"[^0-9A-Za-z]{0,6}?"
_BETWEEN_WIDE = rb"[^0-9A-Za-z]{0,12}?"


class ByteSearch:
    """The spellings of one name: any case and accents, UTF-8, Latin-1, UTF-16, escaped as JSON, URLs and HTML do."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._letters = sum(map(len, words))
        self._whole = re.compile(b"|".join(_spelled(words)), re.DOTALL)
        self._runs = [one for order in orders(words) for one in _runs("".join(order))]

    def count(self, path: Path) -> int:
        """Return how many times a file holds the name."""
        found = 0
        with path.open("rb") as file:
            content = file.read(_CHUNK)
            while content:
                found += len(self._starts(content)) + self._unescaped(content)
                fresh = file.read(_CHUNK)
                content = content[-_OVERLAP:] + fresh if fresh else b""
        return found

    def _unescaped(self, content: bytes) -> int:
        """Count what only shows once the escapes of JSON, URLs and HTML are read."""
        if not _ESCAPE.search(content):
            return 0
        return len(self._starts(_ESCAPE.sub(_character, content)))

    def _starts(self, content: bytes) -> set[int]:
        places = {0: len(content)} if not self._runs else dict(self._near(content))
        return {
            found.start()
            for start, end in places.items()
            for found in self._whole.finditer(content, start, end)
            if self._is_word(content, found)
        }

    def _near(self, content: bytes) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the slices around each run of the letters that are picked out."""
        spread = _SPREAD * self._letters
        picked: dict[frozenset[str], tuple[bytes, NDArray[np.intp]]] = {}
        for alphabet, run in self._runs:
            if alphabet not in picked:
                picked[alphabet] = _picked(content, alphabet)
            letters, offsets = picked[alphabet]
            place = letters.find(run)
            while place >= 0:
                first, last = int(offsets[place]), int(offsets[place + len(run) - 1])
                if last - first <= spread:
                    yield max(0, first - spread), last + spread
                place = letters.find(run, place + 1)

    def _is_word(self, content: bytes, found: "re.Match[bytes]") -> bool:
        """Tell a whole word from the middle of another one and, when it is short, from numbers.

        A short name alone in a cell of a table has no text around: it is found by opening the table instead.
        """
        before = content[max(0, found.start() - _CONTEXT) : found.start()].decode("latin-1").replace("\0", "")
        after = content[found.end() : found.end() + _CONTEXT].decode("latin-1").replace("\0", "")
        if any(one.isascii() and one.isalnum() for one in (before[-1:], after[:1]) if one):
            return False
        return self._letters >= SURE_LETTERS or (_is_text(before) and _is_text(after))


def _is_text(piece: str) -> bool:
    """Tell whether bytes read as Latin-1 look like text: printable, and ASCII for the most part; none is the edge."""
    plain = sum(one.isascii() for one in piece)
    return all(one.isprintable() or one in "\n\t\r\u00a0" for one in piece) and plain >= len(piece) / 2


def _runs(letters: str) -> list[tuple[frozenset[str], bytes]]:
    """Return alphabets, each with what it picks out of a name; none when too little is left to look for."""
    firm = "".join(one for one in letters if one in _FIRM)
    if len(firm) >= 3:
        return [(_FIRM, firm.encode())]
    loose = _LOOSE & set(letters)
    alphabets = [_FIRM | loose - left for left in (frozenset[str](), *(frozenset(one) for one in sorted(loose)))]
    runs = [(one, "".join(letter for letter in letters if letter in one).encode()) for one in alphabets]
    return runs if all(len(run) >= 2 for _, run in runs) else []


def _picked(content: bytes, alphabet: frozenset[str]) -> tuple[bytes, "NDArray[np.intp]"]:
    """Return the letters of an alphabet in the order of the bytes, in small letters, and where each is."""
    table = np.zeros(256, dtype=np.uint8)
    for letter in alphabet:
        table[ord(letter)] = table[ord(letter.upper())] = ord(letter)
    letters = table[np.frombuffer(content, dtype=np.uint8)]
    offsets = np.flatnonzero(letters)
    return letters[offsets].tobytes(), offsets


def _spelled(words: tuple[str, ...]) -> Iterator[bytes]:
    for order in orders(words):
        for codec, joint in (("utf-8", _BETWEEN), ("utf-16-le", _BETWEEN_WIDE), ("utf-16-be", _BETWEEN_WIDE)):
            yield joint.join(b"".join(_word(word, codec)) for word in order)


def _word(word: str, codec: str) -> Iterator[bytes]:
    """Yield the patterns of the letters of a word, two at a time where one character may write both (« œ »)."""
    position = 0
    while position < len(word):
        pair = word[position : position + 2]
        if len(pair) == 2 and pair in _spellings():
            both = _letter(pair[0], codec) + _letter(pair[1], codec)
            yield b"(?:" + both + b"|" + b"|".join(re.escape(one.encode(codec)) for one in _spellings()[pair]) + b")"
            position += 2
        else:
            yield _letter(word[position], codec)
            position += 1


@cache
def _spellings() -> dict[str, list[str]]:
    """Return the characters that fold to each letter or digit, or to each pair of letters."""
    spelled: dict[str, list[str]] = {}
    for code in _SPELLED:
        character = chr(code)
        if unicodedata.category(character)[0] in "LN":
            spelled.setdefault(fold(character), []).append(character)
    return spelled


@cache
def _letter(letter: str, codec: str) -> bytes:
    """Return the pattern of a folded letter; that of UTF-8 reads Latin-1 as well."""
    characters = _spellings().get(letter, [letter])
    choices = [re.escape(one.encode(codec)) for one in characters if codec != "utf-8" or not one.isascii()]
    if codec != "utf-8":
        combining = rb"(?:[\x00-\x6f]\x03)*" if codec.endswith("le") else rb"(?:\x03[\x00-\x6f])*"
        return b"(?:" + b"|".join(choices) + b")" + combining
    single = b"".join(b"\\x%02x" % ord(one) for one in characters if ord(one) < 0x100)
    choices += [b"[" + single + b"]"] if single else []
    return b"(?:" + b"|".join(choices) + b")" + _COMBINING


def _character(found: "re.Match[bytes]") -> bytes:
    """Return the bytes that an escape stands for."""
    code, byte, _ = found.groups()
    if byte:
        return bytes.fromhex(byte.decode())
    text = chr(int(code, 16)) if code else html.unescape(found.group().decode("ascii", "replace"))
    return text.encode("utf-8", "replace")
