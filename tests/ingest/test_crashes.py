"""Ingestions that are killed leave what was served as it was, or what was to be served whole."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LARGEST_FILE = 400 * 1024 * 1024
"""Bytes that a child may write in one file: a killed Chroma was once seen to write 66 GB."""

MOMENTS = int(os.environ.get("SOAK_MOMENTS", "100"))
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "2"))
"""Trials, and times each step is tried; `make soak` asks for 1,000 and 20."""


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "times"), [("moments", MOMENTS), ("steps", ROUNDS)])
def test_a_killed_ingestion_harms_nothing(tmp_path: Path, kind: str, times: int) -> None:
    """After each `kill -9`, `check` finds no fault, and the old content or the new one is served whole."""
    command = [sys.executable, str(HERE / "crash_trials.py"), kind, str(times), "20261122", str(tmp_path)]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        preexec_fn=_limit_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    sys.stderr.write(f"{kind}: {done.stdout}")
    assert [] == found["violations"], done.stderr
    assert found["kills"] >= times // 2


def _limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
