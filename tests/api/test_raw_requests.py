"""Raw requests on every POST route of the description: never a failure of ours, nor an undocumented status."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.limits import BODY_LIMIT
from tests.api.conftest import Send, sender
from tests.api.fakes import FakeAssistant
from tests.api.served import served

DESCRIPTION: dict[str, Any] = create_app(FakeAssistant()).openapi()
ROUTES = sorted(path for path, operations in DESCRIPTION["paths"].items() if "post" in operations)
JSON = {"Content-Type": "application/json"}
DONE = {200, 201, 202, 204}
"""What a route may answer to its own example."""


def _described(path: str) -> dict[str, Any]:
    operation: dict[str, Any] = DESCRIPTION["paths"][path]["post"]
    return operation


def _example(path: str) -> dict[str, Any]:
    content = _described(path)["requestBody"]["content"]["application/json"]
    fullest: dict[str, Any] = max((one["value"] for one in content["examples"].values()), key=len)
    return dict(fullest)


def _check(path: str, response: httpx.Response, what: object) -> None:
    assert str(response.status_code) in _described(path)["responses"], (path, what, response.status_code)
    assert response.status_code < 500, (path, what)
    assert response.headers["X-Request-ID"]
    if response.status_code >= 400:
        kind = next(iter(_described(path)["responses"][str(response.status_code)]["content"]))
        assert kind == response.headers["Content-Type"]
        assert "Traceback" not in response.text


def _raw(path: str) -> Iterator[bytes]:
    """Yield bodies that no client should send: 71 to 83 of the list of bad inputs."""
    valid = json.dumps(_example(path))
    name = next(iter(_example(path)))
    yield from (b"", b" ", valid[:-1].encode(), valid[: len(valid) // 2].encode(), b"{" + valid.encode())
    yield from (b"null", b"[]", b'"a"', b"1", b"true", b"[" + valid.encode() + b"]")
    yield b'{"a": 1, ' + valid[1:].encode()
    yield valid[:-1].encode() + f', "{name}": "b"}}'.encode()
    values = ("NaN", "-Infinity", "1e999", "9" * 5000, "-1", "0", "1e6", str(2**31), str(2**63), '"\\ud800"')
    for value in (*values, '"a\\u0000b"', '"a\u0001b"', "[" * 500 + "]" * 500, '{"$where": "1"}', '{"a": {"$or": []}}'):
        for field in _example(path):
            yield f'{{"{field}": {value}}}'.encode()
            yield f'{valid[:-1]}, "x": {value}}}'.encode()
    yield b"[" * 60_000
    yield from (
        valid.encode("utf-16"),
        b"\xef\xbb\xbf" + valid.encode(),
        '{"é": "é"}'.encode("latin-1"),
        b"\xff\xfe\xfa",
    )


@pytest.mark.parametrize("path", ROUTES)
def test_no_body_breaks_a_route(send: Send, path: str) -> None:
    """Empty, cut, of another type, twice, out of bounds, nested, in another encoding: refused, with a reason."""
    for body in _raw(path):
        _check(path, send("POST", path, content=body, headers=JSON), body[:80])


@pytest.mark.parametrize("path", ROUTES)
def test_no_type_of_a_field_breaks_a_route(send: Send, path: str) -> None:
    """Each field in turn, of each type of JSON."""
    deep: Any = "a"
    for _ in range(6):
        deep = [deep]
    values = (None, [], {}, 0, -1, 1.5, True, "", " ", "\u200b", "\u2062", "a" * 5000, ["a"], [1], {"a": "b"}, deep)
    for field in _example(path):
        for value in values:
            _check(path, send("POST", path, json={**_example(path), field: value}), (field, str(value)[:40]))


@pytest.mark.parametrize("path", ROUTES)
def test_a_conversation_is_bounded(send: Send, path: str) -> None:
    """A thousand turns, a system role, a content that is no text."""
    turns: tuple[Any, ...] = (
        [{"role": "user", "text": "a"}] * 1000,
        [{"role": "system", "text": "a"}],
        [{"role": "user", "text": [1]}],
        [{"role": "user", "content": {"$ne": 1}}],
        [{"role": "user", "content": "a"}] * 1000,
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "file:///etc/passwd"}}]}],
    )
    for one in turns:
        for name in ("history", "messages"):
            _check(path, send("POST", path, json={**_example(path), name: one}), (name, str(one)[:60]))


@pytest.mark.parametrize("path", ROUTES)
def test_no_size_breaks_a_route(send: Send, path: str) -> None:
    """At the limit, one byte over, far over, with and without an announced length, in letters of one byte or four."""

    async def pieces() -> Any:
        for _ in range(100):
            yield b" " * 10_000

    for size in (BODY_LIMIT, BODY_LIMIT + 1, 5_000_000):
        _check(path, send("POST", path, content=b" " * size, headers=JSON), size)
    _check(path, send("POST", path, content=pieces(), headers=JSON), "chunks")
    for letter, count in (("a", 2000), ("a", 2001), ("😀", 2000), ("😀", 2001)):
        body = {name: letter * count if isinstance(value, str) else value for name, value in _example(path).items()}
        _check(path, send("POST", path, json=body), (letter, count))


@pytest.mark.parametrize("path", ROUTES)
def test_no_type_of_content_breaks_a_route(send: Send, path: str) -> None:
    """Forms, ten thousand parts, compressed bombs and no type at all are a 415, or too large."""
    valid = json.dumps(_example(path)).encode()
    parts = (
        b"".join(b'--a\r\nContent-Disposition: form-data; name="b"\r\n\r\nc\r\n' for _ in range(1000)) + b"--a--\r\n"
    )
    cases: tuple[tuple[bytes, dict[str, str]], ...] = (
        (valid, {}),
        (valid, {"Content-Type": "text/plain"}),
        (b"question=a", {"Content-Type": "application/x-www-form-urlencoded"}),
        (parts, {"Content-Type": "multipart/form-data; boundary=a"}),
        (parts * 10, {"Content-Type": "multipart/form-data; boundary=a"}),
        (b"\x1f\x8b" + b"\x00" * 1000, {**JSON, "Content-Encoding": "gzip"}),
        (valid, {**JSON, "Content-Encoding": "br"}),
    )
    for body, headers in cases:
        response = send("POST", path, content=body, headers=headers)
        _check(path, response, headers)
        assert response.status_code in {413, 415}


@pytest.mark.parametrize("path", ROUTES)
def test_no_header_breaks_a_route(send: Send, path: str) -> None:
    """Many, long, forged: what they claim changes nothing, and too many are refused."""
    cases: tuple[tuple[dict[str, str], set[int]], ...] = (
        ({f"X-{number}": "a" for number in range(200)}, DONE),
        ({"X-Long": "a" * 64_000}, {431}),
        ({"Host": "evil.invalid"}, {400}),
        ({"Origin": "https://evil.invalid"}, {403}),
        ({"Origin": "null"}, {403}),
        ({"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "evil.invalid", "X-Forwarded-Proto": "gopher"}, DONE),
        ({"Authorization": "Bearer faux"}, DONE),
        ({"Authorization": ""}, DONE),
        ({"X-API-Key": "a" * 10_000}, DONE),
        ({"Range": "bytes=" + ",".join("0-1" for _ in range(1000))}, DONE),
        ({"Idempotency-Key": "a"}, DONE),
        ({"Accept": "image/png"}, DONE),
    )
    for headers, expected in cases:
        response = send("POST", path, json=_example(path), headers=headers)
        _check(path, response, headers)
        assert response.status_code in expected, headers
    assert send("POST", f"{path}?key=a&key=b&question=c", json=_example(path)).status_code in DONE


@pytest.mark.parametrize("path", ROUTES)
def test_another_method_is_refused(send: Send, path: str) -> None:
    """HEAD, OPTIONS, TRACE, PUT and words of nobody's protocol are a 405 that names the one that works."""
    for method in ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "PROPFIND"):
        if ("get" if method == "HEAD" else method.lower()) in DESCRIPTION["paths"][path]:
            continue
        response = send(method, path)
        assert (405, True) == (response.status_code, "POST" in response.headers["Allow"]), method


@pytest.mark.parametrize("path", ROUTES)
def test_a_hundred_equal_requests_have_one_answer(send: Send, path: str) -> None:
    """An idempotency key promises nothing here, and nothing depends on how often one asks."""
    kinds = {send("POST", path, json=_example(path), headers={"Idempotency-Key": "a"}).status_code for _ in range(100)}
    assert kinds <= DONE
    assert len(kinds) == 1


@pytest.mark.parametrize("path", ROUTES)
def test_an_unready_server_says_when_to_come_back(path: str) -> None:
    """Without an index, a valid request is a documented 503, or needs no index."""
    response = sender(FakeAssistant(ready=False))("POST", path, json=_example(path))
    assert str(response.status_code) in _described(path)["responses"]
    assert response.status_code in DONE or response.headers["Retry-After"].isdigit()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server on a real socket."""
    with served(FakeAssistant()) as taken:
        yield taken


def _wire(port: int, head: bytes, body: bytes = b"") -> bytes:
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        with suppress(ConnectionResetError, BrokenPipeError):
            connection.sendall(head + body)
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
    return received


@pytest.mark.parametrize("path", ROUTES)
def test_no_framing_breaks_a_route(port: int, path: str) -> None:
    """Lengths that lie, two framings, broken chunks, forged lines and absolute targets, on a real socket."""
    start = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n".encode()
    )
    valid = json.dumps(_example(path)).encode()
    length = b"Content-Length: %d\r\n" % len(valid)
    cases = (
        (start + b"Content-Length: 1\r\n\r\n", valid, {422}),
        (start + b"Content-Length: -5\r\n\r\n", valid, {400}),
        (
            start + length + b"Transfer-Encoding: chunked\r\n\r\n",
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(valid), valid),
            {*DONE, 400},
        ),
        (start + b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\n", {400}),
        (start + b"Transfer-Encoding: gzip, chunked\r\n\r\n", b"0\r\n\r\n", {400, 501}),
        (start + b"X-A: b\r\nX-B : c\r\n" + length + b"\r\n", valid, {400}),
        (start + b"X-A: b\nX-B: c\r\n" + length + b"\r\n", valid, {*DONE, 400}),
        (start + b"X-A: \x00\r\n" + length + b"\r\n", valid, {400}),
        (start + b"X-A: \xff\xfe\r\n" + length + b"\r\n", valid, DONE),
        (start.replace(b"POST /", b"POST http://evil.invalid/") + length + b"\r\n", valid, {*DONE, 400, 404}),
        (start.replace(b"HTTP/1.1", b"HTTP/9.9") + length + b"\r\n", valid, {*DONE, 400, 505}),
        (start + b"Expect: 100-continue\r\n" + length + b"\r\n", valid, {100, *DONE}),
    )
    for head, body, expected in cases:
        status = int(_wire(port, head, body).split(b" ", 2)[1])
        assert status in expected, (head, status)


@pytest.mark.parametrize("path", ROUTES)
def test_a_client_gone_at_any_moment_leaves_the_server_up(port: int, path: str) -> None:
    """Before, during and after the answer."""
    valid = json.dumps(_example(path)).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n".encode()
    request = head + b"Content-Length: %d\r\n\r\n" % len(valid) + valid
    for sent in (b"", head, request[:-3], request):
        for read in (0, 1, 65536):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(sent)
                if sent is request and read:
                    connection.recv(read)
    assert 200 == httpx.get(f"http://127.0.0.1:{port}/healthz").status_code


@pytest.mark.parametrize("target", ["//v1/ask", "/v1//ask", "/v1/ask/", "/v1/ask.", "/v1/%61sk%00", "/v1/../v1/ask%2e"])
def test_an_odd_spelling_of_a_route_is_not_the_route(port: int, target: str) -> None:
    """One address, one route."""
    head = f"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()
    assert b"404" == _wire(port, head).split(b" ", 2)[1]
