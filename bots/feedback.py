"""What people think of an answer, and where it goes."""

from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.domain import Reply

Opinion = Literal["up", "down", "report"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion."""

    reply_id: str
    opinion: Opinion
    who: str
    """Pseudonym of the person: stable on one data folder, and nobody’s id."""
    reasons: tuple[str, ...] = ()
    """Keys of `wording.REASONS`."""
    document_id: str | None = None
    """The source meant, when the person gives its number and the reply is still remembered."""
    question: str = ""
    """The question as the reply understood it, while the reply is still remembered."""


class FeedbackJournal(Protocol):
    """Keep what people ask and think until it is read by the people who mend the corpus."""

    def asked(self, reply: Reply, who: str) -> None:
        """Note a reply; return at once, and never raise: a journal that fails must not fail an answer."""

    def note(self, feedback: Feedback) -> None:
        """Keep an opinion; another thumb of the same person on the same reply replaces the first.

        Raises:
            DataFolderError: it cannot be written.
        """

    def forget(self, who: str) -> int:
        """Erase the opinions of somebody; return how many there were.

        Raises:
            DataFolderError: it cannot be written.
        """
