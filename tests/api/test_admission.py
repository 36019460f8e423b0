import asyncio
import json
import socket
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api import admission
from api.admission import Admission, Line
from api.app import create_app
from api.problems import RequestRefusedError
from api.traffic import Traffic, traffic_of
from assistant.settings import Settings
from tests.api.fakes import FakeAssistant
from tests.api.served import served
from tests.api.slow_fakes import SlowAssistant

BODY = json.dumps({"question": "verger"}).encode()
HEAD = b"POST %b HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def _soon(condition: Callable[[], bool], seconds: float = 2.0) -> bool:
    """Tell whether something comes true within some seconds."""
    limit = time.monotonic() + seconds
    while not condition() and time.monotonic() < limit:
        time.sleep(0.01)
    return condition()


def _together(assistant: Any, count: int, **options: Any) -> list[httpx.Response]:
    """Return the responses to `count` questions asked at once."""
    transport = httpx.ASGITransport(app=create_app(assistant, **options))

    async def exchange() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=30) as client:
            asked = (client.post("/v1/ask", json={"question": "verger"}) for _ in range(count))
            return await asyncio.gather(*asked)

    return asyncio.run(exchange())


def test_no_more_than_the_slots_are_worked_at_once() -> None:
    """The others wait their turn, and all are answered."""
    slow = SlowAssistant(0.05)
    started = time.monotonic()
    responses = _together(slow, 6, traffic=Traffic(slots=2))
    assert [200] * 6 == [one.status_code for one in responses]
    assert time.monotonic() - started >= 3 * 0.05


def test_past_a_full_line_a_request_is_refused_at_once() -> None:
    """One works, 64 wait, the others are told when to come back, soon."""
    slow = SlowAssistant(0.005)
    responses = _together(slow, 100, traffic=Traffic(slots=1))
    refused = [one for one in responses if one.status_code == 503]
    assert (100 - 1 - admission.WAITING, admission.WAITING + 1) == (len(refused), slow.finished)
    assert {"server_busy"} == {one.json()["code"] for one in refused}
    assert all(one.headers["Retry-After"].isdigit() for one in refused)


def test_a_request_waits_no_longer_than_its_patience() -> None:
    """A slot that does not come is a refusal, and the line is left as it was."""
    line = Line(slots=1, patience=0.05)

    async def exchange() -> None:
        async with line.slot():
            with pytest.raises(RequestRefusedError):
                async with line.slot():
                    raise AssertionError("two hold one slot")
        async with line.slot():
            assert (1, 0, 1) == (line.working, line.waiting, line.refused)

    asyncio.run(exchange())
    assert (0, 0) == (line.working, line.waiting)


def test_probes_never_wait() -> None:
    """Health and counters answer while every slot is taken."""
    with (
        served(SlowAssistant(1.0), traffic=Traffic(slots=1)) as port,
        socket.create_connection(("127.0.0.1", port)) as one,
    ):
        one.sendall(HEAD % (b"/v1/ask", len(BODY)) + BODY)
        started = time.monotonic()
        for path in ("/healthz", "/readyz", "/metrics"):
            assert 200 == httpx.get(f"http://127.0.0.1:{port}{path}").status_code
        assert time.monotonic() - started < 0.9


@pytest.mark.parametrize("path", [b"/v1/ask", b"/v1/ask/stream", b"/v1/chat/completions"])
def test_a_client_that_leaves_ends_the_work(path: bytes) -> None:
    """A hundred clients leave: the work stops within a second, and the slots are free again."""
    slow = SlowAssistant(20.0)
    body = (
        BODY
        if path != b"/v1/chat/completions"
        else json.dumps({"model": "efc", "stream": True, "messages": [{"role": "user", "content": "verger"}]}).encode()
    )
    with served(slow, traffic=Traffic(slots=4)) as port:
        for _ in range(25):
            connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
            for one in connections:
                one.sendall(HEAD % (path, len(body)) + body)
            begun = slow.given_up + 4
            assert _soon(lambda begun=begun: slow.begun == begun)
            for one in connections:
                one.close()
            assert _soon(lambda begun=begun: slow.given_up == begun, 1.0)
        counted = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    assert "efc_working 0\n" in counted
    assert "efc_clients_left_total 100\n" in counted
    assert 0 == slow.finished


def test_a_client_that_leaves_a_stream_under_way_ends_the_work() -> None:
    """Once the stream has begun, leaving stops it as well."""
    slow = SlowAssistant(20.0)
    with served(slow) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as one:
        one.sendall(HEAD % (b"/v1/ask/stream", len(BODY)) + BODY)
        received = b""
        while b'{"type":"start"' not in received:
            received += one.recv(4096)
        assert 0 == slow.given_up
        one.close()
        assert _soon(lambda: slow.given_up == 1, 1.0)


def test_a_client_that_leaves_the_line_leaves_its_place() -> None:
    """Who waits for a slot and goes is not worked at all."""
    slow = SlowAssistant(0.5)
    with served(slow, traffic=Traffic(slots=1)) as port:
        first, second = (socket.create_connection(("127.0.0.1", port)) for _ in range(2))
        first.sendall(HEAD % (b"/v1/ask", len(BODY)) + BODY)
        assert _soon(lambda: slow.begun == 1)
        second.sendall(HEAD % (b"/v1/ask", len(BODY)) + BODY)
        time.sleep(0.1)
        second.close()
        assert _soon(lambda: slow.finished == 1)
        time.sleep(0.2)
        first.close()
    assert 1 == slow.begun


def test_bodies_that_never_end_hold_no_slot() -> None:
    """Fifty clients that send half a body keep nobody waiting."""
    with served(FakeAssistant(), traffic=Traffic(slots=1)) as port:
        half = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
        for one in half:
            one.sendall(HEAD % (b"/v1/ask", 1000) + b"{")
        response = httpx.post(f"http://127.0.0.1:{port}/v1/ask", json={"question": "verger"}, timeout=2)
        for one in half:
            one.close()
    assert 200 == response.status_code


def test_a_body_that_does_not_come_is_a_408(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client is told, instead of being held for ever."""
    monkeypatch.setattr(admission, "BODY_SECONDS", 0.1)
    with served(FakeAssistant()) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as one:
        one.sendall(HEAD % (b"/v1/ask", 1000) + b"{")
        assert b"HTTP/1.1 408" in one.recv(100)


def test_a_client_that_takes_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A response that nobody takes ends, and its slot is free again."""
    monkeypatch.setattr(admission, "SENDING_SECONDS", 0.05)
    line = Line(slots=1)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def stuck(message: Any) -> None:
        await asyncio.sleep(10)

    async def receive() -> Any:
        if line.working:
            await asyncio.sleep(10)
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "POST", "path": "/v1/ask", "query_string": b"", "headers": []}
    with pytest.raises(TimeoutError):
        asyncio.run(Admission(app, line)(scope, receive, stuck))
    assert 0 == line.working


def test_the_slots_are_the_cores_shared_between_the_processes() -> None:
    """One at least each, and more when a chat model is waited for."""
    one, many = traffic_of(Settings()), traffic_of(Settings(), workers=1000)
    assert (1, one.slots * 8) == (many.slots, traffic_of(Settings(chat_model="fake:model")).slots)
    assert 3 == traffic_of(Settings(slots=3), workers=2).slots
