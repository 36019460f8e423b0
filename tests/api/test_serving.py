import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from api.app import create_app
from api.serving import AddressUnusableError, address_of, make_server, open_listener
from tests.api.fakes import FakeAssistant

HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Serve on a free port of this machine until the module ends."""
    listener = open_listener("127.0.0.1", 0)
    server = make_server(create_app(FakeAssistant()))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()


def _exchange(port: int, request: bytes) -> bytes:
    """Send bytes as they are, and return all that comes back.

    A server that refuses a request closes without reading the rest of it, which the other side is told by a
    reset: once something has come back, a reset is the end of the answer.
    """
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        with suppress(ConnectionResetError, BrokenPipeError):
            connection.sendall(request)
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
    assert received, "the connection was reset before any answer"
    return received


def _status(response: bytes) -> int:
    return int(response.split(b" ", 2)[1])


def test_a_question_is_answered_over_a_real_connection(port: int) -> None:
    """The server answers, and tells neither its name nor its version."""
    body = b'{"question": "verger"}'
    response = _exchange(port, HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    assert _status(response) == 200
    assert b"uvicorn" not in response.lower()


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        (b"Content-Length: 50000000\r\n\r\n", 413),
        (b"Content-Length: -1\r\n\r\n", 400),
        (b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
        (b"Transfer-Encoding: chunked\r\n\r\n" + b"8000\r\n%b\r\n" % (b" " * 0x8000) * 3 + b"0\r\n\r\n", 413),
        (b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (b"X-Long: " + b"a" * 40_000 + b"\r\n\r\n", 431),
        (b"Bad header\r\n\r\n", 400),
        (b"Host: evil.invalid\r\nContent-Length: 2\r\n\r\n{}", 400),
        (b"Content-Length: 2\r\nX-Forwarded-Host: evil.invalid\r\n\r\n{}", 422),
        (b"Content-Length: 2\r\nOrigin: https://evil.invalid\r\n\r\n{}", 403),
        (b"Content-Length: 2\r\nOrigin: null\r\n\r\n{}", 403),
    ],
)
def test_a_malformed_request_is_refused_on_the_wire(port: int, rest: bytes, status: int) -> None:
    """Lengths that lie, endless heads and foreign hosts are refused, never a failure of the server."""
    assert _status(_exchange(port, HEAD + rest)) == status


@pytest.mark.parametrize(
    "target", [b"//", b"/%ff%fe", b"/v1/documents/%00", b"/..%2f..%2fetc", b"/web/page.css/../api"]
)
def test_an_odd_address_leads_nowhere(port: int, target: bytes) -> None:
    """Bytes that are no text, and paths that climb, are not found."""
    request = b"GET %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % target
    assert _status(_exchange(port, request)) in {404, 422}


def test_a_client_that_leaves_early_leaves_the_server_up(port: int) -> None:
    """A body that never ends does not keep the others waiting."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(HEAD + b"Content-Length: 1000\r\n\r\n{")
    healthy = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert _status(_exchange(port, healthy)) == 200


def test_a_taken_port_is_told_with_another_one(port: int) -> None:
    """The message names the port and proposes the next."""
    with pytest.raises(AddressUnusableError, match=f"--port {port + 1}"):
        open_listener("127.0.0.1", port)


def test_the_address_shown_can_be_opened() -> None:
    """It names the port that was really taken."""
    with open_listener("127.0.0.1", 0) as listener:
        assert address_of(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", pytest.param("é" * 70, id="too long")])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    """A host that is not of this machine is an error of ours, never one of the system."""
    with pytest.raises(AddressUnusableError):
        open_listener(host, 0)
