"""Inspecting: what the data folder holds, and whether it is sound."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from assistant.adapters.generation import fingerprint
from assistant.adapters.seal import is_sealed
from assistant.domain import Record
from assistant.errors import IndexUnusableError
from ingest.backup_register import Backup, registered
from ingest.generations import Serving, names, serving, unpublished
from ingest.holding import Holding
from ingest.invariants import Invariant, all_of
from ingest.ledger import Ledger, Run
from ingest.planning import FileOutcome
from ingest.schema import damaged

NO_LEDGER = "Aucun registre dans {data!r}."
INGEST = "Lancez « efc ingest »."
DAMAGED = "registre : {why}"
UNDONE = "l’index {name} sert à la suite d’une annulation ; « efc ingest » publie de nouveau le registre"
INTERRUPTED = "une ingestion a été interrompue avant sa publication ; « efc ingest » la termine"
UNSEALED = "index {name} : rien ne dit ce que sont ses fichiers ; « efc ingest --rebuild » en refait un qui le dit"
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
    backups: tuple[Backup, ...] = ()
    """Those that are known, oldest first."""


class CheckReport(Record):
    """What a check compared, and what it found."""

    documents: int
    passages: int
    vectors: int
    faults: tuple[str, ...]
    """What is wrong; none means sound."""
    notes: tuple[str, ...]
    """What is odd but harmful to nothing."""
    invariants: tuple[Invariant, ...] = ()
    """Each invariant with its verdict; none when the ledger cannot be read."""


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
            backups=registered(data),
        )


def check(data: Path, probe: Callable[[Path], None]) -> CheckReport:
    """Check every invariant of a data folder that reading alone can check, and write nothing.

    Args:
        data: the data folder.
        probe: tests a generation, and raises what is wrong.
    """
    try:
        with open_ledger(data) as ledger:
            return _checked(data, ledger, probe)
    except sqlite3.DatabaseError as error:
        fault = f"{DAMAGED.format(why=error)} ; {damaged(data).remedy}"
        return CheckReport(documents=0, passages=0, vectors=0, faults=(fault,), notes=())


def _checked(data: Path, ledger: Ledger, probe: Callable[[Path], None]) -> CheckReport:
    now = serving(data)
    holding = Holding.of(data, ledger, now)
    notes = list(_wide_open(data))
    behind = ""
    if now is not None:
        content = fingerprint(holding.documents.values(), holding.passages, now.embedder)
        behind = _why_behind(data, now, ledger.last_run(), content)
    told = [UNSEALED.format(name=now.name)] if now and not is_sealed(now.folder) else []
    told += [behind] if behind else []
    invariants = all_of(holding, probe, notes, behind=bool(behind))
    return CheckReport(
        documents=len(holding.documents),
        passages=len(holding.passages),
        vectors=len(holding.vectors),
        faults=tuple(fault for one in invariants if one.verdict == "fault" for fault in one.faults),
        notes=(*notes, *told),
        invariants=invariants,
    )


def _why_behind(data: Path, now: Serving, last: Run | None, content: str) -> str:
    """Return the harmless reason why the generation that serves is not the ledger's content, or nothing."""
    if now.fingerprint == content:
        return ""
    if last and last.action == "undo":
        return UNDONE.format(name=now.name)
    return INTERRUPTED if unpublished(data, content) else ""


def _wide_open(data: Path) -> Iterator[str]:
    """Yield what others than the owner may read; what lies in a closed folder is closed with it."""
    for path in (data, *sorted(data.rglob("*"))):
        with suppress(FileNotFoundError):  # what a writer has just replaced
            if path.lstat().st_mode & 0o077 and not path.is_symlink():
                yield WIDE_OPEN.format(path=path.relative_to(data).as_posix())
