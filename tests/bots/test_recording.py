"""Laws of what a chat leaves in the journal."""

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.journal import AskingStore
from assistant.adapters.journal_queue import QueuedJournal, SilentJournal
from assistant.adapters.journal_schema import JOURNAL_NAME
from assistant.errors import DataFolderError
from bots.feedback import Feedback, Opinion
from bots.recording import Recorder

DAY = date(2026, 3, 4)
REPLY = "a" * 16


def recorder(folder: Path) -> tuple[Recorder, QueuedJournal]:
    """Return a recorder over a journal in a folder, and the journal."""
    journal = QueuedJournal(AskingStore(folder, str), lambda: DAY)
    return Recorder(journal, "discord"), journal


@pytest.mark.parametrize(("opinion", "counted"), [("up", (1, 0)), ("down", (0, 1)), ("report", (0, 1))])
def test_an_opinion_is_counted(tmp_path: Path, opinion: Opinion, counted: tuple[int, int]) -> None:
    """A thumb counts as it points, a source that is reported as a reply found bad; the last one of a person holds."""
    made, journal = recorder(tmp_path)
    made.note(Feedback(REPLY, "up", "camille"))
    made.note(Feedback(REPLY, opinion, "camille", ("wrong",) if opinion == "report" else ()))
    journal.close()
    kept = journal.gaps()
    assert counted == (kept.ups, kept.downs)


def test_what_somebody_left_is_erased_and_nothing_of_the_others(tmp_path: Path) -> None:
    """After it was asked for, the journal holds neither the judgements nor the questions of that person."""
    made, journal = recorder(tmp_path)
    for who in ("camille", "dominique"):
        made.note(Feedback(REPLY, "down", who, question="Quel est le prix du verger de Zorglub ?"))
    assert 1 == made.forget("camille")
    assert 0 == made.forget("camille")
    journal.close()
    kept = journal.gaps()
    assert (1, 1) == (kept.downs, kept.askings)
    assert 0 == Recorder(journal, "matrix").forget("dominique")


def test_no_name_of_a_person_is_in_the_bytes(tmp_path: Path) -> None:
    """People are keyed hashes in the file."""
    made, journal = recorder(tmp_path)
    made.note(Feedback(REPLY, "up", "camille"))
    journal.close()
    assert all(b"camille" not in one.read_bytes() for one in tmp_path.glob(f"{JOURNAL_NAME}*"))


def test_an_opinion_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """Nobody is thanked for an opinion that is lost; a folder that is not there forgets nothing either."""
    with pytest.raises(DataFolderError):
        Recorder(SilentJournal(), "discord").note(Feedback(REPLY, "up", "camille"))
    made, _ = recorder(tmp_path / "absent")
    assert 0 == made.forget("camille")
