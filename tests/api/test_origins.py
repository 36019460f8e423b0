import pytest

from api.origins import read_origins
from api.traffic import Traffic
from assistant.errors import InvalidInputError
from tests.api.conftest import Send, sender
from tests.api.fakes import FakeAssistant

SITE = "https://site.exemple.invalid"
POSTS = ["/v1/ask", "/v1/ask/stream", "/v1/search", "/v1/chat/completions", "/absent"]
FOREIGN = [
    "https://evil.invalid",
    "null",
    "",
    "http://site.exemple.invalid",
    "https://site.exemple.invalid:8443",
    "https://site.exemple.invalid.evil.invalid",
    "https://site.exemple.invalid/",
    "https://evil@site.exemple.invalid",
    "file://",
    "http://127.0.0.1:9999",
    "http://127.0.0.1",
]


@pytest.fixture
def open_to_site() -> Send:
    """A server that one site may call."""
    return sender(FakeAssistant(), traffic=Traffic(origins=frozenset({SITE})))


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize("origin", FOREIGN)
def test_no_other_site_may_post(send: Send, open_to_site: Send, path: str, origin: str) -> None:
    """An origin that is not on the list, `null` included, is refused on every POST, and reads nothing."""
    for one in (send, open_to_site):
        response = one("POST", path, json={"question": "verger"}, headers={"Origin": origin})
        assert (403, None) == (response.status_code, response.headers.get("Access-Control-Allow-Origin"))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_no_effect_is_open_to_another_site(send: Send, method: str) -> None:
    """Every method that could change something is closed."""
    assert 403 == send(method, "/v1/documents", headers={"Origin": "https://evil.invalid"}).status_code


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_site_reads_nothing(send: Send, origin: str) -> None:
    """A GET answers, and the browser keeps the response from the page."""
    response = send("GET", "/v1/documents", headers={"Origin": origin})
    assert (200, None) == (response.status_code, response.headers.get("Access-Control-Allow-Origin"))


@pytest.mark.parametrize("origin", [SITE, SITE.upper(), "http://127.0.0.1:8000"])
def test_a_listed_site_and_the_server_itself_may_post(open_to_site: Send, origin: str) -> None:
    """The list is exact, case aside; the pages of the server need not be on it."""
    assert 200 == open_to_site("POST", "/v1/ask", json={"question": "a"}, headers={"Origin": origin}).status_code


def test_a_listed_site_reads_what_it_needs(open_to_site: Send) -> None:
    """Errors included: their id, and when to come back."""
    for body in ({"question": "a"}, {"question": 1}):
        headers = open_to_site("POST", "/v1/ask", json=body, headers={"Origin": SITE}).headers
        assert (SITE, "Origin") == (headers["Access-Control-Allow-Origin"], headers["Vary"])
        assert "X-Request-ID" in headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in headers


def test_what_a_proxy_keeps_depends_on_the_origin(open_to_site: Send) -> None:
    """A response without an origin says that another one would differ."""
    assert "Origin" == open_to_site("GET", "/v1/documents").headers["Vary"]


@pytest.mark.parametrize(("origin", "status"), [(SITE, 204), ("https://evil.invalid", 403), ("null", 403)])
def test_a_preflight_is_answered_by_the_list(open_to_site: Send, origin: str, status: int) -> None:
    """A listed site learns what it may send; another one learns nothing."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, authorization"}
    response = open_to_site("OPTIONS", "/v1/ask", headers={"Origin": origin, **asked})
    assert status == response.status_code
    allowed = response.headers.get("Access-Control-Allow-Headers")
    assert allowed == ("content-type, authorization" if status == 204 else None)


def test_a_preflight_echoes_names_only(open_to_site: Send) -> None:
    """What is not a list of header names is not sent back."""
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "a: b"}
    response = open_to_site("OPTIONS", "/v1/ask", headers={"Origin": SITE, **asked})
    assert "Content-Type" == response.headers["Access-Control-Allow-Headers"]


def test_everybody_is_let_in_only_when_said() -> None:
    """`*` is a choice of who runs the server, and still carries no password of the browser."""
    send = sender(FakeAssistant(), traffic=Traffic(origins=frozenset({"*"})))
    response = send("POST", "/v1/ask", json={"question": "a"}, headers={"Origin": "https://evil.invalid"})
    assert (200, "*") == (response.status_code, response.headers["Access-Control-Allow-Origin"])


def test_the_setting_is_a_list_of_exact_origins() -> None:
    """Spaces, case and a last slash do not matter."""
    expected = {"https://a.invalid", "http://b.invalid:8080"}
    assert expected == read_origins(" https://A.invalid/ , http://b.invalid:8080,")
    assert frozenset() == read_origins("")
    assert {"*"} == read_origins("*")


@pytest.mark.parametrize("text", ["a.invalid", "https://", "https://*.a.invalid", "https://a/b", "null", "ftp://a"])
def test_a_setting_that_is_no_origin_is_refused(text: str) -> None:
    """The message names the value."""
    with pytest.raises(InvalidInputError, match="EFC_ALLOWED_ORIGINS"):
        read_origins(text)
