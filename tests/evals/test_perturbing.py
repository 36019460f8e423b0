"""Laws of the perturbations: small, repeatable, and harmless to the meaning."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.french import analyse, distance, fold
from assistant.knowledge import load_lexicon, load_places
from evals.perturbing import PERTURBATIONS, Perturbation
from evals.questions import EvalQuestion, load_questions, shipped
from evals.rewording import Background

CORPUS = Path(__file__).parents[2] / "corpus"
BACKGROUND = Background.of(load_lexicon(CORPUS), load_places(CORPUS))
BY_NAME = {one.name: one for one in PERTURBATIONS}
PIECES = (
    *(
        "c'est quoi",
        "C’est quoi",
        "qu'est-ce que",
        "quel club",
        "Quelle différence entre",
        "comment",
        "pour",
        "à Rouen",
    ),
    *(
        "un ECT",
        "l'EFC",
        "l’écosystème",
        "les effets utiles",
        "le déjà-là",
        "une collectivité",
        "des communes",
        "selon",
    ),
    *(
        "la réunion",
        "d'accompagnement",
        "évaluer",
        "où",
        "?",
        ",",
        ".",
        "!",
        "« terreau fertile »",
        "svp",
        "2021",
        "3,5",
    ),
)
QUESTIONS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join)
ANYTHING = st.one_of(QUESTIONS, st.text(max_size=60))
SAME_LETTERS = ("accents", "lower_case", "capitals", "apostrophe", "elision_glued", "elision_spaced", "hyphen")
ONE_SLIP = ("typo", "keyboard", "double_letter")
OWN = load_questions([shipped("own")])

each = pytest.mark.parametrize("perturbation", PERTURBATIONS, ids=list(BY_NAME))


def letters(text: str) -> str:
    """Return the letters and figures of a text, folded."""
    return "".join(character for character in fold(text) if character.isalnum())


def rewritten(name: str, text: str) -> str:
    """Return a text perturbed."""
    return BY_NAME[name].rewrite(text, BACKGROUND)


def test_there_are_enough_classes() -> None:
    """At least twelve classes of what people type are tried, each under its own name."""
    assert len(PERTURBATIONS) == len(BY_NAME) >= 12
    assert len(BY_NAME) == len({one.description for one in PERTURBATIONS})


@each
@settings(deadline=None)
@given(text=ANYTHING)
def test_a_perturbation_repeats(perturbation: Perturbation, text: str) -> None:
    """The same text is always perturbed the same way."""
    assert perturbation.rewrite(text, BACKGROUND) == perturbation.rewrite(text, BACKGROUND)


@each
@settings(deadline=None)
@given(text=ANYTHING)
def test_a_question_stays_one(perturbation: Perturbation, text: str) -> None:
    """A text that says something still says something."""
    typed = perturbation.rewrite(text, BACKGROUND)

    assert any(map(str.isalnum, text)) <= any(map(str.isalnum, typed))


@each
def test_a_perturbation_bites(perturbation: Perturbation) -> None:
    """Each class changes some of our own questions, so that its rates say something."""
    changed = [one for one in OWN if perturbation.rewrite(one.question, BACKGROUND) != one.question]

    assert len(changed) >= 15


@pytest.mark.parametrize("name", [*SAME_LETTERS, "punctuation"])
@settings(deadline=None)
@given(text=QUESTIONS)
def test_marks_and_case_leave_the_letters(name: str, text: str) -> None:
    """What touches marks, case and accents keeps every letter and figure in its place."""
    assert letters(text) == letters(rewritten(name, text))


@pytest.mark.parametrize("name", ONE_SLIP)
@settings(deadline=None)
@given(text=QUESTIONS)
def test_a_slip_is_one(name: str, text: str) -> None:
    """A slip leaves out, doubles, swaps or changes one letter and touches nothing else."""
    typed = rewritten(name, text)

    assert distance(text, typed, 1) <= 1
    assert text.split(" ", maxsplit=1)[0][:1] == typed.split(" ")[0][:1]


@pytest.mark.parametrize("name", ONE_SLIP)
@pytest.mark.parametrize("text", ["que veut dire ATEMIS", "TEPOS ?", "un ECT"])
def test_an_acronym_takes_no_slip(name: str, text: str) -> None:
    """A slip in an acronym makes another one: no reader could know."""
    assert text == rewritten(name, text)


@settings(deadline=None)
@given(QUESTIONS)
def test_a_number_moves_one_mark(text: str) -> None:
    """An agreement forgotten or added changes at most the last letter of one word."""
    before, after = text.split(), rewritten("plural", text).split()
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]

    assert len(changed) <= 1
    assert all(one.rstrip("sx»") == other.rstrip("sx»") for one, other in changed)


@pytest.mark.parametrize("name", ["polite", "familiar"])
@settings(deadline=None)
@given(text=QUESTIONS)
def test_politeness_only_wraps(name: str, text: str) -> None:
    """What is asked stands whole inside the formulas."""
    bare = fold(text.strip().rstrip(" ?!."))

    assert bare in fold(rewritten(name, text))


@pytest.mark.parametrize("question", OWN, ids=[one.id for one in OWN])
def test_another_order_keeps_the_words(question: EvalQuestion) -> None:
    """Moving the parts of a question loses no word of content and adds none."""
    moved = rewritten("word_order", question.question)

    assert Counter(analyse(question.question)) == Counter(analyse(moved))


@pytest.mark.parametrize(
    ("name", "text", "typed"),
    [
        ("accents", "Cœur du déjà-là ?", "Coeur du deja-la ?"),
        ("elision_glued", "Qu'est-ce que l'EFC ?", "quest-ce que lefc ?"),
        ("elision_spaced", "c'est quoi l’EFC", "c est quoi l EFC"),
        ("hyphen", "un rendez-vous", "un rendez vous"),
        ("punctuation", "L'EFC, c'est 1,5 fois quoi ?", "L'EFC c'est 1,5 fois quoi"),
        ("plural", "les effets utiles ?", "les effet utiles ?"),
        ("plural", "un enjeu", "un enjeux"),
        ("plural", "les 3 temps", "les 3 temps"),
        ("homophone", "c'est quel projet, où ?", "s'est quelle projet, ou ?"),
        ("homophone", "évaluer un atelier", "évalué un atelier"),
        ("chat", "Qu'est-ce que c'est, pour nous ?", "c koi, pr ns ?"),
        ("chat", "c’est quoi un ECT", "c koi un ECT"),
        ("word_order", "C'est quoi un ECT ?", "un ECT, c'est quoi ?"),
        ("word_order", "qu’est-ce que l’EFC ?", "l'EFC, qu'est-ce que c'est ?"),
        ("word_order", "qu'est-ce que les participants ont retenu", "qu'est-ce que les participants ont retenu"),
        ("word_order", "quel club à Rouen ?", "à Rouen, quel club ?"),
        ("word_order", "qui vend du vin à table ?", "qui vend du vin à table ?"),
        (
            "polite",
            "C'est quoi un ECT ?",
            "Bonjour, pourriez-vous me dire c'est quoi un ECT s'il vous plaît ? Merci d'avance.",
        ),
        ("polite", "Bonjour, un club ?", "Bonjour, un club ?"),
        ("alias", "c'est quoi l'EFC", "c'est quoi l'économie de la fonctionnalité et de la coopération"),
        ("alias", "le temps 2 ?", "le temps 2 ?"),
        ("alias", "un bon leader d'équipe", "un bon leader d'équipe"),
    ],
)
def test_each_class_types_as_people_do(name: str, text: str, typed: str) -> None:
    """One example of each class, and the cases that it leaves alone."""
    assert typed == rewritten(name, text)


@pytest.mark.parametrize("name", ["chat", "homophone", "plural", "alias", "familiar"])
def test_english_takes_no_french_habit(name: str) -> None:
    """What is a habit of French leaves an English question alone."""
    english = replace(BACKGROUND, language="en")

    assert "what is an ECT" == BY_NAME[name].rewrite("what is an ECT", english)


@pytest.mark.parametrize("name", [one.name for one in PERTURBATIONS if one.unfit])
def test_some_kinds_are_spared(name: str) -> None:
    """A class that would change the meaning of a kind of question names it."""
    assert BY_NAME[name].unfit <= {"smalltalk", "courtesy", "acronym", "acronym_trap"}
