import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult

from api import mcp_serving
from api.mcp_tools import make_tools
from assistant.adapters.journal_queue import SilentJournal
from assistant.answering import Assistant
from assistant.domain import Question, Reply
from assistant.settings import Settings
from assistant.wiring import build_assistant
from evals.questions import load_questions
from evals.questions import shipped as shipped_questions
from tests.api.conftest import sender
from tests.api.fakes import FakeAssistant
from tests.api.served import served

ROOT = Path(__file__).parents[2]
NAMES = {"ask", "search", "define", "find_club", "plan_workshop"}
QUESTIONS = [one.question for one in load_questions([shipped_questions("own")])][:100]


class KeptNotes(SilentJournal):
    """A journal that shows what it was given."""

    def __init__(self) -> None:
        self.notes: list[tuple[Reply, str]] = []

    def asked(self, reply: Reply, asker: str) -> None:
        """Keep it all."""
        self.notes.append((reply, asker))


Act = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def whole(shipped: Path) -> Assistant:
    """An assistant over the shipped corpus."""
    return build_assistant(Settings(data=shipped))


def _on(target: Any, act: Act) -> Any:
    """Connect the official client, act, and return what came of it."""

    async def run() -> Any:
        async with Client(target) as client:
            return await act(client)

    return asyncio.run(run())


def _call(target: Any, name: str, **arguments: Any) -> CallToolResult:
    return _on(target, lambda client: client.call_tool(name, arguments))


def _text(result: CallToolResult) -> str:
    return "\n".join(part.text for part in result.content if part.type == "text")


def _lasting(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if name != "elapsed_ms"}


def test_every_tool_tells_a_model_what_it_does_and_takes(whole: Assistant) -> None:
    """Five tools, each with a sentence, a typed result, and a word for every argument that is not closed."""
    tools = _on(make_tools(whole), lambda client: client.list_tools()).tools
    assert NAMES == {tool.name for tool in tools}
    for tool in tools:
        assert tool.description
        assert tool.output_schema
        for argument in tool.input_schema["properties"].values():
            assert any("description" in part for part in (argument, *argument.get("anyOf", ())))


def test_a_hundred_questions_get_the_reply_of_the_other_channels(whole: Assistant) -> None:
    """Statements, sources and verdict over MCP are those of the assistant, and the text holds every source."""

    async def ask(client: Client) -> list[CallToolResult]:
        return [await client.call_tool("ask", {"question": question}) for question in QUESTIONS]

    results = _on(make_tools(whole), ask)
    assert len(results) >= 100
    for question, result in zip(QUESTIONS, results, strict=True):
        reply = whole.answer(Question(text=question))
        assert _lasting(reply.model_dump(mode="json")) == _lasting(result.structured_content or {})
        assert reply.text in _text(result)
        assert all(f"[{source.mark}] {source.title}" in _text(result) for source in reply.sources)


def test_a_plan_adds_up_and_keeps_its_notes(whole: Assistant) -> None:
    """The tool of workshops returns the plan as structure and as Markdown."""
    result = _call(make_tools(whole), "plan_workshop", theme="effets utiles", minutes=60, people=10)
    plan = result.structured_content or {}
    assert 60 == sum(block["minutes"] for block in plan["blocks"])
    assert all(source["title"] in _text(result) for source in plan["sources"])


def test_a_theme_outside_is_an_abstention_and_no_error(whole: Assistant) -> None:
    """What the corpus does not hold is declined, with what can be served."""
    result = _call(make_tools(whole), "plan_workshop", theme="la physique quantique")
    assert not result.is_error
    assert "abstention" == (result.structured_content or {})["kind"]


@pytest.mark.parametrize(
    ("name", "arguments", "remedy"),
    [
        ("ask", {"question": "   "}, "Écrivez votre question"),
        ("define", {"term": "zorglub"}, "search"),
        ("plan_workshop", {"theme": "effets utiles", "minutes": -1}, "Choisissez"),
        ("plan_workshop", {"theme": "effets utiles", "people": 5000}, "prévoyez plusieurs ateliers"),
        ("search", {"query": "  "}, "Écrivez"),
    ],
)
def test_bad_input_comes_back_as_a_sentence(
    whole: Assistant, name: str, arguments: dict[str, Any], remedy: str
) -> None:
    """What cannot be used is told with its remedy, to be corrected by the model."""
    result = _call(make_tools(whole), name, **arguments)
    assert result.is_error
    assert remedy in _text(result)


def test_a_failure_tells_nothing_of_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    """An unforeseen error is an identifier for the client, and a place in the code for the log."""
    with caplog.at_level(logging.DEBUG, logger="api"):
        result = _call(make_tools(FakeAssistant()), "ask", question="panne 4217")
    assert result.is_error
    assert "4217" not in _text(result)
    assert "4217" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("api"))


def test_a_place_that_bears_two_names_is_told(whole: Assistant) -> None:
    """The finder gives clubs, and says so when none covers a place."""
    assert "Club Inné" in _text(_call(make_tools(whole), "find_club", place="Rouen"))
    assert "Je ne connais pas" in _text(_call(make_tools(whole), "find_club", place="Zorglubville"))


@pytest.fixture(scope="module")
def address(whole: Assistant) -> Iterator[str]:
    """Serve the application on a free port of this machine until the module ends."""
    with served(whole) as port:
        yield f"http://127.0.0.1:{port}/mcp"


def test_the_tools_are_served_over_http(address: str) -> None:
    """The official client finds the tools at `/mcp`, and two clients need no common session."""
    assert NAMES == {tool.name for tool in _on(address, lambda client: client.list_tools()).tools}
    assert "écosystème coopératif territorialisé" in _text(_call(address, "ask", question="C’est quoi un ECT ?"))


def test_what_is_asked_over_http_is_noted_for_who_asks(whole: Assistant) -> None:
    """A tool leaves the same note as a route: the reply, and the address of the connection."""
    journal = KeptNotes()
    with served(whole, journal=journal) as port:
        _call(f"http://127.0.0.1:{port}/mcp", "ask", question="Quel est le prix du verger de Zorglub ?")
    assert ["web 127.0.0.1"] == [asker for _, asker in journal.notes]


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 400), (b'"x"', 400), (b'{"jsonrpc": "2.0"}', 400), (b"\xff\xfe", 400)],
)
def test_a_malformed_message_is_refused(address: str, content: bytes, status: int) -> None:
    """No body makes the server fail."""
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    assert status == httpx.post(address, content=content, headers=headers).status_code


def test_a_foreign_host_does_not_reach_the_tools(address: str) -> None:
    """The border stands before the tools as before every route."""
    assert 400 == httpx.post(address, json={}, headers={"Host": "evil.invalid"}).status_code


def test_without_the_extra_the_route_tells_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without the package refuses in one sentence, and serves the rest."""
    monkeypatch.setattr(mcp_serving, "is_installed", lambda: False)
    response = sender(FakeAssistant())("POST", "/mcp", json={})
    assert 501 == response.status_code
    assert "efc[mcp]" in response.json()["detail"]


def test_a_program_talks_to_the_command_over_its_streams(shipped: Path) -> None:
    """`efc mcp` writes the protocol and nothing else."""
    command = ["-c", "from assistant.cli import main; main()", "mcp", "--data", str(shipped)]
    process = stdio_client(StdioServerParameters(command=sys.executable, args=command, cwd=str(ROOT)))
    assert "bénéfice" in _text(_call(process, "define", term="effets utiles"))
