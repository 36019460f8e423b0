"""Follow-ups are read with what the conversation left to them, and nothing more."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain import Question, Turn
from assistant.inquiry import Inquiry
from assistant.understanding import Understander
from assistant.understanding.conversation import is_follow_up, with_names_replaced, with_subject
from assistant.understanding.naming import Named
from tests.assistant.small_corpus import tables


def in_index(stem: str) -> bool:
    """Tell that every word is known, so that nothing is corrected."""
    return True


@pytest.fixture(scope="module")
def understander(tmp_path_factory: pytest.TempPathFactory) -> Understander:
    """Understand questions of the invented field."""
    return Understander(*tables(tmp_path_factory.mktemp("tables")))


def read(understander: Understander, text: str, *before: str, **known: str) -> Inquiry:
    """Read one message after some others, the replies of the assistant between them."""
    turns = [turn for one in before for turn in (Turn(role="user", text=one), Turn(role="assistant", text="Voici."))]
    question = Question.model_validate({"text": text, "history": tuple(turns), **known})
    return understander.understand(question, in_index)


@pytest.mark.parametrize(
    ("before", "text", "term"),
    [
        ("C’est quoi un four commun ?", "et pourquoi ?", "four commun villageois"),
        ("C’est quoi un four commun ?", "un exemple ?", "four commun villageois"),
        ("C’est quoi un four commun ?", "il sert à quoi ?", "four commun villageois"),
        ("C’est quoi un FCV ?", "depuis quand ?", "four commun villageois"),
        ("Parle-moi du levain partagé", "plus de détails", "levain partagé"),
        ("What is a shared village oven?", "why?", "four commun villageois"),
    ],
)
def test_what_leans_back_is_read_with_its_subject(
    understander: Understander, before: str, text: str, term: str
) -> None:
    """A pronoun or a bare question word takes the subject of the question before it."""
    inquiry = read(understander, text, before)
    assert [term] == [entry.term for entry in inquiry.terms]


def test_a_bare_term_asks_the_same_of_another_thing(understander: Understander) -> None:
    """« et le levain partagé ? » asks the previous question again, about it."""
    inquiry = read(understander, "et le levain partagé ?", "C’est quoi un four commun ?")
    assert (["levain partagé"], "definition") == ([entry.term for entry in inquiry.terms], inquiry.intent)


def test_a_bare_place_asks_the_same_elsewhere(understander: Understander) -> None:
    """« et à Port-Clair ? » moves the question to another place."""
    inquiry = read(understander, "et à Port-Clair ?", "quel club à Bourg-Neuf ?")
    assert (["Port-Clair"], "place") == ([place.name for place in inquiry.places], inquiry.intent)


@pytest.mark.parametrize("text", ["C’est quoi le levain partagé ?", "Quel club à Port-Clair ?"])
def test_what_stands_alone_is_left_alone(understander: Understander, text: str) -> None:
    """A whole question is read as if nothing had been said before."""
    alone, after = read(understander, text), read(understander, text, "C’est quoi un four commun ?")
    assert (alone.standalone, alone.terms, alone.intent) == (after.standalone, after.terms, after.intent)


@pytest.mark.parametrize("text", ["bonjour", "merci", "ok super", "qui es-tu ?"])
def test_a_courtesy_after_a_question_stays_a_courtesy(understander: Understander, text: str) -> None:
    """Thanks get « avec plaisir », not the same definition again."""
    inquiry = read(understander, text, "C’est quoi un four commun ?")
    assert "courtesy" == inquiry.intent


def test_a_courtesy_does_not_break_the_thread(understander: Understander) -> None:
    """« merci » between two questions hides neither of them."""
    inquiry = read(understander, "et pourquoi ?", "C’est quoi un four commun ?", "merci")
    assert ["four commun villageois"] == [entry.term for entry in inquiry.terms]


def test_what_the_assistant_said_is_no_question(understander: Understander) -> None:
    """Only what the person asked is put back, never the words of a reply."""
    turns = (Turn(role="assistant", text="Le levain partagé désigne une pâte."),)
    inquiry = understander.understand(Question(text="et pourquoi ?", history=turns), in_index)
    assert () == inquiry.terms


def test_the_thread_holds_over_several_follow_ups(understander: Understander) -> None:
    """Each message is read after the one before it, itself completed."""
    inquiry = read(understander, "un exemple ?", "C’est quoi un four commun ?", "et pourquoi ?")
    assert ["four commun villageois"] == [entry.term for entry in inquiry.terms]


def test_the_place_of_the_person_counts_only_when_none_is_named(understander: Understander) -> None:
    """A place in the question wins over the one the interface gives."""
    given_place = read(understander, "quel est mon club ?", place="Port-Clair")
    named = read(understander, "quel club à Bourg-Neuf ?", place="Port-Clair")
    assert (["Port-Clair"], ["Bourg-Neuf"]) == (
        [one.name for one in given_place.places],
        [one.name for one in named.places],
    )


def test_who_asks_is_remembered(understander: Understander) -> None:
    """What a person said of themselves earlier still holds; the interface wins over it."""
    before = "Je suis dirigeante d’une entreprise, c’est quoi un four commun ?"
    assert "entreprise" == read(understander, "par où commencer ?", before).persona
    assert "animateur" == read(understander, "par où commencer ?", before, persona="animateur").persona


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_history_makes_a_question_fail(understander: Understander, before: list[str]) -> None:
    """Whatever was typed before, a good question is understood."""
    history = tuple(Turn(role="user", text=text) for text in before)
    question = Question(text="C’est quoi un four commun ?", history=history)
    inquiry = understander.understand(question, in_index)
    assert ["four commun villageois"] == [entry.term for entry in inquiry.terms]


@pytest.mark.parametrize("before", ["le four \udcff", "\ufb2c" * 1000], ids=["half a character", "grows when composed"])
def test_an_unreadable_turn_is_forgotten(understander: Understander, before: str) -> None:
    """A turn that could not be a question does not make the next one refused."""
    inquiry = read(understander, "C’est quoi un four commun ?", before)
    assert ["four commun villageois"] == [entry.term for entry in inquiry.terms]


@pytest.mark.parametrize(
    ("text", "named", "leans"),
    [
        ("et pourquoi ?", False, True),
        ("Et le levain ?", True, True),
        ("il date de quand ?", False, True),
        ("un exemple ?", False, True),
        ("Comment chauffer le four du hameau avec du bois sec ?", False, False),
        ("Quels boulangers tiennent les fours de la plaine ?", True, False),
    ],
)
def test_follow_ups_are_told_from_questions(text: str, named: bool, leans: bool) -> None:
    """A link word, a bare question word or a leading pronoun makes a follow-up."""
    assert leans == is_follow_up(text, names_something=named)


def test_the_parts_put_back_are_exact() -> None:
    """Names are replaced where they stand, and a subject is added once."""
    previous = "quel club à Bourg-Neuf ?"
    old = [Named(12, 22, "bourg neuf")]
    assert "quel club à Port-Clair ?" == with_names_replaced(previous, old, "Port-Clair")
    assert "c'est quoi (le four) ?" == with_names_replaced("c'est quoi ?", [], "le four")
    assert "pourquoi (le four) ?" == with_subject("et pourquoi ?", "le four")
    assert "le four ?" == with_subject("?!", "le four")
