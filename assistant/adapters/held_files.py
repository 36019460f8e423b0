"""Files held open: they can be copied later, even from a folder that was removed meanwhile."""

import hashlib
import os
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path

_PART = 1 << 20
"""Bytes read at once."""


class HeldFiles:
    """The files of a folder, held open from now on; a reader of a generation that is dropped still finds them."""

    def __init__(self, folder: Path, digests: Mapping[str, str] | None = None) -> None:
        """Hold every file below `folder`.

        Args:
            folder: existing.
            digests: SHA-256 that each file must have when it is copied, by path below the folder.

        Raises:
            OSError: a file cannot be read.
        """
        self._digests = digests
        self._held: dict[str, int] = {}
        self._closing = weakref.finalize(self, _close_all, self._held.values())
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._held[path.relative_to(folder).as_posix()] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def copy_to(self, folder: Path) -> Path:
        """Write the files in a new folder, and return it.

        Raises:
            ValueError: one of them is not what it must be; nothing may read the copy.
            OSError: one cannot be read or written.
        """
        folder.mkdir(mode=0o700)
        for name, descriptor in self._held.items():
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            digest = _copied(descriptor, target)
            if self._digests is not None and self._digests.get(name) != digest:
                raise ValueError(f"{name} is no longer what was published")
        return folder

    def close(self) -> None:
        """Let the files go."""
        self._closing()


def _copied(descriptor: int, target: Path) -> str:
    """Copy a file, and return the SHA-256 of what was copied; its position is left to whoever shares it."""
    digest, place = hashlib.sha256(), 0
    with target.open("xb") as copy:
        while part := os.pread(descriptor, _PART, place):
            digest.update(part)
            copy.write(part)
            place += len(part)
    return digest.hexdigest()


def _close_all(descriptors: Iterable[int]) -> None:
    for one in descriptors:
        os.close(one)
