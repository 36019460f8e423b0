import json
import logging
from collections.abc import AsyncIterator

import pytest

from api.limits import BODY_LIMIT, SECURITY_HEADERS
from api.problems import Problem
from tests.api.conftest import Send, sender
from tests.api.fakes import FakeAssistant

JSON = {"Content-Type": "application/json"}
PATHS = ["/", "/web/page.css", "/healthz", "/openapi.json", "/v1/documents", "/v1/absent", "/v1/ask"]


def _padded(size: int) -> bytes:
    body = json.dumps({"question": ""}).encode()
    return body[:-2] + b"a" * (size - len(body)) + body[-2:]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"question": "a"',
        b"null",
        b"[]",
        b'"a"',
        b"1",
        b"{}",
        b'{"question": null}',
        b'{"question": 1}',
        b'{"question": ["a"]}',
        b'{"question": true}',
        b'{"question": "a", "extra": 1}',
        b'{"question": "a", "question": "b"}',
        b'{"question": NaN}',
        b'{"question": -Infinity}',
        b'{"question": 1e999}',
        b'{"question": ' + b"9" * 5000 + b"}",
        b"[" * 30_000,
        b'{"question": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"question": ' + b"[" * 20 + b"]" * 20 + b"}",
        b'{"question": "\\ud800"}',
        b'{"question": "a\\u0000b"}',
        b'{"question": "a\x01b"}',
        b'{"\\u0000": "a"}',
        '{"question": "é"}'.encode("utf-16"),
        '{"question": "é"}'.encode("latin-1"),
        b'{"question": "   "}',
        b'{"question": "' + b"a" * 2001 + b'"}',
        b'{"question": "a", "history": [{"role": "system", "text": "a"}]}',
        b'{"question": "a", "history": [{"role": "user", "text": 1}]}',
        b'{"question": "a", "history": {}}',
        b'{"question": "a", "history": [' + b",".join([b'{"role": "user", "text": "a"}'] * 41) + b"]}",
        b'{"question": "a", "history": [{"role": "user", "text": "' + b"a" * 4001 + b'"}]}',
        b'{"question": "a", "persona": "roi"}',
        b'{"question": "a", "place": "' + b"a" * 101 + b'"}',
        b'{"question": "a", "language": "de"}',
    ],
)
def test_a_body_that_cannot_be_used_is_a_422(send: Send, body: bytes) -> None:
    """Whatever is wrong with a body, the client learns it as a problem."""
    response = send("POST", "/v1/ask", content=body, headers=JSON)
    assert (response.status_code, response.headers["Content-Type"]) == (422, "application/problem+json")
    assert Problem.model_validate_json(response.content).status == 422


@pytest.mark.parametrize("k", [-1, 0, 51, 10**6, 2**31, 2**63, 10**400, True, 5.0, "5", None, [1]])
def test_a_number_of_passages_is_an_integer_from_1_to_50(send: Send, k: object) -> None:
    """No other value of k is guessed or clipped."""
    response = send("POST", "/v1/search", json={"query": "verger", "k": k})
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "k")


def test_a_filter_knows_no_operator(send: Send) -> None:
    """A filter is a list of kinds, never a query of the store."""
    refused: list[object] = [{"$or": []}, [{"$where": "1"}], ["$ne"], "case"]
    for kinds in refused:
        assert send("POST", "/v1/search", json={"query": "verger", "kinds": kinds}).status_code == 422


def test_ordinary_writing_is_accepted(send: Send) -> None:
    """Accents, emoji, line breaks and a byte order mark are not errors."""
    for text in ("Où ça ?", "👩‍🌾 le verger", "une ligne\r\nune autre\tici"):
        body = json.dumps({"question": text}, ensure_ascii=False).encode("utf-8-sig")
        assert send("POST", "/v1/ask", content=body, headers=JSON).status_code == 200


def test_a_field_error_names_the_field_in_french(send: Send) -> None:
    """The path of the field and a French message are given, never the value."""
    body = {"question": "a", "history": [{"role": "roi-secret", "text": "a"}]}
    response = send("POST", "/v1/ask", json=body)
    expected = {
        "field": "history.0.role",
        "code": "literal_error",
        "message": "Valeur attendue : 'user' ou 'assistant'.",
    }
    assert [expected] == response.json()["errors"]
    assert "roi-secret" not in response.text


def test_a_body_may_weigh_64_kib_and_no_more(send: Send) -> None:
    """One byte over the limit is a 413, with or without an announced length."""

    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(80):
            yield b" " * 1024

    assert send("POST", "/v1/ask", content=_padded(BODY_LIMIT), headers=JSON).status_code == 422
    assert send("POST", "/v1/ask", content=_padded(BODY_LIMIT + 1), headers=JSON).status_code == 413
    assert send("POST", "/v1/ask", content=in_pieces(), headers=JSON).status_code == 413
    assert send("POST", "/v1/ask", content=b"{}", headers={**JSON, "Content-Length": "9" * 30}).status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=a"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_a_body_that_is_not_plain_json_is_a_415(send: Send, headers: dict[str, str]) -> None:
    """Only JSON is read, so a form of another site cannot ask in a visitor’s name."""
    response = send("POST", "/v1/ask", content=b'{"question": "a"}', headers=headers)
    assert (response.status_code, response.json()["code"]) == (415, "media_type_unsupported")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_a_wrong_method_is_a_405_that_says_which_one_works(send: Send, method: str) -> None:
    """405 carries Allow."""
    response = send(method, "/v1/documents", content=b"")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET")


@pytest.mark.parametrize(
    "path",
    [
        "/absent",
        "/v1",
        "/v1/documents/",
        "/v1/%2e%2e/healthz",
        "/v1/documents/%00",
        "/v1/documents/a%2Fb",
        "/docs",
    ],
)
def test_an_unknown_address_is_a_problem(send: Send, path: str) -> None:
    """Nothing outside the contract answers, and nothing breaks."""
    response = send("GET", path)
    assert response.status_code in {404, 422}
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", PATHS)
def test_every_response_is_marked_and_hardened(send: Send, path: str) -> None:
    """Security headers and the id of the request are on every response, errors included."""
    response = send("GET", path)
    assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert len(response.headers["X-Request-ID"]) == 32
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_id_of_a_request_is_kept_when_it_is_safe(send: Send) -> None:
    """A proxy’s id is echoed, in the problem too; anything odd is replaced."""
    kept = send("GET", "/absent", headers={"X-Request-ID": "proxy-42"})
    assert (kept.headers["X-Request-ID"], kept.json()["id"]) == ("proxy-42", "proxy-42")
    assert send("GET", "/absent", headers={"X-Request-ID": "a b"}).headers["X-Request-ID"] != "a b"


@pytest.mark.parametrize("path", ["/", "/healthz", "/v1/documents"])
def test_a_head_request_gets_the_head_alone(send: Send, path: str) -> None:
    """HEAD answers as GET does, without a body."""
    response = send("HEAD", path)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("aide.exemple.invalid", 200),
        ("exemple.invalid", 400),
        ("evil.invalid", 400),
        ("localhost.evil.invalid", 400),
        ("localhost@evil.invalid", 400),
        ("", 400),
    ],
)
def test_only_the_names_of_the_server_are_served(host: str, status: int) -> None:
    """A foreign Host is refused, so another site cannot reach a local server through its own name."""
    send = sender(FakeAssistant(), hosts=["127.0.0.1", "localhost", "::1", "*.exemple.invalid"])
    assert status == send("GET", "/healthz", headers={"Host": host}).status_code


def test_an_uncaught_error_is_a_500_that_tells_nothing(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the client nor the log learns more than where it failed: the question stays out."""
    with caplog.at_level(logging.ERROR):
        response = send("POST", "/v1/ask", json={"question": "panne chez Basile"})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (500, "internal_error")
    assert "Basile" not in response.text + caplog.text
    assert problem["id"] in caplog.text
    assert "RuntimeError" in caplog.text
