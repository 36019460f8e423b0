"""Forgetting and restoring cut at any step: what is there is whole, and the same command ends it."""

import subprocess
import sys
from pathlib import Path

import pytest

from ingest.backing_up import back_up
from ingest.departed import LEFT_OVER
from ingest.erasing import forget
from ingest.forgotten import words_of
from ingest.generations import names
from ingest.inspecting import check
from ingest.ledger import Ledger
from ingest.pipeline import ingest
from ingest.restoring import restore
from tests.ingest.canaries import NAME, make_source, real_tools, remnants
from tests.ingest.plain_tools import opens

CUT = """
import os, sqlite3, sys
from functools import partial
from pathlib import Path
left = int(sys.argv[1])
def counted(call):
    def run(*given, **named):
        global left
        left -= 1
        if left == 0:
            os._exit(137)
        return call(*given, **named)
    return run
class Connection(sqlite3.Connection):
    def execute(self, statement, *given):
        if statement.startswith(("COMMIT", "VACUUM", "PRAGMA wal_checkpoint")):
            counted(lambda: None)()
        return super().execute(statement, *given)
for name in ("replace", "rename", "fsync", "unlink", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
sqlite3.connect = partial(sqlite3.connect, factory=Connection)
data, backup = Path(sys.argv[2]), Path(sys.argv[3])
from ingest.erasing import forget
from ingest.forgotten import words_of
from ingest.inspecting import check
from ingest.restoring import restore
from tests.ingest.canaries import NAME, real_tools
from tests.ingest.plain_tools import opens
if len(sys.argv) == 4:
    forget(data, [words_of(NAME)], real_tools())
else:
    restore(data, backup, real_tools(), lambda where: check(where, opens))
print(left)
"""
"""A run that dies at the n-th commit, rename, removal or fsync; else it says how many were left to count."""

POINTS = 8
"""Places, spread over the run, at which it is cut."""


def cut(number: int, data: Path, backup: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a child that dies at its `number`-th step."""
    command = [sys.executable, "-c", CUT, str(number), str(data), str(backup), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())


def copied(source: Path, target: Path) -> Path:
    """Copy a data folder with its modes."""
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)
    return target


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a source, a data folder published twice, and a backup of it."""
    home = tmp_path_factory.mktemp("cut")
    make_source(home / "source")
    ingest(home / "data", [home / "source"], real_tools())
    ingest(home / "data", [], real_tools(), rebuild=True)
    back_up(home / "data", home / "backup.zip")
    return home


def steps(data: Path, backup: Path, tmp_path: Path, *more: str) -> list[int]:
    """Return the places at which to cut, spread over the whole run, the last one included."""
    done = cut(100_000, copied(data, tmp_path / "whole"), backup, *more)
    assert 0 == done.returncode, done.stderr
    total = 100_000 - int(done.stdout)
    return sorted({max(1, round(total * one / POINTS)) for one in range(1, POINTS + 1)})


def test_forgetting_cut_anywhere_is_ended_by_the_same_command(home: Path, tmp_path: Path) -> None:
    """Either nothing was done and all is sound, or what was begun is said; then nothing is left, bytes included."""
    for number in steps(home / "data", home / "backup.zip", tmp_path):
        data = copied(home / "data", tmp_path / f"data-{number}")
        assert 137 == cut(number, data, home / "backup.zip").returncode
        faults = check(data, opens).faults
        assert all("inachevé" in one or "nom oublié" in one for one in faults), faults
        with Ledger.to_write(data) as ledger:
            changed = [NAME not in one.text for one in ledger.documents() if one.location == "atelier.md"]
            assert changed[0] == bool(ledger.forgotten().marks)

        found = forget(data, [words_of(NAME)], real_tools())

        assert ([], 0, [found.generation]) == (remnants(data), found.hits, names(data))
        assert () == check(data, opens).faults
        assert 0 == ingest(data, [], real_tools()).passages_written


def test_restoring_cut_anywhere_leaves_a_whole_ledger(home: Path, tmp_path: Path) -> None:
    """The ledger is the one of before or the restored one; what was forgotten since never comes back."""
    data = copied(home / "data", tmp_path / "forgotten")
    forget(data, [words_of(NAME)], real_tools())
    for number in steps(data, home / "backup.zip", tmp_path, "restore"):
        again = copied(data, tmp_path / f"data-{number}")
        assert 137 == cut(number, again, home / "backup.zip", "restore").returncode
        assert {*check(again, opens).faults} <= {LEFT_OVER}

        done = restore(again, home / "backup.zip", real_tools(), lambda where: check(where, opens))

        assert (5, ()) == (done.documents, done.check.faults)
        assert [] == remnants(again)
