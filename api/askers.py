"""What tells two people who ask apart: the address of the connection, and nothing that follows anybody."""

from ipaddress import IPv6Address, ip_address
from typing import Protocol

HOUSEHOLD_BITS = 64
"""Bits of an IPv6 address that stand for one subscriber, who draws the others at will (RFC 6177)."""


class Peer(Protocol):
    """The other end of a connection."""

    @property
    def host(self) -> str:
        """Its address."""


def asker_of(peer: Peer | None) -> str:
    """Return who asks, as far as the connection tells: an IPv4 address, or the subscriber of an IPv6 one.

    Headers are not read: anybody writes them. Behind a proxy, all who ask are one, so that nothing is shown rather
    than too much. The journal keeps a keyed hash of it only.
    """
    host = peer.host if peer else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return f"web {host}"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return f"web {address.ipv4_mapped}"
        return f"web {IPv6Address(int(address) >> HOUSEHOLD_BITS << HOUSEHOLD_BITS)}"
    return f"web {address}"
