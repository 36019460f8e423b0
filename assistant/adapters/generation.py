"""One immutable generation on disk: lexical leg, dense leg, passages and a manifest."""

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from assistant.adapters.chroma_leg import ChromaLeg, count_dense, write_dense
from assistant.adapters.held_files import HeldFiles
from assistant.adapters.passage_store import PassageStore, write_passages
from assistant.adapters.record_order import by_id
from assistant.adapters.seal import altered, refuse_altered, sealed_digests
from assistant.adapters.tantivy_leg import TantivyLeg, write_lexical
from assistant.domain import DenseWorth, Document, Passage, Ranked, Record
from assistant.errors import IndexUnusableError, NewerIndexError
from assistant.ports import PassageIndex, VectorRows, Vectors

FORMAT = 2
"""Version of the layout of a generation; raised whenever an older program could not read it."""

_PROBED = 200
"""Passages tried by `probe` when a generation holds more."""

_REMEDY = "Lancez « efc ingest »."
_REBUILD = "Lancez « efc ingest --rebuild »."


class Manifest(Record):
    """What a generation says of itself."""

    format: int
    fingerprint: str
    embedder: str
    dense: DenseWorth = DenseWorth()
    """See `PassageIndex.dense_worth`."""
    documents: int
    passages: int
    vectors: int


class Folders(NamedTuple):
    """Where the parts of a generation lie."""

    lexical: Path
    dense: Path
    passages: Path
    manifest: Path


def _parts(folder: Path) -> Folders:
    return Folders(folder / "lexical", folder / "dense", folder / "passages.sqlite", folder / "manifest.json")


def lexical_folder(folder: Path) -> Path:
    """Return where the lexical leg of a generation lies, for whoever measures it with other features."""
    return _parts(folder).lexical


def fingerprint(documents: Collection[Document], passages: Collection[Passage], embedder_name: str) -> str:
    """Return 16 hexadecimal digits that tell two contents apart, whatever the order and the time."""
    digest = hashlib.sha256(f"{FORMAT}\n{embedder_name}\n".encode())
    for document in by_id(documents):
        digest.update(document.model_dump_json().encode() + b"\n")
    for passage in by_id(passages):
        digest.update(passage.model_dump_json().encode() + b"\n")
    return digest.hexdigest()[:16]


def write_generation(
    folder: Path,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Vectors | VectorRows,
    embedder_name: str,
    dense: DenseWorth | None = None,
) -> str:
    """Build a generation in an existing empty folder and make it durable.

    Args:
        folder: existing and empty.
        documents: in any order; gone through several times, never held at once when they come `ById`.
        passages: likewise; each document of theirs is in `documents`.
        vectors: (n, dimension), a row for each passage in the same order.
        embedder_name: which embedder made the vectors.
        dense: what `calibration.dense_worth` says; None takes what suits the embedder that is always there.

    Returns:
        The fingerprint of the content.
    """
    parts = _parts(folder)
    for made in (parts.lexical, parts.dense):
        made.mkdir(mode=0o700)
    write_passages(parts.passages, documents, passages)
    write_lexical(parts.lexical, documents, passages)
    kept = write_dense(parts.dense, passages, vectors)
    manifest = Manifest(
        format=FORMAT,
        fingerprint=fingerprint(documents, passages, embedder_name),
        embedder=embedder_name,
        dense=dense or DenseWorth(),
        documents=len(documents),
        passages=len(passages),
        vectors=kept,
    )
    parts.manifest.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    _make_durable(folder)
    return manifest.fingerprint


def _make_durable(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o700 if path.is_dir() else 0o600)
        _fsync(path)
    _fsync(folder)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Generation:
    """An opened generation; implements `ports.PassageIndex`."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        parts = _parts(folder)
        self._manifest = manifest
        self._store = PassageStore(parts.passages)
        self._lexical = TantivyLeg(parts.lexical)
        self._dense_files = HeldFiles(parts.dense, sealed_digests(folder, parts.dense.name))
        self._dense: ChromaLeg | None = None
        self._opening = threading.Lock()

    @property
    def generation(self) -> str:
        return self._manifest.fingerprint

    @property
    def embedder_name(self) -> str:
        return self._manifest.embedder

    @property
    def dense_worth(self) -> DenseWorth:
        return self._manifest.dense

    @property
    def dense(self) -> ChromaLeg:
        """The dense leg, opened on first use because Chroma takes 0.5 s to import; its files are held until then."""
        with self._opening:
            if self._dense is None:
                self._dense = ChromaLeg(self._dense_files)
                self._dense_files.close()
            return self._dense

    def search_lexical(self, text: str, count: int) -> Sequence[Ranked]:
        return self._lexical.search(text, count)

    def search_dense(self, vector: Vectors, count: int) -> Sequence[Ranked]:
        return self.dense.search(vector, count)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        return self._store.passages(ids)

    def passages_of(self, document_id: str) -> Sequence[Passage]:
        return self._store.passages_of(document_id)

    def document(self, document_id: str) -> Document | None:
        return self._store.document(document_id)

    def documents(self) -> Sequence[Document]:
        return self._store.documents()

    def document_frequency(self, stem: str) -> int:
        return self._lexical.document_frequency(stem)

    def passage_count(self) -> int:
        return self._manifest.passages

    def check_store(self) -> None:
        """Read the store once, so that a damaged file is met here and not in the middle of a reply."""
        if self._store.passage_count() != self._manifest.passages:
            raise ValueError("the store and the manifest count different passages")

    def verify(self, sample: int) -> None:
        """Compare the counts of the three parts, and look up about `sample` passages by their own text."""
        counts = (self._store.passage_count(), self._lexical.count(), count_dense(self._dense_files))
        expected = (self._manifest.passages, self._manifest.passages, self._manifest.vectors)
        if counts != expected:
            raise IndexUnusableError(f"L’index se contredit : {counts} au lieu de {expected}.", _REBUILD)
        ids = self._store.passage_ids()
        step = max(1, len(ids) // sample)
        for one, passage in self._store.passages(ids[::step]).items():
            if not self._lexical.finds(passage.text, one):
                raise IndexUnusableError(f"Le passage {one!r} est introuvable dans l’index.", _REBUILD)


def open_generation(folder: Path) -> PassageIndex:
    """Open a generation for reading, once each of its files is known to be the one that was published.

    Raises:
        IndexUnusableError: missing, altered, damaged, or made by a newer version; ends with the remedy.
    """
    return _opened(folder)


def _opened(folder: Path) -> Generation:
    manifest = _manifest(folder)
    try:
        refuse_altered(folder)
        generation = Generation(folder, manifest)
        generation.check_store()
        return generation
    except (OSError, ValueError, sqlite3.Error) as error:
        raise IndexUnusableError(f"L’index {folder.name!r} est abîmé.", _REBUILD) from error


def _manifest(folder: Path) -> Manifest:
    try:
        written = json.loads(_parts(folder).manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise IndexUnusableError(f"L’index {folder.name!r} est absent ou abîmé.", _REBUILD) from error
    version = written.get("format") if isinstance(written, dict) else None
    if isinstance(version, int) and version > FORMAT and _parts(folder).manifest.name not in altered(folder):
        raise NewerIndexError(
            f"L’index {folder.name!r} vient d’une version plus récente (format {version}).",
            "Mettez l’assistant à jour, ou choisissez un autre dossier de données avec --data.",
        )
    try:
        return Manifest.model_validate(written)
    except ValidationError as error:
        raise IndexUnusableError(f"L’index {folder.name!r} est abîmé.", _REBUILD) from error


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def holds_generations(data: Path) -> bool:
    """Tell whether a data folder holds generations, whichever is served."""
    home = data / "generations"
    return _is_folder(home) and any(not one.name.startswith(".") for one in home.iterdir())


def current_folder(data: Path) -> Path:
    """Return the folder of the generation that `data/CURRENT` names.

    Raises:
        IndexUnusableError: no index yet, or a pointer to nothing.
        NewerIndexError: a newer version made it.
    """
    pointer = data / "CURRENT"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        if holds_generations(data):
            raise IndexUnusableError(f"Le pointeur {str(pointer)!r} est absent ou abîmé.", _REBUILD) from error
        raise IndexUnusableError(f"Aucun index dans {str(data)!r}.", _REMEDY) from error
    folder = data / "generations" / name
    if not name or Path(name).name != name or not _is_folder(folder):
        raise IndexUnusableError(f"L’index {name!r} n’existe plus.", _REBUILD)
    _manifest(folder)
    return folder


def probe(folder: Path) -> None:
    """Test a generation before it serves: counts agree, and passages find themselves.

    Every passage is tried, or one in so many beyond 200, always the same ones.

    Raises:
        IndexUnusableError: what disagrees, and the remedy.
    """
    generation = _opened(folder)
    try:
        generation.verify(_PROBED)
    except (OSError, ValueError, sqlite3.Error) as error:
        raise IndexUnusableError(f"L’index {folder.name!r} est abîmé.", _REBUILD) from error
