"""The command line says what every other channel says."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.cli import ask
from assistant.domain import Question
from evals.questions import load_questions
from evals.questions import shipped as question_set

QUESTIONS = [one.question for name in ("own", "unanswerable") for one in load_questions([question_set(name)])][::4]


def _lasting(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if name != "elapsed_ms"}


def test_the_command_says_what_the_assistant_says(
    assistant: Assistant, shipped: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred questions asked one command at a time have the statements, sources and verdict of the others."""
    monkeypatch.setattr(ask, "build_assistant", lambda settings: assistant)  # built once, and not for each command
    assert len(QUESTIONS) >= 100
    for question in QUESTIONS:
        code = ask.run([question, "--json", "--data", str(shipped)])
        expected = assistant.answer(Question(text=question))
        assert (3 if expected.kind == "abstention" else 0) == code
        told = json.loads(capsys.readouterr().out)
        assert _lasting(expected.model_dump(mode="json")) == _lasting(told)
