"""The lines of a text and their marks; the canonical form that documents are stored in; its blocks.

Canonical form: `## ` headings, `- ` items, `1. ` steps, `| a | b |` rows, one line a paragraph, one blank
line between blocks, single spaces.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from ingest.aligned import AlignedText
from ingest.blocks import Block, BlockKind

Mark = Literal["", "heading", "item", "step", "row"]

HEADING_LEVEL = 2
"""Level of a recovered heading: the title of the document is the only heading of level 1."""

_HEADING = re.compile(r"(#{1,6})(?:\s+|$)")
_ITEM = re.compile(r"[-*+•◦▪‣·●○–—➢►✓✔→](?:\s+(?:\[[ xX]\]\s+)?|$)")
_STEP = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_ROW = re.compile(r"\|.*\|$")
_RULER = re.compile(r"(?:[-*_=]\s?){3,}$|\|[\s:|-]+\|$")
_QUOTE = re.compile(r"(?:>\s?)+")
_SPACES = re.compile(r" {2,}")
_UNDERLINE = re.compile(r"(=+|-{3,})$")
_CLOSING_HASHES = re.compile(r"\s+#+$")
_KINDS: dict[Mark, BlockKind] = {
    "": "paragraph",
    "heading": "heading",
    "item": "list",
    "step": "steps",
    "row": "table",
}

WRAP_WIDTH = (50, 100)
"""Length of the lines of a text cut by hand at the edge of a page, in characters."""
WRAP_SHARE = 0.3
"""Share of lines that end in the middle of a sentence above which line ends mean nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, its mark taken off."""

    content: AlignedText
    mark: Mark = ""
    level: int = 0
    """Level of a heading, number of a step."""
    gap: int = 0
    """Blank lines before it."""

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.content.text


def read_lines(text: AlignedText, *, wrapped: bool = False) -> list[Line]:
    """Read the marks of a text; where lines are `wrapped`, join those of one paragraph or item."""
    lines: list[Line] = []
    gap = 0
    for raw in text.lines():
        stripped = raw.stripped()
        if not stripped.text:
            gap += 1
            continue
        if _UNDERLINE.fullmatch(stripped.text) and lines and not gap and not lines[-1].mark and wrapped:
            level = 1 if stripped.text[0] == "=" else HEADING_LEVEL
            lines[-1] = replace(lines[-1], mark="heading", level=level)
        elif _RULER.fullmatch(stripped.text):
            gap += 1
        else:
            line = _read_line(stripped, gap)
            if wrapped and not gap and lines and not line.mark and lines[-1].mark in ("", "item", "step"):
                joined = AlignedText.joined([lines[-1].content, AlignedText.made(" "), line.content])
                lines[-1] = replace(lines[-1], content=joined)
            elif line.text:
                lines.append(line)
            gap = 0
    return lines


def _read_line(raw: AlignedText, gap: int) -> Line:
    quote = _QUOTE.match(raw.text)
    if quote:
        raw = raw.cut(quote.end(), len(raw)).stripped()
    mark: Mark = ""
    level = start = 0
    if found := _HEADING.match(raw.text):
        mark, level, start = "heading", len(found.group(1)), found.end()
    elif found := _ITEM.match(raw.text):
        mark, start = "item", found.end()
    elif found := _STEP.match(raw.text):
        mark, level, start = "step", int(found.group(1)), found.end()
    elif _ROW.fullmatch(raw.text):
        mark = "row"
    content = raw.cut(start, len(raw))
    if mark == "heading" and (hashes := _CLOSING_HASHES.search(content.text)):
        content = content.cut(0, hashes.start())
    return Line(_single_spaced(content).stripped(), mark, level, gap)


def _single_spaced(text: AlignedText) -> AlignedText:
    return text.edited([(m.start() + 1, m.end(), "") for m in _SPACES.finditer(text.text)])


def is_wrapped(text: str) -> bool:
    """Tell whether lines are cut by hand: many of one width end, and the next begin, inside a sentence."""
    lines = [line.strip() for line in text.split("\n")]
    pairs = [(one, other) for one, other in pairwise(lines) if one and other]
    low, high = WRAP_WIDTH
    cut = [1 for one, other in pairs if low <= len(one) <= high and one[-1] not in ".!?:;" and other[0].islower()]
    return len(pairs) > 3 and len(cut) > WRAP_SHARE * len(pairs) and max(map(len, lines)) <= high


def write_lines(lines: Sequence[Line]) -> AlignedText:
    """Write lines in canonical form."""
    parts: list[AlignedText] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None:
            together = line.mark == previous.mark and line.mark in ("item", "step", "row")
            parts.append(AlignedText.made("\n" if together else "\n\n"))
        parts.append(AlignedText.made(_written_mark(line)))
        parts.append(line.content)
        previous = line
    return AlignedText.joined(parts)


def _written_mark(line: Line) -> str:
    if line.mark == "heading":
        return "#" * max(HEADING_LEVEL, line.level) + " "
    return {"item": "- ", "step": f"{line.level}. "}.get(line.mark, "")


def canonical_blocks(text: str) -> list[Block]:
    """Return the blocks of a canonical text, in order: `text[start:end]`, marks included."""
    blocks: list[Block] = []
    start = 0
    for piece in text.split("\n\n"):
        if piece.strip():
            blocks.append(_block(piece, start))
        start += len(piece) + 2
    return blocks


def _block(piece: str, start: int) -> Block:
    first = _read_line(AlignedText.made(piece.split("\n", 1)[0]), 0)
    level = max(HEADING_LEVEL, first.level) if first.mark == "heading" else 0
    return Block(start=start, end=start + len(piece), kind=_KINDS[first.mark], level=level)


def numbered_again(lines: Iterable[Line]) -> list[Line]:
    """Number the steps of each run from the number of its first one."""
    numbered: list[Line] = []
    for mark, run in groupby(lines, key=lambda line: line.mark):
        steps = list(run)
        first = steps[0].level
        numbered.extend(
            replace(step, level=first + rank) if mark == "step" else step for rank, step in enumerate(steps)
        )
    return numbered
