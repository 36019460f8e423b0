"""Render statements as plain text with `[1]` marks: the one text of every channel."""

import re
from collections.abc import Iterable

from assistant.domain import Statement


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
