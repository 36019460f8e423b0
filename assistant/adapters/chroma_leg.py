"""Dense leg: vectors kept by Chroma, always ours, ranked by exact cosine."""

import sqlite3
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.held_files import HeldFiles
from assistant.adapters.record_order import ById
from assistant.domain import Passage, Ranked
from assistant.errors import DataFolderError, IndexUnusableError
from assistant.ports import VectorRows, Vectors

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client

_COLLECTION = "passages"

_BREADTH, _NEIGHBOURS = 8, 4
"""Of the HNSW graph, thin since we rank exactly and never search it: 12,000 vectors written in 1.1 s, not 5.7."""

_COUNTS, _COUNTS_OFFSET = struct.Struct("<QQQ"), 12
_COUNTS_END = _COUNTS_OFFSET + _COUNTS.size
_LENGTH_WIDTH = 4
"""Where the header of a graph has its counts, and the bytes of one length; a test holds it for the Chroma in use."""

_ROOM = "Vérifiez la place libre, puis relancez ; l’index en service n’est pas changé."

_BATCH = 1000
"""Vectors moved at once. Chroma takes 98 MB to write 20,000 of them, 170 MB at 5,000 a time, as fast."""


def _client(folder: Path) -> "Client":
    # Chroma takes 0.5 s to import, which commands that do not search must not pay.
    from chromadb.api.client import Client  # noqa: PLC0415 - see above
    from chromadb.config import Settings  # noqa: PLC0415 - see above

    return Client(settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)))


def write_dense(folder: Path, passages: Sequence[Passage], vectors: Vectors | VectorRows) -> int:
    """Build the dense leg of a generation in an existing empty folder; return how many vectors it holds.

    Args:
        folder: existing and empty.
        passages: in any order.
        vectors: a row for each passage in the same order; a row of zeros is left out.

    Raises:
        DataFolderError: the disk is full, or does not take what is written.
    """
    from chromadb.errors import ChromaError  # noqa: PLC0415 - see `_client`

    try:
        kept = _written(folder, passages, vectors)
    except ChromaError as error:
        raise DataFolderError(
            f"Les vecteurs ne peuvent pas être écrits dans {str(folder)!r} ({error}).", _ROOM
        ) from error
    _blank_unused(folder)
    return kept


def _written(folder: Path, passages: Sequence[Passage], vectors: Vectors | VectorRows) -> int:
    ids = passages.ids if isinstance(passages, ById) else [one.id for one in passages]
    order, kept = sorted(range(len(ids)), key=ids.__getitem__), 0
    with _client(folder) as client:
        collection = client.create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_construction": _BREADTH, "max_neighbors": _NEIGHBOURS}},
        )
        for first in range(0, len(order), _BATCH):
            rows = order[first : first + _BATCH]
            batch = vectors[rows]
            present = np.flatnonzero(batch.any(axis=1))
            if len(present):
                collection.add(ids=[ids[rows[one]] for one in present], embeddings=batch[present])
            kept += len(present)
    return kept


def _blank_unused(folder: Path) -> None:
    """Overwrite with zeros the room that the graph keeps for more vectors.

    Chroma 1.5 writes there whatever its process had in memory: the words of a document that was being redacted were
    seen in `data_level0.bin`. The header says how many elements have room, how many are there, and the bytes of each;
    a graph of a thousand vectors or more is written without that room.
    """
    for header in folder.rglob("header.bin"):
        content = header.read_bytes()
        room, count, size = _COUNTS.unpack_from(content, _COUNTS_OFFSET) if len(content) > _COUNTS_END else (0, 0, 0)
        for name, width in (("data_level0.bin", size), ("length.bin", _LENGTH_WIDTH)):
            file = header.with_name(name)
            if file.stat().st_size == room * width:
                with file.open("r+b") as elements:
                    elements.seek(count * width)
                    elements.write(bytes((room - count) * width))


@contextmanager
def _copy_opened(files: HeldFiles) -> "Iterator[Collection]":
    """Open a private copy of a dense leg, because Chroma writes what it opens; never one of altered files."""
    from chromadb.errors import ChromaError  # noqa: PLC0415 - see `_client`

    try:
        with (
            tempfile.TemporaryDirectory(prefix="efc-dense-") as temporary,
            _client(files.copy_to(Path(temporary) / "dense")) as client,
        ):
            yield client.get_collection(_COLLECTION, embedding_function=None)
    except (ChromaError, ValueError, sqlite3.Error) as error:
        raise IndexUnusableError("Les vecteurs de l’index sont abîmés.", "Lancez « efc ingest --rebuild ».") from error
    except OSError as error:
        raise IndexUnusableError(
            f"Les vecteurs de l’index ne se lisent pas ({error.strerror or error}).",
            f"Vérifiez la place libre de {tempfile.gettempdir()!r} ; sinon, lancez « efc ingest --rebuild ».",
        ) from error


def _batches(collection: "Collection") -> Iterator[tuple[list[str], Vectors]]:
    for first in range(0, collection.count(), _BATCH):
        batch = collection.get(limit=_BATCH, offset=first, include=["embeddings"])
        yield batch["ids"], np.asarray(batch["embeddings"], dtype=np.float32)


def _read_dense(files: HeldFiles) -> tuple[list[str], Vectors]:
    """Return ids, sorted, and their vectors."""
    with _copy_opened(files) as collection:
        places = range(0, collection.count(), _BATCH)
        ids = [one for first in places for one in collection.get(limit=_BATCH, offset=first, include=[])["ids"]]
        row_of = {one: row for row, one in enumerate(sorted(ids))}
        vectors = np.zeros((0, 0), dtype=np.float32)
        for batch, read in _batches(collection):
            if not len(vectors):  # one array from the start: putting parts together takes three times its size
                vectors = np.zeros((len(ids), read.shape[1]), dtype=np.float32)
            vectors[[row_of[one] for one in batch]] = read
    return list(row_of), vectors


def count_dense(files: HeldFiles) -> int:
    """Read every vector of a dense leg, keeping none, and return how many are made of numbers.

    Raises:
        IndexUnusableError: it is damaged.
    """
    with _copy_opened(files) as collection:
        counts = [int(np.isfinite(read).all(axis=1).sum()) for _, read in _batches(collection)]
    return sum(counts)


class ChromaLeg:
    """An opened dense leg, read only.

    The vectors are read from Chroma once and ranked exactly: over 5,378 passages its HNSW graph, at
    `ef_search` 200, missed 2.7 % of the nearest hundred, not the same ones after each build, which would
    make the same corpus answer in two ways. Exact search takes about 2 ms over 20,000 passages.
    """

    def __init__(self, files: HeldFiles) -> None:
        self._ids, self._vectors = _read_dense(files)

    def count(self) -> int:
        """Return the number of vectors."""
        return len(self._ids)

    def search(self, vector: Vectors, count: int) -> list[Ranked]:
        """Return at most `count` passages by cosine, best first, ties by id.

        Raises:
            IndexUnusableError: the vector is not as long as those of the index.
        """
        if not self._ids or count <= 0 or not np.any(vector):
            return []
        if vector.shape != self._vectors.shape[1:]:
            raise IndexUnusableError(
                f"L’index tient des vecteurs de {self._vectors.shape[1]} nombres, la question en a {vector.shape[0]}.",
                "Relancez « efc ingest » avec le même modèle.",
            )
        return nearest(self._ids, self._vectors, vector, count)


def nearest(ids: Sequence[str], vectors: Vectors, vector: Vectors, count: int) -> list[Ranked]:
    """Return the `count` (1 or more) greatest cosines of `vector` with rows of norm 1, best first, ties by id.

    Args:
        ids: sorted, one a row.
        vectors: (n, dimension), n of 1 or more.
        vector: (dimension,), of norm 1.
        count: how many at most.
    """
    # Rounded so that the order does not hang on how a processor adds up.
    cosines = np.round(vectors @ vector, 5)
    rank = max(len(cosines) - count, 0)
    near = np.flatnonzero(cosines >= np.partition(cosines, rank)[rank])
    best = near[np.argsort(-cosines[near], kind="stable")][:count]
    return [Ranked(ids[row], float(cosines[row])) for row in best]
