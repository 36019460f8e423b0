import json
import sqlite3
from pathlib import Path

import pytest

from assistant.adapters.seal import SEAL
from ingest.generations import pointed
from ingest.inspecting import CheckReport, check
from ingest.invariants import ABOUT
from ingest.pipeline import ingest
from ingest.schema import LEDGER_NAME
from tests.ingest.plain_tools import opens, tools


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder of three documents of two passages."""
    source = tmp_path / "source"
    source.mkdir()
    for number in range(3):
        (source / f"note-{number}.md").write_text(f"Note {number}\n\nLe passage {number} parle d’un territoire.")
    ingest(tmp_path / "data", [source], tools())
    return tmp_path / "data"


def verdicts(report: CheckReport) -> dict[str, str]:
    """Return the verdict of each invariant that is not sound."""
    return {one.name: one.verdict for one in report.invariants if one.verdict != "sound"}


def change(data: Path, *statements: str) -> None:
    """Change the ledger behind its back."""
    with sqlite3.connect(data / LEDGER_NAME) as connection:
        for one in statements:
            connection.execute(one)
    connection.close()


def test_every_invariant_has_a_verdict_and_what_reading_cannot_tell_says_so(data: Path) -> None:
    """All are listed once; on a sound folder only the two that tests hold are left untested."""
    report = check(data, opens)

    assert list(ABOUT) == [one.name for one in report.invariants]
    assert {"I9": "untested", "I10": "untested"} == verdicts(report)
    assert all("tests" in one.about for one in report.invariants if one.verdict == "untested")


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("I2", "UPDATE files SET document_id = 'nobody' WHERE location = 'note-0.md'"),
        ("I3", "UPDATE documents SET record = replace(record, 'passage 1', 'passage 7')"),
        ("I3", "UPDATE files SET state = 'duplicate' WHERE location = 'note-0.md'"),
        ("I4", "DELETE FROM passages WHERE number = 0"),
        ("I4", "UPDATE passages SET record = replace(record, '\"number\":1', '\"number\":3')"),
        ("I5", "UPDATE passages SET record = replace(record, '\"start\":8', '\"start\":2')"),
        ("I6", "UPDATE vectors SET vector = zeroblob(4) WHERE rowid = 1"),
        ("I6", "DELETE FROM vectors"),
        ("I8", "INSERT INTO tombstones SELECT id, 1 FROM documents LIMIT 1"),
        ("I8", "INSERT INTO forgotten VALUES (x'00', x'00', 3, 'abc', '', 0)"),
    ],
)
def test_each_invariant_can_fail(data: Path, name: str, statement: str) -> None:
    """Each kind of damage done to the ledger breaks the invariant that forbids it."""
    change(data, statement)

    report = check(data, opens)

    assert "fault" == verdicts(report)[name]
    assert report.faults


def test_a_passage_that_its_vector_does_not_find_is_told(data: Path) -> None:
    """I7: a vector turned away from the one that serves finds other passages first."""
    change(
        data, "UPDATE vectors SET vector = x'000000000000803f' WHERE text_hash = (SELECT MIN(text_hash) FROM vectors)"
    )

    assert {"I7": "fault"} == {k: v for k, v in verdicts(check(data, opens)).items() if v == "fault"}


@pytest.mark.parametrize("damage", ["flip", "remove", "add"])
def test_a_file_of_the_index_that_is_not_the_one_published_is_told(data: Path, damage: str) -> None:
    """I6: one bit changed in any file, a file removed or added, is found by its hash."""
    folder = data / "generations" / str(pointed(data))
    names = sorted(json.loads((folder / SEAL).read_text()))
    assert {"manifest.json", "passages.sqlite"} < set(names)
    for name in names if damage == "flip" else names[:1]:
        content = (folder / name).read_bytes()
        if damage == "flip":
            (folder / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]) if content else b"x")
        else:
            (folder / name).unlink() if damage == "remove" else (folder / "more").write_bytes(b"")

        assert any(one.verdict == "fault" for one in check(data, opens).invariants if one.name in {"I1", "I6"})
        (folder / name).write_bytes(content)


def test_an_index_that_does_not_open_breaks_the_first_invariant(data: Path) -> None:
    """I1: no pointer, or a store that is none."""
    (data / "generations" / str(pointed(data)) / "passages.sqlite").write_bytes(b"")
    assert "fault" == verdicts(check(data, opens))["I1"]
    (data / "CURRENT").unlink()
    assert "fault" == verdicts(check(data, opens))["I1"]


def test_what_others_may_read_is_noted(data: Path) -> None:
    """T7: a file or a folder open to others is a note, which fails nothing."""
    (data / "generations" / str(pointed(data)) / "manifest.json").chmod(0o644)

    report = check(data, opens)

    assert ("note", (), 1) == (verdicts(report)["T7"], report.faults, len(report.notes))
