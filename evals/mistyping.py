"""Questions as hurried or careless fingers type them: letters, marks and spaces, the words left in their order.

Each function returns the text unchanged when it holds nothing of its class. What is drawn (a word, a letter)
is drawn from the CRC-32 of the text, so that every run types the same.
"""

import re
import unicodedata
from zlib import crc32

from assistant.french import Token, tokens
from evals.slips import SHORTEST_SLIPPED

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_ELISION = re.compile(r"(?<!\w)(jusqu|lorsqu|puisqu|quelqu|qu|[cdjlmnst])['’](\w+)", re.IGNORECASE)
_APOSTROPHES = "'’`\u00b4"
_APOSTROPHE = re.compile(rf"(?<=\w)[{_APOSTROPHES}](?=\w)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_MARKS = re.compile(r"(?<!\d)[.,:](?!\d)|(?<=\d)[.,:](?!\d)|(?<!\d)[.,:](?=\d)|[?!;…«»\"()]")
_SPACES = re.compile(r"\s+")
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_NEIGHBOURS = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, letter in enumerate(row)
}
"""The keys beside each letter on its row of a French (AZERTY) keyboard."""
_DOUBLED = re.compile(r"(?<=\w)([cflmnprst])\1(?=\w)", re.IGNORECASE)


def without_accents(text: str) -> str:
    """Drop every accent and cedilla, and open the ligatures: « déjà-là » is typed « deja-la »."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return unicodedata.normalize("NFC", "".join(one for one in decomposed if not unicodedata.combining(one)))


def in_lower_case(text: str) -> str:
    """Type without the shift key, acronyms and names included."""
    return text.lower()


def in_capitals(text: str) -> str:
    """Type with the capitals locked."""
    return text.upper()


def with_other_apostrophes(text: str) -> str:
    """Type each apostrophe as another keyboard does: straight, curly, grave or acute."""
    drawn = crc32(text.encode())

    def other(match: re.Match[str]) -> str:
        others = _APOSTROPHES.replace(match.group(), "")
        return others[drawn % len(others)]

    return _APOSTROPHE.sub(other, text)


def with_elisions_glued(text: str) -> str:
    """Leave the apostrophe of an elision out: « l'EFC » is typed « lefc »."""
    return _ELISION.sub(lambda match: (match[1] + match[2]).lower(), text)


def with_elisions_spaced(text: str) -> str:
    """Type a space for the apostrophe of an elision: « l'EFC » is typed « l EFC »."""
    return _ELISION.sub(r"\1 \2", text)


def without_hyphens(text: str) -> str:
    """Type a space for each hyphen inside a word: « rendez-vous » is typed « rendez vous »."""
    return _HYPHEN.sub(" ", text)


def without_punctuation(text: str) -> str:
    """Leave punctuation out; apostrophes, hyphens and the marks inside numbers stay."""
    return _SPACES.sub(" ", _MARKS.sub(" ", text)).strip() or text


def with_letter_slipped(text: str) -> str:
    """Leave one letter out, double it or swap it with the next, never the first one, in one long word."""
    slips = [(word, place) for word in _long_words(text) for place in range(1, len(word.text) - 1)]
    if not slips:
        return text
    drawn, pick = divmod(crc32(text.encode()), len(slips))
    word, place = slips[pick]
    before, letter, after = word.text[:place], word.text[place], word.text[place + 1 :]
    typed = (before + after, before + letter + letter + after, before + after[0] + letter + after[1:])[drawn % 3]
    return text[: word.start] + typed + text[word.end :]


def with_key_slipped(text: str) -> str:
    """Hit the key beside one letter, not the first one, of one long word."""
    slips = [
        (word.start + place, beside)
        for word in _long_words(text)
        for place, letter in enumerate(word.text)
        if place and (beside := _NEIGHBOURS.get(letter.lower()))
    ]
    if not slips:
        return text
    drawn, pick = divmod(crc32(text.encode()), len(slips))
    at, beside = slips[pick]
    typed = beside[drawn % len(beside)]
    return text[:at] + (typed.upper() if text[at].isupper() else typed) + text[at + 1 :]


def with_letter_undoubled(text: str) -> str:
    """Write one of the doubled consonants of long words once: « collectif » is typed « colectif »."""
    doubled = [word.start + match.start() for word in _long_words(text) for match in _DOUBLED.finditer(word.text)]
    if not doubled:
        return text
    at = doubled[crc32(text.encode()) % len(doubled)]
    return text[:at] + text[at + 1 :]


def _long_words(text: str) -> list[Token]:
    """Return the words that may take a slip and still be read; acronyms cannot."""
    words = [one for one in tokens(text) if not one.is_stop and one.text.isalpha()]
    acronyms = not text.isupper()
    return [one for one in words if len(one.text) >= SHORTEST_SLIPPED and not (acronyms and one.text.isupper())]
