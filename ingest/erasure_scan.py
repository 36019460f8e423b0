"""Scan of a data folder for what is left of a name: in the bytes, however they spell it, and in what opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.generation import open_generation
from assistant.errors import EfcError
from ingest.byte_search import ByteSearch
from ingest.forgotten import Forgotten
from ingest.generations import names
from ingest.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan went through, and what it found."""

    files: int
    size: int
    """Bytes, those of the names of the files included."""
    hits: int
    places: tuple[str, ...]
    """Paths below the data folder of the files with a hit, or whose name is one."""


def scan(data: Path, name: Sequence[tuple[str, ...]], only: Forgotten) -> Scanned:
    """Look for every spelling of a name in every byte of every file of a data folder.

    Spellings: any case, with or without accents, precomposed or not, in UTF-8, Latin-1, UTF-16 of both orders,
    as JSON, URL or HTML escape them; words in each order, joined, spaced, or with marks between them.

    Args:
        data: the data folder.
        name: the mentions that were forgotten, as folded words.
        only: the marks of the same mentions.
    """
    searches = [ByteSearch(words) for words in name]
    files = size = hits = 0
    places: list[str] = []
    for path in sorted(data.rglob("*")):
        inside = path.relative_to(data).as_posix()
        found = int(only.holds(path.name))
        size += len(inside.encode())
        if path.is_file() and not path.is_symlink():
            files, size = files + 1, size + path.stat().st_size
            found += sum(one.count(path) for one in searches)
        if found:
            hits += found
            places.append(inside)
    return Scanned(files, size, hits, tuple(places))


def held_in_documents(data: Path, ledger: Ledger, forgotten: Forgotten) -> list[str]:
    """Return where a name to forget is held in what opens: records of the ledger, and of each generation."""
    held = [f"ledger.sqlite, document {one}" for one in _held_in_ledger(ledger, forgotten)]
    for name in names(data):
        try:
            index = open_generation(data / "generations" / name)
        except EfcError:
            continue  # it serves nobody; the byte scan reads its files
        texts = (one.model_dump_json() for one in index.documents())
        if any(forgotten.holds(one) for one in texts):
            held.append(f"generations/{name}")
    return held


def _held_in_ledger(ledger: Ledger, forgotten: Forgotten) -> Iterator[str]:
    for document in ledger.documents():
        texts = [document.model_dump_json(), *(one.detail for one in ledger.uses(document.id))]
        if any(forgotten.holds(one) for one in texts):
            yield document.id
    for file in ledger.files():
        if forgotten.holds(file.name) or forgotten.holds(file.location) or forgotten.holds(file.reason):
            yield file.sha256[:16]
