"""What a data folder holds, read once for all that checks it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Document, Passage
from assistant.ports import Vectors
from ingest.blocks import RuleUse
from ingest.forgotten import Forgotten
from ingest.generations import Serving
from ingest.ledger import FileRecord, Ledger


@dataclass(frozen=True, slots=True)
class Holding:
    """What a data folder holds, read once."""

    data: Path
    documents: Mapping[str, Document]
    passages: Sequence[Passage]
    files: Sequence[FileRecord]
    uses: Sequence[RuleUse]
    damage: Sequence[str]
    """What SQLite finds wrong in the ledger."""
    tombstones: set[str]
    forgotten: Forgotten
    unfinished: Sequence[str]
    now: Serving | None
    vectors: Mapping[str, Vectors]
    """Of the embedder of the generation that serves, by text hash."""

    @classmethod
    def of(cls, data: Path, ledger: Ledger, now: Serving | None) -> "Holding":
        """Read the ledger of a data folder."""
        documents = {one.id: one for one in ledger.documents()}
        forgotten = ledger.forgotten()
        return cls(
            data=data,
            documents=documents,
            passages=ledger.passages(),
            files=ledger.files(),
            uses=[use for one in documents for use in ledger.uses(one)] if forgotten.marks else [],
            damage=ledger.faults(),
            tombstones=ledger.tombstones(),
            forgotten=forgotten,
            unfinished=ledger.unfinished(),
            now=now,
            vectors=ledger.vectors(now.embedder) if now else {},
        )
