"""Laws of dating."""

import pytest

from ingest.blocks import RawFile
from ingest.dating import date_of_line, event_in, find_dates, published_in
from ingest.preparing import prepare


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("le 15/02/2021 et le 2021-03-01", ["2021-02-15", "2021-03-01"]),
        ("mardi 1er mars 2022, puis en octobre 2023", ["2022-03-01", "2023-10"]),
        ("Lundi 13 octobre à 14 h", ["--10-13"]),
        ("le 31/02/2021, le 29 février", ["--02-29"]),
        ("15/02/21 n’est pas une date sûre, ni 2021 tout seul", []),
        ("de septembre 2018 à mars 2020", ["2018-09", "2020-03"]),
        ("12 déc. 2020", ["2020-12-12"]),
    ],
)
def test_dates_are_read_and_never_guessed(text: str, values: list[str]) -> None:
    """Whole and partial dates are read; impossible days and years of two digits are not dates."""
    assert values == [one.value for one in find_dates(text)]


def test_a_line_is_a_date_only_when_it_holds_nothing_else() -> None:
    """A date line is a date, « Publié le » before it or not; a sentence with a date is not one."""
    assert ["2021-02-15", "2021-02-15", None] == [
        date_of_line(line) for line in ("15/02/2021", "Publié le 15 février 2021", "Le 15/02/2021 fut froid")
    ]


def test_publication_and_event_are_told_apart() -> None:
    """« Publié le » dates the page, « se tiendra » the event."""
    text = "Publié le 3 mai 2024. Le cercle se tiendra le jeudi 6 juin à la salle des fêtes."
    published, event = published_in(text), event_in(text)
    assert ("2024-05-03", "--06-06") == (published and published.value, event and event.value)


def test_a_day_without_a_year_stays_without_a_year() -> None:
    """The event of an announcement is partial when its year is not written."""
    text = "Jeudi 6 juin se tiendra la rencontre du cercle, ouverte à toutes les personnes du canton."
    document = prepare(RawFile("x.txt", text.encode())).document
    assert ("--06-06", None) == (document.event_on, document.published_on)
