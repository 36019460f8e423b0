"""Dates of a French text, never guessed: what the text does not say stays unknown."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.french import fold

_MONTHS = (
    [
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    ["janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec"],
)
_MONTH_NUMBERS = {name: number for names in _MONTHS for number, name in enumerate(names, start=1)}
_MONTH = (
    r"(?P<month>janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|"
    r"d[ée]cembre|"
    r"(?:janv|f[ée]vr|avr|juil|sept|oct|nov|d[ée]c)\b\.?)"
)
_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s+)?"
_ISO = re.compile(r"(?<![\d-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])")
_NUMERIC = re.compile(r"(?<![\d/.])(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d{2})(?![\d/])")
_WORDS = re.compile(
    rf"(?<!\w){_WEEKDAY}(?P<day>\d{{1,2}})(?:er)?\s+{_MONTH}(?:\s+(?P<year>(?:19|20)\d{{2}}))?(?!\w)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"(?<!\w)(?<!\d )(?<!er ){_MONTH}\s+(?P<year>(?:19|20)\d{{2}})(?!\w)", re.IGNORECASE)

_PUBLISHED = re.compile(
    r"\b(?:publi[ée]e?|mise?|post[ée]e?|paru?e?|r[ée]dig[ée]e?|[ée]crite?|"
    r"actualis[ée]e?)\s+(?:en ligne\s+)?(?:le|en)\s*:?\s*$"
    r"|\b(?:date|publication)\s*:\s*$",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\b(?:se tiendr\w+|aur\w* lieu|a eu lieu|s['’]est tenue?|se d[ée]roul\w+|rendez-vous|vous invite\w*|"
    r"inscri\w+|"
    r"participez|vous attend\w*|organis\w+|rencontre|webinaire|visio|atelier|session|s[ée]ance)\b",
    re.IGNORECASE,
)
SENTENCE_REACH = 160
"""Characters around a date in which an announcing word makes it the date of the event: about one sentence."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found at `text[start:end]`; `value` is an ISO date, partial when the text is."""

    value: str
    start: int
    end: int


def find_dates(text: str) -> list[Dated]:
    """Return the dates of a text in order; impossible days and years of two digits are left out."""
    found: list[Dated] = []
    for pattern in (_ISO, _NUMERIC, _WORDS, _MONTH_ONLY):
        for match in pattern.finditer(text):
            value = _value(match)
            if value and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Dated(value, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def date_of_line(line: str) -> str | None:
    """Return the date that a line holds and nothing else beside « le », a stop or « Publié le »."""
    for one in find_dates(line):
        around = _PUBLISHED.sub("", line[: one.start].strip()).strip().lower()
        if around in ("", "le", "en") and line[one.end :].strip(" .,;:|-–") == "":
            return one.value
    return None


def published_in(text: str) -> Dated | None:
    """Return the first date that the text itself says is its publication (« Publié le… »)."""
    for one in find_dates(text):
        if _PUBLISHED.search(text[max(0, one.start - 30) : one.start]):
            return one
    return None


def event_in(text: str) -> Dated | None:
    """Return the first date with a day that stands in a sentence announcing or telling an event."""
    for one in find_dates(text):
        if len(one.value) >= len("--10-13") and one.value.count("-") >= 2 and _is_announced(text, one):
            return one
    return None


def _is_announced(text: str, one: Dated) -> bool:
    before = text[max(0, one.start - SENTENCE_REACH) : one.start]
    after = text[one.end : one.end + SENTENCE_REACH]
    sentence = re.split(r"[.!?]\s|\n", before)[-1] + " " + re.split(r"[.!?]\s|\n", after)[0]
    return bool(_ANNOUNCED.search(sentence)) and not _PUBLISHED.search(before)


def _value(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = _month_number(parts["month"])
    year, day = parts.get("year"), parts.get("day")
    if month is None:
        return None
    if day is None:
        return f"{year}-{month:02}"
    try:
        date(int(year or 2000), month, int(day))  # 2000 is a leap year: 29 February without a year exists
    except ValueError:
        return None
    return f"{year}-{month:02}-{int(day):02}" if year else f"--{month:02}-{int(day):02}"


def _month_number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _MONTH_NUMBERS.get(fold(word).rstrip("."))
