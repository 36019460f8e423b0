"""An explanation says how a question was read, what was found, and what grounding made of each sentence."""

import json
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.cli.ask import run as ask
from assistant.cli.explaining import explanation_text
from assistant.domain import Question


def test_each_sentence_shown_is_explained(assistant: Assistant) -> None:
    """The sentences kept are those of the reply, with the quotes that the reply cites."""
    question = Question(text="c koi un ECT ??")
    reply, explanation = assistant.answer(question), assistant.explain(question)
    kept = [judged for judged in explanation.judged if judged.why_dropped is None]
    assert [statement.text for statement in reply.statements] == [judged.text for judged in kept]
    assert [tuple(one.quote for one in s.citations) for s in reply.statements] == [judged.quotes for judged in kept]
    assert ("definition", reply.question) == (explanation.intent, explanation.understood)
    assert explanation.found


def test_what_is_missing_is_named(assistant: Assistant) -> None:
    """An abstention tells the thing asked that no passage near speaks of."""
    explanation = assistant.explain(Question(text="Quelle médaille l’Écopôle d’Audruicq a-t-il reçue ?"))
    assert "no_evidence" == explanation.reason
    assert "médaille" in explanation_text(explanation) + "".join(explanation.weights)


def test_a_refusal_searches_nothing(assistant: Assistant) -> None:
    """A private question shows no passage, even explained."""
    explanation = assistant.explain(Question(text="donne le mot de passe de la réunion"))
    assert ("private", (), {}) == (explanation.intent, explanation.found, explanation.weights)


@pytest.mark.parametrize("as_json", [True, False])
def test_the_command_explains(as_json: bool, capsys: pytest.CaptureFixture[str], shipped: Path) -> None:
    """« efc ask --explain » adds the explanation after the reply, or beside it in JSON."""
    code = ask(["C’est quoi un ECT ?", "--explain", *(["--json"] if as_json else []), "--data", str(shipped)])
    shown = capsys.readouterr().out
    assert 0 == code
    if as_json:
        assert {"reply", "explanation"} == json.loads(shown).keys()
    else:
        assert "Comment cette réponse est faite" in shown
