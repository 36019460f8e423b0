import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count

import pytest

from assistant.errors import DocumentRefusedError, InvalidInputError, UnreachableError
from ingest.addresses import Hosts, is_public, parse_address
from ingest.visiting import Visitor
from tests.ingest.web_stubs import PUBLIC, Reply, World, html, small_web

TYPES = frozenset({"text/html"})
DIRECT = (
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://\uff11\uff12\uff17.\uff10.\uff10.\uff11/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fe80::1%25eth0]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://localhost/",
    "http://localhost./",
    "http://admin.localhost/",
    "http://site.example:22/",
    "http://site.example:8080/",
    "http://site.example@127.0.0.1/",
    "http://user:secret@site.example/",
    "http://127.0.0.1\\@site.example/",
    "http:\\\\127.0.0.1/",
    "http:///127.0.0.1/",
    "https:127.0.0.1",
    "//127.0.0.1/",
    "file:///etc/passwd",
    "ftp://site.example/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "http://site.example%2f@127.0.0.1/",
    "http://127.0.0.1#@site.example/",
    "http://site.example\r\nHost: 127.0.0.1/",
    "http://①②⑦.⓪.⓪.①/",
)
"""Addresses that could reach this machine or its network, as they could be typed, listed, or redirected to."""

RESOLVED = (
    "127.0.0.1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "0.0.0.0",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "192.88.99.1",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::1",
    "2001:0:7f00:1::1",
    "2a00:1450::5efe:7f00:1",
    "fe80::1",
    "fe80::1%eth0",
    "2a00:1450:4007:80e::2004%eth0",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100::1",
    "not an address",
)
"""What a resolver could answer for a name that is allowed."""

GOOD = ("93.184.215.14", "203.0.114.10", "2a00:1450:4007:80e::2004", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e")


class AnyHost(Hosts):
    """Allows everything, so that nothing but the judgement on addresses stands in the way."""

    def allow(self, host: str) -> bool:
        """Allow."""
        return True


@pytest.fixture
def world() -> Iterator[World]:
    """Return a web of one site, where everything else leads to the sink."""
    with small_web() as made:
        made.site("site.example").routes["/"] = Reply(html("Un", "Une page."))
        yield made


def refused(world: World, url: str) -> bool:
    """Try to read an address, and say whether it was refused for good."""
    try:
        Visitor(world.network(), "").visit(parse_address(url), AnyHost(), TYPES)
    except UnreachableError:
        return False
    except (InvalidInputError, DocumentRefusedError):
        return True
    return False


def on_the_wire(url: str) -> str:
    """Return an address as a header would carry it, in the characters of `http.server`."""
    return url.replace("\r\n", "").encode().decode("latin-1")


def alternating(*answers: Sequence[str]) -> Callable[[], Sequence[str]]:
    """Return a resolver that rebinds a name: each question has the next answer, the last one for ever."""
    numbers = count()
    return lambda: answers[min(next(numbers), len(answers) - 1)]


def test_no_hostile_address_reaches_the_sink(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Typed, redirected to, resolved to or rebound, not one hostile address opens a connection to the sink."""
    assert not refused(world, "http://site.example/")
    accepted: list[str] = []
    for url in DIRECT:
        world.names = {**world.names, **dict.fromkeys(("localhost", "admin.localhost"), lambda: ["127.0.0.1"])}
        accepted += [] if refused(world, url) else [url]
        world.sites[PUBLIC].routes["/moved"] = Reply(status=302, headers={"Location": on_the_wire(url)})
        world.sites[PUBLIC].asked.clear()
        if not refused(world, "http://site.example/moved"):
            accepted.append(f"redirect to {url}")
    for address in RESOLVED:
        for answers in ([address], [PUBLIC, address], [address, PUBLIC]):
            world.names["rebound.example"] = lambda given=answers: given
            accepted += [] if refused(world, "https://rebound.example/") else [str(answers)]
    tried = 2 * len(DIRECT) + 3 * len(RESOLVED)
    with capsys.disabled():
        sys.stdout.write(f"\n{tried} hostile addresses, {world.sink.connections} connections at the sink\n")

    assert ([], 0, {PUBLIC}) == (accepted, world.sink.connections, {address for address, _ in world.connected})
    assert tried >= 25


def test_a_name_that_is_rebound_between_requests_is_refused(world: World) -> None:
    """The address checked is the address reached: a name that turns private later is refused then."""
    world.names["rebound.example"] = alternating([PUBLIC], [PUBLIC], ["127.0.0.1"])
    world.sites[PUBLIC].routes["/"] = Reply(html("Un", "Une page."))
    visitor = Visitor(world.network(), "")

    visitor.visit(parse_address("http://rebound.example/"), AnyHost(), TYPES)
    with pytest.raises(DocumentRefusedError, match="publique"):
        visitor.visit(parse_address("http://rebound.example/"), AnyHost(), TYPES)

    assert ([(PUBLIC, 80)] * 2, 0) == (world.connected, world.sink.connections)


def test_a_redirect_resolves_and_checks_again(world: World) -> None:
    """A site that is public may redirect to a name that is not: nothing is opened there."""
    world.names["inner.example"] = lambda: ["10.0.0.7"]
    world.sites[PUBLIC].routes["/moved"] = Reply(status=307, headers={"Location": "//inner.example/"})

    assert refused(world, "http://site.example/moved")
    assert ({(PUBLIC, 80)}, 0) == (set(world.connected), world.sink.connections)


@pytest.mark.parametrize("address", RESOLVED)
def test_what_is_not_of_the_public_internet_is_told(address: str) -> None:
    """Each special range, and each form that carries one, is refused."""
    assert not is_public(address)


@pytest.mark.parametrize("address", GOOD)
def test_public_machines_are_reached(address: str) -> None:
    """An ordinary public address is accepted, and one carried by a mapped or NAT64 form too."""
    assert is_public(address)
