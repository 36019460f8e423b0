import json
import sqlite3
import stat
import threading
import zipfile
from pathlib import Path

import pytest

from assistant.errors import IndexUnusableError, InvalidInputError
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ingest import cli, index_cli
from ingest.backing_up import MANIFEST_NAME, BackupManifest, back_up
from ingest.backup_register import REGISTER_NAME, registered
from ingest.erasing import forget
from ingest.forgotten import words_of
from ingest.forgotten_register import REGISTER_NAME as FORGOTTEN_NAME
from ingest.generations import pointed, undo
from ingest.inspecting import CheckReport, check
from ingest.ledger import Ledger
from ingest.pipeline import ingest
from ingest.restoring import RestoreReport, restore
from ingest.schema import LEDGER_NAME, SCHEMA_VERSION
from tests.ingest.canaries import NAME, make_source, real_tools, remnants
from tests.ingest.plain_tools import opens, tools


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder of two notes."""
    folder = tmp_path / "source"
    folder.mkdir()
    for number in range(2):
        (folder / f"note-{number}.md").write_text(f"Note {number}\n\nLe passage {number} parle d’un territoire.")
    return folder


@pytest.fixture
def data(tmp_path: Path, source: Path) -> Path:
    """Return a data folder made from the source."""
    ingest(tmp_path / "data", [source], tools())
    return tmp_path / "data"


def sound(data: Path) -> CheckReport:
    """Check a data folder."""
    return check(data, opens)


def restored(data: Path, file: Path) -> RestoreReport:
    """Restore a backup with the plain tools."""
    return restore(data, file, tools(), sound)


def state(data: Path) -> dict[str, bytes]:
    """Return the files of a data folder that say what it serves and knows, whatever their journal."""
    with Ledger.to_write(data) as ledger:
        told = repr((ledger.documents(), ledger.files(), ledger.last_run(), pointed(data)))
    return {"told": told.encode()}


def rewritten(file: Path, **changes: object) -> Path:
    """Write the backup again with another manifest."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[MANIFEST_NAME] = json.dumps({**json.loads(members[MANIFEST_NAME]), **changes}).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def test_what_was_backed_up_comes_back(data: Path, source: Path, tmp_path: Path) -> None:
    """After a change, a restoration serves the documents of the backup, sound, and `undo` and `ingest` go on."""
    first = ingest(data, [], tools())
    made = back_up(data, tmp_path / "a.zip")
    (source / "note-9.md").write_text("Neuf")
    second = ingest(data, [], tools())

    done = restored(data, tmp_path / "a.zip")

    assert (2, 4, first.fingerprint) == (done.documents, done.passages, done.generation.partition("-")[2])
    assert (made.documents, ()) == (done.documents, done.check.faults)
    assert [made.path] == [one.path for one in registered(data)]
    assert second.generation == undo(data)
    assert 3 == ingest(data, [], tools()).documents
    assert () == sound(data).faults


def test_a_backup_is_one_private_file_that_says_what_it_holds(data: Path, tmp_path: Path) -> None:
    """Mode 0600, a manifest with the hash and the schema of the ledger, and nothing else left beside."""
    (tmp_path / "out").mkdir()

    made = back_up(data, tmp_path / "out" / "a.zip")

    assert ["a.zip"] == [one.name for one in (tmp_path / "out").iterdir()]
    assert 0o600 == stat.S_IMODE((tmp_path / "out" / "a.zip").stat().st_mode)
    with zipfile.ZipFile(made.path) as archive:
        manifest = BackupManifest.model_validate_json(archive.read(MANIFEST_NAME))
        assert {MANIFEST_NAME, LEDGER_NAME} == set(archive.namelist())
    assert (SCHEMA_VERSION, 2, 4) == (manifest.schema_version, manifest.documents, manifest.passages)
    with Ledger.to_write(data) as ledger:
        assert [made.path] == [one.path for one in ledger.backups()]


def test_a_backup_made_during_an_ingestion_is_one_of_its_moments(data: Path, source: Path, tmp_path: Path) -> None:
    """While documents are being written, each backup holds all or nothing of a run and restores sound."""
    stop, made = threading.Event(), []

    def write() -> None:
        for number in range(6):
            for one in range(4):
                (source / f"lot-{number}-{one}.md").write_text(f"Lot {number}\n\nLe texte {one} du lot {number}.")
            ingest(data, [], tools())
        stop.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not stop.is_set() or len(made) < 3:
        made.append(back_up(data, tmp_path / f"{len(made)}.zip"))
    writer.join()

    assert {0} == {(one.documents - 2) % 4 for one in made}
    for number in (0, len(made) // 2, len(made) - 1):
        done = restored(tmp_path / f"elsewhere-{number}", tmp_path / f"{number}.zip")
        assert (made[number].documents, ()) == (done.documents, done.check.faults)
    assert len(made) == len(registered(data))


def test_a_backup_is_never_written_over_nor_inside(data: Path, tmp_path: Path) -> None:
    """A file that is there asks first; the data folder itself is no place for a backup."""
    (tmp_path / "a.zip").write_text("autre chose")
    with pytest.raises(InvalidInputError, match="--yes"):
        back_up(data, tmp_path / "a.zip")
    assert "autre chose" == (tmp_path / "a.zip").read_text()
    for place in (data / "a.zip", data / "generations" / "a.zip", tmp_path / "nulle-part" / "a.zip"):
        with pytest.raises(InvalidInputError):
            back_up(data, place)

    assert 2 == back_up(data, tmp_path / "a.zip", confirmed=True).documents


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.9])
def test_a_damaged_backup_changes_nothing(data: Path, tmp_path: Path, place: float) -> None:
    """Cut or with a few bytes changed anywhere, a backup is refused in one line and what is there stays."""
    back_up(data, tmp_path / "a.zip")
    before, content = state(data), (tmp_path / "a.zip").read_bytes()
    spot = int(place * len(content))
    for damaged in (content[:spot], content[:spot] + bytes(8) + content[spot + 8 :]):
        (tmp_path / "b.zip").write_bytes(damaged)
        with pytest.raises(IndexUnusableError, match="abîmée"):
            restored(data, tmp_path / "b.zip")

    assert before == state(data)
    assert () == sound(data).faults


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"schema_version": SCHEMA_VERSION + 1}, "plus récente"),
        ({"format": 2}, "plus récente"),
        ({"sha256": "0" * 64}, "abîmée"),
        ({"size": 10}, "abîmée"),
        ({"more": 1}, "abîmée"),
    ],
)
def test_a_backup_that_is_not_what_it_says_is_refused(
    data: Path, tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    """A newer version is said to be one; a wrong hash, size or manifest is damage."""
    back_up(data, tmp_path / "a.zip")
    before = state(data)

    with pytest.raises(IndexUnusableError, match=said):
        restored(data, rewritten(tmp_path / "a.zip", **changes))

    assert before == state(data)


def test_a_restoration_that_fails_its_check_is_taken_back(data: Path, source: Path, tmp_path: Path) -> None:
    """The ledger and the index of before serve again."""
    back_up(data, tmp_path / "a.zip")
    (source / "note-9.md").write_text("Neuf")
    ingest(data, [], tools())
    before = state(data)

    def unsound(where: Path) -> CheckReport:
        return sound(where).model_copy(update={"faults": ("un défaut",)})

    with pytest.raises(IndexUnusableError, match="un défaut"):
        restore(data, tmp_path / "a.zip", tools(), unsound)

    assert before == state(data)
    assert () == sound(data).faults


def test_what_was_forgotten_since_is_forgotten_in_the_backup(tmp_path: Path) -> None:
    """A restoration applies the tombstones again, even when the ledger that knew them can no longer be read."""
    source, data = make_source(tmp_path / "source"), tmp_path / "data"
    ingest(data, [source], real_tools())
    back_up(data, tmp_path / "a.zip")
    forget(data, [words_of(NAME)], real_tools())

    done = restore(data, tmp_path / "a.zip", real_tools(), sound)
    assert (3, []) == (done.forgotten_again, remnants(data))

    (data / LEDGER_NAME).write_bytes(b"\xff" * 8192)
    done = restore(data, tmp_path / "a.zip", real_tools(), sound)
    assert (3, []) == (done.forgotten_again, remnants(data))
    assert 0 == ingest(data, [], real_tools()).passages_written
    assert [] == remnants(data)


@pytest.mark.parametrize("name", [REGISTER_NAME, FORGOTTEN_NAME])
def test_a_damaged_register_is_as_none(data: Path, tmp_path: Path, name: str) -> None:
    """The ledger knows what the registers say: a damaged one stops nothing."""
    back_up(data, tmp_path / "a.zip")
    (data / name).write_bytes(b"{")

    assert () == restored(data, tmp_path / "a.zip").check.faults
    assert [str(tmp_path / "a.zip")] == [one.path for one in registered(data)]


def test_a_damaged_ledger_says_which_backup_to_restore(
    tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check`, `status` and `ingest` name the backup, replies go on, and the restoration mends all."""
    data, file = tmp_path / "real", tmp_path / "a b.zip"
    (source / "jardin.md").write_text(
        "# Le jardin\n\nUn jardin partagé réunit des habitants qui cultivent un terrain.\n"
    )
    assert 0 == cli.run([str(source), "--data", str(data)])
    assert 0 == index_cli.run(["backup", str(file), "--data", str(data)])
    capsys.readouterr()
    for damage in (b"\xff" * 8192, (data / LEDGER_NAME).read_bytes()[:4096] + b"\xff" * 8192):
        (data / LEDGER_NAME).write_bytes(damage)
        for arguments in (["check"], ["status"]):
            assert 1 == index_cli.run([*arguments, "--data", str(data)])
            said = capsys.readouterr()
            assert f"efc index restore '{file}'" in said.out + said.err
        assert 1 == cli.run(["--data", str(data)])
        assert f"efc index restore '{file}'" in capsys.readouterr().err
        assert build_assistant(Settings(data=data)) is not None

        assert 0 == index_cli.run(["restore", str(file), "--data", str(data)])
        assert "sain" in capsys.readouterr().out
        assert 0 == index_cli.run(["check", "--data", str(data)])
        capsys.readouterr()


def test_a_ledger_of_the_first_version_is_read_and_brought_up(data: Path, tmp_path: Path) -> None:
    """Tables of version 1 are read as they are, migrated by the next writer, and restored from a backup."""
    back_up(data, tmp_path / "a.zip")
    with sqlite3.connect(data / LEDGER_NAME) as old:
        old.executescript(
            "DROP TABLE forgotten; DROP TABLE backups; DROP TABLE pages; DROP TABLE source_hosts;"
            "PRAGMA user_version = 1;"
            "CREATE TABLE r (number INTEGER PRIMARY KEY, action TEXT NOT NULL CHECK (action IN ('ingest', 'undo')),"
            " counts TEXT NOT NULL, fingerprint TEXT NOT NULL, finished_at TEXT NOT NULL);"
            "INSERT INTO r SELECT * FROM runs; DROP TABLE runs; ALTER TABLE r RENAME TO runs;"
        )
    old.close()
    assert () == sound(data).faults
    early = back_up(data, tmp_path / "early.zip")

    forget(data, [words_of(NAME)], tools())

    with Ledger.to_write(data) as ledger:
        assert "forget" == getattr(ledger.last_run(), "action", None)
        assert SCHEMA_VERSION == ledger.schema_version()
    assert () == restored(data, Path(early.path)).check.faults
