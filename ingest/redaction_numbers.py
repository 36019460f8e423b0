"""Numbers that a checksum tells from all others: bank accounts, social security, payment cards."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FO GL NL",
        19: "MK SI",
        20: "AT BA EE KZ LT LU XK",
        21: "CH HR LI LV",
        22: "BG DE GB GE IE ME RS",
        23: "AE GI IL",
        24: "AD CZ ES MD PK RO SA SE SK TN",
        25: "PT",
        26: "IS TR",
        27: "FR GR IT MC SM",
        28: "AL AZ CY DO HU LB PL SN",
        29: "BR UA",
        30: "MU",
        31: "MT",
    }.items()
    for country in countries.split()
}
"""Characters of an IBAN by country, from the registry of ISO 13616."""

_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?=[ .\-]?[A-Za-z0-9])")
_SEPARATORS = " .-\n"
_SEPARATORS_AT_MOST = 2
"""Characters between two groups of a number: « - » with no space, or a line end after a space."""

_NIR = re.compile(
    r"(?<!\d)[1-478][ .\-]?\d{2}[ .\-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\-]?(?:\d{2}|2[ABab])"
    r"[ .\-]?\d{3}[ .\-]?\d{3}(?:[ .\-/]{0,3}\d{2})?(?!\d)"
)
_NIR_ANNOUNCED = re.compile(r"s[ée]cu\b|s[ée]curit[ée]\s+sociale|\bnir\b|\binsee\b", re.IGNORECASE)
_ANNOUNCED_WITHIN = 40
"""Characters before a number without its key in which a word must say what it is."""
_CARD = re.compile(r"(?<![\d+])(?:[2456]\d{3}(?:[ .\-]?\d{4}){3}|3[47]\d{2}[ .\-]?\d{6}[ .\-]?\d{5})(?![ .\-]?\d)")


def ibans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the bank accounts of `text[start:end]`: the length of their country, and a remainder of 1 by 97."""
    for match in _IBAN_START.finditer(text, start, end):
        length = IBAN_LENGTHS.get(match.group()[:2].upper())
        found = _characters(text, match.start(), length) if length else None
        if found and _remainder(found[1]) == 1:
            yield match.start(), found[0]


def _characters(text: str, start: int, count: int) -> tuple[int, str] | None:
    """Return where the next `count` letters and digits end, and what they are; None when other signs cut them."""
    kept: list[str] = []
    gap = 0
    for position in range(start, min(len(text), start + 3 * count)):
        character = text[position]
        if character.isascii() and character.isalnum():
            kept.append(character)
            gap = 0
            if len(kept) == count:
                following = text[position + 1 : position + 2]
                return None if following.isalnum() else (position + 1, "".join(kept))
        elif character in _SEPARATORS and gap < _SEPARATORS_AT_MOST:
            gap += 1
        else:
            return None
    return None


def _remainder(compact: str) -> int:
    """Return the remainder by 97 of ISO 13616: the first four characters moved to the end, letters read in base 36."""
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97


def social_security_numbers(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the French social security numbers of `text[start:end]`, by their key, or by the word before them.

    The key is 97 less the 13 first digits modulo 97, Corsica counting as 19 (2A) and 18 (2B).
    """
    for match in _NIR.finditer(text, start, end):
        compact = re.sub(r"[^0-9ABab]", "", match.group()).upper().replace("2A", "19").replace("2B", "18")
        holds = len(compact) == 15 and int(compact[13:]) == 97 - int(compact[:13]) % 97
        before = text[max(0, match.start() - _ANNOUNCED_WITHIN) : match.start()]
        if holds or _NIR_ANNOUNCED.search(before):
            yield match.span()


def cards(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the payment cards of `text[start:end]`: 15 or 16 digits whose Luhn sum (ISO/IEC 7812) ends in 0.

    Fourteen digits are left: a SIRET, which is public, has the same sum.
    """
    for match in _CARD.finditer(text, start, end):
        digits = [int(one) for one in reversed(match.group()) if one.isdigit()]
        doubled = [2 * one - 9 if one > 4 else 2 * one for one in digits[1::2]]
        if (sum(digits[::2]) + sum(doubled)) % 10 == 0:
            yield match.span()
