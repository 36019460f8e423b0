"""What must survive a restart: messages answered, and forums opted in. One small SQLite file, no message text."""

import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import DataFolderError

FILE_NAME = "discord.sqlite3"
KEPT_DAYS = 30
"""Days after which the id of an answered message is dropped: no platform delivers it again by then."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answered (id TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS forum (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


class State:
    """The file of the bot in a data folder, mode 0600; safe to share between threads and processes.

    Args:
        folder: made when it does not exist.

    Raises:
        DataFolderError: the file cannot be made, or is no such file.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            self._path.chmod(0o600)
        except OSError as error:
            raise _unusable(self._path) from error
        with self._written() as database:
            database.executescript(_SCHEMA)
            database.execute("INSERT OR IGNORE INTO secret VALUES ('salt', ?)", (secrets.token_bytes(32),))
            salt: bytes = database.execute("SELECT value FROM secret WHERE name = 'salt'").fetchone()[0]
        self._salt = salt

    def claim(self, message_id: str) -> bool:
        """Say that a message is being answered; False when it already was, by anybody, before a restart or not."""
        now = time.time()
        with self._written() as database:
            database.execute("DELETE FROM answered WHERE at < ?", (now - KEPT_DAYS * 86_400,))
            return database.execute("INSERT OR IGNORE INTO answered VALUES (?, ?)", (message_id, now)).rowcount == 1

    def forums(self) -> frozenset[str]:
        """Return the ids of the forums opted in."""
        with self._written() as database:
            return frozenset(row[0] for row in database.execute("SELECT id FROM forum"))

    def opt(self, forum: str, *, wanted: bool) -> None:
        """Opt a forum in, or out."""
        order = "INSERT OR IGNORE INTO forum VALUES (?)" if wanted else "DELETE FROM forum WHERE id = ?"
        with self._written() as database:
            database.execute(order, (forum,))

    def pseudonym(self, user: str) -> str:
        """Return the pseudonym of a user id: 16 hexadecimal digits, that only the secret of this folder gives."""
        return hmac.new(self._salt, user.encode(), hashlib.sha256).hexdigest()[:16]

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock, closing(sqlite3.connect(self._path, timeout=1)) as database, database:
                database.execute("PRAGMA secure_delete = ON")
                yield database
        except sqlite3.Error as error:
            raise _unusable(self._path) from error


def _unusable(path: Path) -> DataFolderError:
    return DataFolderError(
        f"Le fichier {path.name!r} du dossier de données ne s’écrit pas.",
        "Vérifiez ses droits et l’espace ; s’il est abîmé, effacez-le : il ne tient ni message ni document.",
    )
