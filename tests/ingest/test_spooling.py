from pathlib import Path

import pytest

from ingest.blocks import RawFile
from ingest.spooling import IN_MEMORY, Spool, dump_prepared, load_prepared
from tests.ingest.plain_tools import prepare


@pytest.mark.parametrize("size", [10, IN_MEMORY // 3])
def test_documents_come_back_as_they_were(tmp_path: Path, size: int) -> None:
    """Whether they stay in memory or go to disk, documents are read back in any order; no file has a name."""
    documents = [prepare(RawFile(f"{number}.md", f"{number} {'é' * size}".encode())) for number in range(4)]
    with Spool(tmp_path) as spool:
        places = [spool.write(one) for one in documents]
        found = [spool.read(place) for place in reversed(places)]
        named = list(tmp_path.iterdir())

    assert [one.document for one in reversed(documents)] == [one.document for one in found]
    assert [list(one.passages) for one in reversed(documents)] == [list(one.passages) for one in found]
    assert [] == named


def test_what_is_no_document_is_not_read() -> None:
    """A document is checked field by field when it is read: one field too many is an error."""
    written = dump_prepared(prepare(RawFile("a.md", b"Un texte")))

    assert "a.md" == load_prepared(written).document.location
    with pytest.raises(ValueError, match="extra"):
        load_prepared(written.replace(b'{"id"', b'{"extra":1,"id"', 1))
