"""One writer at a time: a lock on the data folder that dies with its process."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import WriterBusyError
from ingest.schema import unwritable

LOCK_NAME = "lock"

_READINGS, _BETWEEN_READINGS = 50, 0.01
"""How often, and every how many seconds, the id of the holder is looked for: it is written within 0.01 s of the lock,
and one that another machine or container wrote is of no process here."""


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
        holder = _holder(descriptor)
        raise WriterBusyError(
            f"Une autre ingestion écrit déjà dans {str(data)!r} (processus {holder}).",
            "Attendez qu’elle finisse, puis relancez.",
        ) from error


def _holder(descriptor: int) -> str:
    """Return the id of the process that holds the lock; just after taking it, it has not written its own yet."""
    for _ in range(_READINGS):
        said = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        if said.isdecimal() and is_alive(int(said)):
            return said
        time.sleep(_BETWEEN_READINGS)
    return said or "inconnu"


def is_alive(process: int) -> bool:
    """Tell whether a process of this machine runs, by its number; one that cannot be told is taken for running."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # of somebody else, or no number of a process of this machine
    return True


@contextmanager
def _data_folder_errors(data: Path) -> Iterator[None]:
    """Say in one line that the folder cannot be written: rights, space, a file in the way."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of the output left: nothing to do with the data folder
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(data, error) from error
