"""Ingestions that are killed leave what was served as it was, or what was to be served whole."""

import os
from pathlib import Path

import pytest

from tests.ingest.running import SEED, run_trials

MOMENTS = int(os.environ.get("SOAK_MOMENTS", "100"))
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "2"))
"""Trials, and times each step is tried; `make soak` asks for 1,000 and 20."""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "times"), [("moments", MOMENTS), ("steps", ROUNDS)])
def test_a_killed_ingestion_harms_nothing(tmp_path: Path, kind: str, times: int) -> None:
    """After each `kill -9`, `check` finds no fault, and the old content or the new one is served whole."""
    found = run_trials("crash_trials.py", kind, str(times), SEED, str(tmp_path))
    assert [] == found["violations"]
    assert found["kills"] >= times // 2
