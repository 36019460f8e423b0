"""A spool: prepared documents wait on disk, not in memory, until it is known that nothing forbids writing them."""

import io
import shutil
import tempfile
from pathlib import Path
from typing import IO, NamedTuple, Self

from pydantic import TypeAdapter

from ingest.blocks import Prepared

IN_MEMORY = 8_000_000
"""Bytes kept in memory before a file is opened: some 400 documents of ordinary size."""

_ADAPTER: TypeAdapter[Prepared] = TypeAdapter(Prepared)


class Spooled(NamedTuple):
    """Where a document is in the spool."""

    start: int
    size: int


def dump_prepared(prepared: Prepared) -> bytes:
    """Write a prepared document as JSON: what crosses a border is data, never a pickle."""
    return _ADAPTER.dump_json(prepared)


def load_prepared(written: bytes) -> Prepared:
    """Read a prepared document, every field checked.

    Raises:
        ValueError: it is none.
    """
    return _ADAPTER.validate_json(written)


class Spool:
    """Documents in the order they were written, in a file without a name that dies with its process."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep the file in `folder`, whose disk has room for an index, or where temporary files go."""
        self._folder = folder
        self._file: IO[bytes] = io.BytesIO()
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, prepared: Prepared) -> Spooled:
        """Keep a document."""
        written = dump_prepared(prepared)
        if self._end < IN_MEMORY <= self._end + len(written):
            self._move_to_disk()
        self._file.seek(self._end)
        self._file.write(written)
        found = Spooled(self._end, len(written))
        self._end += len(written)
        return found

    def read(self, spooled: Spooled) -> Prepared:
        """Return a document that was kept."""
        self._file.seek(spooled.start)
        return load_prepared(self._file.read(spooled.size))

    def _move_to_disk(self) -> None:
        held, self._file = self._file, tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed on leaving
        held.seek(0)
        shutil.copyfileobj(held, self._file)
