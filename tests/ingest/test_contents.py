from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.generation import fingerprint, open_generation, write_generation
from ingest.ledger import Ledger
from ingest.pipeline import ingest
from tests.ingest.plain_tools import tools


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder of thirty documents of three passages, some of which say the same."""
    source = tmp_path / "source"
    source.mkdir()
    for number in range(30):
        (source / f"{number}.md").write_text(f"Note {number}\n\nUn passage sur {number % 7}.\n\nUne fin commune.")
    ingest(tmp_path / "data", [source], tools())
    return tmp_path / "data"


def test_records_read_as_they_are_gone_through_equal_those_held(data: Path) -> None:
    """Views give the documents, passages and vectors of the ledger, by id, by place and by slice."""
    with Ledger.to_write(data) as ledger:
        documents, passages = ledger.all_documents(), ledger.all_passages()
        known = ledger.vectors("length-v1")
        vectors = ledger.all_vectors("length-v1", 2)

        assert (ledger.documents(), ledger.passages()) == (list(documents), list(passages))
        assert [one.id for one in passages] == list(passages.ids)
        assert (ledger.passages()[7], ledger.passages()[-1]) == (passages[7], passages[-1])
        assert ledger.passages()[5:9] == passages[5:9]
        assert len(passages) == len(vectors) == 90
        rows = [3, 1, 88]
        keys = [row[0] for row in ledger._connection.execute("SELECT text_hash FROM passages ORDER BY id")]
        np.testing.assert_array_equal(np.stack([known[keys[row]] for row in rows]), vectors[rows])


def test_an_index_built_from_views_equals_one_built_from_lists(data: Path, tmp_path: Path) -> None:
    """The same content, read as it is needed or held, in order or not, gives the same fingerprint and rankings."""
    with Ledger.to_write(data) as ledger:
        documents, passages = ledger.documents()[::-1], ledger.passages()[::-1]
        views, vectors = (ledger.all_documents(), ledger.all_passages()), ledger.all_vectors("length-v1", 2)
        for name in ("held", "viewed"):
            (tmp_path / name).mkdir()
        backwards = vectors[range(len(vectors))][::-1]
        held = write_generation(tmp_path / "held", documents, passages, backwards, "length-v1")
        viewed = write_generation(tmp_path / "viewed", *views, vectors, "length-v1")

        assert fingerprint(documents, passages, "length-v1") == held == viewed
    one, other = open_generation(tmp_path / "held"), open_generation(tmp_path / "viewed")
    assert one.search_lexical("passage sur 3", 20) == other.search_lexical("passage sur 3", 20)
    assert one.search_dense(backwards[0], 20) == other.search_dense(backwards[0], 20)
