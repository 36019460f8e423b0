"""Elements as one HTML page that asks for nothing: no script, no image, no font, no style from elsewhere."""

from collections.abc import Iterable
from html import escape

from assistant.domain import Language
from assistant.exporting.elements import Element, Heading, Line, Note, Picture, Table
from assistant.exporting.policy import policy_of

_STYLE = """
@page { size: A4; margin: 11mm 12mm; }
html { color: #000; background: #fff; font: 9.5pt/1.2 "Liberation Sans", Arial, Helvetica, sans-serif; }
body { max-width: 186mm; margin: 0 auto; padding: 4mm; overflow-wrap: anywhere; }
h1 { font-size: 15pt; margin: 0 0 1mm; } h2 { font-size: 11.5pt; margin: 2mm 0 .6mm; border-bottom: .8pt solid #000; }
h3 { font-size: 10pt; margin: 1.5mm 0 .3mm; } h1, h2, h3 { line-height: 1.15; break-after: avoid; }
p { margin: .35mm 0; white-space: pre-line; orphans: 2; widows: 2; }
p.plain { font-size: 9pt; } p.label { font-weight: bold; break-after: avoid; }
p.source { margin-left: 2mm; padding-left: 2mm; border-left: 2pt solid #000; }
p.own { margin-left: 2mm; padding-left: 2mm; border-left: 2pt dotted #555; font-style: italic; }
p.own b { font-style: normal; } .marks { font-weight: bold; font-style: normal; }
table { border-collapse: collapse; width: 100%; margin: .6mm 0; font-size: 8.5pt; }
th, td { border: .6pt solid #000; padding: .3mm 1.2mm; text-align: left; vertical-align: top; }
tr { break-inside: avoid; } .cols4 th:nth-child(-n+2) { width: 8%; } .cols4 th:nth-child(3) { width: 25%; }
.cols2 th:first-child { width: 60%; } .cols2 th, .cols2 td { border-style: dashed; padding: 4mm; font-size: 11pt; }
.cols2 td { height: 24mm; vertical-align: middle; }
p.note { font-size: 8pt; line-height: 1.15; margin: .2mm 0; } a { color: #000; } .marks a { text-decoration: none; }
svg { width: 100%; height: auto; }
@media screen { html { font-size: 11pt; line-height: 1.35; } p.plain, p.note, table { font-size: 10pt; } }
@media print { body { max-width: none; padding: 0; } }
"""

PAGE_POLICY = policy_of(_STYLE)
"""What the page allows itself: its own style. A server that sends it says the same in a header."""


def as_html(elements: Iterable[Element], language: Language = "fr") -> str:
    """Return a document as a page of HTML, print style included.

    Classes tell the voices apart: a full rule beside a cited statement, which ends with its marks, a dotted one and
    italics beside the assistant's own. A link is only ever followed by the reader.
    """
    held = list(elements)
    title = next((one.text for one in held if isinstance(one, Heading)), "")
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(PAGE_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    return head + "\n".join(map(_element, held)) + "\n</main>\n</body>\n</html>\n"


def _element(element: Element) -> str:
    match element:
        case Heading(level, text):
            return f'<h{level} dir="auto">{escape(text)}</h{level}>'
        case Line():
            return _line(element)
        case Note(mark):
            return f'<p class="note" id="note-{mark}" dir="auto">[{mark}] {_address(element)}</p>'
        case Picture(svg, _):
            return f"<figure>{svg}</figure>"
        case Table():
            return _table(element)


def _line(line: Line) -> str:
    label = f"<b>{escape(line.label)}</b> " if line.label else ""
    marks = "".join(f'<a href="#note-{mark}">[{mark}]</a>' for mark in line.marks)
    shown = f'\u00a0<span class="marks">{marks}</span>' if marks else ""
    return f'<p class="{line.voice}" dir="auto">{label}{escape(line.text)}{shown}</p>'


def _address(note: Note) -> str:
    if not note.url:
        return escape(note.text)
    url = escape(note.url)
    return f'{escape(note.text)} — <a href="{url}" rel="noopener noreferrer">{url}</a>'


def _table(table: Table) -> str:
    header = "".join(f'<th scope="col" dir="auto">{escape(cell)}</th>' for cell in table.header)
    rows = ("".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row) for row in table.rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    columns = f"cols{len(table.header)}"
    return f'<table class="{columns}">\n<thead><tr>{header}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'
