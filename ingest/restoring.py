"""Restoring: a backup takes the place of the ledger, less what was forgotten since, and an index is built from it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.domain import Record
from assistant.errors import EfcError, IndexUnusableError
from ingest.backing_up import extract
from ingest.backup_register import Backup, fsync_folder, register, registered
from ingest.erasing_strays import STAGE, clear_stages
from ingest.forgotten import Forgotten
from ingest.forgotten_register import record, recorded
from ingest.generations import point, pointed, publish
from ingest.inspecting import CheckReport
from ingest.ledger import Ledger
from ingest.locking import writer_lock
from ingest.pipeline import Tools
from ingest.rewriting import Rewriting, rewrite
from ingest.schema import LEDGER_NAME

_BEFORE = "before"
_JOURNALS = ("-wal", "-shm")


class RestoreReport(Record):
    """What a restoration brought back."""

    backup: str
    made_at: str
    """When the backup was made."""
    documents: int
    passages: int
    forgotten_again: int
    """Documents of the backup that held a name forgotten since."""
    generation: str
    check: CheckReport


def restore(data: Path, file: Path, tools: Tools, check: Callable[[Path], CheckReport]) -> RestoreReport:
    """Put the ledger of a backup in the place of the present one, and serve an index of it.

    Everything is made ready aside; then one rename changes the ledger, and the pointer follows. The present ledger is
    kept until `check` finds nothing wrong, and comes back otherwise. Killed in between, the folder has the old ledger
    or the new one, whole, and the next ingestion publishes it.

    Args:
        data: the data folder, made when there is none.
        file: absolute path of the backup.
        tools: as those of an ingestion.
        check: what must find no fault at the end.

    Raises:
        InvalidInputError: there is no such backup.
        IndexUnusableError: the backup is damaged or from a newer version, or does not pass the check; nothing changed.
        WriterBusyError: an ingestion is under way.
    """
    with writer_lock(data):
        clear_stages(data)
        stage = Path(tempfile.mkdtemp(prefix=f"{STAGE}-", dir=data))
        try:
            manifest = extract(file, stage)
            done = _made_ready(data, stage, tools)
            with _swapped(data, stage):
                publish(data, done.generation)
                found = check(data)
                if found.faults:
                    raise IndexUnusableError(
                        f"La sauvegarde ne passe pas le contrôle ({found.faults[0]}).", "Rien n’a été changé."
                    )
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return RestoreReport(
        backup=str(file),
        made_at=manifest.made_at,
        documents=found.documents,
        passages=found.passages,
        forgotten_again=len(done.changed),
        generation=done.generation,
        check=found,
    )


def _made_ready(data: Path, stage: Path, tools: Tools) -> Rewriting:
    """Bring the ledger of the stage to this version, without what was forgotten since, and build its generation."""
    forgotten, backups, unfinished = _present(data)
    try:
        with Ledger.to_write(stage) as ledger:
            faults = ledger.faults()
            if faults:
                raise IndexUnusableError(f"Le registre de la sauvegarde est abîmé ({faults[0]}).")
            whole = forgotten.added(ledger.forgotten().marks)
            with ledger.transaction():
                ledger.write_backups({one.path: one for one in (*ledger.backups(), *backups)}.values())
            done = rewrite(data, ledger, tools, whole, whole.marks, action="restore")
            with ledger.transaction():
                for one in {mark.tombstone for mark in whole.marks} - set(unfinished):
                    ledger.finish_forgotten(one)
            ledger.compact()
    except sqlite3.DatabaseError as error:
        raise IndexUnusableError(f"Le registre de la sauvegarde est abîmé ({error}).") from error
    _remove_journals(stage / LEDGER_NAME)
    record(data, whole)
    register(data, backups)
    return done


def _present(data: Path) -> tuple[Forgotten, list[Backup], list[str]]:
    """Return what a backup may not know: names to forget, backups, names whose erasing is unfinished.

    A damaged ledger says nothing; the registers beside it then do.
    """
    backups, forgotten = list(registered(data)), recorded(data)
    with suppress(EfcError, sqlite3.DatabaseError):
        ledger = Ledger.to_read(data)
        if ledger is not None:
            with ledger:
                known = ledger.forgotten().added(forgotten.marks)
                return known, [*ledger.backups(), *backups], ledger.unfinished()
    return forgotten, backups, []


@contextmanager
def _swapped(data: Path, stage: Path) -> Iterator[None]:
    """Put the ledger of the stage in place for the block; when the block fails, put the old one and its index back."""
    ledger, before, generation = data / LEDGER_NAME, stage / _BEFORE, pointed(data)
    kept = ledger.is_file()
    _settle_journal(data)
    if kept:
        os.link(ledger, before)
    os.replace(stage / LEDGER_NAME, ledger)  # noqa: PTH105 - see `backup_register.write_private`
    fsync_folder(data)
    try:
        yield
    except BaseException:
        _remove_journals(ledger)
        if kept:
            os.replace(before, ledger)  # noqa: PTH105 - idem
        else:
            ledger.unlink()
        if generation:
            point(data, generation)
        fsync_folder(data)
        raise


def _settle_journal(data: Path) -> None:
    """Leave no journal of the present ledger, which SQLite would play over the one that takes its place.

    Raises:
        IndexUnusableError: another program reads the ledger.
    """
    ledger, alone = data / LEDGER_NAME, True
    if ledger.is_file():
        with suppress(EfcError, sqlite3.DatabaseError), Ledger.to_write(data) as present:
            alone = present.leave_journal()  # not reached when it is damaged: its journal goes with it
    if not alone:
        raise IndexUnusableError("Un autre programme lit le registre.", "Fermez-le, puis relancez.")
    _remove_journals(ledger)


def _remove_journals(ledger: Path) -> None:
    for ending in _JOURNALS:
        ledger.with_name(ledger.name + ending).unlink(missing_ok=True)
