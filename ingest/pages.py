"""Pages: the bytes fetched in a run, kept until its end and nowhere else."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from ingest.blocks import RawFile

MEMORY_BYTES = 32_000_000
"""Bytes of all pages together kept in memory; beyond, an unlinked temporary file holds them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A web page that was found."""

    read: Callable[[], RawFile]
    """Returns the page, fetched again when it was not sent; raises `DocumentRefusedError` when it cannot be had."""


class BodyStore:
    """A drawer for bytes, in memory then in a file without a name, which goes with the process."""

    def __init__(self, memory: int = MEMORY_BYTES) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=memory)  # noqa: SIM115 - lives as long as its pages
        self._end = 0

    def keep(self, content: bytes) -> Callable[[], bytes]:
        """Keep bytes, and return what gives them back."""
        start, length = self._end, len(content)
        self._file.seek(start)
        self._file.write(content)
        self._end += length

        def given() -> bytes:
            self._file.seek(start)
            return self._file.read(length)

        return given

    def close(self) -> None:
        """Give the memory or the file back."""
        self._file.close()
