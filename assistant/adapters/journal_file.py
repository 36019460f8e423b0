"""The file of the journal: how it is made and opened, its keys, and the words that enough people used."""

import hmac
import os
import sqlite3
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from assistant.adapters.journal_schema import SCHEMA, VERSION
from assistant.askings import ASKERS

_HASH = 12
"""Bytes of a hash: two of a million words share one with a chance of 10⁻¹⁷."""

_WAIT = 5.0
"""Seconds that a write waits for that of another process; none takes 0.1."""


def opened(path: Path) -> sqlite3.Connection:
    """Return a connection to a journal, made with mode 0600 when it is not there.

    Raises:
        sqlite3.Error, OSError: it cannot be opened or made, or a newer version made it.
    """
    if not path.exists():
        _make(path)
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("PRAGMA synchronous = NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise sqlite3.DatabaseError("a newer version made this journal")
        if version < VERSION:
            connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(path: Path) -> None:
    """Make an empty file of mode 0600, unless another process does so first.

    It is made aside and closed before it takes its name: closing any descriptor of a file that SQLite holds open
    would drop the locks of the whole process (« How To Corrupt An SQLite Database File », § 2.2).
    """
    aside = path.with_name(f".tmp-{os.getpid()}-{threading.get_ident()}-{path.name}")
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
    try:
        with suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def key_of(connection: sqlite3.Connection, name: str) -> bytes:
    """Return a key of a journal, empty when it was not drawn yet."""
    row = connection.execute("SELECT key FROM secret WHERE name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else b""


def hashed(key: bytes, text: str) -> bytes:
    """Return the keyed hash of a word or of a person, `_HASH` bytes long."""
    return hmac.new(key, text.encode("utf-8", "replace"), sha256).digest()[:_HASH]


def common(connection: sqlite3.Connection, form: bytes) -> bool:
    """Tell whether `ASKERS` people of one period used a word."""
    row = connection.execute(
        "SELECT COUNT(DISTINCT asker) AS people FROM notion JOIN asking ON asking.id = notion.asking"
        " WHERE form = ? GROUP BY period ORDER BY people DESC LIMIT 1",
        (form,),
    ).fetchone()
    return bool(row) and row[0] >= ASKERS


def drop_rare_words(connection: sqlite3.Connection) -> int:
    """Drop the words in clear that fewer than `ASKERS` people of one period are left to have used."""
    forms = [row[0] for row in connection.execute("SELECT form FROM word")]
    rare = [(one,) for one in forms if not common(connection, one)]
    connection.executemany("DELETE FROM word WHERE form = ?", rare)
    return len(rare)
