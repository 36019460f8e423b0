"""Render statements as plain text with `[1]` marks, and sources as lines: the one text of every channel."""

import re
from collections.abc import Iterable

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


def plain(statements: Iterable[Statement]) -> str:
    """Return the text of a reply: prose runs on, lists and labels stand on lines of their own."""
    pieces: list[str] = []
    for statement in statements:
        marked = _marked(statement)
        if not pieces:
            pieces.append(marked)
        elif _stands_alone(marked) or _stands_alone(pieces[-1]) or _opens(statement) or pieces[-1].endswith(":"):
            pieces.append("\n" + marked)
        else:
            pieces.append(" " + marked)
    return "".join(pieces)


def _opens(statement: Statement) -> bool:
    """Tell whether a statement is a label that announces the next ones."""
    return statement.origin == "assistant" and statement.text.rstrip().endswith(":")


def _marked(statement: Statement) -> str:
    marks = "".join(f"[{mark}]" for mark in sorted({citation.mark for citation in statement.citations}))
    text = unmarked(statement.text)
    return f"{text} {marks}" if marks else text


def unmarked(text: str) -> str:
    """Return a text whose own bracketed numbers, notes of a document, cannot be taken for marks of ours."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text)


def _stands_alone(text: str) -> bool:
    """Tell whether a piece is a list, or a label that announces what follows."""
    return "\n" in text.strip("\n") or re.match(r"\n?(?:[-*•]|\d{1,3}[.)]) ", text) is not None


def source_line(source: Source) -> str:
    """Return one source: title, kind, author kind, publisher, dates, address."""
    parts = [source.title, _KINDS[source.kind], _AUTHORS[source.author_kind], source.publisher or ""]
    parts += [f"publié {_when(source.published_on)}" if source.published_on else ""]
    parts += [f"événement : {say_date(source.event_on)}" if source.event_on else "", source.url or ""]
    return " · ".join(part for part in parts if part)


def _when(date: str) -> str:
    """Return « le 15 février 2021 » or « en février 2021 », as much as is known."""
    whole = date.startswith("--") or date.count("-") == 2
    return f"{'le' if whole else 'en'} {say_date(date)}"
