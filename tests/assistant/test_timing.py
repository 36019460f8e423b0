"""Time words are read against a given day, and shown as understood."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Question
from assistant.understanding import Understander
from assistant.understanding.timing import dated
from tests.assistant.small_corpus import tables

DAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Quels fours l’an dernier ?", "Quels fours en 2025 ?"),
        ("Quels fours l'année dernière ?", "Quels fours en 2025 ?"),
        ("Les fours bâtis il y a 3 ans", "Les fours bâtis en 2023"),
        ("Les fours bâtis il y a deux ans", "Les fours bâtis en 2024"),
        ("Les fours du mois dernier", "Les fours du mois dernier"),
        ("Quoi le mois dernier ?", "Quoi en décembre 2025 ?"),
        ("Et le mois prochain ?", "Et en février 2026 ?"),
        ("Which ovens last year?", "Which ovens in 2025?"),
        ("Et cette année ?", "Et en 2026 ?"),
        ("Qui était là cette année-là ?", "Qui était là cette année-là ?"),
        ("Un four en 1987", "Un four en 1987"),
    ],
)
def test_time_words_become_years_and_months(typed: str, read: str) -> None:
    """« l'an dernier » is a year; what hangs on no day stays."""
    assert read == dated(typed, DAY)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 400))
def test_a_day_later_in_the_year_changes_nothing(day: date, ahead: int) -> None:
    """Last year is the same from the first day of a year to the last."""
    other = day + timedelta(days=ahead)
    same = dated("l'an dernier", day) == dated("l'an dernier", other)
    assert same == (day.year == other.year)


def test_the_day_is_the_one_given(tmp_path: Path) -> None:
    """The question as understood says the year; one on the future is still known as such."""
    understander = Understander(*tables(tmp_path), today=lambda: DAY)
    past = understander.understand(Question(text="Quel four a été bâti l’an dernier ?"), lambda _: True)
    coming = understander.understand(Question(text="Une réunion l’an prochain ?"), lambda _: True)
    assert ("2025" in past.standalone, past.is_future) == (True, False)
    assert ("2027" in coming.standalone, coming.is_future) == (True, True)
