"""Documents and passages of one generation, in a SQLite file opened read only."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from assistant.adapters.record_order import by_id
from assistant.domain import Document, Passage

_KEPT_PASSAGES = 20_000
_KEPT_DOCUMENTS = 2_000
"""Records kept in memory, some 40 MB of each at most with ordinary pages."""

_SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, location TEXT NOT NULL, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passages (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id), number INTEGER NOT NULL,
    record TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX passages_by_document ON passages (document_id, number);
"""


def write_passages(file: Path, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
    """Write a new store; equal documents and passages give equal bytes."""
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.executescript(_SCHEMA)
            connection.executemany(
                "INSERT INTO documents VALUES (?, ?, ?)",
                ((one.id, one.location, one.model_dump_json()) for one in by_id(documents)),
            )
            connection.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?)",
                ((one.id, one.document_id, one.number, one.model_dump_json()) for one in by_id(passages)),
            )
    finally:
        connection.close()


class PassageStore:
    """An opened store; safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        # `immutable` lets SQLite read a generation of a read-only folder without lock nor journal.
        uri = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        # Reading a record costs more than searching for it; a generation never changes, so copies hold.
        self._passage = lru_cache(_KEPT_PASSAGES)(self._read_passage)
        self._document = lru_cache(_KEPT_DOCUMENTS)(self._read_document)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages of `ids` by id; unknown ids are left out."""
        found = ((one, self._passage(one)) for one in ids)
        return {one: passage for one, passage in found if passage is not None}

    def _read_passage(self, passage_id: str) -> Passage | None:
        found = self._connection.execute("SELECT record FROM passages WHERE id = ?", (passage_id,))
        row = found.fetchone()
        return Passage.model_validate_json(row[0]) if row else None

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return the passages of a document in reading order."""
        rows = self._connection.execute(
            "SELECT record FROM passages WHERE document_id = ? ORDER BY number", (document_id,)
        )
        return [Passage.model_validate_json(row[0]) for row in rows]

    def document(self, document_id: str) -> Document | None:
        """Return a document, or None."""
        return self._document(document_id)

    def _read_document(self, document_id: str) -> Document | None:
        found = self._connection.execute("SELECT record FROM documents WHERE id = ?", (document_id,))
        row = found.fetchone()
        return Document.model_validate_json(row[0]) if row else None

    def documents(self) -> list[Document]:
        """Return every document, ordered by location, then id."""
        rows = self._connection.execute("SELECT record FROM documents ORDER BY location, id")
        return [Document.model_validate_json(row[0]) for row in rows]

    def passage_ids(self) -> list[str]:
        """Return every passage id, sorted."""
        return [row[0] for row in self._connection.execute("SELECT id FROM passages ORDER BY id")]

    def passage_count(self) -> int:
        """Return the number of passages."""
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])
