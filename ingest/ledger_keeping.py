"""What the ledger keeps beside documents: names to forget, backups made; and how its file is copied and compacted."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ingest.backup_register import Backup
from ingest.forgotten import Forgotten, Mark


class KeepingLedger:
    """The part of an open ledger that looks after names to forget, backups and the file itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def forgotten(self) -> Forgotten:
        """Return the names to forget; none in a ledger made before they were kept."""
        if not self._has("forgotten"):
            return Forgotten()
        rows = self._connection.execute("SELECT tombstone, key, letters, digest FROM forgotten ORDER BY rowid")
        return Forgotten(tuple(Mark(*row) for row in rows))

    def write_forgotten(self, marks: Iterable[Mark]) -> None:
        """Add names to forget, to be erased; those that are known need erasing again."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.executemany(
            "INSERT INTO forgotten VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (digest) DO UPDATE SET done = 0",
            [(one.digest, one.key, one.letters, one.tombstone, now) for one in marks],
        )

    def unfinished(self) -> list[str]:
        """Return the ids of the names whose erasing was cut short, sorted."""
        if not self._has("forgotten"):
            return []
        rows = self._connection.execute("SELECT DISTINCT tombstone FROM forgotten WHERE NOT done ORDER BY tombstone")
        return [one for (one,) in rows]

    def finish_forgotten(self, tombstone: str) -> None:
        """Record that nothing is left of a name."""
        self._connection.execute("UPDATE forgotten SET done = 1 WHERE tombstone = ?", (tombstone,))

    def tombstones(self) -> set[str]:
        """Return the ids of the documents that left and did not come back."""
        return {one for (one,) in self._connection.execute("SELECT document_id FROM tombstones")}

    def backups(self) -> list[Backup]:
        """Return the backups that the ledger knows, oldest first."""
        if not self._has("backups"):
            return []
        rows = self._connection.execute("SELECT path, made_at, sha256 FROM backups ORDER BY made_at, path")
        return [Backup(path=path, made_at=made_at, sha256=digest) for path, made_at, digest in rows]

    def write_backups(self, backups: Iterable[Backup]) -> None:
        """Replace the backups that are known."""
        self._connection.execute("DELETE FROM backups")
        rows = [(one.path, one.made_at, one.sha256) for one in backups]
        self._connection.executemany("INSERT OR REPLACE INTO backups VALUES (?, ?, ?)", rows)

    def compact(self) -> bool:
        """Write the file anew without what was deleted, and empty its journal; False when a reader prevents it."""
        self._connection.execute("PRAGMA temp_store = MEMORY")  # no copy of the texts outside of the data folder
        self._connection.execute("VACUUM")
        busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def leave_journal(self) -> bool:
        """Bring the journal into the file and have none until the next writer; False when a reader prevents it."""
        try:
            return bool(self._connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")
        except sqlite3.OperationalError:
            return False

    def schema_version(self) -> int:
        """Return the version of the tables."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def copy_to(self, path: Path) -> None:
        """Write a copy of the ledger as it is now in a new file, whatever is being written meanwhile."""
        target = sqlite3.connect(path, isolation_level=None)
        try:
            self._connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # the copy is one file
        finally:
            target.close()

    def _has(self, table: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
        return found.fetchone() is not None
