"""Trials of data folders whose files are damaged, run in a process of its own that forks one child for each.

Run as a program: `python corruption_trials.py SEED FOLDER`. Each file of the generation that serves, and the pointer,
is emptied, halved, cut by a byte, removed, zeroed, and has 16 random bytes flipped five times. A child then asks ten
questions, as a server would. Each file once, `efc ingest --rebuild` repairs what was done. Prints one JSON object.
"""

import json
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

from ingest.generations import pointed
from tests.ingest.asking import answers, tell
from tests.ingest.trials import Child, command, cpu_seconds, sound, started

KINDS = ("emptied", "halved", "cut", "removed", "zeroed", *(f"flipped {number}" for number in range(5)))

REMEDY = "Lancez « efc ingest --rebuild »."


def main(seed: int, folder: Path) -> int:
    """Run the trials and print what they gave; return 1 when there was a violation."""
    random.seed(seed)
    source, data = started(folder)
    folder = data / "generations" / str(pointed(data))
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock"]
    expected = answers(data)
    found: Counter[str] = Counter()
    slowest, violations = 0.0, []
    for number, path in enumerate([*files, data / "CURRENT"]):
        for kind in KINDS:
            damaged = _damaged(path.read_bytes(), kind)
            if damaged == path.read_bytes():  # a file that is empty when it is sound
                continue
            outcome = _tried(data, path, damaged, expected)
            found[outcome] += 1
            violations += [f"{path.name} {kind}: {outcome}"] if outcome not in {"same", "refused"} else []
        kind = KINDS[number % len(KINDS)]
        seconds, faults = _repaired(source, data, path, kind, expected)
        slowest = max(slowest, seconds)
        violations += [f"{path.name} {kind}, rebuilt: {one}" for one in faults]
    told = {
        "files": len(files) + 1,
        "mutations": found.total(),
        **found,
        "slowest_rebuild_s": round(slowest, 1),
        "violations": violations,
    }
    sys.stdout.write(json.dumps({"seed": seed, **told, "cpu_s": round(cpu_seconds())}) + "\n")
    return 1 if violations else 0


def _damaged(content: bytes, kind: str) -> bytes | None:
    """Return what becomes of a file, None when it is removed."""
    if kind == "removed":
        return None
    cuts = {"emptied": b"", "halved": content[: len(content) // 2], "cut": content[:-1], "zeroed": bytes(len(content))}
    if kind in cuts:
        return cuts[kind]
    flipped = bytearray(content)
    for place in random.sample(range(len(content)), min(16, len(content))):
        flipped[place] ^= random.randrange(1, 256)
    return bytes(flipped)


def _write(path: Path, content: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)


def _tried(data: Path, path: Path, damaged: bytes | None, expected: list[str]) -> str:
    """Return `same`, `refused`, or what a reader of a damaged folder should not have done."""
    kept = path.read_bytes()
    _write(path, damaged)
    try:
        told = Child(lambda: tell(data)).told()
    finally:
        _write(path, kept)
    if told.code:
        return f"code {told.code}: {told.lines[-1:]}"
    if told.lines == expected:
        return "same"
    said = " ".join(told.lines).replace("\u00a0", " ")
    return "refused" if len(told.lines) == 1 and said.endswith(REMEDY) else f"{told.lines[:1]}"


def _repaired(source: Path, data: Path, path: Path, kind: str, expected: list[str]) -> tuple[float, list[str]]:
    """Rebuild a damaged copy of a data folder; return the seconds it took, and what is wrong with it then."""
    copy = data.with_name("copy")
    shutil.copytree(data, copy)
    _write(copy / path.relative_to(data), _damaged(path.read_bytes(), kind))
    began = time.monotonic()
    told = Child(lambda: command(source, copy, "--rebuild")).told()
    seconds = time.monotonic() - began
    faults = [f"code {told.code}: {told.lines[-1:]}"] if told.code else []
    faults += Child(lambda: sound(copy)).told().lines
    faults += [] if answers(copy) == expected else ["other answers"]
    shutil.rmtree(copy)
    return seconds, faults


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2])))
