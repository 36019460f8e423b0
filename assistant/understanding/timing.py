"""Say in years and months the time words that hang on the day a question is asked."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from assistant.french import MONTHS, NUMBER_WORDS, fold_aligned

_COUNTS = {word: number for number, word in enumerate(NUMBER_WORDS, 2)} | {"un": 1, "une": 1}

_WORDS: Mapping[str, Callable[[date, str], str]] = {
    r"\bl'an(?:nee)? (?:derniere?|passee?)\b": lambda day, _: f"en {day.year - 1}",
    r"\bl'an(?:nee)? prochaine?\b": lambda day, _: f"en {day.year + 1}",
    r"\bcette annee(?!-la)\b": lambda day, _: f"en {day.year}",
    rf"\bil y a (?P<n>\d{{1,2}}|{'|'.join(_COUNTS)}) ans\b": lambda day, n: f"en {day.year - _count(n)}",
    rf"\bdans (?P<n>\d{{1,2}}|{'|'.join(_COUNTS)}) ans\b": lambda day, n: f"en {day.year + _count(n)}",
    r"\b(?:le|au) mois (?:derniere?|passe)\b": lambda day, _: f"en {_month(day, -1)}",
    r"\b(?:le|au) mois prochain\b": lambda day, _: f"en {_month(day, 1)}",
    r"\bce mois(?:-ci)?\b(?!-la)": lambda day, _: f"en {_month(day, 0)}",
    r"\blast year\b": lambda day, _: f"in {day.year - 1}",
    r"\bnext year\b": lambda day, _: f"in {day.year + 1}",
    r"\bthis year\b": lambda day, _: f"in {day.year}",
}
"""Time words, folded, and what they say on a given day."""


def this_day() -> date:
    """Return the day it is where the program runs."""
    return datetime.now().astimezone().date()


def dated(text: str, today: date) -> str:
    """Return a question with its time words said as a year or a month: « l'an dernier » in 2026 is « en 2025 »."""
    for pattern, say in _WORDS.items():
        folded, offsets = fold_aligned(text)
        match = re.search(pattern, folded)
        if match:
            count = match.groupdict().get("n") or ""
            text = f"{text[: offsets[match.start()]]}{say(today, count)}{text[offsets[match.end()] :]}"
    return text


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word]


def _month(day: date, ahead: int) -> str:
    months = day.year * 12 + day.month - 1 + ahead
    return f"{MONTHS[months % 12]} {months // 12}"
