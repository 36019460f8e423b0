"""Visiting: reading a page as a polite guest, through its redirects, and saying why when it cannot be read."""

import http.client
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import DocumentRefusedError, InvalidInputError, UnreachableError
from ingest.addresses import Address, Hosts, join
from ingest.connecting import Network
from ingest.fetching import Answer, Fetcher, user_agent
from ingest.robots import Robots

REDIRECTS = 3
"""Redirects followed from one address: the way from http to https, to `www`, and to the page."""

FAILURES = 3
"""Requests without an answer after which a host is left alone until the next run."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_CLOSED = frozenset({401, 403, 407, 451})
_ABSENT = frozenset({404, 410})

_PASSWORD = re.compile(rb"<input\b[^>]{0,500}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_LOGIN_TITLE = re.compile(
    rb"<title[^>]{0,200}>[^<]{0,200}\b(?:connexion|connectez|identification|identifiez|authentification|"
    rb"log[ -]?in|sign[ -]?in)\b",
    re.IGNORECASE,
)

NOT_ALLOWED = "le site {host} n’est pas autorisé"
ALLOW_IT = "Autorisez-le avec « --allow-host {host} », ou dans EFC_FETCH_HOSTS."
TOO_MANY = f"plus de {REDIRECTS} renvois d’une adresse à une autre"
BAD_REDIRECT = "renvoie vers une adresse inutilisable"
LOGIN = "page de connexion"
CLOSED = "accès refusé ({status})"
ABSENT = "page introuvable ({status})"
BUSY = "{host} ne peut pas répondre pour l’instant ({status})"
OTHER_STATUS = "réponse inattendue ({status})"
DOWN = f"{{host}} n’a pas répondu à {FAILURES} demandes"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a page changed; empty when it gave none."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that make a request conditional."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Visited:
    """A page as it was answered."""

    address: Address
    """Where the redirects led."""
    content: bytes
    """Empty when it is unchanged."""
    media_type: str
    validators: Validators
    unchanged: bool = False
    """The server says that the page is the one whose validators were sent."""


class Visitor:
    """Reads pages one by one, in the pace their sites ask for, and only where `robots.txt` allows it.

    Args:
        network: how the web is reached.
        contact: whom a site may write to, shown to it.

    Raises:
        InvalidInputError: the contact cannot stand in a header.
    """

    def __init__(self, network: Network, contact: str) -> None:
        self._network = network
        self._fetcher = Fetcher(network, user_agent(contact))
        self._robots = Robots(lambda address, hosts: self._followed(address, hosts)[1])
        self._last: dict[str, float] = {}
        self._failures: Counter[str] = Counter()

    @property
    def network(self) -> Network:
        """How the web is reached."""
        return self._network

    def visit(
        self, address: Address, hosts: Hosts, accepted: Collection[str], known: Validators | None = None
    ) -> Visited:
        """Read one page.

        Args:
            address: of the page.
            hosts: the only ones asked, redirects included.
            accepted: media types read.
            known: validators of the page we have, for it not to be sent again.

        Raises:
            DocumentRefusedError: a host that is not allowed or not public, a page that `robots.txt` forbids,
                that is absent, closed, of another type, or too long.
            UnreachableError: its site does not answer, or says that it cannot.
        """
        headers = dict(known.headers()) if known else {}
        last, answer = self._followed(address, hosts, headers, accepted)
        given = Validators(answer.header("ETag"), answer.header("Last-Modified"))
        if answer.status == http.client.NOT_MODIFIED and headers:
            return Visited(last, b"", "", given, unchanged=True)
        _refuse_status(answer.status, last.host)
        if _is_login(answer.body, moved=urlsplit(str(last)).path != urlsplit(str(address)).path):
            raise DocumentRefusedError(LOGIN)
        return Visited(last, answer.body, answer.media_type, given)

    def _followed(
        self,
        address: Address,
        hosts: Hosts,
        headers: Mapping[str, str] | None = None,
        accepted: Collection[str] = (),
    ) -> tuple[Address, Answer]:
        """Return the answer that is no redirect, and its address; no types to accept means a `robots.txt`."""
        for _ in range(REDIRECTS + 1):
            if not hosts.allow(address.host):
                raise DocumentRefusedError(NOT_ALLOWED.format(host=address.host), ALLOW_IT.format(host=address.host))
            delay = self._robots.check(address, hosts) if accepted else 0
            answer = self._asked(address, headers or {}, accepted, delay)
            if answer.status not in _MOVED:
                return address, answer
            address = _moved_to(address, answer.header("Location"))
        raise DocumentRefusedError(TOO_MANY)

    def _asked(self, address: Address, headers: Mapping[str, str], accepted: Collection[str], delay: float) -> Answer:
        """Make one request, not sooner than its host allows; leave alone a host that does not answer."""
        host, network = address.host, self._network
        if self._failures[host] >= FAILURES:
            raise UnreachableError(DOWN.format(host=host))
        if host in self._last:
            wait = self._last[host] + max(delay, network.delay_seconds) - network.clock()
            if wait > 0:
                network.sleep(wait)
        try:
            answer = self._fetcher.get(address, headers, accepted)
        except UnreachableError:
            self._failures[host] += 1
            raise
        finally:
            self._last[host] = network.clock()
        self._failures[host] = 0
        return answer


def _moved_to(address: Address, place: str) -> Address:
    if not place:  # none, or not in ASCII
        raise DocumentRefusedError(BAD_REDIRECT)
    try:
        return join(address, place)
    except InvalidInputError as error:
        raise DocumentRefusedError(BAD_REDIRECT) from error


def _refuse_status(status: int, host: str) -> None:
    if status == http.client.OK:
        return
    if status in _ABSENT:
        raise DocumentRefusedError(ABSENT.format(status=status))
    if status in _CLOSED:
        raise DocumentRefusedError(CLOSED.format(status=status))
    if status in {408, 425, 429} or status >= 500:
        raise UnreachableError(BUSY.format(host=host, status=status))
    raise DocumentRefusedError(OTHER_STATUS.format(status=status))


def _is_login(content: bytes, *, moved: bool) -> bool:
    """Say whether a page asks for a password instead of what was asked for: by a redirect, or by its title."""
    return bool(_PASSWORD.search(content)) and (moved or bool(_LOGIN_TITLE.search(content)))
