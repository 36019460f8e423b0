"""The journal of askings in one SQLite file: words as keyed hashes, people as pseudonyms that nobody can follow.

Of a question without a good answer, only the words that carry its subject are kept, each as a hash made with a key
of the file: a word enters in clear once `ASKERS` people used it, so that nothing that fewer people typed can be read.
People are hashed with a key that is drawn anew, and lost, every `PERIOD_DAYS`. Days are kept, never hours.
"""

import secrets
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

from assistant.adapters.journal_file import common, drop_rare_words, hashed, key_of, opened
from assistant.adapters.journal_schema import JOURNAL_NAME
from assistant.askings import COMMENT_LIMIT, Judgement, MissReason
from assistant.domain import Reply
from assistant.french import fold
from assistant.gaps.notions import Notion, notions_of
from assistant.ports import Redactor
from assistant.understanding.refusals import is_about_somebody, is_private, is_unsafe

PERIOD_DAYS = 30
"""Days after which the key of the pseudonyms is replaced: nobody is followed beyond, and askers of two periods are
never added up, for they may be the same."""

ROWS_LIMIT = 20_000
"""Askings, judgements and questions kept of each, the latest: some 30 MB at most, whatever is sent."""

TEXT_LIMIT = 2000
"""Characters of a question that are read."""


class AskingStore:
    """One journal file, opened by each call; several processes may write it.

    Args:
        data: the data folder; the file is made at the first write.
        redact: takes what is private out of a text.
        field: stems of the words of the field, which tell little of what is missing.
        days: days that anything is kept.
        questions: keep every question, redacted, in clear.
    """

    def __init__(
        self, data: Path, redact: Redactor, field: Collection[str] = (), *, days: int = 30, questions: bool = False
    ) -> None:
        self.data = data
        self._path = data / JOURNAL_NAME
        self._redact = redact
        self._field = field
        self._days = days
        self._questions = questions

    def add_reply(self, reply: Reply, asker: str, today: date) -> None:
        """Keep what a reply shows to be missing; nothing of a courtesy, nor of what is private or unsafe.

        Raises:
            sqlite3.Error, OSError: the file cannot be written; it is as it was.
        """
        missed = reply.reason if reply.reason in {"no_evidence", "out_of_scope"} else None
        kept = self._questions and (missed or reply.kind == "answer")
        if not missed and not kept:
            return
        text = self._redact(reply.question[:TEXT_LIMIT])
        with self._writing(today) as write:
            if missed:
                write.asking(notions_of(text, self._field), asker, missed, reply.engine.generation)
            if kept:
                write.question(text, missed or reply.kind, reply.engine.generation)

    def add_judgement(self, judgement: Judgement, asker: str, today: date) -> None:
        """Keep a judgement, in place of what the same person said of the same reply; see `add_reply` for errors."""
        question = self._redact(judgement.question[:TEXT_LIMIT])
        comment = self._redact(judgement.comment[:COMMENT_LIMIT])
        with self._writing(today) as write:
            write.judgement(judgement, comment, asker)
            if judgement.verdict == "down" and not _is_refused(question):
                write.asking(notions_of(question, self._field), asker, "down", "")

    def since(self, today: date, asked: date | None) -> date:
        """Return the first day that counts: the one asked for, at the earliest the oldest one kept."""
        oldest = today - timedelta(days=self._days)
        return max(asked, oldest) if asked else oldest

    def forget(self, asker: str, today: date) -> int:
        """Erase what one person left since the key was drawn; return how many judgements they were; see `add_reply`."""
        if not self._path.exists():
            return 0
        with self._writing(today) as write:
            return write.erase(asker)

    def purge(self, today: date) -> None:
        """Drop what is too old, when there is a journal; see `add_reply` for errors."""
        if self._path.exists():
            with self._writing(today):
                pass

    @contextmanager
    def held_open(self) -> Iterator[None]:
        """Keep the file open, out of any transaction; a file that cannot be opened is told by what writes it."""
        with ExitStack() as stack:
            with suppress(sqlite3.Error, OSError):
                self._path.stat()
                stack.enter_context(closing(opened(self._path)))
            yield

    @contextmanager
    def _writing(self, today: date) -> Iterator["_Writing"]:
        with closing(opened(self._path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                write = _Writing(connection, today)
                dropped = write.drop_old(self.since(today, None))
                yield write
                dropped += write.drop_surplus() + write.erased
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            if dropped:  # the old pages of the log hold what was dropped
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class _Writing:
    """What one transaction does."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._all = connection
        self._today = today.isoformat()
        self._rotated = self._draw_keys(today.toordinal() // PERIOD_DAYS)
        row = connection.execute("SELECT period FROM secret WHERE name = 'people'").fetchone()
        self.erased = 0
        """Rows of somebody who asked for it."""
        self._period = int(row[0])  # that of the key: a clock set back must not give one person two pseudonyms

    def _draw_keys(self, period: int) -> bool:
        """Draw the keys that are missing, and that of the people when it belongs to an earlier period."""
        self._all.execute("INSERT OR IGNORE INTO secret VALUES ('words', 0, ?)", (secrets.token_bytes(32),))
        done = self._all.execute(
            "INSERT INTO secret VALUES ('people', ?, ?) ON CONFLICT (name) DO UPDATE SET period = excluded.period,"
            " key = excluded.key WHERE period < excluded.period",
            (period, secrets.token_bytes(32)),
        )
        return done.rowcount > 0

    def asking(self, notions: Sequence[Notion], asker: str, reason: MissReason, generation: str) -> None:
        """Keep the words of a question; the same question of the same person is kept once, at its last day."""
        if not notions:
            return
        digest = self._word(" ".join(sorted(one.key for one in notions)))
        row = (self._today, self._period, self._person(asker), reason, generation, digest)
        self._all.execute("DELETE FROM asking WHERE asker = ? AND digest = ?", (row[2], digest))
        number = self._all.execute(
            "INSERT INTO asking (day, period, asker, reason, generation, digest) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        for position, one in enumerate(notions):
            form = self._word(one.form) if one.form else None
            values = (number, self._word(one.key), one.weight, position, form)
            self._all.execute("INSERT INTO notion VALUES (?, ?, ?, ?, ?)", values)
            if form and common(self._all, form):
                self._all.execute("INSERT OR IGNORE INTO word VALUES (?, ?)", (form, one.shown))

    def judgement(self, one: Judgement, comment: str, asker: str) -> None:
        """Keep a judgement."""
        self._all.execute(
            "INSERT OR REPLACE INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._person(asker),
                self._word(f"reply {one.reply_id}"),
                self._today,
                self._period,
                one.verdict,
                " ".join(sorted(set(one.reasons))),
                one.document_id,
                comment,
            ),
        )

    def question(self, text: str, about: str, generation: str) -> None:
        """Keep a redacted question."""
        values = (self._today, about, generation, text)
        self._all.execute("INSERT INTO question (day, about, generation, text) VALUES (?, ?, ?, ?)", values)

    def erase(self, asker: str) -> int:
        """Drop the rows of a person, and the words that too few others used; return how many judgements there were."""
        person = (self._person(asker),)
        judgements = self._all.execute("DELETE FROM judgement WHERE asker = ?", person).rowcount
        self.erased = judgements + self._all.execute("DELETE FROM asking WHERE asker = ?", person).rowcount
        self._forget_rare_words(self.erased)
        return judgements

    def drop_old(self, oldest: date) -> int:
        """Drop what is older than a day, and the words that too few people are left to have used."""
        tables = ("asking", "judgement", "question")
        day = (oldest.isoformat(),)
        dropped = sum(self._all.execute(f"DELETE FROM {one} WHERE day < ?", day).rowcount for one in tables)
        return self._forget_rare_words(dropped) + self._rotated

    def drop_surplus(self) -> int:
        """Drop the earliest rows above `ROWS_LIMIT`."""
        tables = ("asking", "judgement", "question")
        dropped = 0
        for one in tables:
            last = f"SELECT rowid FROM {one} ORDER BY rowid DESC LIMIT 1 OFFSET {ROWS_LIMIT}"
            dropped += self._all.execute(f"DELETE FROM {one} WHERE rowid <= ({last})").rowcount
        return self._forget_rare_words(dropped)

    def _forget_rare_words(self, dropped: int) -> int:
        if dropped:
            drop_rare_words(self._all)
        return dropped

    def _word(self, text: str) -> bytes:
        return hashed(key_of(self._all, "words"), text)

    def _person(self, asker: str) -> bytes:
        return hashed(key_of(self._all, "people"), asker)


def _is_refused(question: str) -> bool:
    """Tell whether a question is of those that leave nothing, whoever gives it back: private, unsafe, in distress."""
    folded = fold(question)
    return is_unsafe(folded) or is_private(folded) or is_about_somebody(folded)
