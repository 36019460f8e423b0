"""Write the elements of a page as lines with marks, and find where each word stands in the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree

from ingest.aligned import AlignedText

_BODY_ASIDE = ("nav", "header", "footer", "aside", "form", "button", "menu", "dialog")
_BLOCK_TAGS = """
p div section article main blockquote ul ol li dl dt dd table tr figure figcaption pre address
details summary h1 h2 h3 h4 h5 h6 body center fieldset hr
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CELLS = ("td", "th")
_FAR = 100_000
"""Characters of page, ahead of the last word found, in which the next text is looked for."""
_NEAR = 2_000
"""Characters of page in which the next word of a text written with entities is looked for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of written page; ours when it is a mark or a line end."""

    text: str
    made: bool = False


def _break(mark: str = "") -> Piece:
    return Piece("\n\n" + mark, made=True)


def _bar(cell: "etree._Element") -> str:
    """Return what stands before a cell of a row."""
    parent = cell.getparent()
    return "| " if parent is None or parent.index(cell) == 0 else " | "


def extracted_pieces(body: "etree._Element") -> Iterator[Piece]:
    """Write the tree that trafilatura extracts: head, p, list, item, table, row, cell, quote, lb."""
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            yield from _opened(element)
            if element.text:
                yield Piece(element.text)
        else:
            if element.tag == "row":
                yield Piece(" |", made=True)
            if element.tail:
                yield Piece(element.tail)


def _opened(element: "etree._Element") -> Iterator[Piece]:
    tag = element.tag
    if tag == "head":
        level = (element.get("rend") or "h2").removeprefix("h")
        yield _break("#" * (int(level) if level.isdigit() else 2) + " ")
    elif tag == "item":
        parent = element.getparent()
        ordered = parent is not None and parent.get("rend") == "ol"
        rank = 0 if parent is None else parent.index(element) + 1
        yield Piece(f"\n{rank}. " if ordered else "\n- ", made=True)
    elif tag in ("p", "quote", "list", "table", "code"):
        inside = element.getparent() is not None and element.getparent().tag in ("item", "cell")
        yield Piece(" ", made=True) if inside and tag == "p" else _break()
    elif tag == "lb":
        yield Piece("\n", made=True)
    elif tag in ("row", "cell"):
        yield Piece("\n" if tag == "row" else _bar(element), made=True)


def body_pieces(tree: lxml.html.HtmlElement) -> list[Piece]:
    """Write the main part of a page, or all of its body, navigation and forms left out."""
    found = tree.xpath("//main | //article | //*[@role='main']")
    roots = [found[0]] if isinstance(found, list) and len(found) == 1 else tree.xpath("//body")
    pieces: list[Piece] = []
    for root in roots if isinstance(roots, list) else []:
        pieces.extend(_written(root))
    return pieces


def _written(root: lxml.html.HtmlElement) -> Iterator[Piece]:
    walker = etree.iterwalk(root, events=("start", "end"))
    cells = 0
    for event, element in walker:
        aside = element.tag in _BODY_ASIDE and element is not root
        if event == "start" and aside:
            walker.skip_subtree()
        elif event == "start":
            yield from _opened_in_cell(element) if cells else _opened_html(element)
            cells += element.tag in _CELLS
            yield Piece(element.text or "")
        else:
            cells -= element.tag in _CELLS
            if element.tag in _BLOCKS and element.tag != "li":
                yield Piece(" |" if element.tag == "tr" else " " if cells else "\n\n", made=True)
            if element is not root:
                yield Piece(element.tail or "")


def _opened_in_cell(element: "etree._Element") -> Iterator[Piece]:
    """A cell is one line, whatever stands in it."""
    if element.tag in _BLOCKS or element.tag == "br":
        yield Piece(" ", made=True)


def _opened_html(element: "etree._Element") -> Iterator[Piece]:
    tag = element.tag if isinstance(element.tag, str) else ""
    parent = element.getparent()
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        yield _break("#" * int(tag[1]) + " ")
    elif tag == "li":
        ordered = parent is not None and parent.tag == "ol"
        yield Piece(f"\n{parent.index(element) + 1}. " if ordered else "\n- ", made=True)
    elif tag == "br":
        yield Piece("\n", made=True)
    elif tag in ("tr", "td", "th"):
        yield Piece("\n" if tag == "tr" else _bar(element), made=True)
    elif tag in _BLOCKS and not (parent is not None and parent.tag in ("li", "td", "th") and tag in ("p", "div")):
        yield _break()


def align(pieces: Iterable[Piece], page: str) -> AlignedText:
    """Join pieces, looking each text up in the page after the last one found."""
    parts: list[AlignedText] = []
    position = 0
    for piece in pieces:
        if piece.made:
            parts.append(AlignedText.made(piece.text))
            continue
        for word, reach in _searched(piece.text, page, position):
            start = page.find(word, position, position + reach) if word.strip() else -1
            if start < 0:
                parts.append(AlignedText.made(" " if not word.strip() else word))
            else:
                parts.append(AlignedText.of(word, start))
                position = start + len(word)
    return AlignedText.joined(parts)


def _searched(text: str, page: str, position: int) -> Iterator[tuple[str, int]]:
    """Yield the whole text when the page holds it on one line, its words one by one otherwise."""
    if "\n" not in text and text.strip() and page.find(text, position, position + _FAR) >= 0:
        yield text, _FAR
        return
    if text[:1].isspace():
        yield " ", 0
    for rank, word in enumerate(text.split()):
        if rank:
            yield " ", 0
        yield word, _NEAR if rank else _FAR
    if text[-1:].isspace() and text.strip():
        yield " ", 0
