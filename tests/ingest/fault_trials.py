"""Trials of ingestions that the system fails, run in a process of its own that forks one child for each.

Run as a program: `python fault_trials.py KIND TRIALS SEED FOLDER`, KIND being

- `disk`: files may not grow beyond a size, of which there are TRIALS;
- `errors`: the nth file that is opened, renamed, or folder made, fails, n by steps of TRIALS until none fails;
- `writers`: two ingestions at once, the first of which is killed every tenth time.

Prints one JSON object.
"""

import errno
import json
import os
import random
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from assistant.errors import WriterBusyError
from tests.ingest.trials import Child, Told, change, command, cpu_seconds, expected, held, started, wrong

RESUMED_EACH = 8
"""Trials between two ingestions that nothing hinders, which must then complete."""

KILLED_EACH = 10
"""Trials of two writers between two whose first one is killed."""

HIT = "failed here"
"""What a child says when the failure was met."""

FAILING = {"open": 0, "os.rename": 1, "os.mkdir": 0}
"""Audit events that fail, and which argument is the path that is written."""


def main(kind: str, trials: int, seed: int, folder: Path) -> int:
    """Run the trials and print what they gave; return 1 when there was a violation."""
    random.seed(seed)
    source, data = started(folder)
    kinds: dict[str, Callable[[int, Path, Path], dict[str, object]]] = {
        "disk": _disk,
        "errors": _errors,
        "writers": _writers,
    }
    found = kinds[kind](trials, source, data)
    sys.stdout.write(json.dumps({"seed": seed, **found, "cpu_s": round(cpu_seconds())}) + "\n")
    return 1 if found["violations"] else 0


def _disk(trials: int, source: Path, data: Path) -> dict[str, object]:
    largest = 1.25 * max(one.stat().st_size for one in data.rglob("*"))
    return _tried([lambda size=int(largest * one / trials): _limit(size) for one in range(1, trials + 1)], source, data)


def _limit(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _errors(step: int, source: Path, data: Path) -> dict[str, object]:
    return _tried((lambda nth=one: _fail(nth, data) for one in count(1, step)), source, data, ends=True)


def _fail(nth: int, data: Path) -> None:
    """Make the nth thing done below the data folder fail, with a full disk or an error of the disk."""
    seen = [0]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in FAILING and isinstance(path := arguments[FAILING[event]], str | bytes | os.PathLike):
            seen[0] += Path(os.fsdecode(path)).is_relative_to(data)
            if seen[0] == nth:
                seen[0] += 1
                code = random.choice((errno.EIO, errno.ENOSPC))
                sys.stderr.write(f"{HIT}\n")
                raise OSError(code, os.strerror(code), path)

    sys.addaudithook(watch)


def _tried(
    hindrances: Iterable[Callable[[], None]], source: Path, data: Path, *, ends: bool = False
) -> dict[str, object]:
    """Ingest under each hindrance: done, or refused in one line; the old content or the new one is served whole.

    With `ends`, the first ingestion that met no hindrance is the last.
    """
    codes: Counter[int] = Counter()
    violations: list[str] = []
    for number, hinder in enumerate(hindrances, 1):
        before = held(data)
        change(source, number)

        def work(hinder: Callable[[], None] = hinder) -> int:
            hinder()
            return command(source, data)

        told = Child(work).told()
        codes[told.code] += 1
        violations += [f"trial {number}: {one}" for one in _unlawful(told)]
        violations += [
            f"trial {number}: {one}" for one in wrong(data, before if told.code else expected(source), expected(source))
        ]
        is_last = told.code == 0 and HIT not in told.lines
        if number % RESUMED_EACH == 0:
            violations += [f"after trial {number}: {one}" for one in _resumed(source, data)]
        if violations or (is_last and ends):
            break
    violations += _resumed(source, data)
    return {"trials": number, "done": codes[0], "refused": codes[1], "violations": violations}


def _unlawful(told: Told) -> list[str]:
    if told.code == 0 or (told.code == 1 and told.refusal()):
        return []
    return [f"code {told.code}: {told.lines[-3:]}"]


def _resumed(source: Path, data: Path) -> list[str]:
    """Ingest with nothing in the way, and say what is wrong then."""
    told = Child(lambda: command(source, data)).told()
    failed = [] if told.code == 0 else [f"does not complete: {told.lines[-1:]}"]
    return failed + wrong(data, expected(source), expected(source))


def _writers(trials: int, source: Path, data: Path) -> dict[str, object]:
    """Ingest twice at once: both do, one after the other, or one is told which process writes."""
    codes: Counter[str] = Counter()
    violations: list[str] = []
    for number in range(1, trials + 1):
        change(source, number)
        killed = number % KILLED_EACH == 0
        children = [Child(lambda: command(source, data))]
        time.sleep(random.uniform(0.05, 0.3) if killed else 0)
        children.append(Child(lambda: command(source, data)))
        if killed:
            os.kill(children[0].pid, signal.SIGKILL)
        told = [child.told() for child in children]
        codes[" ".join(str(one.code) for one in sorted(told, key=lambda one: one.code))] += 1
        violations += [f"trial {number}: {one}" for one in _unfair(told, killed=killed)]
        if killed:
            violations += [f"trial {number}: {one}" for one in _resumed(source, data)]
        violations += [f"trial {number}: {one}" for one in wrong(data, expected(source), expected(source))]
        if violations:
            break
    return {"trials": number, "codes": dict(codes), "violations": violations}


def _unfair(told: list[Told], *, killed: bool) -> list[str]:
    found = []
    for one, other in (told, told[::-1]):
        is_busy = one.code == WriterBusyError.exit_code
        if is_busy and re.findall(r"processus (\d+)", one.refusal()) != [str(other.pid)]:
            found.append(f"the writer is not named, {other.pid}: {one.lines[-1:]}")
        if not is_busy and one.code != 0 and not (killed and one.code == -signal.SIGKILL):
            found.append(f"code {one.code}: {one.lines[-3:]}")
    if not killed and all(one.code for one in told):
        found.append("nobody ingested")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
