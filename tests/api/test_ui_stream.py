import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from api.asking import SOON
from api.deltas import deltas
from api.problems import Problem
from api.ui_stream import PROTOCOL_HEADER
from assistant.composing import rendering
from assistant.domain import Courtesy, Reply, Statement
from tests.api.conftest import Send, sender
from tests.api.fakes import ENGINE, FakeAssistant, answer_to
from tests.api.slow_fakes import SlowAssistant, unreachable

READ: TypeAdapter[Reply] = TypeAdapter(Reply)


def _parts(text: str) -> list[dict[str, Any]]:
    """Return the parts of a stream, which must end with its end mark."""
    events = text.strip().split("\n\n")
    assert events[-1] == "data: [DONE]"
    return [json.loads(event.removeprefix("data: ")) for event in events[:-1] if not event.startswith(":")]


def _of(parts: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [part for part in parts if part["type"] == kind]


def test_a_stream_is_in_the_order_of_the_protocol(send: Send) -> None:
    """Start, text, sources, the reply, its verdict, finish; under the header that names the protocol."""
    response = send("POST", "/v1/ask/stream", json={"question": "verger"})
    assert (response.status_code, response.headers[PROTOCOL_HEADER]) == (200, "v1")
    assert response.headers["Content-Type"].startswith("text/event-stream")
    assert response.headers["X-Request-ID"]
    expected = ["start", "text-start", "text-delta", "text-end", "source-url", "source-document"]
    assert [*expected, "data-reply", "message-metadata", "finish"] == [one["type"] for one in _parts(response.text)]


@pytest.mark.parametrize("question", ["verger", "bonjour", "introuvable"])
def test_a_stream_holds_the_reply_of_ask(send: Send, question: str) -> None:
    """`data-reply` is what /v1/ask returns, the deltas are its text, and the verdict is its kind and reason."""
    expected = send("POST", "/v1/ask", json={"question": question}).json()
    parts = _parts(send("POST", "/v1/ask/stream", json={"question": question}).text)
    assert [expected] == [one["data"] for one in _of(parts, "data-reply")]
    assert expected["text"] == "".join(one["delta"] for one in _of(parts, "text-delta"))
    verdict = _of(parts, "message-metadata")[0]["messageMetadata"]
    assert (expected["kind"], expected["reason"]) == (verdict["kind"], verdict["reason"])


def test_only_a_public_address_is_a_source_with_an_address(send: Send) -> None:
    """What could run in a browser is a document, without its address."""
    parts = _parts(send("POST", "/v1/ask/stream", json={"question": "verger"}).text)
    assert ["https://exemple.invalid/verger?a=1&b=2"] == [one["url"] for one in _of(parts, "source-url")]
    assert "javascript" not in json.dumps(_of(parts, "source-document"))


def test_two_streams_never_share_a_message_id(send: Send) -> None:
    """A front end keys its messages by id: the same question twice makes two messages."""
    ids = {_parts(send("POST", "/v1/ask/stream", json={"question": "verger"}).text)[0]["messageId"] for _ in range(2)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("body", "status"), [({"question": " "}, 422), ({"question": 1}, 422), ({"question": "panne"}, 500)]
)
def test_what_fails_before_the_start_is_a_problem(send: Send, body: dict[str, object], status: int) -> None:
    """A stream that cannot start is an ordinary error response."""
    response = send("POST", "/v1/ask/stream", json=body)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert status == Problem.model_validate_json(response.content).status


def test_without_an_index_no_stream_starts(send_unready: Send) -> None:
    """The server says when to come back."""
    response = send_unready("POST", "/v1/ask/stream", json={"question": "verger"})
    assert (503, True) == (response.status_code, response.headers["Retry-After"].isdigit())


def test_what_fails_after_the_start_is_told_in_french() -> None:
    """The stream ends with an `error` part that gives the remedy, and no `finish`."""
    response = sender(SlowAssistant(SOON + 0.2, unreachable()))("POST", "/v1/ask/stream", json={"question": "verger"})
    parts = _parts(response.text)
    assert ["start", "error"] == [one["type"] for one in parts]
    assert parts[1]["errorText"] == "Le modèle ne répond pas. Réessayez dans une minute."


def test_a_failure_of_ours_after_the_start_tells_its_id_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the client nor the log learns what was asked."""
    slow = SlowAssistant(SOON + 0.2, RuntimeError("chez Basile"))
    response = sender(slow)("POST", "/v1/ask/stream", json={"question": "verger"})
    told = _parts(response.text)[1]["errorText"]
    assert response.headers["X-Request-ID"] in told
    assert "Basile" not in told + caplog.text


def test_a_late_reply_is_streamed_too() -> None:
    """An answer that takes its time comes whole."""
    parts = _parts(sender(SlowAssistant(SOON + 0.2))("POST", "/v1/ask/stream", json={"question": "verger"}).text)
    assert READ.validate_python(_of(parts, "data-reply")[0]["data"]).kind == "answer"


STATEMENTS = st.lists(
    st.builds(Statement, text=st.text(min_size=1, max_size=40), origin=st.just("assistant")), max_size=6
)


@settings(max_examples=200, deadline=None)
@given(statements=STATEMENTS)
def test_the_deltas_of_a_reply_make_its_text(statements: list[Statement]) -> None:
    """One delta a statement, whatever they hold; joined, they are the text."""
    text = rendering.plain(statements)
    reply = Courtesy(
        id="r", language="fr", question="q", text=text, statements=tuple(statements), confidence=1, engine=ENGINE
    )
    assert text == "".join(deltas(reply))
    assert max(1, len(statements)) >= len(deltas(reply)) >= min(1, len(statements))


def test_a_text_that_is_not_that_of_its_statements_is_one_delta() -> None:
    """Nothing is lost or said twice."""
    reply = answer_to("verger")
    assert [reply.text] == list(deltas(reply))


def test_the_fake_is_asked_what_was_sent() -> None:
    """What is known of the person reaches the assistant on this route too."""
    assistant = FakeAssistant()
    body = {"question": "et là ?", "history": [{"role": "user", "text": "Où ?"}], "place": "Bourg-Neuf"}
    sender(assistant)("POST", "/v1/ask/stream", json=body)
    asked = assistant.asked[0]
    assert ("et là ?", "Où ?", "Bourg-Neuf") == (asked.text, asked.history[0].text, asked.place)
