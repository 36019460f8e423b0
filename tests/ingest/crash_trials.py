"""Trials of ingestions that are killed, run in a process of its own that forks one child for each.

Run as a program: `python crash_trials.py KIND TRIALS SEED FOLDER`, KIND being `moments` (kill -9 after a random time)
or `steps` (kill at each step of an ingestion that touches the ledger, a generation or the pointer). Prints one JSON
object: trials, kills, violations. The folder of a violation is left as it is.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from assistant.adapters.generation import probe, write_generation
from assistant.adapters.subword import SubwordEmbedder
from ingest import cli
from ingest.pipeline import Tools, ingest
from ingest.preparing import prepare
from tests.ingest.trials import change, expected, held, in_child, started, wrong

STEPS = frozenset({"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree"})
"""Audit events of what is done to files; SQLite, tantivy and Chroma do theirs unseen, between two of these."""


def main(kind: str, trials: int, seed: int, folder: Path) -> int:
    """Run the trials and print what they gave; return 1 when there was a violation."""
    random.seed(seed)
    source, data = started(folder)
    found = _at_moments(trials, source, data) if kind == "moments" else _at_steps(trials, source, data)
    sys.stdout.write(json.dumps({"seed": seed, **found}) + "\n")
    return 1 if found["violations"] else 0


def _at_moments(trials: int, source: Path, data: Path) -> dict[str, object]:
    longest = 1.2 * max(_time_of_one(source, data, version) for version in (-1, -2))
    kills, violations = 0, []
    for trial in range(trials):
        before = held(data)
        change(source, trial)
        code = in_child(lambda: _whole_command(source, data), kill_after=random.uniform(0, longest))
        kills += code == -signal.SIGKILL
        violations += [f"trial {trial}: {one}" for one in wrong(data, before, expected(source))]
        if violations:
            break
    return {"trials": trials, "kills": kills, "longest_s": round(longest, 2), "violations": violations}


def _time_of_one(source: Path, data: Path, version: int) -> float:
    """Return how many seconds an ingestion of changed documents takes when nobody kills it."""
    change(source, version)
    began = time.monotonic()
    if in_child(lambda: _whole_command(source, data)) != 0:
        raise SystemExit("an ingestion that nobody killed failed")
    return time.monotonic() - began


def _at_steps(times: int, source: Path, data: Path) -> dict[str, object]:
    """Kill at the first thing done to the data folder, then the second, until an ingestion ends untouched."""
    kills, violations, steps = 0, [], []
    for round_ in range(times):
        step = 0
        while not violations:
            step += 1
            before = held(data)
            change(source, 1000 * round_ + step)
            code = in_child(lambda at=step: _killed_at(at, source, data))
            violations += [f"round {round_}, step {step}: {one}" for one in wrong(data, before, expected(source))]
            if code == 0:
                break
            kills += 1
        steps.append(step)
    return {"rounds": times, "steps": steps, "kills": kills, "violations": violations}


def _whole_command(source: Path, data: Path) -> int:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return cli.run([str(source), "--data", str(data), "--yes"])


def _ingest(source: Path, data: Path) -> int:
    tools = Tools(prepare, "1", SubwordEmbedder(), write_generation, probe)
    ingest(data, [source], tools, confirmed=True)
    return 0


def _killed_at(step: int, source: Path, data: Path) -> int:
    """Ingest, and die at the given step of a publication, counted from the first."""
    seen = [0]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and isinstance(arguments[0], str | bytes | os.PathLike):
            seen[0] += _is_step(Path(os.fsdecode(arguments[0])), data)
            if seen[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return _ingest(source, data)


def _is_step(path: Path, data: Path) -> bool:
    """Tell whether a path is one that publishing handles itself, not the inside of a part that it writes whole."""
    return path.is_relative_to(data) and not {"lexical", "dense"} & set(path.relative_to(data).parts[:-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
