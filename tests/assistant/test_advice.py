"""Over the shipped corpus, « par où commencer ? » is answered from the table of next steps, for who asks and where."""

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Reply, Turn
from assistant.french import fold
from assistant.guidance.three_times import PROFILES

ASKED = (
    "Par où commencer ?",
    "Quelle est la prochaine étape ?",
    "On fait quoi maintenant ?",
    "Je commence par quoi ?",
    "Comment participer ?",
    "Vers qui me tourner ?",
)
"""Wordings of one question; the law holds for each."""


def ask(assistant: Assistant, text: str, *before: str, **known: str) -> Reply:
    """Ask one question after some others."""
    history = tuple(Turn(role="user", text=turn) for turn in before)
    return assistant.answer(Question.model_validate({"text": text, "history": history, **known}))


@pytest.mark.parametrize("asked", ASKED)
def test_without_a_profile_each_profile_has_its_entry(assistant: Assistant, asked: str) -> None:
    """Nothing known of who asks: the points of entry of all the profiles are listed, and who asks is asked back."""
    reply = ask(assistant, asked)
    assert "answer" == reply.kind
    assert all(word in reply.text for word in ("une entreprise", "une collectivité", "une association"))
    assert "qui vous êtes" in reply.next_steps[-1].label


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("persona", PROFILES)
def test_with_a_profile_one_note_answers(assistant: Assistant, asked: str, persona: str) -> None:
    """Known who asks: the step and its reason come from one note, and the next steps do not say them again."""
    reply = ask(assistant, asked, persona=persona)
    cited = {one.mark for statement in reply.statements for one in statement.citations}
    assert 1 == len(cited)
    assert not [step.label for step in reply.next_steps if step.label in reply.text or step.label.endswith("?")]


def test_the_place_comes_first(assistant: Assistant) -> None:
    """The club of the place is named before anything else, both when there are two, and their absence is said."""
    one = ask(assistant, "Par où commencer ?", place="Rouen", persona="entreprise")
    two = ask(assistant, "Par où commencer ?", place="Nîmes", persona="entreprise")
    none = ask(assistant, "Par où commencer ?", place="Brest", persona="entreprise")
    assert "Club Inné" in one.statements[0].text
    assert ("assistant", True) == (two.statements[0].origin, two.statements[0].text.startswith("Plusieurs clubs"))
    assert all(name in two.text for name in ("Avignon-Arles-Nîmes", "Terres d’EFC Occitanie"))
    assert "aucun club" in none.statements[0].text
    assert "club de sa région" not in none.text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Notre PME a déjà commencé.", "Pour une entreprise qui a déjà commencé"),
        ("On s’est engagés l’an dernier.", "Pour qui a déjà commencé"),
        ("Je suis capable d’animer un groupe.", "Pour qui anime un groupe"),
        ("Je suis une association et j’anime un collectif.", "Pour qui anime un groupe"),
    ],
)
def test_the_stage_is_read_from_what_is_said(assistant: Assistant, said: str, expected: str) -> None:
    """Somebody who has begun, or animates, is told so, and gets a step of that time."""
    assert expected in ask(assistant, "Quelle est la prochaine étape ?", said).text


def test_a_notion_brings_its_own_step(assistant: Assistant) -> None:
    """A first step asked of a notion is what its note suggests, then what the notion is."""
    reply = ask(assistant, "Par où commencer un ECT ?")
    assert "repérer son déjà-là" in reply.statements[0].text
    assert "Un écosystème coopératif territorialisé" in reply.statements[1].text


def test_the_step_of_another_note_is_told_when_it_says_more(assistant: Assistant) -> None:
    """The notes on a notion are all read: the one on the very thing asked answers."""
    reply = ask(assistant, "Une asso de vélo voudrait parler à la CAF, par quoi commencer ?")
    assert "vélo" in reply.statements[0].text


@pytest.mark.parametrize("thing", ["pour apprendre le piano", "dans la boulangerie"])
def test_a_first_step_in_another_field_is_not_ours(assistant: Assistant, thing: str) -> None:
    """A thing that no document holds is not what the EFC begins with."""
    assert "abstention" == ask(assistant, f"Comment se lancer {thing} ?").kind


@pytest.mark.parametrize("trade", ["boulanger", "boulangère", "plombier"])
def test_a_trade_is_who_asks_and_not_what_is_asked(assistant: Assistant, trade: str) -> None:
    """The words by which somebody says who asks are no subject, whatever the documents know of them."""
    assert "answer" == ask(assistant, f"Je suis {trade}, par où commencer ?").kind


def test_in_english_the_notes_answer_in_english(assistant: Assistant) -> None:
    """An English question gets the English sentences of the same notes."""
    reply = ask(assistant, "What is the first step for a company in Lyon?")
    assert "en" == reply.language
    assert "first step towards efc" in fold(reply.text)
    assert "Club CLEF is the EFC club" in reply.text
