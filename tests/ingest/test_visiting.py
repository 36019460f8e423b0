import socket
from collections.abc import Iterator

import pytest

from assistant.errors import DocumentRefusedError, UnreachableError
from ingest.addresses import Hosts, parse_address
from ingest.visiting import FAILURES, REDIRECTS, Validators, Visited, Visitor
from tests.ingest.web_stubs import PUBLIC, Reply, Site, World, html, small_web

TYPES = frozenset({"text/html"})
HOSTS = Hosts.of(["site.example", "www.site.example"])
HOME = Reply(html("Accueil", "Bonjour."))


@pytest.fixture
def world() -> Iterator[World]:
    """Return a web of one site under two names."""
    with small_web() as made:
        made.site("site.example").routes["/"] = HOME
        made.names["www.site.example"] = made.names["site.example"]
        yield made


@pytest.fixture
def site(world: World) -> Site:
    """Return the site."""
    return world.sites[PUBLIC]


@pytest.fixture
def visitor(world: World) -> Visitor:
    """Return a visitor."""
    return Visitor(world.network(), "")


def visit(visitor: Visitor, url: str, known: Validators | None = None) -> Visited:
    """Visit a page of the site."""
    return visitor.visit(parse_address(url), HOSTS, TYPES, known)


def robots(text: str, status: int = 200) -> Reply:
    """Return a robots.txt."""
    return Reply(text.encode(), status, "text/plain")


def test_a_host_that_is_not_allowed_is_never_asked(world: World, visitor: Visitor) -> None:
    """Nothing is opened, and the error says how to allow the host."""
    with pytest.raises(DocumentRefusedError) as caught:
        visit(visitor, "https://autre.example/")

    assert "autre.example" in caught.value.message
    assert ("--allow-host autre.example" in caught.value.remedy, "EFC_FETCH_HOSTS" in caught.value.remedy) == (
        True,
        True,
    )
    assert [] == world.connected


def test_a_redirect_to_a_host_that_is_not_allowed_is_refused(world: World, site: Site, visitor: Visitor) -> None:
    """A site that is allowed does not open the way to another."""
    world.site("autre.example", "203.0.114.11")
    site.routes["/ailleurs"] = Reply(status=301, headers={"Location": "https://autre.example/"})

    with pytest.raises(DocumentRefusedError, match=r"autre\.example"):
        visit(visitor, "https://site.example/ailleurs")
    assert [] == world.sites["203.0.114.11"].asked


def test_a_robots_file_does_not_open_the_way_either(world: World, site: Site, visitor: Visitor) -> None:
    """A robots.txt that redirects to a host that is not allowed is not read there, and nothing of the site is."""
    world.site("autre.example", "203.0.114.11")
    site.routes["/robots.txt"] = Reply(status=301, headers={"Location": "https://autre.example/robots.txt"})

    with pytest.raises(DocumentRefusedError, match=r"autre\.example"):
        visit(visitor, "https://site.example/")
    assert (["/robots.txt"], []) == (site.asked, world.sites["203.0.114.11"].asked)


def test_redirects_are_followed_three_times(site: Site, visitor: Visitor) -> None:
    """A page three redirects away is read, and told by its own address; one more is too many."""
    for number in range(REDIRECTS + 1):
        site.routes[f"/{number}"] = Reply(status=308, headers={"Location": f"/{number + 1}"})
    site.routes[f"/{REDIRECTS + 1}"] = HOME

    found = visit(visitor, "http://www.site.example/1")
    assert (f"http://www.site.example/{REDIRECTS + 1}", HOME.body) == (str(found.address), found.content)
    with pytest.raises(DocumentRefusedError, match="renvois"):
        visit(visitor, "http://www.site.example/0")


@pytest.mark.parametrize("place", ["", "javascript:alert(1)", "http://\xe9/", "http://[::1/"])
def test_a_redirect_to_nowhere_is_refused(site: Site, visitor: Visitor, place: str) -> None:
    """A redirect without a usable address is said to be one."""
    site.routes["/page"] = Reply(status=302, headers={"Location": place} if place else {})
    with pytest.raises(DocumentRefusedError, match="renvoie"):
        visit(visitor, "http://site.example/page")


def test_robots_are_obeyed(site: Site, visitor: Visitor) -> None:
    """What is forbidden to all is not asked for, redirects included; the file is read once."""
    site.routes["/robots.txt"] = robots("User-agent: *\nDisallow: /prive\n")
    site.routes["/vers"] = Reply(status=302, headers={"Location": "/public/../prive/page"})
    site.routes["/prive/page"] = HOME

    for path in ("/prive/page", "/vers"):
        with pytest.raises(DocumentRefusedError, match=r"robots\.txt"):
            visit(visitor, f"https://site.example{path}")
    assert HOME.body == visit(visitor, "https://site.example/").content
    assert ["/robots.txt", "/vers", "/"] == site.asked


def test_rules_for_us_come_before_rules_for_all(site: Site, visitor: Visitor) -> None:
    """A group that names us is the one that counts."""
    site.routes["/robots.txt"] = robots("User-agent: *\nDisallow:\n\nUser-agent: efc-assistant\nDisallow: /\n")
    with pytest.raises(DocumentRefusedError, match=r"robots\.txt"):
        visit(visitor, "https://site.example/")


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, None), (410, None), (401, DocumentRefusedError), (403, DocumentRefusedError), (500, UnreachableError),
     (503, UnreachableError), (429, UnreachableError)],
)  # fmt: skip
def test_robots_that_cannot_be_read(
    site: Site, visitor: Visitor, status: int, error: type[DocumentRefusedError] | None
) -> None:
    """Without the file all is allowed; closed, or in trouble, nothing of the site is read, and it is asked once."""
    site.routes["/robots.txt"] = robots("", status)
    if error is None:
        assert HOME.body == visit(visitor, "https://site.example/").content
        return
    for _ in range(2):
        with pytest.raises(DocumentRefusedError) as caught:
            visit(visitor, "https://site.example/")
        assert error is type(caught.value)
    assert ["/robots.txt"] == site.asked


def test_requests_to_a_host_keep_their_distance(world: World, site: Site, visitor: Visitor) -> None:
    """A second between requests, redirects and robots.txt included; more when the site asks for more."""
    for _ in range(2):
        visit(visitor, "https://site.example/")
    assert [1.0, 1.0] == world.clock.sleeps

    site.routes["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 7\n")
    visit(visitor, "https://www.site.example/")
    visit(visitor, "https://www.site.example/")
    assert [1.0, 1.0, 7.0, 7.0] == world.clock.sleeps


def test_a_site_that_asks_for_too_long_a_wait_is_not_read(site: Site, visitor: Visitor) -> None:
    """A delay of an hour is obeyed by not reading."""
    site.routes["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 3600\n")
    with pytest.raises(DocumentRefusedError, match="3600"):
        visit(visitor, "https://site.example/")


def test_an_unchanged_page_is_not_sent_again(site: Site, visitor: Visitor) -> None:
    """The validators of a page go back with the next request, and 304 says that it is the same."""

    def page(headers: dict[str, str]) -> Reply:
        same = headers.get("If-None-Match") == '"v1"' and headers.get("If-Modified-Since") == "Mon, 02 Mar 2026"
        return Reply(status=304) if same else Reply(HOME.body, headers=given)

    given = {"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026"}
    site.routes["/page"] = page  # type: ignore[assignment] # a dict is a mapping
    first = visit(visitor, "https://site.example/page")
    second = visit(visitor, "https://site.example/page", first.validators)

    assert (False, HOME.body) == (first.unchanged, first.content)
    assert (True, b"") == (second.unchanged, second.content)


def test_an_unasked_304_is_no_page(site: Site, visitor: Visitor) -> None:
    """Without validators, 304 is a mistake of the server."""
    site.routes["/page"] = Reply(status=304)
    with pytest.raises(DocumentRefusedError, match="304"):
        visit(visitor, "https://site.example/page")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 204])
def test_other_statuses_are_refused_with_their_number(site: Site, visitor: Visitor, status: int) -> None:
    """A page that is closed, absent or strange is refused for good."""
    site.routes["/page"] = Reply(html("Non"), status)
    with pytest.raises(DocumentRefusedError, match=str(status)) as caught:
        visit(visitor, "https://site.example/page")
    assert DocumentRefusedError is type(caught.value)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_trouble_is_told_apart_from_refusal(site: Site, visitor: Visitor, status: int) -> None:
    """A site in trouble may answer later."""
    site.routes["/page"] = Reply(b"", status)
    with pytest.raises(UnreachableError, match=str(status)):
        visit(visitor, "https://site.example/page")


def test_a_login_page_is_no_page(site: Site, visitor: Visitor) -> None:
    """A password asked for after a redirect, or by a page that is for that, is refused; a login in a corner is not."""
    form = "<form><input name='p' type='password'></form>"
    site.routes["/compte"] = Reply(status=302, headers={"Location": "/entrer"})
    site.routes["/entrer"] = Reply(html("Bienvenue", form))
    site.routes["/login"] = Reply(html("Connexion à l’espace des membres", form))
    site.routes["/article"] = Reply(html("Un article", "Un long texte.", form))

    for path in ("/compte", "/login"):
        with pytest.raises(DocumentRefusedError, match="connexion"):
            visit(visitor, f"https://site.example{path}")
    assert b"long texte" in visit(visitor, "https://site.example/article").content


def test_a_host_that_is_down_is_left_alone(world: World) -> None:
    """After a few requests without an answer, a host is not asked again in this run."""
    tried: list[str] = []

    def refuse(address: str, _port: int, _seconds: float) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    visitor = Visitor(world.network(connect=refuse), "")
    for number in range(FAILURES + 3):
        scheme = "http" if number % 2 else "https"
        with pytest.raises(UnreachableError, match=r"site\.example"):
            visit(visitor, f"{scheme}://site.example:80/{number}" if number > 2 else f"{scheme}://site.example/")
    assert len(tried) <= FAILURES
