"""Read exported files back with readers that know nothing of the renderers, and what they should hold."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document as DocxDocument
from docx.table import Table as DocxTable
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from odfdo import Document as OdtDocument

from assistant.exporting import Element, Heading, Line, Note, Picture, Table

Piece = tuple[Any, ...]
"""`("h2", text)`, `("own", text)`, `("table", rows)` or `("note", number, text)`."""

_NOTE = re.compile(r"\[(\d+)\] (.*)", re.DOTALL)


def pieces(elements: Iterable[Element]) -> list[Piece]:
    """Return what any format should hold of some elements."""
    return [_piece(one) for one in elements]


def _piece(element: Element) -> Piece:
    match element:
        case Heading(level, text):
            return (f"h{level}", text)
        case Line():
            return (element.voice, f"{element.label} {element.marked}" if element.label else element.marked)
        case Note(mark):
            return ("note", mark, element.shown)
        case Picture(_, table) | (Table() as table):
            return ("table", [list(table.header), *map(list, table.rows)])


def read_markdown(data: bytes) -> list[Piece]:
    """Read CommonMark with GitHub tables, as an independent parser understands it."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(data.decode())
    return [piece for node in SyntaxTreeNode(tokens).children for piece in _markdown_pieces(node)]


def _markdown_pieces(node: SyntaxTreeNode) -> list[Piece]:
    match node.type:
        case "heading":
            return [(node.tag, _inline(node))]
        case "blockquote":
            return [("source", _inline(one)) for one in node.children]
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            return [("note", first + place, _inline(one.children[0])) for place, one in enumerate(node.children)]
        case "table":
            return [
                ("table", [[_inline(cell) for cell in row.children] for part in node.children for row in part.children])
            ]
        case "paragraph":
            inside = [one.type for one in node.children[0].children if one.type != "text" or one.content]
            return [({"strong": "label", "em": "own"}.get(inside[0], "plain"), _inline(node))]
    return [(node.type, node.content)]


def _inline(node: SyntaxTreeNode) -> str:
    assert {"text", "text_special", "hardbreak", "strong", "em", "inline", "paragraph"} >= {
        one.type for one in node.walk(include_self=False)
    }
    leaves = (one for one in node.walk() if not one.children)
    return "".join("\n" if one.type == "hardbreak" else one.content for one in leaves)


def read_html(data: bytes) -> list[Piece]:
    """Read the body of a page, and find no element that could act."""
    page = html.fromstring(data.decode())
    allowed = {"p", "b", "a", "span", "h1", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "main", "body"}
    (main,) = page.iter("main")
    assert allowed >= {node.tag for node in main.iter()}
    assert [] == [name for node in main.iter() for name in node.attrib if name.startswith("on")]
    return [_html_piece(node) for node in main]


def _html_piece(node: Any) -> Piece:
    text = node.text_content()
    if node.tag == "table":
        return ("table", [[cell.text_content() for cell in row] for row in node.iter("tr")])
    if node.tag != "p":
        return (node.tag, text)
    return _noted(text) if node.get("class") == "note" else (node.get("class"), text)


def _noted(text: str) -> Piece:
    found = _NOTE.fullmatch(text)
    assert found is not None
    return ("note", int(found[1]), found[2])


def read_docx(data: bytes) -> list[Piece]:
    """Read the paragraphs and tables of a DOCX file by the names of their styles."""
    voices = {"EFC Demande": "plain", "EFC Annonce": "label", "EFC Source": "source", "EFC Assistant": "own"}
    found: list[Piece] = []
    for one in DocxDocument(BytesIO(data)).iter_inner_content():
        if isinstance(one, DocxTable):
            found.append(("table", [[cell.text for cell in row.cells] for row in one.rows]))
            continue
        name = one.style.name if one.style else ""
        if name == "EFC Note":
            found.append(_noted(one.text))
        else:
            found.append((voices.get(name or "") or f"h{(name or '').removeprefix('Heading ')}", one.text))
    return found


def read_odt(data: bytes) -> list[Piece]:
    """Read the paragraphs and tables of an ODT file by the names of their styles."""
    voices = {"EFC_Demande": "plain", "EFC_Annonce": "label", "EFC_Source": "source", "EFC_Assistant": "own"}
    found: list[Piece] = []
    for one in OdtDocument(BytesIO(data)).body.children:
        if one.tag == "table:table":
            rows = one.get_elements("table:table-row")
            cells = [[cell.get_elements("text:p") for cell in row.get_elements("table:table-cell")] for row in rows]
            found.append(("table", [["".join(part.inner_text for part in cell) for cell in row] for row in cells]))
        elif one.tag == "text:h":
            found.append((f"h{one.level}", one.inner_text))
        elif one.style == "EFC_Note":
            found.append(_noted(one.inner_text))
        else:
            found.append((voices[one.style], one.inner_text))
    return found


READERS = {"md": read_markdown, "html": read_html, "docx": read_docx, "odt": read_odt}
