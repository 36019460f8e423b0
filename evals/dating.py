"""What replies say of time, held to two laws: no year is invented, and nothing past is announced as coming."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from assistant.domain import Reply
from assistant.french import fold, sentences

_MONTHS = (
    ("janv(?:ier)?", "january", "jan"),
    ("fev(?:rier)?", "february", "feb"),
    ("mars", "march", "mar"),
    ("avr(?:il)?", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juil(?:let)?", "july", "jul"),
    ("aout", "august", "aug"),
    ("sept(?:embre)?", "september", "sep"),
    ("oct(?:obre)?", "october"),
    ("nov(?:embre)?", "november"),
    ("dec(?:embre)?", "december"),
)
"""Each month in French and in English, folded, abbreviations included."""

_MONTH = "|".join(name for names in _MONTHS for name in sorted(names, key=len, reverse=True))
_YEAR = r"(?:18|19|20)\d{2}"
_YEARS = re.compile(rf"(?<![\w,.]){_YEAR}(?![\d,]\d|\w)")
_WRITTEN = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?)?(?P<month>{_MONTH})\b\.?"
    rf"(?: (?P<early>\d{{1,2}})(?=,))?,?(?: (?P<year>{_YEAR}))?(?!\d)"
)
_ISO = re.compile(rf"(?<!\d)(?P<year>{_YEAR})-(?P<month>\d{{2}})(?:-(?P<day>\d{{2}}))?(?!\d)")
_SLASHED = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/(?P<year>{_YEAR})(?!\d)")

_FUTURE = re.compile(
    r"\b(?:(?:aura|auront) lieu|(?:se )?tiendr(?:a|ont)|se deroulera|(?:sera|seront|est|sont) prevue?s?|"
    r"sera|seront|prochaine?s?(?! pas\b)|a venir|upcoming|will|next(?! step))\b"
)
_REACH_AFTER = 60
"""Characters after words of the future in which a date is what they announce."""
_REACH_BEFORE = 25
"""Characters before them in which a date is: « le 3 mars 2025 aura lieu »."""
_SAID_TO_BE_PAST = re.compile(
    r"\b(?:deja pass\w*|(?:est|sont) (?:donc )?passee?s?|(?:a|ont) (?:deja )?eu lieu|already past|is over|has passed)\b"
)

Day = tuple[int | None, int | None, int | None]
"""Year, month and day, None when unknown."""


def dates_in(text: str) -> list[tuple[int, Day]]:
    """Return the dates of a folded text with where they start, in order: full ones, months, and years alone."""
    found: dict[int, Day] = {}
    taken: list[range] = []
    for match in (*_WRITTEN.finditer(text), *_ISO.finditer(text), *_SLASHED.finditer(text)):
        day = _read(match)
        if day[0] is not None or day[2] is not None:
            found[match.start()] = day
            taken.append(range(match.start(), match.end()))
    for match in _YEARS.finditer(text):
        if not any(match.start() in span for span in taken):
            found[match.start()] = (int(match.group()), None, None)
    return sorted(found.items())


def _read(match: re.Match[str]) -> Day:
    parts = match.groupdict()
    month = int(parts["month"]) if parts["month"].isdigit() else _month(parts["month"])
    day = parts["day"] or parts.get("early")
    year = parts["year"]
    return (int(year) if year else None, month, int(day) if day else None)


def _month(name: str) -> int:
    return next(number for number, names in enumerate(_MONTHS, 1) if any(re.fullmatch(one, name) for one in names))


def invented_dates(reply: Reply) -> list[str]:
    """Return the years, and the days of a month, that a sourced statement tells and none of its quotes shows."""
    invented: list[str] = []
    for statement in reply.statements:
        if statement.origin == "source":
            shown = set(_atoms(citation.quote for citation in statement.citations))
            invented += [atom for atom in dict.fromkeys(_atoms([statement.text])) if atom not in shown]
    return invented


def _atoms(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for _, (year, month, day) in dates_in(fold(text)):
            if year:
                yield str(year)
            if day:
                yield f"{day}/{month}"


def past_announced(reply: Reply, today: date) -> list[str]:
    """Return the sentences that announce as coming a date that is past on a day, unless the reply says it is past."""
    statements = [statement.text for statement in reply.statements]
    if any(_SAID_TO_BE_PAST.search(fold(one.text)) for one in reply.statements if one.origin == "assistant"):
        return []
    shown = [*statements, *(text for step in reply.next_steps for text in (step.label, step.why))]
    return announced_past(shown, today)


def announced_past(texts: Iterable[str], today: date) -> list[str]:
    """Return the sentences of some texts that announce as coming a date that is past on a day."""
    return [
        text[start:end]
        for text in texts
        for start, end in sentences(text)
        if _announces_past(fold(text[start:end]), today)
    ]


def _announces_past(sentence: str, today: date) -> bool:
    told = [at for at, day in dates_in(sentence) if is_past(day, today)]
    return any(
        match.start() - _REACH_BEFORE <= at <= match.end() + _REACH_AFTER
        for match in _FUTURE.finditer(sentence)
        for at in told
    )


def is_past(day: Day, today: date) -> bool:
    """Tell whether the whole of a date is before a day; a date without a year is not known to be."""
    year, month, number = day
    if year is None:
        return False
    if month is None or not 1 <= month <= len(_MONTHS):
        return year < today.year
    last = monthrange(year, month)[1]
    return date(year, month, min(number or last, last)) < today
