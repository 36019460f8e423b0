"""The register of backups: a small file beside the ledger, readable when the ledger is not."""

import fcntl
import json
import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.domain import Record

REGISTER_NAME = "backups.json"


class Backup(Record):
    """A backup that was made."""

    path: str
    """Absolute."""
    made_at: str
    """UTC, ISO 8601, to the second."""
    sha256: str
    """Of the file."""

    @property
    def present(self) -> bool:
        """Whether a file is still there."""
        return Path(self.path).is_file()


_ROWS = TypeAdapter(tuple[Backup, ...])


def registered(data: Path) -> tuple[Backup, ...]:
    """Return the backups made of a data folder, oldest first; none when the register is missing or damaged."""
    try:
        return _ROWS.validate_json((data / REGISTER_NAME).read_bytes())
    except (OSError, ValidationError):
        return ()


def newest_present(data: Path) -> Backup | None:
    """Return the latest backup whose file is still where it was written, or None."""
    return next((one for one in reversed(registered(data)) if one.present), None)


def register(data: Path, backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Add backups to the register, over those of the same path, and return all of them, oldest first."""
    folder = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # of two backups made at once, both are kept
        rows = {one.path: one for one in (*registered(data), *backups)}
        ordered = sorted(rows.values(), key=lambda one: (one.made_at, one.path))
        content = json.dumps([one.model_dump() for one in ordered], ensure_ascii=False, indent=1)
        write_private(data / REGISTER_NAME, content.encode())
    finally:
        os.close(folder)
    return tuple(ordered)


def write_private(path: Path, content: bytes) -> None:
    """Write a file of mode 0600 wholly or not at all: aside, made durable, then renamed over the old one."""
    aside = path.with_name(f".tmp-{os.getpid()}-{path.name}"[:200])
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(aside, path)  # noqa: PTH105 - the tests that cut a run short count the calls of `os`
    finally:
        aside.unlink(missing_ok=True)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Make durable the names that a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
