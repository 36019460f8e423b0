"""What the ledger holds, gone through without being held in memory: what an index is built from."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

import numpy as np

from assistant.adapters.record_order import ById
from assistant.domain import Document, Passage
from assistant.ports import Vectors

STORED_VECTOR = np.dtype("<f4")

R = TypeVar("R", Document, Passage)
Told = Callable[[int], None]
"""Told how many records were just read."""

_TOLD_EACH = 256


class StoredRecords(ById[R], Generic[R]):
    """The documents or the passages of a ledger, by id, read again each time they are gone through."""

    def __init__(self, connection: sqlite3.Connection, table: str, record: type[R], told: Told | None = None) -> None:
        self._connection = connection
        self._table = table
        self._record: type[R] = record
        self._told = told
        self.ids: Sequence[str] = [one for (one,) in connection.execute(f"SELECT id FROM {table} ORDER BY id")]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[R]:
        rows = self._connection.execute(f"SELECT record FROM {self._table} ORDER BY id")
        for number, (record,) in enumerate(rows, 1):
            yield self._record.model_validate_json(record)
            if self._told and number % _TOLD_EACH == 0:
                self._told(_TOLD_EACH)

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> list[R]: ...
    def __getitem__(self, place: int | slice) -> R | list[R]:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(len(self)))]
        one = f"SELECT record FROM {self._table} WHERE id = ?"
        record: R = self._record.model_validate_json(self._connection.execute(one, (self.ids[place],)).fetchone()[0])
        return record


class StoredVectors:
    """The vectors of the passages of a ledger, a row for each passage by id; implements `ports.VectorRows`."""

    def __init__(self, connection: sqlite3.Connection, model: str, dimension: int, told: Told | None = None) -> None:
        self._connection = connection
        self._model = model
        self._dimension = dimension
        self._told = told
        self._hashes = [one for (one,) in connection.execute("SELECT text_hash FROM passages ORDER BY id")]

    def __len__(self) -> int:
        return len(self._hashes)

    def __getitem__(self, rows: Sequence[int]) -> Vectors:
        found = np.zeros((len(rows), self._dimension), dtype=np.float32)
        one = "SELECT vector FROM vectors WHERE model = ? AND text_hash = ?"
        for place, row in enumerate(rows):
            (blob,) = self._connection.execute(one, (self._model, self._hashes[row])).fetchone()
            found[place] = np.frombuffer(blob, dtype=STORED_VECTOR)
        if self._told:
            self._told(len(rows))
        return found
