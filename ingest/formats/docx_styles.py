"""What the styles and the numbering of a DOCX say of a paragraph: heading, item, step, or plain."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Self

from lxml import etree

from ingest.formats.archives import OfficeArchive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STEP_LIMIT = 99
"""Highest number of a step that the canonical form knows; beyond, a list is read as unnumbered."""
_DEEPEST = 6
_CHAIN = 20
"""Styles a style is based on, followed at most; a loop would never end."""

_HEADING = re.compile(r"(?:heading|titre) ?(\d)", re.IGNORECASE)
_TITLES = frozenset(["title", "titre"])
_CONTENTS = re.compile(r"(?:toc|tm|table of figures|table des illustrations)(?: ?\d| heading)?", re.IGNORECASE)
_LIST = re.compile(r"(?:list bullet|liste à puces|list number|liste à numéros)(?: \d)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is: its level as a heading (0 when none), or its list and depth."""

    level: int = 0
    number: str = ""
    """Identifier of its list, empty outside of one."""
    depth: int = 0
    contents: bool = False
    """Whether it is a line of a table of contents."""
    bullet: bool = False
    """Whether its style alone says that it is an item."""


@dataclass(slots=True)
class Styles:
    """The styles and the lists of one document, and where its numbered lists stand."""

    names: dict[str, str] = field(default_factory=dict)
    elements: dict[str, "etree._Element"] = field(default_factory=dict)
    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    """`numFmt` of a level of a list."""
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def of(cls, archive: OfficeArchive) -> Self:
        """Read the styles and the numbering of a document."""
        styles = cls()
        root = archive.optional_xml("word/styles.xml")
        for style in [] if root is None else root.iterchildren(f"{W}style"):
            identifier = style.get(f"{W}styleId", "")
            styles.elements[identifier] = style
            styles.names[identifier] = _value(style, "name")
        numbering = archive.optional_xml("word/numbering.xml")
        if numbering is not None:
            styles.formats = _formats(numbering)
        return styles

    def shape(self, paragraph: "etree._Element") -> Shape:
        """Return what a paragraph is, by its own properties, then by its style and those it is based on."""
        own = paragraph.find(f"{W}pPr")
        chain = self._chain(_value(own, "pStyle"))
        names = [self.names.get(style) or style for style in chain]
        if names and _CONTENTS.fullmatch(names[0]):
            return Shape(contents=True)
        properties = [own, *(self.elements[style].find(f"{W}pPr") for style in chain if style in self.elements)]
        level = _level(names, properties)
        if level:
            return Shape(level=level)
        number, depth = _numbering(properties)
        return Shape(number=number, depth=depth, bullet=any(_LIST.fullmatch(name) for name in names))

    def mark(self, shape: Shape) -> str:
        """Return the mark of a paragraph, and count it when it is a step."""
        if shape.level:
            return "#" * shape.level + " "
        if not shape.number:
            return "- " if shape.bullet else ""
        kind = self.formats.get((shape.number, shape.depth), "bullet")
        if kind in ("bullet", "none"):
            return "- "
        self.counts[shape.number, shape.depth] += 1
        for deeper in range(shape.depth + 1, 9):
            self.counts[shape.number, deeper] = 0
        count = self.counts[shape.number, shape.depth]
        return f"{count}. " if count <= STEP_LIMIT and not shape.depth else "- "

    def _chain(self, style: str) -> list[str]:
        chain: list[str] = []
        while style and style not in chain and len(chain) < _CHAIN:
            chain.append(style)
            style = _value(self.elements.get(style), "basedOn")
        return chain


def _level(names: list[str], properties: "list[etree._Element | None]") -> int:
    """Return the level of a heading: 1 for the title of the document, 2 and more for its parts."""
    if names and names[0].lower() in _TITLES:
        return 1
    for name in names:
        if found := _HEADING.fullmatch(name):
            return min(_DEEPEST, int(found.group(1)) + 1)
    outline = next((value for one in properties if (value := _value(one, "outlineLvl"))), "")
    return min(_DEEPEST, int(outline) + 2) if outline.isdigit() and int(outline) < 9 else 0


def _numbering(properties: "list[etree._Element | None]") -> tuple[str, int]:
    for one in properties:
        found = None if one is None else one.find(f"{W}numPr")
        if found is not None:
            number, depth = _value(found, "numId"), _value(found, "ilvl")
            return ("" if number == "0" else number), int(depth) if depth.isdigit() else 0
    return "", 0


def _formats(numbering: "etree._Element") -> dict[tuple[str, int], str]:
    abstract: dict[str, dict[int, str]] = {}
    for one in numbering.iterchildren(f"{W}abstractNum"):
        levels = {level.get(f"{W}ilvl", "0"): _value(level, "numFmt") for level in one.iterchildren(f"{W}lvl")}
        abstract[one.get(f"{W}abstractNumId", "")] = {int(key): kind for key, kind in levels.items() if key.isdigit()}
    return {
        (one.get(f"{W}numId", ""), depth): kind
        for one in numbering.iterchildren(f"{W}num")
        for depth, kind in abstract.get(_value(one, "abstractNumId"), {}).items()
    }


def _value(element: "etree._Element | None", name: str) -> str:
    """Return the value that a child gives, empty without one."""
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
