"""Read the visible text of a web page as lines with marks, and what its head says of it."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import lxml.html
import trafilatura
from lxml import etree

from assistant.errors import DocumentRefusedError
from ingest.aligned import AlignedText
from ingest.parsing_html_furniture import remove_furniture
from ingest.parsing_html_visible import remove_hidden
from ingest.parsing_html_writing import Piece, align, body_pieces, extracted_pieces

ENOUGH = 0.25
"""Share of the visible text of a page that the extraction must keep; under it we keep the whole body."""
ALMOST_ALL = 0.9
"""The same share from which there was nothing to take off: the body is kept, which loses no heading."""
SHORT_PAGE = 2_000
"""Characters of visible text under which a page is too short for statistics on its links to mean anything."""

PIECES_LIMIT = 15_000
"""Pieces of a page above which its body is kept: the extraction compares each block with the others, and takes
7 s for 4,000 blocks (16,000 pieces); the longest page of a handbook has about 3,000 pieces."""

_DATE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}")
_DATE_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
    "//meta[@name='date' or @name='DC.date' or @name='dcterms.created']/@content",
    "//meta[@name='citation_publication_date']/@content",
)
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{1,100},[^\"'\s<>)]{1000,}")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|&#(?:x0{0,9}(?:[0-8bcef]|1[0-9a-f])(?![0-9a-f])|"
    r"0{0,9}(?:[0-8]|1[124-9]|2\d|3[01])(?!\d));?",
    re.IGNORECASE,
)
"""What no tree of a page can hold, as itself or as a reference."""
_HUGE_TAG = re.compile(r"<[a-zA-Z][^<>]{50000}")  # the parser compares each attribute with all before it
_NO_TEXT = "La page ne contient aucun texte visible."
_NOT_HTML = "La page n’est pas du HTML lisible."
_SAVE_IT = "Enregistrez la page une fois affichée, ou copiez son texte dans un fichier."


@dataclass(frozen=True, slots=True)
class Page:
    """What the head of a web page says of it; all None for a file that is not one."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_on: str | None = None


def read_page(html: str) -> tuple[Page, AlignedText]:
    """Return what a page says of itself and its visible text, one block a line.

    The alignment is by search: words written with entities in the page have no origin.

    Raises:
        DocumentRefusedError: the page shows no text.
    """
    tree = _tree(html)
    page = Page(_title(tree), _first(tree, "//meta[@property='og:site_name']/@content"), _address(tree), _date(tree))
    remove_hidden(tree)
    remove_furniture(tree)
    pieces = _main_pieces(tree)
    if not any(piece.text.strip() for piece in pieces):
        raise DocumentRefusedError(_NO_TEXT, _SAVE_IT)
    return page, align(pieces, html)


def _tree(html: str) -> lxml.html.HtmlElement:
    html = _CONTROLS.sub("", _EMBEDDED.sub("", html))
    if _HUGE_TAG.search(html):
        raise DocumentRefusedError(_NOT_HTML, _SAVE_IT)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise DocumentRefusedError(_NOT_HTML, _SAVE_IT) from error


def _main_pieces(tree: lxml.html.HtmlElement) -> list[Piece]:
    """Return what the extraction keeps, or the whole body when it keeps too little of it."""
    whole = body_pieces(tree)
    length = sum(len(piece.text) for piece in whole)
    if length < SHORT_PAGE or len(whole) > PIECES_LIMIT:
        return whole
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports each page it finds poor
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, include_formatting=True, favor_recall=True
    )
    body = None if found is None or isinstance(found, dict) else found.body
    kept = [] if body is None else list(extracted_pieces(body))
    share = sum(len(piece.text) for piece in kept) / length
    return kept if ENOUGH <= share < ALMOST_ALL else whole


def _title(tree: lxml.html.HtmlElement) -> str | None:
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0][:300]
    title = _first(tree, "//head/title/text()")
    return re.split(r"\s[|–—-]\s", title)[0] if title else None


def _first(tree: lxml.html.HtmlElement, path: str) -> str | None:
    return next((" ".join(str(value).split())[:300] for value in _values(tree, path) if str(value).strip()), None)


def _values(tree: lxml.html.HtmlElement, path: str) -> Iterator[object]:
    found = tree.xpath(path)
    yield from found if isinstance(found, list) else ()


def _address(tree: lxml.html.HtmlElement) -> str | None:
    address = _first(tree, "//link[@rel='canonical']/@href")
    if address is None or urlsplit(address).scheme not in ("http", "https"):
        return None
    return address


def _date(tree: lxml.html.HtmlElement) -> str | None:
    for path in _DATE_PATHS:
        value = _first(tree, path)
        if value and (found := _DATE.match(value)):
            return found.group()
    return None
