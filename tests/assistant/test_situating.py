"""Where the person stands is read from what the person says of oneself, the latest first."""

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Turn
from assistant.inquiry import Inquiry, Stage
from assistant.understanding import Understander
from assistant.understanding.situating import asked_in, stage_in


def understood(assistant: Assistant, text: str, *before: str, place: str | None = None) -> Inquiry:
    """Understand a question after some others."""
    history = tuple(Turn(role="user", text=turn) for turn in before)
    asked = Question(text=text, history=history, place=place)
    return Understander(assistant.lexicon, assistant.places).understand(asked, lambda stem: True)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("On découvre.", "aware"),
        ("nous débutons à peine", "aware"),
        ("Je ne connais rien à l’EFC", "aware"),
        ("On n’a pas encore commencé.", "aware"),
        ("we are new to this", "aware"),
        ("On a déjà commencé un projet.", "committed"),
        ("Notre projet est lancé", "committed"),
        ("Nous portons un projet de tiers-lieu.", "committed"),
        ("we have already started a project", "committed"),
        ("J’anime un groupe.", "animating"),
        ("on anime un réseau d’entreprises", "animating"),
        ("i facilitate a network", "animating"),
        ("Comment animer un groupe ?", None),
        ("Qui anime le groupe ?", None),
        ("Comment on découvre l’EFC ?", None),
        ("Depuis quand le Club Inné a commencé ?", None),
        ("Je suis animatrice.", None),
    ],
)
def test_a_stage_is_what_somebody_says_of_oneself(text: str, stage: Stage | None) -> None:
    """A stage is read in the first person; a question on others, or on how to, tells none."""
    assert stage == stage_in([text])


def test_the_latest_word_counts() -> None:
    """Who said to discover, then to have begun, has begun; a message that tells nothing changes nothing."""
    assert "committed" == stage_in(["On découvre.", "On a déjà commencé un projet.", "Et l’ECT ?"])


def test_the_stage_is_kept_over_the_conversation(assistant: Assistant) -> None:
    """What an earlier message told holds for the next question."""
    assert "animating" == understood(assistant, "C’est quoi un ECT ?", "J’anime un groupe.").stage
    assert understood(assistant, "C’est quoi un ECT ?").stage is None


def test_home_is_where_the_person_says_to_be(assistant: Assistant) -> None:
    """The place said counts before the one the interface gives, and a place only spoken of is no home."""
    said = understood(assistant, "C’est quoi un ECT ?", "Nous sommes à Rouen.", place="Lille")
    given = understood(assistant, "C’est quoi un ECT ?", place="Lille")
    spoken = understood(assistant, "Que fait-on à Audruicq ?")
    assert [["Rouen"], ["Lille"], []] == [[one.name for one in inquiry.home] for inquiry in (said, given, spoken)]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Nous sommes à Nantes. C’est quoi l’EFC ?", "C’est quoi l’EFC ?"),
        ("Je suis à Lyon, qu’est-ce que le déjà-là ?", "qu’est-ce que le déjà-là ?"),
        ("Je suis à Lille, c’est quoi le club EFC ?", "Je suis à Lille, c’est quoi le club EFC ?"),
        ("C’est quoi l’EFC ?", "C’est quoi l’EFC ?"),
        ("L’ECT se construit à Nantes, c’est quoi un ECT ?", "L’ECT se construit à Nantes, c’est quoi un ECT ?"),
    ],
)
def test_saying_where_one_is_does_not_change_what_is_asked(text: str, asked: str) -> None:
    """The meaning asked stands alone after a self-introduction; a question for a club keeps its place."""
    assert asked == asked_in(text)


def test_who_says_where_one_is_gets_the_definition_and_the_step_of_the_place(assistant: Assistant) -> None:
    """A definition asked from a place without a club is a definition, and its first step is honest about the place."""
    reply = assistant.answer(Question(text="Nous sommes une commune à Nantes. C’est quoi l’EFC ?"))
    assert "answer" == reply.kind
    assert "EFC" in reply.statements[0].text
    assert "IE-EFC" in reply.next_steps[0].label
    assert "Nantes (Pays de la Loire)" in reply.next_steps[0].why
