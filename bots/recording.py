"""Recording: what people ask and think on a chat goes to the journal of every channel, under their pseudonym."""

from assistant.askings import Judgement
from assistant.domain import Reply
from assistant.errors import DataFolderError
from assistant.ports import Journal
from bots.feedback import Feedback

_LOST = "L’avis n’a pas pu être gardé."
_MEND = "Vérifiez les droits du dossier de données et la place libre."


class Recorder:
    """A `FeedbackJournal` over the journal of the assistant.

    Args:
        journal: where everything is kept.
        channel: name of the chat, so that nobody of two chats is taken for one person.
    """

    def __init__(self, journal: Journal, channel: str) -> None:
        self._journal = journal
        self._channel = channel

    def asked(self, reply: Reply, who: str) -> None:
        """Note a reply; see `FeedbackJournal`."""
        self._journal.asked(reply, self._asker(who))

    def note(self, feedback: Feedback) -> None:
        """Keep an opinion; a source that is reported is a reply found bad; see `FeedbackJournal`."""
        judgement = Judgement.model_validate(
            {
                "reply_id": feedback.reply_id,
                "verdict": "up" if feedback.opinion == "up" else "down",
                "reasons": feedback.reasons,
                "question": feedback.question,
                "document_id": feedback.document_id,
            }
        )
        if not self._journal.judged(judgement, self._asker(feedback.who)):
            raise DataFolderError(_LOST, _MEND)

    def forget(self, who: str) -> int:
        """Erase what somebody asked and thinks; see `FeedbackJournal`."""
        return self._journal.forget(self._asker(who))

    def _asker(self, who: str) -> str:
        return f"{self._channel} {who}"
