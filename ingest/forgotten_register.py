"""The register of names to forget: the keyed hashes of the ledger, kept beside it for when it cannot be read."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.domain import Record
from ingest.backup_register import write_private
from ingest.forgotten import Forgotten, Mark

REGISTER_NAME = "forgotten.json"


class _Row(Record):
    tombstone: str
    key: str
    letters: int
    digest: str


_ROWS = TypeAdapter(tuple[_Row, ...])


def recorded(data: Path) -> Forgotten:
    """Return the names to forget that the register holds; none when it is missing or damaged."""
    try:
        rows = _ROWS.validate_json((data / REGISTER_NAME).read_bytes())
        return Forgotten(
            tuple(Mark(one.tombstone, bytes.fromhex(one.key), one.letters, bytes.fromhex(one.digest)) for one in rows)
        )
    except (OSError, ValidationError, ValueError):
        return Forgotten()


def record(data: Path, forgotten: Forgotten) -> None:
    """Add names to forget to the register; the caller holds the writer's lock."""
    whole = recorded(data).added(forgotten.marks)
    rows = tuple(
        _Row(tombstone=one.tombstone, key=one.key.hex(), letters=one.letters, digest=one.digest.hex())
        for one in whole.marks
    )
    write_private(data / REGISTER_NAME, _ROWS.dump_json(rows, indent=1))
