"""The parts of a question: what it compares, counts, asks to prepare, and for whom."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import QUESTION_LIMIT
from assistant.understanding import asking, introducing
from assistant.understanding.focus import FRAME

PERSONAS = {
    "je suis dirigeant d’une PME": "entreprise",
    "nous sommes une mairie": "collectivite",
    "j’anime un groupe": "animateur",
    "notre association cuit du pain": "association",
    "le maire a parlé": None,
    "c’est quoi un four ?": None,
}


@pytest.mark.parametrize(
    "text",
    [
        "Quelle différence entre le four et le moulin ?",
        "what is the difference between the four and the moulin?",
        "compare le four et le moulin",
        "le four vs le moulin ?",
        "le four et le moulin, c’est pareil ?",
        "En quoi le four diffère du moulin ?",
    ],
)
def test_both_sides_of_a_comparison_are_found(text: str) -> None:
    """However it is asked, the two things come without their articles, in order."""
    assert ("four", "moulin") == asking.facets_in(text)


def test_what_compares_nothing_has_no_sides() -> None:
    """A plain question compares nothing."""
    assert () == asking.facets_in("C’est quoi un four commun ?")


def test_two_questions_in_one_message_are_parted() -> None:
    """Each part is asked in turn, in the words of the message."""
    parts = asking.parts_in("C’est quoi un four commun et qui le chauffe le samedi ?")
    assert ("C’est quoi un four commun ?", "qui le chauffe le samedi ?") == parts


@given(st.text(max_size=150))
def test_a_message_is_parted_in_two_at_most(text: str) -> None:
    """One part is the message itself; two are not empty."""
    parts = asking.parts_in(text)
    assert (text,) == parts or (2, True) == (len(parts), all(parts))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Combien de fours dans la plaine ?", ("fours",)),
        ("combien y a-t-il de familles et combien de hameaux ?", ("familles", "hameaux")),
        ("how many ovens are there?", ("ovens",)),
        ("le nombre total de moulins ?", ("moulins",)),
        ("Qui compte ?", ()),
        ("ça coûte dans les combien pour une famille ?", ()),
        ("ils sont combien au hameau, en familles", ()),
    ],
)
def test_each_thing_counted_is_found(text: str, counted: tuple[str, ...]) -> None:
    """What is counted comes alone, in order."""
    assert counted == asking.counted_in(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15 min", 15),
        ("1 h 30", 90),
        ("1h30", 90),
        ("2 heures", 120),
        ("une heure et demie", 90),
        ("une demi-journée", 180),
        ("un quart d’heure", 15),
        ("90 minutes", 90),
        ("45mn", 45),
        ("3 hameaux", None),
        ("demain", None),
    ],
)
def test_durations_are_minutes(text: str, minutes: int | None) -> None:
    """Hours, minutes, figures and words are one number of minutes."""
    assert minutes == asking.minutes_in(text)


@given(st.integers(0, 99), st.integers(10, 59))
def test_hours_and_minutes_add_up(hours: int, extra: int) -> None:
    """« 2 h 05 » is the sum of its parts, with or without spaces."""
    assert hours * 60 + extra == asking.minutes_in(f"{hours} h {extra}") == asking.minutes_in(f"{hours}h{extra}")


@pytest.mark.parametrize(("text", "persona"), PERSONAS.items())
def test_who_asks_is_who_they_say(text: str, persona: str | None) -> None:
    """Somebody is what they say of themselves, not whom they speak of."""
    assert persona == introducing.persona_in(text)


def test_each_activity_has_its_minutes_and_its_theme() -> None:
    """The blocks come in order, each with what is said after it."""
    found = asking.activities_in("un brise-glace de 10 min sur le levain, un exercice de 20 min sur le four")
    assert [("Brise-glace", 10, "le levain"), ("Exercice", 20, "le four")] == [
        (one.name, one.minutes, one.theme) for one in found
    ]


def test_a_duration_may_come_first() -> None:
    """« 2h d’atelier » lasts two hours."""
    assert [("Atelier", 120)] == [(one.name, one.minutes) for one in asking.activities_in("2h d’atelier sur le four")]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Qui a créé les fours communs en 1987 ?", "fours communs"),
        ("Quelle est l’origine du levain ?", "levain"),
        ("Depuis quand le cercle des fours existe ?", "cercle des fours"),
        ("C’est quoi un four ?", ""),
    ],
)
def test_the_thing_whose_origin_is_asked(text: str, thing: str) -> None:
    """What was created comes without its article, its year or its verb."""
    assert thing == asking.object_in(text)


def test_what_a_question_takes_for_granted() -> None:
    """Years and authors that the question states are kept to be checked."""
    assert ("1987",) == asking.premises_in("Le four date de 1987 ?")
    assert ("mairie",) == asking.premises_in("Pourquoi la mairie a créé le four ?")
    assert ("1987", "boulangers") == asking.premises_in("Pourquoi le four a été créé par les boulangers en 1987 ?")


@given(st.text(max_size=200))
def test_reading_the_parts_never_fails(text: str) -> None:
    """Any text has its parts, of the shapes that are read after."""
    assert all(one == one.strip() for one in asking.counted_in(text))
    assert all(one.minutes is None or one.minutes >= 0 for one in asking.activities_in(text))
    assert len(asking.facets_in(text)) in {0, 2}
    assert isinstance(asking.object_in(text), str)
    assert isinstance(asking.premises_in(text), tuple)


def test_frame_words_are_folded() -> None:
    """A word that frames a question is compared folded."""
    assert {word for word in FRAME if word != word.lower()} == set()


@pytest.mark.parametrize("piece", ["et ", "a et b "])
def test_a_long_message_is_read_at_once(piece: str) -> None:
    """Half a message of the greatest length is read in a time that a person does not notice."""
    text = (piece * QUESTION_LIMIT)[: QUESTION_LIMIT // 2]
    started = time.process_time()
    asking.facets_in(text)
    assert time.process_time() - started < 0.2


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Prépare un quiz de 5 questions pour des débutants sur le four commun", "le four commun"),
        ("Prépare un atelier de 2h pour des élus : le levain partagé", "le levain partage"),
        ("de quoi animer 45 min sur le four commun", "le four commun"),
        ("de quoi animer 45 min avec des élus", ""),
    ],
)
def test_a_theme_is_what_follows_sur_or_a_colon(text: str, theme: str) -> None:
    """Counts of questions and audiences are no theme."""
    assert [theme] == [activity.theme for activity in asking.activities_in(text)]
