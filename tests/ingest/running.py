"""Running trials in a process of their own, whose files may not grow without end."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

LARGEST_FILE = 400 * 1024 * 1024
"""Bytes that a child may write in one file: a killed Chroma was once seen to write 66 GB."""

SEED = "20261122"


def run_trials(program: str, *words: str) -> dict[str, Any]:
    """Return what a program of trials found, told on standard output too."""
    done = subprocess.run(
        [sys.executable, str(HERE / program), *words],
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
        preexec_fn=_limit_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    print(program, *words[:-1], done.stdout)  # noqa: T201 - the figures, shown by `pytest -s`
    return found


def _limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
