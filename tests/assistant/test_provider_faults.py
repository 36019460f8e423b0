"""Whatever a provider does, a usable answer comes by the deadline, and nothing private leaks."""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest

from assistant.adapters.breaker import FAILURES, PROBE_EVERY
from assistant.adapters.chat_writer import ChatWriter
from assistant.adapters.guarded_http import RECEIVED_LIMIT
from assistant.answering import Assistant
from assistant.domain import Question, Reply
from assistant.errors import InvalidInputError, ModelUnavailableError
from assistant.prompting import ANSWER_LIMIT
from tests.assistant.chatting import BASES, KEY, QUESTION, REWORDED, claims, stub, writer
from tests.assistant.provider_stub import HUGE, Mode, ProviderStub, is_shaped
from tests.assistant.small_corpus import small_assistant
from tests.assistant.test_breaker import Clock

DEADLINE = 1.0
MARGIN = 0.3
"""Seconds after the deadline by which the answer has come: the figure to hold."""

TWELVE = ("ok", "slow", "trickle", "hang", "429", "500", "cut", "bad_json", "wrong_type", "huge", "redirect", "tls")
MORE = tuple(mode for mode in get_args(Mode) if mode not in {*TWELVE, "shapeless"})
SOCKET_ROOM = 8 * 2**20
"""Bytes that the kernel may hold between the stub and a reader that has stopped."""


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load what a first exchange loads, so that times are those of a process that has answered before."""
    with stub() as server, writer(server) as one:
        one.write(QUESTION, "fr", []).result()


@pytest.fixture
def provider() -> Iterator[ProviderStub]:
    """A provider for one test."""
    with stub() as server:
        yield server


def timed(assistant: Assistant) -> tuple[Reply, float]:
    """Ask the question, and say how long the answer took."""
    started = time.perf_counter()
    reply = assistant.answer(Question(text=QUESTION))
    return reply, time.perf_counter() - started


def wait_for(reached: Callable[[], bool], seconds: float) -> bool:
    """Wait until a condition holds, at most so long."""
    end = time.perf_counter() + seconds
    while not reached() and time.perf_counter() < end:
        time.sleep(0.01)
    return reached()


@pytest.mark.parametrize("mode", [*TWELVE, *MORE])
def test_each_fault_gives_a_usable_answer_by_the_deadline(
    tmp_path: Path, provider: ProviderStub, mode: str, request: pytest.FixtureRequest
) -> None:
    """An answer with its sources comes within the deadline and 0.3 s: the model's when it can, the extracts else."""
    provider.mode = "ok" if mode == "tls" else mode  # type: ignore[assignment]  # one of the modes
    provider.elsewhere = provider.address("/ailleurs/chat/completions")
    with writer(provider, deadline=DEADLINE, scheme="https" if mode == "tls" else "http") as model:
        assistant = small_assistant(tmp_path, writer=model)
        assistant.index()
        reply, seconds = timed(assistant)
    request.node.user_properties.append(("seconds", round(seconds, 3)))
    assert seconds < DEADLINE + MARGIN
    assert "answer" == reply.kind
    assert [source.title for source in reply.sources]
    if mode == "ok":
        assert ("openai:essai", REWORDED) == (reply.engine.writer, reply.statements[0].text)
    else:
        assert ("extractive", "assistant") == (reply.engine.writer, reply.statements[0].origin)
        assert "n’a pas répondu" in reply.statements[0].text
    assert wait_for(lambda: provider.open == 0, 1.0), "a connection stayed open"
    assert len(provider.exchanges) <= 1, "an exchange was tried again, or sent elsewhere"
    assert all(one.sent < RECEIVED_LIMIT + SOCKET_ROOM < HUGE for one in provider.exchanges)


@pytest.mark.parametrize("model", [name for name in BASES if name != "openai:essai"])
@pytest.mark.parametrize("mode", ["429", "cut", "huge", "redirect", "trickle"])
def test_each_provider_is_guarded_alike(provider: ProviderStub, model: str, mode: Mode) -> None:
    """No provider's package tries again, follows a redirect, reads without end, or outlives the deadline."""
    provider.mode = mode
    provider.elsewhere = provider.address("/ailleurs")
    with writer(provider, model, deadline=DEADLINE) as one:
        started = time.perf_counter()
        with pytest.raises(ModelUnavailableError):
            one.write(QUESTION, "fr", []).result()
        assert time.perf_counter() - started < DEADLINE + MARGIN
        assert wait_for(lambda: provider.open == 0, 1.0)
    assert 1 == len(provider.exchanges)
    assert provider.exchanges[0].sent < RECEIVED_LIMIT + SOCKET_ROOM


@pytest.mark.parametrize("model", BASES)
def test_the_form_is_asked_and_then_done_without(provider: ProviderStub, model: str) -> None:
    """An endpoint that refuses structured output is asked in words alone, now and later."""
    provider.mode = "shapeless"
    with writer(provider, model) as one:
        for _ in range(2):
            one.write(QUESTION, "fr", []).result()
    assert [True, False, False] == [is_shaped(one.body) for one in provider.exchanges]


@pytest.mark.parametrize("model", BASES)
def test_the_model_sees_no_tool_and_streams(provider: ProviderStub, model: str) -> None:
    """Each request streams, offers no tool, and shows the key to its provider in a header alone."""
    with writer(provider, model) as one:
        one.write(QUESTION, "fr", []).result()
    [exchange] = provider.exchanges
    assert exchange.body["stream"] is True
    assert not exchange.body.get("tools")
    assert KEY not in str(exchange.body)
    assert KEY in str(exchange.headers)


def test_a_text_without_end_is_cut(provider: ProviderStub) -> None:
    """A model that writes on and on is stopped by the length of what it says."""
    provider.answer = lambda _: "a" * (20 * ANSWER_LIMIT)
    with writer(provider) as one, pytest.raises(ModelUnavailableError, match="trop longue"):
        one.write(QUESTION, "fr", []).result()


def test_the_breaker_opens_probes_and_closes_by_itself(tmp_path: Path, provider: ProviderStub) -> None:
    """Five failures, no call until thirty seconds have passed, one call, and the model again once it is back."""
    clock = Clock()
    with writer(provider, clock=clock) as model:
        assistant = small_assistant(tmp_path, writer=model)
        provider.mode = "500"
        assert {"extractive"} == {timed(assistant)[0].engine.writer for _ in range(FAILURES + 3)}
        assert FAILURES == len(provider.exchanges)
        clock.now = PROBE_EVERY
        assert {"extractive"} == {timed(assistant)[0].engine.writer for _ in range(3)}
        assert FAILURES + 1 == len(provider.exchanges)
        provider.mode = "ok"
        clock.now = 2 * PROBE_EVERY
        assert {"openai:essai"} == {timed(assistant)[0].engine.writer for _ in range(3)}


def test_readers_who_leave_end_their_exchanges(tmp_path: Path, provider: ProviderStub) -> None:
    """Twenty readers leave while the model is silent: every connection is closed within a second, none is a fault."""
    provider.mode = "hang"

    async def leave(assistant: Assistant) -> None:
        asked = [asyncio.create_task(assistant.ask(Question(text=QUESTION))) for _ in range(20)]
        await asyncio.to_thread(wait_for, lambda: len(provider.exchanges) == 20, 20)
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)

    with writer(provider, deadline=60.0) as model:
        assistant = small_assistant(tmp_path, writer=model)
        asyncio.run(asyncio.wait_for(leave(assistant), 30))
        assert wait_for(lambda: provider.open == 0, 1.0)
        provider.mode = "ok"
        assert "openai:essai" == timed(assistant)[0].engine.writer


def test_readers_do_not_wait_for_one_another(tmp_path: Path, provider: ProviderStub) -> None:
    """Ten questions to a silent model are all answered by the deadline of one."""
    provider.mode = "hang"

    async def ask(assistant: Assistant) -> list[Reply]:
        return list(await asyncio.gather(*(assistant.ask(Question(text=QUESTION)) for _ in range(10))))

    with writer(provider, deadline=DEADLINE) as model:
        assistant = small_assistant(tmp_path, writer=model)
        timed_out, _ = timed(assistant)
        started = time.perf_counter()
        replies = asyncio.run(ask(assistant))
        assert time.perf_counter() - started < DEADLINE + 10 * MARGIN
    assert [timed_out.text] * 10 == [reply.text for reply in replies]


@pytest.mark.parametrize("model", BASES)
@pytest.mark.parametrize("mode", ["500", "unauthorised", "cut", "bad_json", "wrong_type", "shapeless"])
def test_neither_key_nor_prompt_nor_answer_is_told(
    provider: ProviderStub, model: str, mode: Mode, caplog: pytest.LogCaptureFixture
) -> None:
    """Errors, their causes and the finest logs hold no key, no question, no word of the provider."""
    canary = "canari-de-question"
    provider.mode = mode
    provider.answer = lambda _: "canary-of-the-provider"
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "anthropic", "httpx", "httpx2", "httpcore", "httpcore2"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    with writer(provider, model) as one, pytest.raises(ModelUnavailableError) as caught:
        one.write(canary, "fr", []).result()
    told = f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"
    assert not [secret for secret in (canary, KEY, "canary-of-the-provider", "Tu rédiges") if secret in told]


@pytest.mark.parametrize("model", ["", "essai", "openai:", "inconnu:essai", "Openai:essai", ":essai"])
def test_a_model_that_is_not_one_is_refused_at_once(model: str) -> None:
    """The setting is named, and so are the providers."""
    with pytest.raises(InvalidInputError) as caught:
        ChatWriter(model)
    assert repr(model) in caught.value.message
    assert all(provider in caught.value.remedy for provider in ("openai", "ollama", "mistralai", "anthropic"))


@pytest.mark.parametrize(
    "address", ["127.0.0.1:11434", "ftp://exemple.invalid", "http://", "http://a:b", "file:///etc"]
)
def test_an_address_that_is_not_one_is_refused_at_once(address: str) -> None:
    """The setting is named; its value, which may hold a password, is not."""
    with pytest.raises(InvalidInputError, match="EFC_CHAT_BASE_URL") as caught:
        ChatWriter("ollama:essai", base_url=address)
    assert address not in caught.value.message


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package of the provider, one line says how to install it."""
    monkeypatch.setitem(sys.modules, "langchain_ollama", None)  # as when it is not installed
    with pytest.raises(ModelUnavailableError, match="'langchain-ollama'") as caught:
        ChatWriter("ollama:essai")
    assert "pip install" in caught.value.remedy


def test_a_model_without_a_key_is_told(provider: ProviderStub) -> None:
    """A provider's own address without a key fails before anything is sent, with the setting to mend."""
    with pytest.raises(ModelUnavailableError) as caught:
        ChatWriter("openai:essai").prepare()
    assert "EFC_CHAT_API_KEY" in caught.value.remedy
    keyless = ChatWriter("openai:essai", base_url=provider.address("/v1"))
    assert keyless.write(QUESTION, "fr", []).exception() is None
    keyless.close()


def test_injected_words_are_the_model_s_own_business(provider: ProviderStub) -> None:
    """What a model that obeys a passage says is a claim like any other: it comes with numbers, or not at all."""
    provider.answer = lambda _: claims(("PWNED", [9]))
    with writer(provider) as one:
        assert () == one.write(QUESTION, "fr", []).result()
