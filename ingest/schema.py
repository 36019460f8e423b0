"""Schema of the ledger: its tables, its version, and how its file is opened."""

import os
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import DataFolderError, IndexUnusableError
from ingest.backup_register import newest_present
from ingest.web_ledger import WEB_TABLES

SCHEMA_VERSION = 3
"""Raised whenever an older program could not read the tables; kept in `PRAGMA user_version`."""

LEDGER_NAME = "ledger.sqlite"

_TABLES = """
CREATE TABLE sources (
    root TEXT PRIMARY KEY                     -- absolute path of a folder or of a file, or web address
);
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL                      -- JSON of Document: cleaned and redacted
);
CREATE TABLE files (
    source TEXT NOT NULL REFERENCES sources(root) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,                       -- path below the source as the disk spells it
    location TEXT NOT NULL,                   -- the same in NFC
    sha256 TEXT NOT NULL,                     -- of the raw bytes; empty when they were never read
    size INTEGER NOT NULL,                    -- bytes
    preparation TEXT NOT NULL,                -- which rules the verdict comes from
    state TEXT NOT NULL CHECK (state IN ('committed', 'refused', 'duplicate')),
    reason TEXT NOT NULL,
    document_id TEXT REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (source, name),
    CHECK ((state = 'refused') = (document_id IS NULL))
);
CREATE INDEX files_by_document ON files(document_id);
CREATE TABLE passages (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text_hash TEXT NOT NULL,                  -- SHA-256 of the text, the key of its vectors
    record TEXT NOT NULL,                     -- JSON of Passage
    UNIQUE (document_id, number)
);
CREATE INDEX passages_by_hash ON passages(text_hash);
CREATE TABLE vectors (
    model TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    vector BLOB NOT NULL,                     -- float32, little-endian
    PRIMARY KEY (model, text_hash)
);
CREATE TABLE rule_uses (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    record TEXT NOT NULL,                     -- JSON of RuleUse
    PRIMARY KEY (document_id, number)
);
CREATE TABLE stretches (
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,                   -- offset in the cleaned text
    raw_start INTEGER NOT NULL,               -- offset in the decoded raw text
    length INTEGER NOT NULL,
    PRIMARY KEY (document_id, start)
);
CREATE TABLE tombstones (
    document_id TEXT PRIMARY KEY,
    run INTEGER NOT NULL                      -- the run in which the document left
);
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    action TEXT NOT NULL CHECK (action IN ('ingest', 'undo')),
    counts TEXT NOT NULL,                     -- JSON of Counts
    fingerprint TEXT NOT NULL,                -- of the content to serve after the run
    finished_at TEXT NOT NULL                 -- UTC, for people only; order is by number
);
"""

_FORGETTING = """
CREATE TABLE forgotten (                      -- names to forget, one row a spelling; none is readable
    digest BLOB PRIMARY KEY,                  -- keyed hash of the letters
    key BLOB NOT NULL,
    letters INTEGER NOT NULL,
    tombstone TEXT NOT NULL,                  -- id of the name
    made_at TEXT NOT NULL,                    -- UTC, for people only
    done INTEGER NOT NULL                     -- 1 once nothing of it was left in the data folder
);
CREATE TABLE backups (
    path TEXT PRIMARY KEY,
    made_at TEXT NOT NULL,                    -- UTC, for people only
    sha256 TEXT NOT NULL                      -- of the file
);
CREATE TABLE runs_now (
    number INTEGER PRIMARY KEY,
    action TEXT NOT NULL CHECK (action IN ('ingest', 'undo', 'forget', 'restore')),
    counts TEXT NOT NULL,                     -- JSON of Counts
    fingerprint TEXT NOT NULL,                -- of the content to serve after the run
    finished_at TEXT NOT NULL                 -- UTC, for people only; order is by number
);
INSERT INTO runs_now SELECT number, action, counts, fingerprint, finished_at FROM runs;
DROP TABLE runs;
ALTER TABLE runs_now RENAME TO runs;
"""

_MIGRATIONS = {0: _TABLES, 1: WEB_TABLES, 2: _FORGETTING}
"""What brings the tables of a version to the next one, in order; 0 is an empty file."""


def open_to_write(data: Path) -> sqlite3.Connection:
    """Open the ledger of a data folder, made when there is none, brought to this version, file mode 0600.

    Raises:
        IndexUnusableError: made by a newer version, or damaged.
        DataFolderError: the folder cannot be written.
    """
    path = data / LEDGER_NAME
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        connection = _connected(path.as_uri())
        _migrate(connection, _version(connection, data))
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what leaves the ledger leaves its bytes
    except OSError as error:
        raise unwritable(data, error) from error
    except sqlite3.OperationalError as error:
        raise unwritable(data, error) from error
    except sqlite3.DatabaseError as error:
        raise damaged(data) from error
    return connection


def open_to_read(data: Path) -> sqlite3.Connection | None:
    """Open the ledger of a data folder without writing anything, or return None when there is none.

    Raises:
        IndexUnusableError: made by a newer version, or damaged.
    """
    path = data / LEDGER_NAME
    if not path.is_file() or path.stat().st_size == 0:
        return None
    # A ledger in WAL mode needs files beside it while it is open, which a read-only folder cannot have.
    mode = "mode=rw" if os.access(data, os.W_OK) else "immutable=1"
    try:
        connection = _connected(f"{path.as_uri()}?{mode}")
        connection.execute("PRAGMA query_only = ON")
        return connection if _version(connection, data) else None
    except sqlite3.DatabaseError as error:
        raise damaged(data) from error


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables to the present version, each step wholly or not at all."""
    connection.execute("PRAGMA journal_mode = WAL")
    for step in range(version, SCHEMA_VERSION):
        connection.executescript(f"BEGIN IMMEDIATE; {_MIGRATIONS[step]} PRAGMA user_version = {step + 1}; COMMIT;")


def unwritable(data: Path, error: Exception) -> DataFolderError:
    """Return the error that says a data folder cannot be written, why, and the remedy."""
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return DataFolderError(
        f"Le dossier de données {str(data)!r} ne peut pas être écrit ({why}).",
        "Vérifiez ses droits et la place libre, ou choisissez-en un autre avec --data.",
    )


def _connected(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=10)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _version(connection: sqlite3.Connection, data: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise IndexUnusableError(
            f"Le dossier de données {str(data)!r} vient d’une version plus récente (schéma {version}).",
            "Mettez l’assistant à jour, ou choisissez un autre dossier avec --data.",
        )
    return version


def damaged(data: Path) -> IndexUnusableError:
    """Return the error that says the ledger cannot be read, and which backup to restore when one is known."""
    backup = newest_present(data)
    if backup is None:
        remedy = "Mettez-le de côté, puis relancez « efc ingest » sur vos sources."
    else:
        remedy = f"Restaurez la sauvegarde du {backup.made_at} : « efc index restore {shlex.quote(backup.path)} »."
    return IndexUnusableError(f"Le registre {str(data / LEDGER_NAME)!r} est abîmé.", remedy)


@contextmanager
def ledger_errors(data: Path) -> Iterator[None]:
    """Say in one line, with its remedy, that a ledger already open turned out to be damaged."""
    try:
        yield
    except sqlite3.OperationalError:
        raise  # a full disk, a lock: not the ledger's fault
    except sqlite3.DatabaseError as error:
        raise damaged(data) from error
