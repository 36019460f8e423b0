"""Connecting: a socket to a public machine, that gives up at a given moment whatever the other end does."""

import http.client
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from assistant.errors import DocumentRefusedError, UnreachableError
from ingest.addresses import Address, is_public

REQUEST_SECONDS = 10.0
"""From the question to the resolver to the last byte of the answer."""

DELAY_SECONDS = 1.0
"""Between two requests to a host."""

NOT_PUBLIC = "le nom {host} mène à une adresse qui n’est pas publique"
NO_ADDRESS = "le nom {host} ne mène à aucune adresse"
NOT_CONNECTED = "{host} ne répond pas ({why})"
TOO_SLOW = "trop lent"


def resolve(host: str, port: int, seconds: float) -> Sequence[str]:
    """Ask the resolver of the machine for the addresses of a host, in its order.

    Raises:
        OSError: the name is unknown, or the answer takes longer than `seconds`.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
            found.extend(str(place[0]) for *_, place in answers)
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=ask, daemon=True)  # the call itself cannot be given a limit
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if thread.is_alive():
        raise TimeoutError
    return tuple(dict.fromkeys(found))


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Open a connection to an IP address.

    Raises:
        OSError: it cannot be opened within `seconds`.
    """
    return socket.create_connection((address, port), timeout=seconds)


def secure(plain: socket.socket, host: str) -> socket.socket:
    """Start TLS, with a certificate that the machine trusts for the host.

    Raises:
        OSError: the certificate is not good, or the other end does not speak TLS.
    """
    return tls_context().wrap_socket(plain, server_hostname=host)


def tls_context() -> ssl.SSLContext:
    """Return what a site must satisfy: a certificate of its name, that the machine trusts, and TLS 1.2 at least."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def today() -> date:
    """Return the day in UTC."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Network:
    """How the web is reached, and at what pace."""

    resolve: Callable[[str, int, float], Sequence[str]] = resolve
    connect: Callable[[str, int, float], socket.socket] = connect
    secure: Callable[[socket.socket, str], socket.socket] = secure
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], date] = today
    request_seconds: float = REQUEST_SECONDS
    delay_seconds: float = DELAY_SECONDS


class PinnedConnection(http.client.HTTPConnection):
    """A connection to one of the addresses that a host has now, all of them public.

    Raises, when it opens:
        DocumentRefusedError: an address of the host is not public.
        UnreachableError: it has none, or none answers in time.
    """

    def __init__(self, address: Address, network: Network) -> None:
        super().__init__(address.host, address.port)
        self._address = address
        self._network = network
        self._until = network.clock() + network.request_seconds
        self._open: socket.socket | None = None

    def connect(self) -> None:
        """Resolve once, check, open, and start TLS for https."""
        host = self._address.host
        plain = self._first_open(self._addresses())
        try:
            plain.settimeout(self._left())
            self._open = self._network.secure(plain, host) if self._address.scheme == "https" else plain
        except OSError as error:
            plain.close()
            raise UnreachableError(NOT_CONNECTED.format(host=host, why=_said(error))) from error
        self.sock = _TimedSocket(self._open, self._left)

    def release(self) -> None:
        """Close the socket; `close`, that `http.client` calls once the head is read, leaves it open for the body."""
        self.close()
        if self._open:
            self._open.close()

    def _addresses(self) -> Sequence[str]:
        host = self._address.host
        try:
            addresses = self._network.resolve(host, self._address.port, self._left())
        except (OSError, UnicodeError) as error:
            raise UnreachableError(NOT_CONNECTED.format(host=host, why=_said(error))) from error
        if not addresses:
            raise UnreachableError(NO_ADDRESS.format(host=host))
        if not all(is_public(one) for one in addresses):
            raise DocumentRefusedError(NOT_PUBLIC.format(host=host))
        return addresses

    def _first_open(self, addresses: Sequence[str]) -> socket.socket:
        why = ""
        for one in addresses:
            try:
                return self._network.connect(one, self._address.port, self._left())
            except OSError as error:
                why = _said(error)
        raise UnreachableError(NOT_CONNECTED.format(host=self._address.host, why=why))

    def _left(self) -> float:
        left = self._until - self._network.clock()
        if left <= 0:
            raise TimeoutError(TOO_SLOW)
        return left


class _TimedSocket:
    """What `http.client` uses of a socket, each call within the time that is left for all of them."""

    def __init__(self, real: socket.socket, left: Callable[[], float]) -> None:
        self._real = real
        self._left = left

    def sendall(self, data: Any) -> None:  # noqa: ANN401 - whatever http.client sends
        self._real.settimeout(self._left())
        self._real.sendall(data)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._real, self._left))

    def close(self) -> None:
        """Leave the socket to the connection: its answer may still be read."""


class _TimedReader(io.RawIOBase):
    def __init__(self, real: socket.socket, left: Callable[[], float]) -> None:
        super().__init__()
        self._real = real
        self._left = left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - the protocol of buffers has no name before Python 3.12
        self._real.settimeout(self._left())
        return self._real.recv_into(buffer)


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return TOO_SLOW
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificat refusé : {error.verify_message}"
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
