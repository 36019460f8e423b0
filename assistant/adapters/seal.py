"""The seal of a generation: the SHA-256 of each of its files, compared before any of them is read."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import IndexUnusableError

SEAL = "files.json"
"""Where a generation keeps the SHA-256 of each of its files, by path."""


def write_seal(folder: Path) -> None:
    """Write down what each file of a generation is; to be called once nothing writes there any more."""
    (folder / SEAL).write_text(json.dumps(_digests(folder), indent=1), encoding="utf-8")


def is_sealed(folder: Path) -> bool:
    """Tell whether a generation says what its files are; those made before it did do not."""
    return (folder / SEAL).exists()


def sealed_digests(folder: Path, part: str) -> Mapping[str, str] | None:
    """Return the SHA-256 of each file of one folder of a generation as published, by path below that folder.

    None when the generation has no seal.

    Raises:
        ValueError: the seal itself is damaged.
        OSError: it cannot be read.
    """
    kept, inside = _sealed(folder), f"{part}/"
    if kept is None:
        return None
    return {name.removeprefix(inside): digest for name, digest in kept.items() if name.startswith(inside)}


def altered(folder: Path) -> list[str]:
    """Return the files of a generation that are no longer those that were published, sorted.

    Locks are left out, as are hidden files that were not published: what a file browser leaves changes no answer.
    A generation made before seals has nothing to compare with. Reads every byte: 3.4 ms for the 4.8 MB of
    the shipped corpus, whose opening takes 3.7 ms with it and 0.7 ms without.

    Raises:
        OSError: a file cannot be read.
    """
    try:
        kept = _sealed(folder)
    except ValueError:
        return [SEAL]
    if kept is None:
        return []
    now = _digests(folder)
    stray = {one for one in now if one not in kept and one.rpartition("/")[2].startswith(".")}
    return sorted(one for one in {*kept, *now} - stray if kept.get(one) != now.get(one))


def refuse_altered(folder: Path) -> None:
    """Refuse a generation of which a file is not the one that was published.

    Raises:
        IndexUnusableError: names the first such file; the remedy is to rebuild.
        OSError: a file cannot be read.
    """
    found = altered(folder)
    if found:
        others = f" (et {len(found) - 1} autres)" if len(found) > 1 else ""
        raise IndexUnusableError(
            f"L’index {folder.name!r} est abîmé : le fichier {found[0]!r}{others} n’est plus celui qui a été publié.",
            "Lancez « efc ingest --rebuild ».",
        )


def _sealed(folder: Path) -> Mapping[str, str] | None:
    try:
        kept = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if not isinstance(kept, dict):
        raise ValueError(f"{SEAL} is not an object")
    return kept


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SEAL and path.suffix != ".lock":
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
