"""Erasing: a name leaves the documents, every generation, every other file and the bytes; a certificate says so."""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.adapters.journal_reading import forget_words
from assistant.domain import Record
from assistant.errors import IndexUnusableError
from ingest.backup_register import Backup, registered
from ingest.erasing_strays import clear_stages, erase_strays
from ingest.erasure_scan import held_in_documents, scan
from ingest.forgotten import Forgotten, marks_of, masked, new_key
from ingest.forgotten_register import record, recorded
from ingest.generations import keep_only, pointed, publish, serving
from ingest.ledger import Ledger
from ingest.locking import writer_lock
from ingest.pipeline import Tools
from ingest.rewriting import rewrite
from ingest.sparing import refuse_in_sources, refuse_too_common

_BUSY = "Un autre programme lit le registre : ses anciennes pages ne peuvent pas encore être effacées."
_BUSY_REMEDY = "Fermez-le, puis relancez la même commande."


class KnownBackup(Backup):
    """A backup that may still hold the name."""

    still_there: bool
    """Whether its file is where it was written."""


class Remaining(Record):
    """A word of the name that stands alone somewhere: only the operator knows whether it is the same person."""

    word: int
    """Its rank in the name as typed, from 1."""
    passages: int


class Certificate(Record):
    """What forgetting did, without the name."""

    tombstone: str
    """Id under which the keyed hash of the name is kept."""
    made_at: str
    generation: str
    """The only one left."""
    documents_changed: int
    passages_replaced: int
    """Passages whose text held the name."""
    vectors_removed: int
    generations_removed: int
    files_changed: int
    """Files of the data folder, other than the ledger and the generations, that held the name."""
    askings_removed: int = 0
    """Questions and words of the journal of askings that held the name, under their hashes."""
    files_scanned: int
    bytes_scanned: int
    hits: int
    """Places where a spelling of the name was still found; 0 when it is forgotten."""
    hit_files: tuple[str, ...]
    """Where, below the data folder, names masked."""
    backups: tuple[KnownBackup, ...]
    """To destroy, or to restore, which applies the tombstones, and make again."""
    remaining: tuple[Remaining, ...]
    elapsed_ms: int


def forget(data: Path, name: Sequence[tuple[str, ...]], tools: Tools, *, confirmed: bool = False) -> Certificate:
    """Erase a name everywhere under a data folder, and keep it from coming back.

    Killed at any point before the ledger is written it has done nothing; later, what is already gone stays gone,
    `check` says that the erasing is unfinished, and the same command ends it.

    Args:
        data: the data folder.
        name: the full name, then the other mentions that are the same person, each as folded words.
        tools: as those of an ingestion; `preparation` without any name to forget.
        confirmed: erase a name that looks like an ordinary word.

    Raises:
        InvalidInputError: a name that is a common word, a place or half of the corpus, unless `confirmed`;
            or one that the path of a source holds.
        WriterBusyError: an ingestion is under way.
        IndexUnusableError: there is no ledger, it is damaged, or another program keeps its old pages.
    """
    started = time.monotonic()
    with writer_lock(data), Ledger.to_write(data) as ledger:
        serving(data)  # refuses what a newer version published, before any work
        known = ledger.forgotten().added(recorded(data).marks)
        marks = marks_of(name, known.marks[0].key if known.marks else new_key())
        only, forgotten = Forgotten(tuple(marks)), known.added(marks)
        refuse_in_sources(ledger.sources(), only)
        if not confirmed:
            refuse_too_common(ledger.documents(), name, only)
        clear_stages(data)
        record(data, forgotten)
        done = rewrite(data, ledger, tools, forgotten, marks, action="forget")
        if done.generation != pointed(data):
            publish(data, done.generation)
        removed = keep_only(data, done.generation)
        askings = forget_words(data, name)
        strays = erase_strays(data, forgotten)
        if not ledger.compact():
            raise IndexUnusableError(_BUSY, _BUSY_REMEDY)
        scanned = scan(data, name, only)
        held = held_in_documents(data, ledger, only)
        if not scanned.hits and not held:
            with ledger.transaction():
                ledger.finish_forgotten(marks[0].tombstone)
            ledger.compact()
        return Certificate(
            tombstone=marks[0].tombstone,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            generation=done.generation,
            documents_changed=len(done.changed),
            passages_replaced=done.passages_replaced,
            vectors_removed=done.vectors_removed,
            generations_removed=removed,
            files_changed=strays,
            askings_removed=askings,
            files_scanned=scanned.files,
            bytes_scanned=scanned.size,
            hits=scanned.hits + len(held),
            hit_files=tuple(masked(one, only) for one in sorted({*scanned.places, *held})),
            backups=tuple(known_backups(data, ledger)),
            remaining=tuple(_remaining(ledger, name[0], marks[0].key)),
            elapsed_ms=round(1000 * (time.monotonic() - started)),
        )


def known_backups(data: Path, ledger: Ledger) -> Iterator[KnownBackup]:
    """Yield the backups that the ledger or the register beside it knows, oldest first."""
    rows = {one.path: one for one in (*ledger.backups(), *registered(data))}
    for one in sorted(rows.values(), key=lambda row: (row.made_at, row.path)):
        yield KnownBackup(**one.model_dump(), still_there=one.present)


def _remaining(ledger: Ledger, name: tuple[str, ...], key: bytes) -> Iterator[Remaining]:
    """Yield the words of a name of several words that passages still hold alone."""
    passages = ledger.passages() if len(name) > 1 else []
    for rank, word in enumerate(name, start=1):
        alone = Forgotten(tuple(marks_of([(word,)], key)))
        count = sum(alone.holds(one.text) for one in passages)
        if count:
            yield Remaining(word=rank, passages=count)
