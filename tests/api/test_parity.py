"""One reply, three renderings: JSON, stream and OpenAI’s protocol, over the shipped corpus."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.completion_schemas import SOURCES_HEADING
from assistant.settings import Settings
from assistant.wiring import build_assistant
from evals.questions import load_questions
from evals.questions import shipped as question_set
from tests.api.conftest import Send, sender

SETS = ("own", "hostile", "premises", "unanswerable")
COUNT = 40
"""Questions of each set, spread over it: 160 in all."""


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    """Questions of every kind, as `/v1/ask` takes them, with the conversation before them."""
    bodies = []
    for name in SETS:
        all_of = load_questions([question_set(name)])
        for one in all_of[:: max(1, len(all_of) // COUNT)][:COUNT]:
            turns = [{"role": "user", "text": text} for text in one.turns]
            bodies.append({"question": one.question, "history": turns})
    assert len(bodies) >= 100
    return bodies


@pytest.fixture(scope="module")
def ask(request: pytest.FixtureRequest) -> Send:
    """A client of the assistant over the shipped corpus."""
    data: Path = request.getfixturevalue("shipped")
    return sender(build_assistant(Settings(data=data)))


def _timeless(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if name != "elapsed_ms"}


def _streamed(text: str) -> tuple[str, dict[str, Any], set[str]]:
    """Return the text of a stream, its reply, and the marks of its sources."""
    lines = [line.removeprefix("data: ") for line in text.splitlines() if line.startswith("data: {")]
    parts = [json.loads(line) for line in lines]
    written = "".join(part["delta"] for part in parts if part["type"] == "text-delta")
    marks = {part["sourceId"] for part in parts if part["type"].startswith("source-")}
    return written, next(part["data"] for part in parts if part["type"] == "data-reply"), marks


def _spoken(body: dict[str, Any]) -> dict[str, Any]:
    turns = [{"role": turn["role"], "content": turn["text"]} for turn in body["history"]]
    return {"model": "efc", "messages": [*turns, {"role": "user", "content": body["question"]}]}


def test_three_channels_say_the_same(ask: Send, questions: list[dict[str, Any]]) -> None:
    """Same statements, same sources, same verdict, or the same refusal, whatever the channel."""
    kinds: set[str] = set()
    for body in questions:
        plain = ask("POST", "/v1/ask", json=body)
        stream = ask("POST", "/v1/ask/stream", json=body)
        spoken = ask("POST", "/v1/chat/completions", json=_spoken(body))
        assert {plain.status_code} == {stream.status_code, spoken.status_code}, body
        if plain.status_code != 200:
            assert plain.json()["code"] == stream.json()["code"] == spoken.json()["error"]["code"], body
            continue
        expected = _timeless(plain.json())
        kinds.add(expected["kind"])
        written, reply, marks = _streamed(stream.text)
        assert (expected["text"], expected) == (written, _timeless(reply))
        assert {str(one["mark"]) for one in expected["sources"]} == marks
        content = spoken.json()["choices"][0]["message"]["content"]
        said, _, listed = content.partition(f"\n\n{SOURCES_HEADING}\n")
        assert (expected["text"], expected) == (said, _timeless(spoken.json()["efc_reply"]))
        assert len(expected["sources"]) == len(listed.splitlines())
    assert {"answer", "abstention", "courtesy"} >= kinds >= {"answer", "abstention"}
