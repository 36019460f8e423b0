"""Render statements as plain text with `[1]` marks, and sources as lines: the one text of every channel."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain import Source, Statement
from assistant.french import say_date

_KINDS = {
    "concept": "notion",
    "club": "club",
    "session": "séance",
    "case": "cas",
    "study": "étude",
    "practice": "pratique",
    "news": "actualité",
    "other": "document",
}
_AUTHORS = {"human": "", "ai_summary": "résumé automatique", "unknown": ""}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is read."""

    text: str
    """Without any mark, nor anything that looks like one."""
    marks: tuple[int, ...]
    """Those of its citations, sorted, each once; none for the assistant's own."""
    begins_line: bool
    """False when it runs on, after a space, with the statement before it."""


def laid(statements: Iterable[Statement]) -> list[Said]:
    """Return statements as they are read: prose runs on, lists and labels stand on lines of their own."""
    pieces: list[Said] = []
    for statement in statements:
        marks = tuple(sorted({citation.mark for citation in statement.citations}))
        text = unmarked(statement.text)
        before = pieces[-1] if pieces else None
        alone = before is None or _stands_alone(text) or _stands_alone(before.text) or _announces(before)
        pieces.append(Said(text, marks, alone or (statement.origin == "assistant" and text.rstrip().endswith(":"))))
    return pieces


def plain(statements: Iterable[Statement]) -> str:
    """Return the text of a reply, each statement followed by its marks."""
    pieces: list[str] = []
    for said in laid(statements):
        separator = ("\n" if said.begins_line else " ") if pieces else ""
        pieces.append(separator + said.text + (" " + marked(said.marks) if said.marks else ""))
    return "".join(pieces)


def marked(marks: Iterable[int]) -> str:
    """Return marks as they are shown: `[1][2]`."""
    return "".join(f"[{mark}]" for mark in marks)


def _announces(said: Said) -> bool:
    """Tell whether a piece ends on a colon, with no mark after it."""
    return not said.marks and said.text.endswith(":")


def unmarked(text: str) -> str:
    """Return a text whose own bracketed numbers, notes of a document, cannot be taken for marks of ours."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text)


def _stands_alone(text: str) -> bool:
    """Tell whether a piece is a list, or a label that announces what follows."""
    return "\n" in text.strip("\n") or re.match(r"\n?(?:[-*•]|\d{1,3}[.)]) ", text) is not None


def source_line(source: Source) -> str:
    """Return one source: title, kind, author kind, publisher, dates, address."""
    return " · ".join(part for part in (source_words(source), source.url or "") if part)


def source_words(source: Source) -> str:
    """Return one source without its address."""
    parts = [source.title, _KINDS[source.kind], _AUTHORS[source.author_kind], source.publisher or ""]
    parts += [f"publié {_when(source.published_on)}" if source.published_on else ""]
    parts += [f"événement : {say_date(source.event_on)}" if source.event_on else ""]
    return " · ".join(part for part in parts if part)


def _when(date: str) -> str:
    """Return « le 15 février 2021 » or « en février 2021 », as much as is known."""
    whole = date.startswith("--") or date.count("-") == 2
    return f"{'le' if whole else 'en'} {say_date(date)}"
