"""Elements as CommonMark with tables; every text is escaped, so that none becomes a mark."""

import re
from collections.abc import Iterable

from assistant.exporting.elements import Element, Heading, Line, Note, Picture, Table

_ALWAYS = re.compile(r"[\\`*_\[\]<>|~$^#]|&(?=[#\w])|(?<=\w)@|:(?=//)|(?<=www)\.")
"""What opens emphasis, code, a link, HTML, a cell, a formula, an entity or a heading; addresses, which make links."""
_AT_START = re.compile(r"^(?:(?P<number>\d+)(?P<stop>[.)])|[-+=]|:(?=-))", re.MULTILINE)
"""What would begin a list, a rule or an underlined heading at the start of a line."""


def as_markdown(elements: Iterable[Element]) -> str:
    """Return a document as CommonMark: quoted blocks are cited statements, lines in italics the assistant's.

    Rows of `Table` are GitHub tables. Ends with a line break.
    """
    return "\n\n".join(_element(one) for one in elements) + "\n"


def escaped(text: str) -> str:
    """Return a text that CommonMark shows as it is, its line breaks kept."""
    marked = _ALWAYS.sub(lambda found: "\\" + found.group(), text)
    return _AT_START.sub(_at_start, marked)


def _at_start(found: re.Match[str]) -> str:
    return f"{found['number'] or ''}\\{found['stop'] or found.group()}"


def _element(element: Element) -> str:
    match element:
        case Heading(level, text):
            return f"{'#' * level} {escaped(text)}"
        case Line():
            return _line(element)
        case Note(mark):
            return f"{mark}. " + escaped(element.shown).replace("\n", "\\\n   ")
        case Picture(_, table) | (Table() as table):
            return "\n".join(map(_row, (table.header, ("---",) * len(table.header), *table.rows)))


def _line(line: Line) -> str:
    text = escaped(line.text).replace("\n", "\\\n")
    label = f"**{escaped(line.label)}** " if line.label else ""
    match line.voice:
        case "label":
            return f"**{text}**"
        case "own":
            return f"*{label}{text}*"
        case "source":
            marks = "".join(f"[{mark}]" for mark in line.marks)  # no text defines a link of that name
            return "> " + f"{label}{text}\u00a0{marks}".replace("\n", "\n> ")
        case "plain":
            return text


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell if cell == "---" else escaped(cell) for cell in cells) + " |"
