"""Recording: an assistant whose replies are noted, the one seam between the channels and the journal."""

from typing import Any, Protocol

from assistant.domain import Question, Reply
from assistant.ports import Journal


class Asked(Protocol):
    """Anything that answers."""

    async def ask(self, question: Question) -> Reply:
        """Return the reply to a question."""


class Recorded:
    """Answer as another assistant does, and note each reply; everything else is the other’s own.

    Args:
        assistant: who answers.
        journal: where the replies are noted.
        asker: what the channel tells people apart by.
    """

    def __init__(self, assistant: Asked, journal: Journal, asker: str) -> None:
        self._assistant = assistant
        self._journal = journal
        self._asker = asker

    async def ask(self, question: Question) -> Reply:
        """Return the reply, noted."""
        reply = await self._assistant.ask(question)
        self._journal.asked(reply, self._asker)
        return reply

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the assistant offers
        return getattr(self._assistant, name)
