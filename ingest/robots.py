"""Robots: what the file `robots.txt` of a site asks of us (RFC 9309), and how long to wait between requests."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

from assistant.errors import DocumentRefusedError, UnreachableError
from ingest.addresses import Address, Hosts
from ingest.fetching import AGENT, Answer
from ingest.robots_rules import PathRules

READ_BYTES = 500 * 1024
"""Bytes of a `robots.txt` that are read: the least that RFC 9309, 2.5, asks for."""

LONGEST_DELAY = 30
"""Seconds between two requests beyond which we do not read a site: 500 pages would take more than four hours."""

FORBIDDEN = "le robots.txt de {host} ne le permet pas"
CLOSED = "le robots.txt de {host} n’est pas accessible ({status}) : rien n’y est lu"
TOO_FAST = "le robots.txt de {host} demande {delay} s entre deux lectures, plus que nous n’attendons"
LATER = "le robots.txt de {host} ne répond pas pour l’instant ({status}) : rien n’y est lu"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one origin asks: either why nothing of it is read, or its rules, or nothing."""

    refusal: DocumentRefusedError | None = None
    rules: RobotFileParser | None = None
    paths: PathRules | None = None


class Robots:
    """The `robots.txt` of each origin, asked for once.

    Two readings must both allow an address: that of the standard library, for which the first rule that matches
    decides, and that of RFC 9309, for which the longest does, with `*` and `$`. A site may have written for either.

    Args:
        get: returns the answer of an address, its redirects followed to those hosts only; may raise what
            fetching raises.
    """

    def __init__(self, get: Callable[[Address, Hosts], Answer]) -> None:
        self._get = get
        self._asked: dict[str, _Asked] = {}

    def check(self, address: Address, hosts: Hosts) -> int:
        """Return the seconds a site asks for between requests, 0 when it does not say.

        Raises:
            DocumentRefusedError: the site does not want this address to be read.
            UnreachableError: its `robots.txt` cannot be had for now.
        """
        if address.origin not in self._asked:
            self._asked[address.origin] = self._read(address, hosts)
        asked = self._asked[address.origin]
        if asked.refusal:
            raise type(asked.refusal)(asked.refusal.message, asked.refusal.remedy)
        if asked.rules is None or asked.paths is None:
            return 0
        if not (asked.rules.can_fetch(AGENT, str(address)) and asked.paths.allows(address.target)):
            raise DocumentRefusedError(FORBIDDEN.format(host=address.host))
        delay = int(asked.rules.crawl_delay(AGENT) or 0)
        if delay > LONGEST_DELAY:
            raise DocumentRefusedError(TOO_FAST.format(host=address.host, delay=delay))
        return delay

    def _read(self, address: Address, hosts: Hosts) -> _Asked:
        place = Address(address.scheme, address.host, address.port, "/robots.txt")
        try:
            answer = self._get(place, hosts)
        except DocumentRefusedError as error:
            return _Asked(error)
        said = {"host": address.host, "status": answer.status}
        if answer.status == http.client.OK:
            rules = RobotFileParser()
            text = answer.body[:READ_BYTES].decode("utf-8-sig", "replace")
            rules.parse(text.splitlines())
            return _Asked(rules=rules, paths=PathRules(text, AGENT))
        if answer.status in {401, 403}:
            return _Asked(DocumentRefusedError(CLOSED.format(**said)))
        if answer.status == 429 or answer.status >= 500:
            return _Asked(UnreachableError(LATER.format(**said)))
        return _Asked()
