import gzip

import pytest

from assistant.errors import DocumentRefusedError
from ingest.listings import Listing, read_listing
from tests.ingest.web_stubs import index, rss, sitemap

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Fil</title><link href="https://site.example/"/>
<entry><link rel="self" href="https://site.example/self"/><link rel="alternate" href="https://site.example/1"/></entry>
<entry><link href="/2"/></entry><entry><id>without link</id></entry></feed>"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (sitemap(" https://a.fr/1\n", "https://a.fr/2", "https://a.fr/1").body, ("sitemap", "https://a.fr/1", "https://a.fr/2")),
        (index("https://a.fr/s.xml").body, ("index", "https://a.fr/s.xml")),
        (rss("https://a.fr/1").body, ("feed", "https://a.fr/1")),
        (ATOM, ("feed", "https://site.example/1", "/2")),
        (gzip.compress(sitemap("https://a.fr/1").body), ("sitemap", "https://a.fr/1")),
        (b"<urlset><url><loc>https://a.fr/?a=1&amp;b=2</loc></url></urlset>", ("sitemap", "https://a.fr/?a=1&b=2")),
        (sitemap().body, ("sitemap",)),
    ],
)  # fmt: skip
def test_sitemaps_and_feeds_give_their_links(content: bytes, expected: tuple[str, ...]) -> None:
    """Each link comes once, in order, trimmed; a feed gives its entries and not itself."""
    assert Listing(expected[0], expected[1:]) == read_listing(content)  # type: ignore[arg-type] # one of its kinds


LAUGHS = b'<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "illisible"),
        (b"<urlset>", "illisible"),
        (b"<html/>", "html"),
        (LAUGHS + b"<urlset><url><loc>https://a.fr/&b;</loc></url></urlset>", "entit"),
        (EXTERNAL + b"<urlset><url><loc>&a;</loc></url></urlset>", "entit"),
        (gzip.compress(b"\0" * 11_000_000), "10"),
        (b"\x1f\x8b not gzip", "gzip"),
        (b"<rss>" + b"<channel>" * 5000, "illisible"),
    ],
)
def test_what_is_no_listing_or_a_trap_is_refused(content: bytes, said: str) -> None:
    """Broken XML, other XML, entities, bombs and endless nesting are refused in one line."""
    with pytest.raises(DocumentRefusedError, match=said):
        read_listing(content)
