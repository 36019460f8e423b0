"""A small web on this machine: sites with names and public addresses, and a sink that nobody should reach."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ingest.connecting import Network

PUBLIC = "203.0.114.10"
"""A public address, beside the documentation range."""


@dataclass
class Reply:
    """What a site answers to one path."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    """Whether no length is announced."""


Route = Reply | Callable[[Mapping[str, str]], Reply]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that leaves in the middle of an answer: some tests do."""


class Site:
    """A web server on loopback, that answers from a table and remembers what it was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers.items()))
                route = site.routes.get(self.path, Reply(b"absent", 404))
                site.send(self, route if isinstance(route, Reply) else route(dict(self.headers.items())))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens on loopback."""
        return int(self._server.server_address[1])

    @staticmethod
    def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        """Send a reply."""
        handler.send_response(reply.status)
        if reply.media_type:
            handler.send_header("Content-Type", reply.media_type)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if not reply.bare and "Content-Length" not in reply.headers:
            handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        if reply.status != 304:
            handler.wfile.write(reply.body)

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Sink:
    """A loopback port that counts the connections it gets."""

    def __init__(self) -> None:
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                one, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            one.close()

    def close(self) -> None:
        """Stop."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleeps: list[float] = []

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move."""
        self.sleeps.append(seconds)
        self.now += seconds


class World:
    """Names, addresses and servers; whatever is no site leads to the sink."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.sink = Sink()
        self.sites: dict[str, Site] = {}
        self.names: dict[str, Callable[[], Sequence[str]]] = {}
        self.secured: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.day = date(2026, 3, 2)

    def site(self, host: str, address: str = PUBLIC) -> Site:
        """Return a new site of this name at this address."""
        self.sites[address] = Site()
        self.names[host] = lambda: [address]
        return self.sites[address]

    def network(self, **changes: Any) -> Network:
        """Return the way to this web."""
        made: dict[str, Any] = {
            "resolve": self._resolve,
            "connect": self._connect,
            "secure": self._secure,
            "clock": self.clock,
            "sleep": self.clock.sleep,
            "today": lambda: self.day,
        }
        return Network(**{**made, **changes})

    def _resolve(self, host: str, _port: int, _seconds: float) -> Sequence[str]:
        if host not in self.names:
            raise socket.gaierror(-2, "Name or service not known")
        return self.names[host]()

    def _connect(self, address: str, port: int, _seconds: float) -> socket.socket:
        self.connected.append((address, port))
        site = self.sites.get(address)
        return socket.create_connection(("127.0.0.1", site.port if site else self.sink.port), timeout=5)

    def _secure(self, plain: socket.socket, host: str) -> socket.socket:
        self.secured.append(host)
        return plain

    def close(self) -> None:
        """Stop every server."""
        self.sink.close()
        for one in self.sites.values():
            one.close()


@contextmanager
def small_web() -> Iterator[World]:
    """Give a web, and close it."""
    world = World()
    try:
        yield world
    finally:
        world.close()


def html(title: str, *paragraphs: str) -> bytes:
    """Return a page."""
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>".encode()
    )


def sitemap(*links: str) -> Reply:
    """Return a sitemap."""
    places = "".join(f"<url><loc>{one}</loc></url>" for one in links)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
    return Reply(body.encode(), media_type="application/xml")


def index(*links: str) -> Reply:
    """Return an index of sitemaps."""
    places = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in links)
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</sitemapindex>'
    return Reply(body.encode(), media_type="text/xml")


def rss(*links: str) -> Reply:
    """Return an RSS feed."""
    items = "".join(f"<item><title>Un</title><link>{one}</link></item>" for one in links)
    body = f'<rss version="2.0"><channel><title>Fil</title><link>https://site.example/</link>{items}</channel></rss>'
    return Reply(body.encode(), media_type="application/rss+xml")
