from collections.abc import Iterator
from typing import Any

import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.asking import SOON
from api.completion_schemas import HISTORY_TURNS, CompletionBody
from api.completions import annotations, contents
from assistant.errors import InvalidInputError
from tests.api.conftest import Send, sender
from tests.api.fakes import ENGINE, FakeAssistant, answer_to
from tests.api.served import served
from tests.api.slow_fakes import SlowAssistant, unreachable

ROUTE = "/v1/chat/completions"
ASK = [{"role": "user", "content": "verger"}]


@pytest.fixture(scope="module")
def client() -> Iterator[openai.OpenAI]:
    """The official client, before a real server."""
    with served(FakeAssistant()) as port:
        yield openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="aucune", max_retries=0)


def _body(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"model": "efc", "messages": list(messages) or ASK, **more}


def test_the_official_client_reads_a_reply(client: openai.OpenAI) -> None:
    """Content, citations, the reply itself and the usage come through its own types."""
    completion = client.chat.completions.create(model="efc", messages=ASK)  # type: ignore[arg-type]
    message = completion.choices[0].message
    reply = answer_to("verger")
    assert message.content is not None
    assert message.content.startswith(f"{reply.text}\n\nSources\n[1] {reply.sources[0].title[:10]}")
    assert ("answer", "stop") == (completion.efc_reply["kind"], completion.choices[0].finish_reason)
    assert completion.usage is not None
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + len(message.content.split())


def test_the_official_client_reads_the_citations(client: openai.OpenAI) -> None:
    """Each annotation spans a mark of the content; a source without a public address has none."""
    message = client.chat.completions.create(model="efc", messages=ASK).choices[0].message  # type: ignore[arg-type]
    assert message.content is not None
    spans = [one.url_citation for one in message.annotations or []]
    assert ["[1]", "[1]"] == [message.content[one.start_index : one.end_index] for one in spans]
    assert {"https://exemple.invalid/verger?a=1&b=2"} == {one.url for one in spans}
    assert "javascript:" not in message.content


def test_the_official_client_reads_a_stream(client: openai.OpenAI) -> None:
    """The pieces make the content, the last chunks carry the end, the reply and the usage."""
    whole = client.chat.completions.create(model="efc", messages=ASK)  # type: ignore[arg-type]
    stream = client.chat.completions.create(
        model="efc",
        messages=ASK,
        stream=True,
        stream_options={"include_usage": True},  # type: ignore[arg-type]
    )
    chunks = list(stream)
    written = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert whole.choices[0].message.content == written
    assert chunks[0].choices[0].delta.role == "assistant"
    assert (chunks[-2].choices[0].finish_reason, chunks[-1].usage) == ("stop", whole.usage)
    assert whole.efc_reply == chunks[-2].efc_reply


def test_a_stream_counts_only_when_asked(client: openai.OpenAI) -> None:
    """Without `include_usage`, no chunk carries a usage."""
    chunks = list(client.chat.completions.create(model="efc", messages=ASK, stream=True))  # type: ignore[call-overload]
    assert [None] * len(chunks) == [chunk.usage for chunk in chunks]


def test_the_official_client_lists_the_model(client: openai.OpenAI) -> None:
    """There is one."""
    assert ["efc"] == [model.id for model in client.models.list()]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (_body(model="gpt"), openai.NotFoundError),
        (_body({"role": "user", "content": " "}), openai.UnprocessableEntityError),
        (_body({"role": "tool", "content": "a", "tool_call_id": "b"}), openai.UnprocessableEntityError),
        (_body({"role": "system", "content": "a"}), openai.UnprocessableEntityError),
        (_body(n=2), openai.UnprocessableEntityError),
        (_body(response_format={"type": "json_object"}), openai.UnprocessableEntityError),
        (_body({"role": "user", "content": "panne"}), openai.InternalServerError),
    ],
)
def test_the_official_client_names_our_errors(
    client: openai.OpenAI, body: dict[str, Any], error: type[openai.APIStatusError]
) -> None:
    """Each error has the class of its status, a message in French, a code, and the id of the request."""
    with pytest.raises(error) as caught:
        client.chat.completions.create(**body)
    assert caught.value.code
    assert caught.value.request_id
    assert set(caught.value.body) == {"message", "type", "param", "code"}  # type: ignore[arg-type]


def test_the_official_client_learns_what_fails_after_the_start() -> None:
    """A chunk with the error in French, raised as such."""
    with served(SlowAssistant(SOON + 0.2, unreachable())) as port:
        late = openai.OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="aucune", max_retries=0)
        stream = late.chat.completions.create(model="efc", messages=ASK, stream=True)  # type: ignore[call-overload]
        with pytest.raises(openai.APIError, match="Le modèle ne répond pas"):
            list(stream)


def test_a_role_that_is_not_served_is_named(send: Send) -> None:
    """The message says which roles are, and where the wrong one stands."""
    error = send("POST", ROUTE, json=_body(*ASK, {"role": "tool", "content": "a"})).json()["error"]
    assert (error["param"], error["type"]) == ("messages.1.role", "invalid_request_error")
    assert "'user', 'assistant', 'system' ou 'developer'" in error["message"]


@pytest.mark.parametrize(("path", "headers"), [(ROUTE, {"Host": "evil.invalid"}), ("/v1/models", {"Host": "evil"})])
def test_the_errors_of_the_border_have_the_same_shape(send: Send, path: str, headers: dict[str, str]) -> None:
    """Wherever an error comes from, these routes tell it as OpenAI’s clients read it."""
    response = send("GET", path, headers=headers)
    assert (400, "host_refused") == (response.status_code, response.json()["error"]["code"])
    assert response.headers["Content-Type"] == "application/json"
    assert len(response.content) == int(response.headers["Content-Length"])


def test_a_head_of_an_error_has_no_body(send: Send) -> None:
    """HEAD tells the status alone."""
    response = send("HEAD", ROUTE)
    assert (405, b"") == (response.status_code, response.content)


def test_settings_of_language_models_are_ignored(send: Send) -> None:
    """A front end sends its own; they change nothing."""
    body = _body(temperature=0.2, top_p=1, max_tokens=5, user="a", tools=[], seed=1, stop=["a"])
    response = send("POST", ROUTE, json=body)
    assert response.json()["choices"] == send("POST", ROUTE, json=_body()).json()["choices"]


def test_the_last_message_of_the_user_is_the_question(send: Send, assistant: FakeAssistant) -> None:
    """Earlier messages are the conversation, system ones are ignored, parts of text are joined."""
    parts = [{"type": "text", "text": "et"}, {"type": "text", "text": "là ?"}]
    messages = [
        {"role": "system", "content": "Réponds en vers."},
        {"role": "user", "content": "Où ?"},
        {"role": "assistant", "content": "Ici. [1]\n\nSources\n[1] Villebelle"},
        {"role": "assistant", "content": None},
        {"role": "user", "content": parts},
    ]
    send("POST", ROUTE, json=_body(*messages))
    asked = assistant.asked[0]
    assert "et\nlà ?" == asked.text
    assert [("user", "Où ?"), ("assistant", "Ici. [1]")] == [(turn.role, turn.text) for turn in asked.history]


def test_a_long_conversation_keeps_its_end() -> None:
    """The last turns are read, the question always."""
    messages = [{"role": "user", "content": str(number)} for number in range(HISTORY_TURNS + 10)]
    question = CompletionBody.model_validate(_body(*messages)).as_question()
    assert (str(HISTORY_TURNS + 9), HISTORY_TURNS) == (question.text, len(question.history))
    assert question.history[-1].text == str(HISTORY_TURNS + 8)


def test_an_empty_question_is_refused_before_any_work() -> None:
    """The last message counts, whatever came before."""
    with pytest.raises(InvalidInputError):
        CompletionBody.model_validate(_body(*ASK, {"role": "user", "content": "\n"})).as_question()


@given(text=st.text(alphabet="a [](!<>:/1\n", max_size=30))
def test_no_text_of_a_document_acts_in_a_front_end(text: str) -> None:
    """Nothing that Markdown reads as a link, an image, a definition or a tag is left whole."""
    reply = answer_to("verger").model_copy(update={"text": f"a{text}", "statements": ()})
    content = "".join(contents(reply))
    assert not any(sign in content for sign in ("](", "]:", "<a", "<!", "</"))
    assert content.replace(" ", "").startswith(f"a{text}".replace(" ", ""))


@given(text=st.text(alphabet="a[12] é😀", max_size=40))
def test_an_annotation_always_spans_its_mark(text: str) -> None:
    """Offsets are in characters, whatever is around."""
    reply = answer_to("verger")
    found = annotations(reply, text)
    assert ["[1]"] * text.count("[1]") == [
        text[one.url_citation.start_index : one.url_citation.end_index] for one in found
    ]


def test_a_reply_without_sources_has_no_list(send: Send) -> None:
    """A courtesy is its text alone."""
    message = send("POST", ROUTE, json=_body({"role": "user", "content": "bonjour"})).json()["choices"][0]["message"]
    assert ("Bonjour, posez votre question.", []) == (message["content"], message["annotations"])


def test_the_engine_is_told(send: Send) -> None:
    """`efc_reply` is the whole reply, engine included."""
    assert ENGINE.model_dump() == send("POST", ROUTE, json=_body()).json()["efc_reply"]["engine"]


def test_without_an_index_the_client_is_told_to_come_back() -> None:
    """503, in their shape, with Retry-After."""
    response = sender(FakeAssistant(ready=False))("POST", ROUTE, json=_body())
    assert (503, "server_error") == (response.status_code, response.json()["error"]["type"])
    assert response.headers["Retry-After"].isdigit()
