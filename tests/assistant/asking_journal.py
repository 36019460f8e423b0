"""Replies and journals for the tests of the journal of askings."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from assistant.adapters.journal import AskingStore
from assistant.domain import Abstention, AbstentionReason, Engine

ENGINE = Engine(writer="extractive", embedder="fake", generation="g1")

DAY = date(2026, 3, 2)


def unanswered(question: str, reason: AbstentionReason = "no_evidence") -> Abstention:
    """Return a reply that says that there is none."""
    said = "Je n’ai rien trouvé."
    fields = {"id": "0" * 16, "question": question, "text": said, "confidence": 0.1, "engine": ENGINE}
    return Abstention(language="fr", reason=reason, **fields)


def store_in(data: Path, redact: Callable[[str], str] = str, *, days: int = 30, questions: bool = False) -> AskingStore:
    """Return a store over a folder; nothing is redacted unless a redactor is given."""
    return AskingStore(data, redact, days=days, questions=questions)


def bytes_of(data: Path) -> bytes:
    """Return everything that a data folder holds, names of files included, in small letters."""
    files = sorted(path for path in data.rglob("*") if path.is_file())
    return b"\n".join(path.name.encode() + b"\n" + path.read_bytes() for path in files).lower()
