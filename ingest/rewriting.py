"""Rewriting: the documents of a ledger without the names to forget, and a generation of what is left."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.adapters.generation import fingerprint
from ingest.blocks import Prepared
from ingest.forgetting import erase, erased_text, preparation_with
from ingest.forgotten import Forgotten, Mark, masked
from ingest.generations import serving
from ingest.ledger import FileRecord, Ledger
from ingest.pipeline import Application, Tools
from ingest.planning import Counts
from ingest.settling import SAME_TEXT


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What rewriting a ledger changed."""

    generation: str
    """Of what the ledger says now: the one that serves, or one built and not published yet."""
    changed: tuple[str, ...]
    """Ids that the changed documents had."""
    passages_replaced: int
    """Passages whose text changed."""
    vectors_removed: int


def rewrite(
    data: Path,
    ledger: Ledger,
    tools: Tools,
    forgotten: Forgotten,
    added: Sequence[Mark],
    *,
    action: Literal["forget", "restore"],
) -> Rewriting:
    """Rewrite the documents that hold a name to forget, in one transaction that ends with the generation built.

    Args:
        data: the data folder the generation is built in, under the writer's lock.
        ledger: the ledger of that folder, or one about to take its place.
        tools: `preparation` without any name to forget.
        forgotten: every name to forget.
        added: those of `forgotten` that must be erased now.
        action: what the run is called.
    """
    changed = _changed(ledger, forgotten)
    application, old = Application(data, ledger, tools), ledger.passages()
    kept = [one for one in old if one.document_id not in changed]
    fresh = [one for new in changed.values() for one in new.passages]
    application.embed(one.text for one in (*kept, *fresh))
    replaced = {one.text for one in old if one.document_id in changed} - {one.text for one in fresh}
    vectors = sum(ledger.vector_counts().values())
    with ledger.transaction():
        _write(ledger, changed, tools.preparation, forgotten)
        ledger.write_forgotten(added)
        documents, passages = ledger.all_documents(), ledger.all_passages()
        content, now = fingerprint(documents, passages, tools.embedder.name), serving(data)
        served = now.name if now and now.fingerprint == content else None
        name = served or application.built(documents, content, rebuild=False)
        ledger.write_run(action, Counts().model_dump_json(), content)
    return Rewriting(name, tuple(changed), len(replaced), vectors - sum(ledger.vector_counts().values()))


def _changed(ledger: Ledger, forgotten: Forgotten) -> dict[str, Prepared]:
    """Return the documents that change, by the id they had, in the order of those ids."""
    changed = {}
    for document in ledger.documents():
        one = document.id
        kept = Prepared(document, ledger.passages(one), ledger.uses(one), ledger.stretches(one))
        new = erase(kept, forgotten)
        if new is not kept:
            changed[one] = new
    return changed


def _write(ledger: Ledger, changed: Mapping[str, Prepared], preparation: str, forgotten: Forgotten) -> None:
    before = preparation_with(preparation, ledger.forgotten())
    after = preparation_with(preparation, forgotten)
    staying = [one for one in ledger.documents() if one.id not in changed]
    arriving = [new.document for new in changed.values()]
    places: dict[str, str] = {}
    for one in sorted((*staying, *arriving), key=lambda one: one.location):
        places.setdefault(one.id, one.location)  # of documents that became the same, the first one, as when ingesting
    ids = {old: new.document.id for old, new in changed.items()}
    records = [_record(one, ids, forgotten) for one in ledger.files()]
    records = [replace(one, preparation=after) if one.preparation == before else one for one in records]
    ledger.write_files(ledger.sources(), _owned(records, places))
    for new in changed.values():
        if places[new.document.id] == new.document.location:
            ledger.write_document(new)
    ledger.drop_documents(places)
    ledger.write_web(ledger.web().without(lambda url: masked(url, forgotten) != url))
    ledger.write_backups(one.model_copy(update={"path": masked(one.path, forgotten)}) for one in ledger.backups())


def _record(record: FileRecord, ids: Mapping[str, str], forgotten: Forgotten) -> FileRecord:
    name = masked(record.name, forgotten)
    document = ids.get(record.document_id, record.document_id) if record.document_id else None
    return replace(
        record,
        name=name,
        location=unicodedata.normalize("NFC", name) if name != record.name else record.location,
        reason=_masked_reason(record.reason, forgotten),
        document_id=document,
    )


def _masked_reason(reason: str, forgotten: Forgotten) -> str:
    """Mask the locations that a reason ends with, and erase what else names a person."""
    head, mark, place = reason.rpartition(" que ")
    return erased_text(f"{head}{mark}{masked(place, forgotten)}" if mark else reason, forgotten)


def _owned(records: Iterable[FileRecord], places: Mapping[str, str]) -> list[FileRecord]:
    """Make duplicates of the files whose document became the same as that of another place."""
    made, owned = [], set()
    for one in sorted(records, key=lambda record: (record.location, record.name, record.source)):
        if one.state == "committed" and one.document_id is not None:
            place = places[one.document_id]
            if one.location != place or one.document_id in owned:
                reason = SAME_TEXT.format(place=place)
                made.append(replace(one, state="duplicate", reason=reason))
                continue
            owned.add(one.document_id)
        made.append(one)
    return made
