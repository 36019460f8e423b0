"""What the system refuses, and files that are damaged, never cost an answer that is wrong nor a document."""

import os
from pathlib import Path

import pytest

from tests.ingest.running import SEED, run_trials


def _count(name: str, usual: int) -> str:
    return os.environ.get(f"SOAK_{name}", str(usual))


SIZES, STEP = _count("SIZES", 64), _count("STEP", 2)
WRITERS, SWAPS = _count("WRITERS", 50), _count("SWAPS", 20)
SEEDS = int(_count("SEEDS", 1))
"""How much is tried; `make soak` asks for more, and every step."""


@pytest.mark.slow
def test_a_full_disk_costs_nothing_but_the_ingestion(tmp_path: Path) -> None:
    """At whatever size a file stops growing, one line says so, `check` is sound, and the next ingestion completes."""
    found = run_trials("fault_trials.py", "disk", SIZES, SEED, str(tmp_path))
    assert [] == found["violations"]
    assert (int(SIZES), True, True) == (found["trials"], found["refused"] > int(SIZES) // 2, found["done"] > 0)


@pytest.mark.slow
def test_an_error_of_the_disk_costs_nothing_but_the_ingestion(tmp_path: Path) -> None:
    """Whichever file cannot be opened, renamed or made, one line says so or the ingestion completes, all sound."""
    found = run_trials("fault_trials.py", "errors", STEP, SEED, str(tmp_path))
    assert [] == found["violations"]
    assert found["refused"] > 20


@pytest.mark.slow
def test_two_writers_never_write_at_once(tmp_path: Path) -> None:
    """Of two ingestions one is done; the other is too, or ends with 75 and names the process; a killed one lets go."""
    found = run_trials("fault_trials.py", "writers", WRITERS, SEED, str(tmp_path))
    assert [] == found["violations"]
    assert int(WRITERS) == found["trials"]
    assert any("75" in one.split() for one in found["codes"])
    assert any("-9" in one.split() for one in found["codes"])


@pytest.mark.slow
def test_readers_go_on_while_generations_are_published(tmp_path: Path) -> None:
    """No question fails; each answer quotes exactly a generation that was published; one that is held stays whole."""
    found = run_trials("serving_trials.py", "swaps", SWAPS, SEED, str(tmp_path))
    assert [] == found["violations"]
    assert found["generations_seen"] > int(SWAPS) // 2
    assert found["citations"] >= found["answers"] > int(SWAPS)


def test_a_folder_that_nobody_may_write_answers_and_refuses_an_ingestion(tmp_path: Path) -> None:
    """The same answers as before, one line with the remedy for who ingests, and no byte changed; for root too."""
    found = run_trials("serving_trials.py", "readonly", "1", SEED, str(tmp_path))
    assert [] == found["violations"]
    assert "ne peut pas être écrit" in found["refusal"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_damaged_file_is_told_and_rebuilt_from_the_ledger(tmp_path: Path, seed: int) -> None:
    """However a file is damaged, answers stay the same or the remedy is told; it repairs within a minute."""
    found = run_trials("corruption_trials.py", str(seed), str(tmp_path))
    assert [] == found["violations"]
    assert found["mutations"] == found["refused"] + found["same"] >= 100
    assert found["slowest_rebuild_s"] <= 60
