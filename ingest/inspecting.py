"""Inspecting: what the data folder holds, and whether it is sound."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from assistant.adapters.generation import fingerprint, open_generation
from assistant.domain import Document, Passage, Record
from assistant.errors import EfcError, IndexUnusableError
from ingest.generations import Serving, names, pointed, serving, unpublished
from ingest.ledger import Ledger, Run, text_hash
from ingest.planning import FileOutcome

NORM_TOLERANCE = 1e-3
"""How far from 1 the norm of a float32 vector may be; rounding stays under 1e-6, errors far above."""

NO_LEDGER = "Aucun registre dans {data!r}."
INGEST = "Lancez « efc ingest »."
DAMAGED = "registre : {why}"
NO_FILE_OF = "document {one} : aucun fichier retenu ne le donne"
NOT_ITS_SLICE = "passage {one} : son texte n’est pas la tranche {start}–{end} de son document"
NO_VECTOR = "passage {one} : pas de vecteur pour {model}"
BAD_VECTOR = "vecteur {model} {one} : valeurs non finies, ou norme différente de 1"
NOT_SERVED = "index : aucun n’est publié, ou celui qui l’est ne s’ouvre pas"
OTHER_CONTENT = "index {name} : son contenu n’a pas l’empreinte qu’il annonce"
DIFFERENT = "index {name} : {missing} passages du registre manquent, {extra} sont en trop"
UNDONE = "l’index {name} sert à la suite d’une annulation ; « efc ingest » publie de nouveau le registre"
INTERRUPTED = "une ingestion a été interrompue avant sa publication ; « efc ingest » la termine"
WIDE_OPEN = "{path} : lisible par d’autres que son propriétaire"


class LastRun(Record):
    """The latest run that changed something."""

    number: int
    action: str
    finished_at: str


class IndexStatus(Record):
    """What the data folder holds."""

    data: str
    generation: str | None
    fingerprint: str | None
    embedder: str | None
    """Of the vectors of the generation that serves."""
    documents: int
    kinds: dict[str, int]
    """Documents by kind."""
    passages: int
    vectors: dict[str, int]
    """Vectors the ledger keeps, by embedder."""
    sources: tuple[str, ...]
    refused: tuple[FileOutcome, ...]
    duplicates: int
    last_run: LastRun | None
    undoable: bool
    """Whether `undo` has a generation to go back to."""


class CheckReport(Record):
    """What a check compared, and what it found."""

    documents: int
    passages: int
    vectors: int
    faults: tuple[str, ...]
    """What is wrong; none means sound."""
    notes: tuple[str, ...]
    """What is odd but harmful to nothing."""


def open_ledger(data: Path) -> Ledger:
    """Open the ledger for reading.

    Raises:
        IndexUnusableError: there is none; the remedy is to ingest.
    """
    ledger = Ledger.to_read(data)
    if ledger is None:
        raise IndexUnusableError(NO_LEDGER.format(data=str(data)), INGEST)
    return ledger


def status(data: Path) -> IndexStatus:
    """Return what the data folder holds, and write nothing."""
    with open_ledger(data) as ledger:
        now, files, last = serving(data), ledger.files(), ledger.last_run()
        kinds = Counter(document.kind for document in ledger.documents())
        return IndexStatus(
            data=str(data),
            generation=now.name if now else None,
            fingerprint=now.fingerprint if now else None,
            embedder=now.embedder if now else None,
            documents=kinds.total(),
            kinds=dict(sorted(kinds.items())),
            passages=len(ledger.passage_ids()),
            vectors=ledger.vector_counts(),
            sources=tuple(ledger.sources()),
            refused=tuple(
                FileOutcome(source=one.source, location=one.location, action="refused", reason=one.reason)
                for one in files
                if one.state == "refused"
            ),
            duplicates=sum(one.state == "duplicate" for one in files),
            last_run=LastRun(number=last.number, action=last.action, finished_at=last.finished_at) if last else None,
            undoable=bool(now and names(data)[0] < now.name),
        )


def check(data: Path, probe: Callable[[Path], None]) -> CheckReport:
    """Compare the ledger with itself, then with the generation that serves, then test that generation.

    Args:
        data: the data folder.
        probe: tests a generation, and raises what is wrong.
    """
    try:
        with open_ledger(data) as ledger:
            return _checked(data, ledger, probe)
    except sqlite3.DatabaseError as error:
        fault = DAMAGED.format(why=error)
        return CheckReport(documents=0, passages=0, vectors=0, faults=(fault,), notes=())


def _checked(data: Path, ledger: Ledger, probe: Callable[[Path], None]) -> CheckReport:
    faults = [DAMAGED.format(why=one) for one in ledger.faults()]
    documents = {one.id: one for one in ledger.documents()}
    passages = ledger.passages()
    committed = {one.document_id or "" for one in ledger.files() if one.state == "committed"}
    faults += [NO_FILE_OF.format(one=one) for one in sorted(set(documents) ^ committed)]
    faults += _misplaced(documents, passages)
    now = serving(data)
    vectors = ledger.vectors(now.embedder) if now else {}
    notes = list(_wide_open(data))
    if now is None:
        faults.append(NOT_SERVED)
    else:
        faults += _wrong_vectors(now.embedder, vectors, passages)
        content = fingerprint(documents.values(), passages, now.embedder)
        note = _why_behind(data, now, ledger.last_run(), content)
        notes += [note] if note else []
        faults += _served_faults(now, probe, None if note else {one.id for one in passages})
    return CheckReport(
        documents=len(documents),
        passages=len(passages),
        vectors=len(vectors),
        faults=tuple(faults),
        notes=tuple(notes),
    )


def _misplaced(documents: Mapping[str, Document], passages: list[Passage]) -> Iterator[str]:
    for one in passages:
        document = documents.get(one.document_id)
        if document is None or document.text[one.start : one.end] != one.text:
            yield NOT_ITS_SLICE.format(one=one.id, start=one.start, end=one.end)


def _wrong_vectors(model: str, vectors: Mapping[str, np.ndarray], passages: list[Passage]) -> Iterator[str]:
    for one in passages:
        if text_hash(one.text) not in vectors:
            yield NO_VECTOR.format(one=one.id, model=model)
    for key, vector in vectors.items():
        norm = float(np.linalg.norm(vector))
        if not np.isfinite(norm) or min(norm, abs(norm - 1)) > NORM_TOLERANCE:
            yield BAD_VECTOR.format(model=model, one=key[:16])


def _why_behind(data: Path, now: Serving, last: Run | None, content: str) -> str:
    """Return the harmless reason why the generation that serves is not the ledger's content, or nothing."""
    if now.fingerprint == content:
        return ""
    if last and last.action == "undo":
        return UNDONE.format(name=now.name)
    return INTERRUPTED if unpublished(data, content) else ""


def _served_faults(now: Serving, probe: Callable[[Path], None], expected: set[str] | None) -> Iterator[str]:
    """Yield what is wrong in the generation that serves.

    Args:
        now: the generation.
        probe: tests it, and raises what is wrong.
        expected: ids of the passages it should hold, None when it is known not to be the ledger's content.
    """
    try:
        index = open_generation(now.folder)
        documents = index.documents()
        passages = [one for document in documents for one in index.passages_of(document.id)]
    except EfcError as error:
        yield error.message
        return
    if fingerprint(documents, passages, now.embedder) != now.fingerprint:
        yield OTHER_CONTENT.format(name=now.name)
    held = {one.id for one in passages}
    if expected is not None and held != expected:
        missing, extra = len(expected - held), len(held - expected)
        yield DIFFERENT.format(name=now.name, missing=missing, extra=extra)
    try:
        probe(now.folder)
    except EfcError as error:
        yield error.message


def _wide_open(data: Path) -> Iterator[str]:
    served = data / "generations" / (pointed(data) or "")
    for path in (data / "ledger.sqlite", *sorted(served.rglob("*"))):
        if path.is_file() and path.stat().st_mode & 0o077:
            yield WIDE_OPEN.format(path=path.relative_to(data))
