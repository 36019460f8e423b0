"""Web addresses: how one is written, which hosts may be read, and which machines may be reached."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Self
from urllib.parse import quote, urljoin

from assistant.errors import InvalidInputError

LONGEST = 2_048
"""Characters of the longest address: what a sitemap may hold (sitemaps.org, protocol 0.9)."""

PORTS = {"http": 80, "https": 443}

_WEB = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<rest>.*)", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_ENCODED_DOT = re.compile("%2e", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LOCAL = ("localhost", "local", "internal", "home.arpa", "onion", "invalid")
"""Names that never mean a machine of the public internet: RFC 6761, 6762, 7686, 8375, and ICANN for `internal`."""
_DEVIATIONS = frozenset("ßς\u200c\u200d")
"""Characters that the two standards of international names turn into two different names (UTS 46, table 1)."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_DOCUMENTATION = IPv6Network("3fff::/20")  # RFC 9637, unknown to Python 3.11
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_RELAYS = IPv4Network("192.88.99.0/24")  # RFC 7526, withdrawn
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})  # RFC 5214, upper half of the interface identifier

NOT_WEB = "Adresse web inutilisable ({why}) : {value!r}."
REMEDY = "Donnez une adresse publique, telle que https://exemple.fr/page."
NOT_A_HOST = "Nom d’hôte inutilisable ({why}) : {value!r}."
HOST_REMEDY = "Donnez un nom tel que exemple.fr, ou *.exemple.fr pour ses sous-domaines."

OTHER_SCHEME = "seuls http et https sont lus"
CREDENTIALS = "elle contient un identifiant"
TOO_LONG = "trop longue"
FORBIDDEN = "caractère interdit"
OTHER_PORT = "seuls les ports 80 et 443 sont ouverts"
NO_NAME = "il faut un nom de domaine, non une adresse numérique"
LOCAL_NAME = "ce nom est celui d’un réseau local"
BAD_NAME = "nom de domaine mal écrit"
TOO_WIDE = "trop de sites y répondraient"


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its one canonical writing, without fragment."""

    scheme: str
    """`http` or `https`."""
    host: str
    """A domain name in lower-case ASCII (`xn--…` for others), without final dot."""
    port: int
    """80 or 443."""
    target: str
    """Path and query in ASCII, from `/`, without dot segments."""

    @property
    def origin(self) -> str:
        """Scheme, host and port, as in `https://exemple.fr`."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The host, with its port when it is not the one of the scheme."""
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return self.origin + self.target


def parse_address(text: str) -> Address:
    """Read a web address strictly: what two programs could understand in two ways is refused.

    Raises:
        InvalidInputError: not http or https, another port, a login, a host that is no domain name,
            a character that has no place in an address.
    """
    match = _WEB.fullmatch(text)
    if match is None or not match["authority"]:
        raise _refused(text, OTHER_SCHEME)
    if len(text) > LONGEST:
        raise _refused(text[:80] + "…", TOO_LONG)
    if "@" in match["authority"]:
        raise _refused(text.replace(match["authority"].rpartition("@")[0], "…"), CREDENTIALS)
    if "\\" in text or any(unicodedata.category(one)[0] in "CZ" for one in text):
        raise _refused(text, FORBIDDEN)
    scheme = match["scheme"].lower()
    host, colon, port = match["authority"].partition(":")
    if match["authority"].startswith("["):
        raise _refused(text, NO_NAME)
    if colon and port not in {"80", "443"}:
        raise _refused(text, OTHER_PORT)
    try:
        name = host_name(host)
    except InvalidInputError as error:
        raise InvalidInputError(NOT_WEB.format(why=_reason(host), value=text), REMEDY) from error
    return Address(scheme, name, int(port) if colon else PORTS[scheme], _target(match["rest"]))


def join(base: Address, reference: str) -> Address:
    """Return the address that a page at `base` means by a reference.

    Raises:
        InvalidInputError: as `parse_address`.
    """
    reference = reference.strip()
    if _misleading(reference):
        raise _refused(reference[:80], FORBIDDEN)
    try:
        return parse_address(urljoin(str(base), reference))
    except ValueError as error:  # brackets that close nothing
        raise _refused(reference, BAD_NAME) from error


def host_name(text: str) -> str:
    """Return a domain name in lower-case ASCII.

    Raises:
        InvalidInputError: an address in numbers in any writing, a name of a local network, or no domain name.
    """
    why = _reason(text)
    if why:
        raise InvalidInputError(NOT_A_HOST.format(why=why, value=text), HOST_REMEDY)
    return _ascii(text)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that may be read: exact names, and `*.domain` for all the names below a domain."""

    patterns: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Iterable[str]) -> Self:
        """Read patterns, blanks left out.

        Raises:
            InvalidInputError: a pattern is no host, or is as wide as `*` or `*.fr`.
        """
        return cls(tuple(sorted({_pattern(one.strip()) for one in values if one.strip()})))

    def allow(self, host: str) -> bool:
        """Say whether a host, in lower-case ASCII, may be read."""
        return any(host.endswith(one[1:]) if one.startswith("*.") else host == one for one in self.patterns)

    def with_those_of(self, other: "Hosts") -> "Hosts":
        """Return the hosts of both."""
        return Hosts(tuple(sorted({*self.patterns, *other.patterns})))


def is_public(text: str) -> bool:
    """Say whether an IP address is one of the public internet, any address it carries included.

    Refused: private, loopback, link-local (where clouds serve their metadata), shared (RFC 6598), reserved,
    documentation and multicast ranges, zones, and the forms of IPv6 that lead to such an IPv4 address
    (mapped, NAT64, 6to4, Teredo, ISATAP), by the registries of IANA for special-purpose addresses.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_public_v4(address)
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped or address in _NAT64:
        return _is_public_v4(_low(address))
    ordinary = address in _GLOBAL_UNICAST and address not in _DOCUMENTATION
    return ordinary and address.is_global and all(_is_public_v4(one) for one in _carried(address))


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _RELAYS


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that a tunnel of this address would lead to."""
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield _low(address)


def _low(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)


def _pattern(text: str) -> str:
    wide = text.startswith("*.")
    name = host_name(text[2:] if wide else text)
    if wide and "." not in name:
        raise InvalidInputError(NOT_A_HOST.format(why=TOO_WIDE, value=text), HOST_REMEDY)
    return f"*.{name}" if wide else name


def _reason(host: str) -> str:
    """Return why a host is not the name of a public machine, or nothing."""
    name = _ascii(host)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return NO_NAME
    if any(name == one or name.endswith(f".{one}") for one in _LOCAL):
        return LOCAL_NAME
    if len(labels) < 2 or len(name) > 253 or not all(_LABEL.fullmatch(one) for one in labels):
        return BAD_NAME
    return ""


def _ascii(host: str) -> str:
    """Return the name as it is asked of the resolver, empty when it has no such writing."""
    if _DEVIATIONS.intersection(host) or not host:
        return ""
    try:
        return host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:  # an empty label, or one too long
        return ""


def _target(rest: str) -> str:
    path, _, query = rest.partition("#")[0].partition("?")
    return _encoded(_without_dots(_ENCODED_DOT.sub(".", path))) + (f"?{_encoded(query)}" if query else "")


def _without_dots(path: str) -> str:
    """Return a path from `/`, its `.` and `..` resolved as in RFC 3986, 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for one in segments:
        if one == "..":
            kept[-1:] = []
        elif one != ".":
            kept.append(one)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _encoded(text: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe="/%:@!$&'()*+,;=~?-._")


def _misleading(text: str) -> bool:
    return "\\" in text or any(unicodedata.category(one)[0] == "C" for one in text)


def _refused(text: str, why: str) -> InvalidInputError:
    return InvalidInputError(NOT_WEB.format(why=why, value=text), REMEDY)
