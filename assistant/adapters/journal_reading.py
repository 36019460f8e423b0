"""What is read of the journal of askings: the gaps, the texts kept, its state; and what erases a name from it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from assistant.adapters.journal_file import drop_rare_words, hashed, key_of, opened
from assistant.adapters.journal_schema import JOURNAL_NAME
from assistant.askings import GapList, JournalState, KeptText
from assistant.errors import DataFolderError
from assistant.french import is_french_word
from assistant.gaps.listing import Asking, Judged, Said, Vocabulary, list_gaps
from assistant.gaps.notions import CLASSES, class_name

_UNREADABLE = "Le journal des questions {path!r} est illisible."
_MEND = "Vérifiez ses droits et la place libre ; s’il est abîmé, supprimez-le : l’index n’en dépend pas."


def read_gaps(data: Path, *, since: date) -> GapList:
    """Return the gaps of the journal of a data folder from a day on; none without a journal.

    Raises:
        DataFolderError: the journal cannot be read.
    """
    day = since.isoformat()
    with reading(data) as connection:
        if connection is None:
            return list_gaps((), (), Vocabulary({}, {}), since=day)
        key = key_of(connection, "words")
        words = {bytes(form).hex(): str(text) for form, text in connection.execute("SELECT form, text FROM word")}
        classes = {hashed(key, one).hex(): name for one, name in map(class_name, CLASSES)}
        return list_gaps(
            list(_askings(connection, day)),
            list(_judged(connection, day)),
            Vocabulary(words, classes),
            since=day,
        )


def read_texts(data: Path, *, since: date, questions: bool) -> list[KeptText]:
    """Return the questions kept, or the comments, redacted, the latest first; see `read_gaps` for errors."""
    table = "SELECT day, about, text FROM question WHERE day >= ? ORDER BY id DESC"
    if not questions:
        table = "SELECT day, verdict, comment FROM judgement WHERE day >= ? AND comment <> '' ORDER BY day DESC, rowid"
    with reading(data) as connection:
        rows = connection.execute(table, (since.isoformat(),)).fetchall() if connection else []
    return [KeptText(day=day, about=about, text=text) for day, about, text in rows]


def journal_state(data: Path) -> JournalState:
    """Return how the journal of a data folder does: counts, and one line; it is tried, and nothing is written."""
    try:
        with reading(data) as connection:
            if connection is None:
                return JournalState(state="vide : aucune question sans réponse n’a été posée")
            counts = [
                int(connection.execute(f"SELECT COUNT(*) FROM {one}").fetchone()[0])
                for one in ("asking", "judgement", "question")
            ]
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except DataFolderError as error:
        return JournalState(state=str(error))
    return JournalState(state="prêt", askings=counts[0], judgements=counts[1], questions=counts[2])


def forget_words(data: Path, names: Sequence[Sequence[str]]) -> int:
    """Drop what holds a name from the journal, and return how many rows went.

    A question goes when it holds every word of a mention, or a word of one that is no everyday French word. The texts
    kept in clear are for the caller to erase, as those of any file.

    Args:
        data: the data folder.
        names: the mentions of one person, each as folded words.

    Raises:
        DataFolderError: the journal cannot be written.
    """
    with reading(data) as connection:
        if connection is None:
            return 0
        key = key_of(connection, "words")
        connection.execute("BEGIN IMMEDIATE")
        found = {number for words in names for number in _holding(connection, key, list(words))}
        connection.executemany("DELETE FROM asking WHERE id = ?", [(one,) for one in sorted(found)])
        done = len(found) + drop_rare_words(connection)
        spelled = [(hashed(key, one),) for words in names for one in _spelled(list(words)) if not is_french_word(one)]
        done += sum(connection.execute("DELETE FROM word WHERE form = ?", one).rowcount for one in spelled)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return done


@contextmanager
def reading(data: Path) -> Iterator[sqlite3.Connection | None]:
    """Yield a connection to the journal of a data folder, None when there is none.

    Raises:
        DataFolderError: it cannot be read.
    """
    path = data / JOURNAL_NAME
    if not path.exists():
        yield None
        return
    try:
        with closing(opened(path)) as connection:
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise DataFolderError(_UNREADABLE.format(path=str(path)), _MEND) from error


def _askings(connection: sqlite3.Connection, day: str) -> Iterator[Asking]:
    said: dict[int, list[Said]] = defaultdict(list)
    for asking, key, weight, form in connection.execute(
        "SELECT asking, key, weight, form FROM notion ORDER BY asking, position"
    ):
        said[asking].append(Said(bytes(key).hex(), float(weight), bytes(form).hex() if form else None))
    rows = connection.execute(
        "SELECT id, day, period, asker, reason FROM asking WHERE day >= ? ORDER BY day DESC, id DESC", (day,)
    )
    for number, on, period, asker, reason in rows:
        yield Asking(on, (period, bytes(asker).hex()), reason, tuple(said[number]))


def _judged(connection: sqlite3.Connection, day: str) -> Iterator[Judged]:
    rows = connection.execute(
        "SELECT period, asker, verdict, reasons, document FROM judgement WHERE day >= ? ORDER BY rowid", (day,)
    )
    for period, asker, verdict, reasons, document in rows:
        yield Judged((period, bytes(asker).hex()), verdict, tuple(reasons.split()), document)


def _spelled(words: list[str]) -> list[str]:
    """Return the forms under which the words of a name may be kept: each, and each run of them written as one."""
    runs = [words[first:last] for first in range(len(words)) for last in range(first + 1, len(words) + 1)]
    return ["".join(run) for run in runs]


def _holding(connection: sqlite3.Connection, key: bytes, words: list[str]) -> set[int]:
    """Return the askings that hold a name."""
    by_form = {
        one: {
            int(row[0]) for row in connection.execute("SELECT asking FROM notion WHERE form = ?", (hashed(key, one),))
        }
        for one in _spelled(words)
    }
    telling = {number for one, numbers in by_form.items() if not is_french_word(one) for number in numbers}
    return telling | set.intersection(*(by_form[one] for one in words))
