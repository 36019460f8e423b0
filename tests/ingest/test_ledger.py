import sqlite3
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DataFolderError, IndexUnusableError
from ingest.blocks import Prepared, RawFile
from ingest.ledger import FileRecord, Ledger, text_hash
from ingest.schema import LEDGER_NAME, SCHEMA_VERSION
from tests.ingest.plain_tools import prepare


def stored(ledger: Ledger, *texts: str) -> list[Prepared]:
    """Write one document for each text, with its file."""
    documents = [prepare(RawFile(f"{number}.md", text.encode())) for number, text in enumerate(texts)]
    records = [
        FileRecord("/s", one.document.location, one.document.location, "h", 1, "1", "committed", "", one.document.id)
        for one in documents
    ]
    with ledger.transaction():
        ledger.write_files(["/s"], records)
        for one in documents:
            ledger.write_document(one)
        ledger.drop_documents([one.document.id for one in documents])
    return documents


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Sources, files, documents, passages, rule uses and alignment come back as they were."""
    with Ledger.to_write(tmp_path) as ledger:
        (one,) = stored(ledger, "\n\nUn titre\n\nUn paragraphe.")

        assert ["/s"] == ledger.sources()
        assert [one.document.id] == [record.document_id for record in ledger.files()]
        assert [one.document] == ledger.documents()
        assert one.passages == ledger.passages(one.document.id)
        assert {passage.id for passage in one.passages} == ledger.passage_ids()
        assert one.uses == ledger.uses(one.document.id)
        assert one.alignment == ledger.stretches(one.document.id)
        assert [] == ledger.faults()


def test_a_document_written_again_is_there_once(tmp_path: Path) -> None:
    """Writing the same document twice leaves one document with the same passages."""
    with Ledger.to_write(tmp_path) as ledger:
        first = stored(ledger, "Un texte")
        second = stored(ledger, "Un texte")

        assert first == second
        assert 1 == len(ledger.documents())
        assert 1 == len(ledger.passages())


def test_a_document_that_leaves_takes_everything_with_it(tmp_path: Path) -> None:
    """A dropped document leaves no text, no vector and no rule use in the bytes, only a tombstone."""
    with Ledger.to_write(tmp_path) as ledger:
        (gone,) = stored(ledger, "\nUne phrase introuvable")
        with ledger.transaction():
            ledger.write_vectors("m", [text_hash("Une phrase introuvable")], np.ones((1, 2), np.float32))
        stored(ledger, "Autre chose")

        assert [] == ledger.uses(gone.document.id)
        assert {} == ledger.vector_counts()
    with sqlite3.connect(tmp_path / LEDGER_NAME) as connection:
        assert [(gone.document.id, 1)] == connection.execute("SELECT * FROM tombstones").fetchall()
    connection.close()
    assert b"phrase introuvable" not in (tmp_path / LEDGER_NAME).read_bytes()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    """What raises inside a transaction undoes all of it."""
    with Ledger.to_write(tmp_path) as ledger:
        stored(ledger, "Avant")
        with pytest.raises(sqlite3.IntegrityError), ledger.transaction():
            ledger.write_files(["/t", "/t"], [])

        assert ["/s"] == ledger.sources()


def test_vectors_of_two_models_never_mix(tmp_path: Path) -> None:
    """Vectors come back bit for bit, by model, and only those of the asked length are known."""
    rows = np.array([[0.6, 0.8], [1.0, 0.0]], dtype=np.float32)
    with Ledger.to_write(tmp_path) as ledger:
        with ledger.transaction():
            ledger.write_vectors("one", ["a", "b"], rows)
            ledger.write_vectors("two", ["a"], rows[1:])

        assert {"a", "b"} == ledger.hashes_with_vector("one", 2)
        assert set() == ledger.hashes_with_vector("one", 3)
        assert {"a": [1.0, 0.0]} == {key: row.tolist() for key, row in ledger.vectors("two").items()}
        assert rows.tolist() == [ledger.vectors("one")[key].tolist() for key in ("a", "b")]
        assert {"one": 2, "two": 1} == ledger.vector_counts()


def test_runs_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """The last run is the one of the greatest number, whatever the clock said."""
    with Ledger.to_write(tmp_path) as ledger:
        assert ledger.last_run() is None
        with ledger.transaction():
            ledger.write_run("ingest", "{}", "aaaa")
            ledger.write_run("undo", "{}", "bbbb")

        last = ledger.last_run()
        assert last is not None
        assert (2, "undo", "bbbb") == (last.number, last.action, last.fingerprint)


def test_the_ledger_is_durable_and_belongs_to_its_owner(tmp_path: Path) -> None:
    """WAL, full synchronisation, foreign keys, version in the header, mode 0600."""
    with Ledger.to_write(tmp_path) as ledger:
        values = [
            ledger._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "user_version", "secure_delete")
        ]
    assert ["wal", 2, 1, SCHEMA_VERSION, 1] == values
    assert 0o600 == (tmp_path / LEDGER_NAME).stat().st_mode & 0o777


def test_a_newer_ledger_is_refused_and_untouched(tmp_path: Path) -> None:
    """A ledger of a newer version is neither read nor written, and the remedy is said."""
    with sqlite3.connect(tmp_path / LEDGER_NAME) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = (tmp_path / LEDGER_NAME).read_bytes()

    for opened in (Ledger.to_write, Ledger.to_read):
        with pytest.raises(IndexUnusableError, match=r"version plus récente.*Mettez l’assistant à jour"):
            opened(tmp_path)
    assert before == (tmp_path / LEDGER_NAME).read_bytes()


def test_a_file_that_is_no_ledger_is_refused_and_untouched(tmp_path: Path) -> None:
    """Something else under the name of the ledger is said to be damaged, never overwritten."""
    (tmp_path / LEDGER_NAME).write_bytes(b"not a database" * 100)

    for opened in (Ledger.to_write, Ledger.to_read):
        with pytest.raises(IndexUnusableError, match="abîmé"):
            opened(tmp_path)
    assert b"not a database" * 100 == (tmp_path / LEDGER_NAME).read_bytes()


def test_a_ledger_that_cannot_be_made_is_an_error_of_the_data_folder(tmp_path: Path) -> None:
    """A folder in the place of the ledger is said with the remedy."""
    (tmp_path / LEDGER_NAME).mkdir()

    with pytest.raises(DataFolderError, match="--data"):
        Ledger.to_write(tmp_path)


def test_reading_makes_nothing(tmp_path: Path) -> None:
    """Opening to read where there is no ledger gives None and creates no file."""
    assert Ledger.to_read(tmp_path) is None
    assert Ledger.to_read(tmp_path / "absent") is None
    assert [] == list(tmp_path.iterdir())
