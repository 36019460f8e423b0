"""How much one client may ask: a token bucket for each address, in this process."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import RequestRefusedError
from assistant.errors import InvalidInputError

CLIENTS = 10_000
"""Clients remembered, the latest seen; a forgotten one starts anew."""

FREE = frozenset({"/healthz", "/readyz", "/metrics", "/embed", "/widget.js"})
"""Paths that count for nothing: probes, and what tells another site how to show the assistant."""

FREE_FOLDERS = ("/web/", "/widget/")
"""What a page or a widget needs to be shown counts for nothing: small files, kept by who holds them."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def read_proxies(text: str) -> tuple[Network, ...]:
    """Return the networks of a setting, separated by commas: addresses, or ranges as `10.0.0.0/8`.

    Raises:
        InvalidInputError: one is neither.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    try:
        return tuple(ipaddress.ip_network(part) for part in parts)
    except ValueError as error:
        raise InvalidInputError(
            f"EFC_TRUSTED_PROXIES ne se lit pas : {text!r}.", "Écrivez des adresses, par exemple 127.0.0.1."
        ) from error


class Bucket:
    """Requests that each client may still make: `rate` a minute, and as many at once after a rest.

    Args:
        rate: requests a minute.
        clock: seconds, never going back.
    """

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(rate)
        self._per_second = rate / 60
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take one request from a client; return 0, or the seconds to wait when there is none left."""
        now = self._clock()
        left, seen = self._held.pop(client, (self._size, now))
        left = min(self._size, left + (now - seen) * self._per_second)
        granted = left >= 1
        self._held[client] = (left - 1 if granted else left, now)
        if len(self._held) > CLIENTS:
            self._held.popitem(last=False)
        return 0.0 if granted else (1 - left) / self._per_second

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._held)


class Quotas:
    """Name the client of each request in its state, and refuse by a 429 one whose bucket is empty.

    Args:
        app: what is behind.
        bucket: what clients have left; None for no limit.
        proxies: whose `X-Forwarded-For` is believed; nobody’s by default.
    """

    def __init__(self, app: ASGIApp, bucket: Bucket | None, proxies: Iterable[Network] = ()) -> None:
        self._app = app
        self._bucket = bucket
        self._proxies = tuple(proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            client = client_of(scope, self._proxies)
            scope.setdefault("state", {})["client"] = client
            self._charge(scope["path"], client)
        await self._app(scope, receive, send)

    def _charge(self, path: str, client: str) -> None:
        if self._bucket is not None and path not in FREE and not path.startswith(FREE_FOLDERS):
            wait = self._bucket.take(client)
            if wait:
                raise RequestRefusedError(
                    "too_many_requests",
                    "Trop de demandes en peu de temps ; attendez le nombre de secondes donné par Retry-After.",
                    {"Retry-After": str(math.ceil(wait))},
                )


def client_of(scope: Scope, proxies: Iterable[Network] = ()) -> str:
    """Return who sends a request: the address of the socket, or, behind declared proxies, the one they saw.

    Of `X-Forwarded-For` only the part that declared proxies wrote is read, from its end. An IPv6 client is its /64.
    """
    peer = (scope.get("client") or ("", 0))[0]
    trusted = tuple(proxies)
    seen = [peer]
    if trusted:
        seen += [part.strip() for part in reversed(Headers(scope=scope).get("x-forwarded-for", "").split(","))]
    for address in seen:
        parsed = _parsed(address)
        if parsed is None:
            break
        peer = _grouped(parsed)
        if not any(parsed in network for network in trusted):
            break
    return peer


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])  # the interface of a link-local address says nothing
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found


def _grouped(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
