"""The ledger: the one record of what was ingested; the index is rebuilt from it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

import numpy as np

from assistant.domain import Document, Passage
from assistant.ports import Vectors
from ingest.blocks import Prepared, RuleUse, Stretch
from ingest.contents import STORED_VECTOR, StoredRecords, StoredVectors, Told
from ingest.ledger_keeping import KeepingLedger
from ingest.schema import open_to_read, open_to_write
from ingest.web_ledger import WebRecord, read_web, write_web

FileState = Literal["committed", "refused", "duplicate"]
Action = Literal["ingest", "undo", "forget", "restore"]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of one file of a source."""

    source: str
    name: str
    location: str
    sha256: str
    size: int
    preparation: str
    state: FileState
    reason: str
    document_id: str | None
    """Of the document it became, or whose text it repeats; None when refused."""

    @property
    def key(self) -> tuple[str, str]:
        """Source and name: where the file is."""
        return self.source, self.name


@dataclass(frozen=True, slots=True)
class Run:
    """One thing done to the data folder, in the order of `number`."""

    number: int
    action: Action
    counts: str
    """JSON of the counts of the run."""
    fingerprint: str
    """Of the content to serve after the run."""
    finished_at: str


def text_hash(text: str) -> str:
    """Return the key under which the vectors of a text are kept."""
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger(KeepingLedger):
    """The ledger of one data folder, open; closes as a context manager."""

    @classmethod
    def to_write(cls, data: Path) -> Self:
        """Open for writing, under the writer's lock; see `schema.open_to_write` for what it raises."""
        return cls(open_to_write(data))

    @classmethod
    def to_read(cls, data: Path) -> Self | None:
        """Open for reading, or return None when the folder has no ledger."""
        connection = open_to_read(data)
        return cls(connection) if connection else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the writes of the block visible together, or not at all."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite has already rolled back when the disk is full
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def sources(self) -> list[str]:
        """Return the remembered sources, sorted."""
        return [root for (root,) in self._connection.execute("SELECT root FROM sources ORDER BY root")]

    def files(self) -> list[FileRecord]:
        """Return what became of every file, by location, name and source."""
        rows = self._connection.execute(
            "SELECT source, name, location, sha256, size, preparation, state, reason, document_id"
            " FROM files ORDER BY location, name, source"
        )
        return [FileRecord(*row) for row in rows]

    def write_files(self, sources: Iterable[str], files: Iterable[FileRecord]) -> None:
        """Replace the sources and what became of their files."""
        self._connection.execute("DELETE FROM files")
        self._connection.execute("DELETE FROM sources")
        self._connection.executemany("INSERT INTO sources VALUES (?)", [(one,) for one in sources])
        self._connection.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [astuple(one) for one in files],
        )

    def web(self) -> WebRecord:
        """Return what is kept of the web sources."""
        return read_web(self._connection)

    def write_web(self, record: WebRecord) -> None:
        """Replace what is kept of the web sources."""
        write_web(self._connection, record)

    def write_document(self, prepared: Prepared) -> None:
        """Write a document with its passages and what the rules did, over the one of the same id."""
        document, run = prepared.document, self._connection.execute
        run("DELETE FROM tombstones WHERE document_id = ?", (document.id,))
        run("DELETE FROM passages WHERE document_id = ?", (document.id,))
        run("DELETE FROM rule_uses WHERE document_id = ?", (document.id,))
        run("DELETE FROM stretches WHERE document_id = ?", (document.id,))
        run(
            "INSERT INTO documents VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            (document.id, document.model_dump_json()),
        )
        many = self._connection.executemany
        many(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
            [
                (one.id, document.id, one.number, text_hash(one.text), one.model_dump_json())
                for one in prepared.passages
            ],
        )
        uses = enumerate(prepared.uses)
        many("INSERT INTO rule_uses VALUES (?, ?, ?)", [(document.id, n, u.model_dump_json()) for n, u in uses])
        many(
            "INSERT INTO stretches VALUES (?, ?, ?, ?)",
            [(document.id, one.start, one.raw_start, one.length) for one in prepared.alignment],
        )

    def drop_documents(self, kept: Iterable[str]) -> None:
        """Remove every document but those of `kept`, and the vectors that no passage needs any more."""
        rows = [(one,) for one in sorted(self.document_ids() - set(kept))]
        self._connection.executemany("DELETE FROM documents WHERE id = ?", rows)
        self._connection.executemany(
            "INSERT OR REPLACE INTO tombstones VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM runs))",
            rows,
        )
        self._connection.execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM passages)")

    def document_ids(self) -> set[str]:
        """Return the ids of the documents."""
        return {one for (one,) in self._connection.execute("SELECT id FROM documents")}

    def documents(self) -> list[Document]:
        """Return the documents, by id."""
        rows = self._connection.execute("SELECT record FROM documents ORDER BY id")
        return [Document.model_validate_json(record) for (record,) in rows]

    def passage_ids(self) -> set[str]:
        """Return the ids of the passages."""
        return {one for (one,) in self._connection.execute("SELECT id FROM passages")}

    def passages(self, document_id: str | None = None) -> list[Passage]:
        """Return the passages of a document in reading order, or all of them by id."""
        where = "WHERE document_id = ? ORDER BY number" if document_id else "ORDER BY id"
        rows = self._connection.execute(f"SELECT record FROM passages {where}", (document_id,) if document_id else ())
        return [Passage.model_validate_json(record) for (record,) in rows]

    def all_documents(self) -> StoredRecords[Document]:
        """Return the documents by id, read as they are gone through."""
        return StoredRecords(self._connection, "documents", Document)

    def all_passages(self, told: Told | None = None) -> StoredRecords[Passage]:
        """Return the passages by id, read as they are gone through; `told` is told how many were."""
        return StoredRecords(self._connection, "passages", Passage, told)

    def all_vectors(self, model: str, dimension: int, told: Told | None = None) -> StoredVectors:
        """Return the vectors of all passages, which all have one, by the id of the passage."""
        return StoredVectors(self._connection, model, dimension, told)

    def without_vector(self, model: str, dimension: int) -> Iterator[tuple[str, str, str]]:
        """Yield document, hash and text of each passage that has no vector of this model and length, by id."""
        rows = self._connection.execute(
            "SELECT document_id, text_hash, record FROM passages WHERE text_hash NOT IN"
            " (SELECT text_hash FROM vectors WHERE model = ? AND length(vector) = ?) ORDER BY id",
            (model, dimension * STORED_VECTOR.itemsize),
        )
        yield from ((owner, key, Passage.model_validate_json(record).text) for owner, key, record in rows)

    def uses(self, document_id: str) -> list[RuleUse]:
        """Return what the cleaning rules did to a document, in the order they told it."""
        rows = self._connection.execute(
            "SELECT record FROM rule_uses WHERE document_id = ? ORDER BY number", (document_id,)
        )
        return [RuleUse.model_validate_json(record) for (record,) in rows]

    def stretches(self, document_id: str) -> list[Stretch]:
        """Return which parts of the cleaned text came unchanged from which raw offsets, by cleaned offset."""
        rows = self._connection.execute(
            "SELECT start, raw_start, length FROM stretches WHERE document_id = ? ORDER BY start",
            (document_id,),
        )
        return [Stretch(start=start, raw_start=raw, length=length) for start, raw, length in rows]

    def hashes_with_vector(self, model: str, dimension: int) -> set[str]:
        """Return the hashes of the texts that have a vector of this model and length."""
        size = dimension * STORED_VECTOR.itemsize
        rows = self._connection.execute(
            "SELECT text_hash FROM vectors WHERE model = ? AND length(vector) = ?", (model, size)
        )
        return {one for (one,) in rows}

    def write_vectors(self, model: str, hashes: Sequence[str], vectors: Vectors) -> None:
        """Keep the vectors of texts, rows in the order of their hashes."""
        stored = np.ascontiguousarray(vectors, dtype=STORED_VECTOR)
        rows = [(model, one, row.tobytes()) for one, row in zip(hashes, stored, strict=True)]
        self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def vectors(self, model: str) -> Mapping[str, Vectors]:
        """Return the vectors of a model by text hash, each of shape (dimension,)."""
        rows = self._connection.execute("SELECT text_hash, vector FROM vectors WHERE model = ?", (model,))
        return {one: np.frombuffer(blob, dtype=STORED_VECTOR).astype(np.float32) for one, blob in rows}

    def vector_counts(self) -> dict[str, int]:
        """Return how many vectors each model has, by model name."""
        rows = self._connection.execute("SELECT model, COUNT(*) FROM vectors GROUP BY model ORDER BY model")
        return dict(rows.fetchall())

    def last_run(self) -> Run | None:
        """Return the latest run that changed something, or None."""
        row = self._connection.execute(
            "SELECT number, action, counts, fingerprint, finished_at FROM runs ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return Run(*row) if row else None

    def write_run(self, action: Action, counts: str, fingerprint: str) -> None:
        """Record that something was done, under the next number."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute(
            "INSERT INTO runs (action, counts, fingerprint, finished_at) VALUES (?, ?, ?, ?)",
            (action, counts, fingerprint, now),
        )

    def faults(self) -> list[str]:
        """Return what SQLite finds wrong in the file, empty when it is sound."""
        sound = [one for (one,) in self._connection.execute("PRAGMA integrity_check") if one != "ok"]
        orphans = [f"{table}: {parent}" for table, _, parent, _ in self._connection.execute("PRAGMA foreign_key_check")]
        return sound + orphans
