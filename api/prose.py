"""Statements as paragraphs and lists: prose runs on from one statement to the next, items stand together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from api import wording
from api.html import Html, element, joined
from assistant.domain import Citation, Language, Statement

_NONE: Mapping[int, Language] = MappingProxyType({})
_ITEM = re.compile(r"(?:[-•*]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a statement."""

    text: str
    marks: Html
    own: bool
    """True for what the assistant adds of its own."""
    language: Language | None
    """Language of its source, when it is not that of the reply."""
    runs_on: bool
    """True when it goes on with the paragraph before it."""

    @property
    def is_item(self) -> bool:
        return bool(_ITEM.match(self.text))

    def follows(self, line: "_Line") -> bool:
        """Tell whether this line goes on with the block another ends; an announcement stands alone."""
        if self.is_item or line.is_item:
            return self.is_item and line.is_item
        return self.runs_on and not self.text.endswith(":") and not line.text.endswith(":")


def prose(statements: Sequence[Statement], *, tell_own: bool = False, foreign: Mapping[int, Language] = _NONE) -> Html:
    """Return statements as blocks, each with the marks of its sources at its end.

    Args:
        statements: in reading order.
        tell_own: whether what the assistant adds of its own is set apart.
        foreign: language of each source, by mark, that is not written in the language of the reply.
    """
    blocks: list[list[_Line]] = []
    for statement in statements:
        for line in _lines(statement, tell_own, foreign):
            if blocks and line.follows(blocks[-1][-1]):
                blocks[-1].append(line)
            else:
                blocks.append([line])
    return joined(*(_block(block) for block in blocks))


def paragraphs(text: str) -> Html:
    """Return plain text as blocks."""
    return prose([Statement(text=text or wording.TIE, origin="assistant")])


def marks_of(citations: Sequence[Citation]) -> Html:
    """Return the marks of some citations, each once, tied to the word before them."""
    marks = dict.fromkeys(citation.mark for citation in citations)
    return joined(*(part for mark in marks for part in (wording.TIE, _mark(mark))))


def _mark(mark: int) -> Html:
    return element("a", f"[{mark}]", href=f"#source-{mark}", class_="mark", aria_label=f"source {mark}")


def _lines(statement: Statement, tell_own: bool, foreign: Mapping[int, Language]) -> Iterator[_Line]:
    texts = [text.strip() for text in statement.text.splitlines() if text.strip()]
    own = tell_own and statement.origin == "assistant"
    alone = "\n" not in statement.text
    language = foreign.get(statement.citations[0].mark) if statement.citations else None
    for number, text in enumerate(texts, start=1):
        marks = marks_of(statement.citations) if number == len(texts) else Html()
        yield _Line(text, marks, own, language, runs_on=alone)


def _block(lines: Sequence[_Line]) -> Html:
    if not lines[0].is_item:
        return element("p", _span(lines[0], lines[0].text), *(joined(" ", _span(one, one.text)) for one in lines[1:]))
    items = (element("li", _span(line, _ITEM.sub("", line.text, count=1))) for line in lines)
    number = re.match(r"\d+", lines[0].text)
    return element("ol", *items, start=number[0]) if number else element("ul", *items)


def _span(line: _Line, text: str) -> Html:
    if line.own or line.language:
        text = element("span", text, class_="own" if line.own else None, lang=line.language)
    return joined(text, line.marks)
