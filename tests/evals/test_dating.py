from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Answer, NextStep, Statement
from assistant.french import fold, say_date
from evals.checking import obeys
from evals.dating import Day, dates_in, invented_dates, is_past, past_announced
from tests.evals.fakes import TODAY, OneDocument, abstention, answer

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def quoting(text: str, quote: str) -> Answer:
    """Return an answer of one statement that rests on one quote."""
    reply = answer(f"{text} [1]")
    (statement,) = reply.statements
    citation = statement.citations[0].model_copy(update={"quote": quote, "start": 0, "end": len(quote)})
    return reply.model_copy(update={"statements": (Statement(text=text, origin="source", citations=(citation,)),)})


@given(DAYS)
def test_a_date_said_in_french_is_read(day: date) -> None:
    """Every date that the program says in French is read back whole, and is the only one."""
    said = fold(f"la réunion du {say_date(day.isoformat())}, à la mairie")

    assert [(day.year, day.month, day.day)] == [found for _, found in dates_in(said)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("le 13 octobre", [(None, 10, 13)]),
        ("en 2021", [(2021, None, None)]),
        ("en octobre 2021", [(2021, 10, None)]),
        ("2021-10-13 puis 14/11/2022", [(2021, 10, 13), (2022, 11, 14)]),
        ("october 13, 2021", [(2021, 10, 13)]),
        ("12,5 millions, 20213 euros, v2.2021, en mai", []),
    ],
)
def test_dates_are_read_as_far_as_they_are_written(text: str, found: list[Day]) -> None:
    """A year, a month of a year, a day without a year are dates; other numbers and a bare month are not."""
    assert found == [day for _, day in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "quote", "invented"),
    [
        ("Fondé en 2014.", "Le verger est fondé en 2014.", []),
        ("Fondé en 2015.", "Le verger est fondé en 2014.", ["2015"]),
        ("Réuni le 13 octobre 2025.", "Réunion du 13 octobre à la mairie", ["2025"]),
        ("Réuni le 1er octobre.", "Réunion du 13 oct. à la mairie", ["1/10"]),
        ("Réuni le 13 octobre.", "Réunion du 13/10/2025 à la mairie", []),
    ],
)
def test_a_date_that_no_quote_shows_is_invented(text: str, quote: str, invented: list[str]) -> None:
    """A year or a day of a sourced statement must stand in one of its quotes."""
    assert invented == invented_dates(quoting(text, quote))


@given(st.text("0123456789 /-oct.", max_size=40))
def test_a_quote_invents_nothing(text: str) -> None:
    """A statement in the very words of its quote invents no date."""
    said = f"Le verger : {text}."

    assert [] == invented_dates(quoting(said, said))


def test_what_the_assistant_adds_is_not_sourced() -> None:
    """A statement of the assistant's own rests on no quote, and is not held to one."""
    reply = abstention("Rien après 2014.")

    assert [] == invented_dates(reply)


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("La prochaine réunion est le 13 octobre 2025.", True),
        ("Le 13 octobre 2025 aura lieu une réunion.", True),
        ("La réunion à venir : octobre 2025.", True),
        ("La prochaine réunion est le 13 octobre 2026.", False),
        ("La prochaine réunion est le 13 octobre.", False),
        ("La réunion a eu lieu le 13 octobre 2025.", False),
        ("Prochain pas : relire le compte rendu de 2025.", False),
        ("Né en 2014. La prochaine réunion est en mai 2026.", False),
    ],
)
def test_nothing_past_is_announced(text: str, announced: bool) -> None:
    """A sentence that tells the future of a date before today is counted."""
    assert announced == bool(past_announced(quoting(text, text), TODAY))


def test_a_next_step_is_held_to_it_too() -> None:
    """A next step announces nothing past either."""
    step = NextStep(label="Venir", why="La prochaine réunion est le 13 octobre 2025.")

    assert [step.why] == past_announced(answer().model_copy(update={"next_steps": (step,)}), TODAY)


def test_a_past_that_is_said_is_no_announcement() -> None:
    """Quoting an old announcement is allowed to a reply that says the date is past."""
    reply = quoting("La prochaine réunion est le 13 octobre 2025.", "La prochaine réunion est le 13 octobre 2025.")
    said = Statement(text="Cette date est passée.", origin="assistant")

    assert [] == past_announced(reply.model_copy(update={"statements": (*reply.statements, said)}), TODAY)


@given(DAYS, DAYS)
def test_a_day_is_past_when_it_is_over(day: date, today: date) -> None:
    """A full date is past exactly when it is before today; its month and its year when they are over."""
    assert (day < today) == is_past((day.year, day.month, day.day), today)
    assert ((day.year, day.month) < (today.year, today.month)) == is_past((day.year, day.month, None), today)
    assert (day.year < today.year) == is_past((day.year, None, None), today)
    assert not is_past((None, day.month, day.day), today)


def test_both_laws_are_counted() -> None:
    """A reply that breaks them is told so, once for each."""
    text = "La prochaine réunion est le 13 octobre 2025."

    found = obeys(quoting(text, "Réunion du 13 octobre à la mairie"), OneDocument(), TODAY)

    assert (1, 1) == (found.invented_dates, found.past_announced)
    assert {"la date 2025 n’est dans aucune citation de son affirmation"} < set(found.reasons)
