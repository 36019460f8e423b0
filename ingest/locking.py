"""One writer at a time: a lock on the data folder that dies with its process."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import WriterBusyError
from ingest.schema import unwritable

LOCK_NAME = "lock"


@contextmanager
def writer_lock(data: Path) -> Iterator[None]:
    """Hold the data folder for writing; the folder is made when there is none, mode 0700.

    The lock is the kernel's (`flock`): a killed writer frees it, and a stale file means nothing.

    Raises:
        WriterBusyError: another process holds it.
        DataFolderError: the folder cannot be made or written, before or while the lock is held.
    """
    with _data_folder_errors(data):
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(data / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(descriptor, data)
        with _data_folder_errors(data):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            yield
    finally:
        os.close(descriptor)


def is_held(data: Path) -> bool:
    """Tell whether a writer holds the data folder now; writes nothing."""
    try:
        descriptor = os.open(data / LOCK_NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _take(descriptor: int, data: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "inconnu"
        raise WriterBusyError(
            f"Une autre ingestion écrit déjà dans {str(data)!r} (processus {holder}).",
            "Attendez qu’elle finisse, puis relancez.",
        ) from error


@contextmanager
def _data_folder_errors(data: Path) -> Iterator[None]:
    """Say in one line that the folder cannot be written: rights, space, a file in the way."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of the output left: nothing to do with the data folder
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(data, error) from error
