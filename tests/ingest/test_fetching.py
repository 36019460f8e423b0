import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest

from assistant.errors import DocumentRefusedError, InvalidInputError, UnreachableError
from ingest.addresses import Address, parse_address
from ingest.connecting import Network, resolve, tls_context
from ingest.fetching import BODY_LIMIT, Answer, Fetcher, unpacked, user_agent
from tests.ingest.web_stubs import PUBLIC, Reply, Site, World, small_web

PAGE = parse_address("http://site.example/page")


@pytest.fixture
def world() -> Iterator[World]:
    """Return a web of one site."""
    with small_web() as made:
        made.site("site.example")
        yield made


@pytest.fixture
def site(world: World) -> Site:
    """Return the site."""
    return world.sites[PUBLIC]


def get(world: World, *, accepted: tuple[str, ...] = ()) -> Answer:
    """Ask for the page."""
    return Fetcher(world.network(), user_agent("https://nous.example/")).get(PAGE, {"If-None-Match": '"1"'}, accepted)


def test_a_request_says_who_asks_and_asks_for_plain_bytes(world: World, site: Site) -> None:
    """The site sees its own name, who we are, whom to write to, and no wish for compression."""
    site.routes["/page"] = Reply(b"bonjour")

    assert b"bonjour" == get(world).body
    asked = site.headers[0]
    assert ("site.example", "identity", '"1"') == (asked["Host"], asked["Accept-Encoding"], asked["If-None-Match"])
    assert asked["User-Agent"].startswith("efc-assistant/")
    assert asked["User-Agent"].endswith(" (+https://nous.example/)")


@pytest.mark.parametrize("contact", ["moi\r\nX: y", "é", "a" * 201])
def test_a_contact_that_cannot_be_sent_is_refused(contact: str) -> None:
    """A contact never adds a header of its own."""
    with pytest.raises(InvalidInputError, match="EFC_CONTACT"):
        user_agent(contact)


@pytest.mark.parametrize("bare", [True, False])
def test_a_body_at_the_limit_is_read_and_one_byte_more_is_not(world: World, site: Site, *, bare: bool) -> None:
    """The limit holds whether the length is announced or not."""
    site.routes["/page"] = Reply(b"a" * BODY_LIMIT, bare=bare)
    assert BODY_LIMIT == len(get(world).body)

    site.routes["/page"] = Reply(b"a" * (BODY_LIMIT + 1), bare=bare)
    with pytest.raises(DocumentRefusedError, match="10"):
        get(world)


def test_gzip_is_read_although_it_was_not_asked_for(world: World, site: Site) -> None:
    """A server that packs anyway is read, members put end to end included."""
    packed = gzip.compress(b"un ") + gzip.compress(b"deux")
    site.routes["/page"] = Reply(packed, headers={"Content-Encoding": "gzip"})
    assert b"un deux" == get(world).body == unpacked(packed)


def test_a_gzip_bomb_stops_at_the_limit(world: World, site: Site) -> None:
    """A body that unpacks to more than the limit is refused, in one member or in many."""
    bombs = (gzip.compress(b"\0" * (BODY_LIMIT + 1)), gzip.compress(b"\0" * 1_000_000) * 11)
    for bomb in bombs:
        site.routes["/page"] = Reply(bomb, headers={"Content-Encoding": "gzip"})
        with pytest.raises(DocumentRefusedError, match="10"):
            get(world)
        with pytest.raises(DocumentRefusedError, match="10"):
            unpacked(bomb)


def test_a_gzip_bomb_never_takes_the_memory_it_asks_for() -> None:
    """What is unpacked at once is bounded, whatever the ratio."""
    deflater = zlib.compressobj(wbits=31)
    bomb = b"".join(deflater.compress(b"\0" * 1_000_000) for _ in range(100)) + deflater.flush()
    tracemalloc.start()
    with pytest.raises(DocumentRefusedError):
        unpacked(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * BODY_LIMIT


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"abc", "br"),
        (b"abc", "gzip"),
        (gzip.compress(b"abc")[:-4], "gzip"),
        (gzip.compress(b"a") + b"x", "gzip"),
        (gzip.compress(b"a") * 101, "gzip"),
        (b"", "gzip"),
    ],
)
def test_other_packings_are_refused(world: World, site: Site, body: bytes, encoding: str) -> None:
    """Brotli, false gzip, gzip cut short, followed by something else, or in a thousand pieces are no content."""
    site.routes["/page"] = Reply(body, headers={"Content-Encoding": encoding})
    with pytest.raises(DocumentRefusedError):
        get(world)


def test_a_body_cut_short_is_no_answer(world: World, site: Site) -> None:
    """A page that breaks off is not taken for the page."""
    site.routes["/page"] = Reply(b"abc", headers={"Content-Length": "10"})
    with pytest.raises(UnreachableError, match="incomplète"):
        get(world)


@pytest.mark.parametrize("media_type", ["image/png", "application/json", "application/octet-stream", ""])
def test_another_type_is_refused_before_its_body(world: World, site: Site, media_type: str) -> None:
    """Only the types that are asked for are read, and a type must be given."""
    site.routes["/page"] = Reply(b"abc", media_type=media_type)
    with pytest.raises(DocumentRefusedError, match="type de contenu"):
        get(world, accepted=("text/html",))


def dripping(until: threading.Event, *pieces: bytes) -> int:
    """Return the port of a server that sends pieces, then a byte now and then for ever."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        one, _ = listening.accept()
        with listening, one:
            for piece in pieces:
                one.sendall(piece)
            while not until.wait(0.02):
                try:
                    one.sendall(b"x")
                except OSError:
                    return

    threading.Thread(target=serve, daemon=True).start()
    return int(listening.getsockname()[1])


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_time_is_counted_in_all_and_not_between_bytes(begun: bytes) -> None:
    """A server that sends a byte now and then, in its head or its body, is left when the time is over."""
    until = threading.Event()
    port = dripping(until, begun)
    network = Network(
        resolve=lambda *_: [PUBLIC],
        connect=lambda _address, _port, seconds: socket.create_connection(("127.0.0.1", port), timeout=seconds),
        request_seconds=0.3,
    )
    begin = time.monotonic()
    try:
        with pytest.raises(UnreachableError):
            Fetcher(network, "a").get(PAGE, {})
    finally:
        until.set()
    assert time.monotonic() - begin < 2


def test_a_name_that_leads_nowhere_says_so(world: World) -> None:
    """An unknown name, a name without address, and a connection refused are told apart from a refusal."""
    for names in ({}, {"site.example": list}):
        world.names = dict(names)
        with pytest.raises(UnreachableError, match=r"site\.example"):
            get(world)


def test_the_resolver_of_the_machine_is_asked_for_addresses() -> None:
    """Without anything injected, the name of this machine leads to this machine, which is refused."""
    assert {"127.0.0.1", "::1"} >= set(resolve("localhost", 80, 5.0)) > set()
    with pytest.raises(DocumentRefusedError, match="publique"):
        Fetcher(Network(), "a").get(Address("http", "localhost", 80, "/"), {})


def test_every_address_is_tried_in_order(world: World, site: Site) -> None:
    """When the first public address does not open, the next one is used."""
    site.routes["/page"] = Reply(b"bonjour")
    world.names["site.example"] = lambda: ["93.184.215.14", PUBLIC]
    real = world.network().connect

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        if address != PUBLIC:
            raise ConnectionRefusedError(111, "Connection refused")
        return real(address, port, seconds)

    assert b"bonjour" == Fetcher(world.network(connect=connect), "a").get(PAGE, {}).body


def test_tls_names_the_site_and_checks_its_certificate() -> None:
    """The name is in the greeting, though the connection goes to an address; without certificate, no answer."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        one, _ = listening.accept()
        with listening, one:
            heard.append(one.recv(4096))
            one.sendall(b"no TLS here")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    port = int(listening.getsockname()[1])
    network = Network(
        resolve=lambda *_: [PUBLIC],
        connect=lambda _address, _port, seconds: socket.create_connection(("127.0.0.1", port), timeout=seconds),
    )
    with pytest.raises(UnreachableError):
        Fetcher(network, "a").get(parse_address("https://site.example/"), {})
    thread.join()

    assert b"site.example" in heard[0]


def test_tls_asks_for_a_certificate_of_the_site() -> None:
    """A certificate is required, of the right name, over TLS 1.2 at least."""
    context = tls_context()
    assert (ssl.CERT_REQUIRED, True) == (context.verify_mode, context.check_hostname)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
