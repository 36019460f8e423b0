"""A journal that never makes anybody wait: a thread writes what the answers leave in a short queue."""

import contextlib
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import date

from assistant.adapters.journal import AskingStore
from assistant.adapters.journal_reading import read_gaps
from assistant.askings import GapList, Judgement
from assistant.domain import Reply
from assistant.errors import DataFolderError, EfcError
from assistant.gaps.listing import Vocabulary, list_gaps
from assistant.understanding import this_day

QUEUE_LIMIT = 1000
"""Notes that wait at most: four seconds of writing, at 3.5 ms each; beyond, a note is lost, and counted."""

ATTEMPTS = 3
"""Times that a note is tried: another process may hold the file for longer than a write waits."""

PURGE_SECONDS = 3600.0
"""Seconds after which an idle journal drops what is too old."""

CLOSING_SECONDS = 5.0
"""Seconds left to what waits when the server stops; a disk that does not answer must not hold it."""

_UNWRITABLE = "Le journal des questions ne peut pas être écrit."
_MEND = "Vérifiez les droits du dossier de données et la place libre."

_log = logging.getLogger(__name__)

_PAUSE = 0.02
"""Seconds before a note is tried again, and twice as many before the third time."""

_Note = Callable[[date], None]


class QueuedJournal:
    """Keep notes in a store, from a thread that begins with the first one.

    Args:
        store: where they are kept.
        today: the day of a note.
    """

    def __init__(self, store: AskingStore, today: Callable[[], date] = this_day) -> None:
        self._store = store
        self._today = today
        self._notes: queue.Queue[_Note | None] = queue.Queue(QUEUE_LIMIT)
        self._starting = threading.Lock()
        self._writer: threading.Thread | None = None
        self._failing = False  # whether the last note was lost
        self.lost = 0
        """Notes that could not be kept, since the process started."""

    def asked(self, reply: Reply, asker: str) -> None:
        if reply.kind != "courtesy":
            self._put(lambda today: self._store.add_reply(reply, asker, today))

    def judged(self, judgement: Judgement, asker: str) -> bool:
        return self._put(lambda today: self._store.add_judgement(judgement, asker, today)) and not self._failing

    def gaps(self, since: date | None = None) -> GapList:
        return read_gaps(self._store.data, since=self._store.since(self._today(), since))

    def purge(self) -> None:
        try:
            self._store.purge(self._today())
        except (sqlite3.Error, OSError) as error:
            raise DataFolderError(_UNWRITABLE, _MEND) from error

    def forget(self, asker: str) -> int:
        erased: queue.Queue[int] = queue.Queue()
        wanted = self._put(lambda today: erased.put(self._store.forget(asker, today)))  # after the notes that wait
        try:
            return erased.get(timeout=CLOSING_SECONDS if wanted else 0.0)
        except queue.Empty as error:
            raise DataFolderError(_UNWRITABLE, _MEND) from error

    def close(self, patience: float = CLOSING_SECONDS) -> None:
        with self._starting:
            writer, self._writer = self._writer, None
        if writer:
            with contextlib.suppress(queue.Full):
                self._notes.put(None, timeout=patience)
            writer.join(patience)
            self.lost += self._notes.qsize()

    def _put(self, note: _Note) -> bool:
        try:
            self._start()
            self._notes.put_nowait(note)
        except (queue.Full, RuntimeError):  # the latter when no thread can be started any more
            self._lose("queue full")
            return False
        return True

    def _start(self) -> None:
        with self._starting:
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, name="journal", daemon=True)
                self._writer.start()

    def _write(self) -> None:
        """Write the notes as they come; the file stays open while others wait, which spares its syncing."""
        while True:
            try:
                note = self._notes.get(timeout=PURGE_SECONDS)
            except queue.Empty:
                note = self._store.purge
            with self._store.held_open():
                while note is not None:
                    self._keep(note)
                    try:
                        note = self._notes.get_nowait()
                    except queue.Empty:
                        break
                else:
                    return

    def _keep(self, note: _Note) -> None:
        """Keep one note; whatever fails is told in the log, without what was asked, and goes no further."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                note(self._today())
                self._failing = False
                return
            except (sqlite3.Error, OSError, EfcError) as error:
                if attempt == ATTEMPTS or not _is_busy(error):
                    self._lose(type(error).__qualname__)
                    return
                time.sleep(_PAUSE * attempt)
            except Exception as error:  # the border of the thread: it must outlive any fault of a note
                self._lose(type(error).__qualname__)
                return

    def _lose(self, why: str) -> None:
        self.lost += 1
        self._failing = True
        if self.lost & (self.lost - 1) == 0:  # the 1st, 2nd, 4th, 8th…: a full disk must not fill the log too
            _log.error("the journal of askings failed (%s); %d notes lost so far", why, self.lost)


def _is_busy(error: Exception) -> bool:
    """Tell whether another process held the file, so that the same may succeed a little later."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code of an extended one
    return code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class SilentJournal:
    """A journal that keeps nothing: no redactor is installed, or nobody asked for one."""

    def asked(self, reply: Reply, asker: str) -> None:
        """Keep nothing."""

    def judged(self, judgement: Judgement, asker: str) -> bool:
        """Keep nothing, and say so."""
        return False

    def gaps(self, since: date | None = None) -> GapList:
        """Return no gap."""
        return list_gaps((), (), Vocabulary({}, {}), since=(since or this_day()).isoformat())

    def purge(self) -> None:
        """Drop nothing."""

    def forget(self, asker: str) -> int:
        """Erase nothing, for nothing is kept."""
        return 0

    def close(self, patience: float = 0.0) -> None:
        """Do nothing."""
