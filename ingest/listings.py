"""Listings: the addresses that a sitemap, an index of sitemaps, an RSS or an Atom feed gives."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.errors import DocumentRefusedError
from ingest.fetching import unpacked

if TYPE_CHECKING:
    from lxml import etree

ListingKind = Literal["sitemap", "index", "feed"]

LINKS_LIMIT = 50_000
"""Addresses read of one listing: the most that a sitemap may hold (sitemaps.org, protocol 0.9)."""

XML_TYPES = frozenset({"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"})
GZIP_TYPES = frozenset({"application/gzip", "application/x-gzip"})
LISTING_TYPES = XML_TYPES | GZIP_TYPES

_GZIP_START = b"\x1f\x8b"
_KINDS: dict[str, ListingKind] = {"urlset": "sitemap", "sitemapindex": "index", "rss": "feed", "feed": "feed"}
_PATHS: dict[str, str] = {
    "urlset": "*[local-name()='url']/*[local-name()='loc']/text()",
    "sitemapindex": "*[local-name()='sitemap']/*[local-name()='loc']/text()",
    "rss": "channel/item/link/text()",
    "feed": "*[local-name()='entry']/*[local-name()='link'][@rel='alternate' or not(@rel)][1]/@href",
}
_SPACES = re.compile(r"\s+")

NOT_XML = "XML illisible"
ENTITIES = "XML qui déclare ses propres entités"
OTHER_ROOT = "ni plan de site ni fil d’actualité ({root})"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing gives."""

    kind: ListingKind
    links: tuple[str, ...]
    """As written, without the spaces around them, in the order of the listing, each once."""


def read_listing(content: bytes) -> Listing:
    """Read a sitemap, an index of sitemaps, an RSS 2.0 feed or an Atom feed, packed by gzip or not.

    Raises:
        DocumentRefusedError: it is none of them, is not well-formed, declares entities, or unpacks to too much.
    """
    root = _root(unpacked(content) if content.startswith(_GZIP_START) else content)
    name = str(root.tag).rpartition("}")[2]
    if name not in _KINDS:
        raise DocumentRefusedError(OTHER_ROOT.format(root=repr(name[:40])))
    return Listing(_KINDS[name], tuple(_links(root.xpath(_PATHS[name]))))


def _root(content: bytes) -> "etree._Element":
    from lxml import etree  # noqa: PLC0415 - loaded only when a listing is read

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentRefusedError(NOT_XML) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentRefusedError(ENTITIES)
    return root


def _links(found: Iterable[object]) -> Iterator[str]:
    seen: set[str] = set()
    for one in found:
        link = _SPACES.sub(" ", str(one)).strip()
        if link and link not in seen:
            seen.add(link)
            yield link
        if len(seen) >= LINKS_LIMIT:
            return
