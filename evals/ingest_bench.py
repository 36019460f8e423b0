"""Measures an ingestion as a user runs it: how fast, with how much memory, and what a second one writes."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain import Record
from assistant.errors import SourceUnreadableError
from evals.synthetic_pages import PageWriter

_SAMPLED_EACH = 0.1
"""Seconds between two looks at the memory of the processes; the reading itself takes some milliseconds."""
_EFC = "import sys; from assistant.cli import main; sys.exit(main())"
"""The command `efc`, by the interpreter that measures."""
_LOCK = "lock"
_FAILED = "L’ingestion mesurée a échoué (code {code})."
_SEE = "Lancez « efc ingest » sur le même dossier pour voir pourquoi."


class IngestRun(Record):
    """One run of `efc ingest` over the same folder."""

    seconds: float
    documents_per_second: float
    cpu_seconds: float
    """Of the program and of its processes together."""
    parent_mb: int
    """Peak resident memory of the program, in millions of bytes; 0 where the system does not tell."""
    child_mb: int
    """Of the largest of its processes."""
    together_mb: int
    """Peak of all of them at once, pages they share counted once."""
    written_files: int
    written_bytes: int


class IngestSpeed(Record):
    """What an ingestion of invented pages took, the first time and unchanged."""

    documents: int
    refused: int
    passages: int
    page_bytes: int
    """Of all pages together."""
    first: IngestRun
    again: IngestRun


@dataclass(slots=True)
class _Memory:
    """Peaks seen so far, in bytes."""

    parent: int = 0
    child: int = 0
    together: int = 0

    def look(self, program: int) -> None:
        """Take note of what a program and its processes hold now."""
        below = _descendants(program)
        self.parent = max(self.parent, _status(program, "VmHWM"))
        self.child = max([self.child, *(_status(one, "VmHWM") for one in below)])
        self.together = max(self.together, sum(_proportional(one) for one in (program, *below)))


def measure_ingestion(count: int, corpus: Path, told: Callable[[str], None]) -> IngestSpeed:
    """Write `count` invented pages in a temporary folder, ingest them, then ingest them again unchanged.

    Args:
        count: pages, 1 or more.
        corpus: where the invented pages take their words from.
        told: told what begins.

    Raises:
        SourceUnreadableError: the ingestion failed.
    """
    with tempfile.TemporaryDirectory(prefix="efc-bench-") as temporary:
        pages, data = Path(temporary) / "pages", Path(temporary) / "data"
        pages.mkdir()
        told("pages")
        size = PageWriter(corpus).write(pages, count)
        told("first")
        first, report = _run(pages, data, count)
        told("again")
        again, _ = _run(pages, data, count)
    return IngestSpeed(
        documents=int(report["documents"]),
        refused=int(report["counts"]["refused"]),
        passages=int(report["passages"]),
        page_bytes=size,
        first=first,
        again=again,
    )


def _run(pages: Path, data: Path, count: int) -> tuple[IngestRun, dict[str, Any]]:
    before, memory = _files(data), _Memory()
    command = [sys.executable, "-c", _EFC, "ingest", str(pages), "--data", str(data), "--json"]
    began, cpu = time.perf_counter(), _cpu()
    with tempfile.TemporaryFile() as output, subprocess.Popen(command, stdout=output) as program:
        while program.poll() is None:
            memory.look(program.pid)
            time.sleep(_SAMPLED_EACH)
        seconds = time.perf_counter() - began
        output.seek(0)
        written = output.read()
    if program.returncode not in (0, 4):
        raise SourceUnreadableError(_FAILED.format(code=program.returncode), _SEE)
    after = _files(data)
    changed = [name for name, state in after.items() if before.get(name) != state]
    run = IngestRun(
        seconds=round(seconds, 2),
        documents_per_second=round(count / seconds, 1),
        cpu_seconds=round(_cpu() - cpu, 2),
        parent_mb=memory.parent // 1_000_000,
        child_mb=memory.child // 1_000_000,
        together_mb=memory.together // 1_000_000,
        written_files=len(changed) + len(before.keys() - after.keys()),
        written_bytes=sum(after[name][0] for name in changed),
    )
    return run, json.loads(written)


def _files(data: Path) -> Mapping[str, tuple[int, int, int]]:
    """Return size, time of the last change and inode of each file, the lock of the writers left out."""
    states = ((path, path.stat()) for path in data.rglob("*") if path.is_file() and path.name != _LOCK)
    return {str(path): (one.st_size, one.st_mtime_ns, one.st_ino) for path, one in states}


def _cpu() -> float:
    """Return the seconds of processor of the processes that ended, theirs included."""
    used = os.times()
    return used.children_user + used.children_system


def _descendants(program: int) -> list[int]:
    """Return the processes below one, in any depth; none where there is no /proc."""
    found, waiting = [], [program]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            below = [int(one) for one in _read(task).split()]
            found += below
            waiting += below
    return found


def _status(process: int, name: str) -> int:
    """Return the bytes that /proc gives under a name, 0 when it does not."""
    for line in _read(Path(f"/proc/{process}/status")).splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0


def _proportional(process: int) -> int:
    """Return the memory of a process, each page divided by the number of processes that share it."""
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:  # the process has ended, or there is no /proc
        return ""
