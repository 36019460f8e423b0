"""What trials of faults share: notes that change, children that are forked, and what must hold after each trial."""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from assistant.adapters.generation import current_folder, open_generation, probe
from assistant.errors import IndexUnusableError
from ingest import cli
from ingest.inspecting import check
from ingest.pipeline import Tools
from ingest.preparing import warm_up
from ingest.settling import in_process

DOCUMENTS = 12
"""Documents of the source, of which a few change before each trial."""

WORDS = ("pré", "haie", "mare", "talus", "verger", "ruche", "four", "grange", "cour", "étang", "lavoir", "sentier")
"""What the notes speak of."""

FAILED = 70
"""Exit code of a child whose work raised."""


def in_child(work: Callable[[], int], *, kill_after: float | None = None) -> int:
    """Return the exit code of `work` done in a forked process, which is killed after a time."""
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        try:
            code = work()
        except BaseException as error:  # whatever it is, the parent must be told and the child must not go on
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            code = FAILED
        finally:
            sys.stdout.flush()
        os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class Told(NamedTuple):
    """What a child told."""

    pid: int
    code: int
    lines: list[str]
    """Of its standard error."""

    def refusal(self) -> str:
        """Return the one line of an ingestion that ended with an error of ours, or nothing when it told otherwise."""
        ours = [one for one in self.lines if one.startswith("efc ingest\u00a0: ")]
        return ours[0] if len(ours) == 1 and not any("Traceback" in one for one in self.lines) else ""


class Child:
    """Work begun in a forked process, standard output aside, whose standard error is read."""

    def __init__(self, work: Callable[[], int]) -> None:
        sys.stdout.flush()
        self._receiving, sending = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            sys.stderr = os.fdopen(sending, "w", encoding="utf-8")
            sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
            os.dup2(sending, 2)
            code = FAILED
            try:
                code = work()
            except BaseException as error:  # as in `in_child`
                sys.stderr.write(f"Traceback: {type(error).__name__}: {error}\n")
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)
        os.close(sending)

    def told(self) -> Told:
        """Wait for its end, and return what it told; a signal that ended it is a negative code."""
        with os.fdopen(self._receiving, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
        return Told(self.pid, os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), lines)


def started(folder: Path) -> tuple[Path, Path]:
    """Return a source of notes and a data folder that holds them."""
    _warm_up()
    source, data = folder / "source", folder / "data"
    source.mkdir(parents=True)
    for number in range(DOCUMENTS):
        write_note(source, number, 0)
    if Child(lambda: command(source, data)).told().code != 0:
        raise SystemExit("the first ingestion failed")
    return source, data


def _warm_up() -> None:
    """Import once what every child would import: 0.5 s of each."""
    warm_up()
    for name in ("chromadb.api.client", "chromadb.config", "chromadb.errors", "chromadb.telemetry.product.posthog"):
        import_module(name)


def command(source: Path, data: Path, *more: str) -> int:
    """Run `efc ingest` in this process alone, its workers and its self-test included; for a child, which it alters."""
    cli.Tools = partial(Tools, probe=probe, spread=in_process)  # type: ignore[misc] - the command builds its own tools; here they stay in this process
    return cli.run([str(source), "--data", str(data), "--yes", *more])


def write_note(source: Path, number: int, version: int) -> None:
    """Write a note whose words tell its number and its version."""
    about = f"la coopération entre le lieu « {WORDS[number % len(WORDS)]} » et son territoire"
    text = f"La rencontre {number} du club EFC a porté sur {about}. Version {version}."
    (source / f"note-{number:02}.txt").write_text(f"{text}\n\n{_varied(number, version)}\n", encoding="utf-8")


def _varied(number: int, version: int) -> str:
    chosen = random.Random(f"{number}-{version}").choices(WORDS, k=60)
    return "Les habitants ont parlé " + ", ".join(f"du {word}" for word in chosen) + "."


def change(source: Path, version: int) -> None:
    """Edit a document, add one and remove one, chance willing."""
    numbers = sorted(int(one.stem[5:]) for one in source.iterdir())
    write_note(source, random.choice(numbers), version + 1)
    if random.random() < 0.5:
        write_note(source, numbers[-1] + 1, version + 1)
    if random.random() < 0.5 and len(numbers) > DOCUMENTS // 2:
        (source / f"note-{numbers[0]:02}.txt").unlink()


def expected(source: Path) -> set[str]:
    """Return the texts of the source, spaces aside."""
    return {" ".join(one.read_text(encoding="utf-8").split()) for one in source.iterdir()}


def held(data: Path) -> set[str]:
    """Return the texts that the generation served holds, spaces aside, read in a child as a reader would."""
    receiving, sending = os.pipe()

    def tell() -> int:
        index = open_generation(current_folder(data))
        texts = [" ".join(one.text.split()) for one in index.documents()]
        with os.fdopen(sending, "w", encoding="utf-8") as file:
            json.dump(texts, file)
        return 0

    pid = os.fork()
    if pid == 0:
        os.close(receiving)
        try:
            os._exit(tell())
        except IndexUnusableError:
            os._exit(FAILED)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as file:
        told = file.read()
    os.waitpid(pid, 0)
    return set(json.loads(told)) if told else set()


def wrong(data: Path, before: set[str], after: set[str]) -> list[str]:
    """Say what is wrong: `check` finds faults, or what is served is neither what was nor what was to be."""
    found: list[str] = []
    if in_child(lambda: sound(data)) != 0:
        found.append("check finds faults")
    if held(data) not in (before, after):
        found.append("what is served is neither the old content nor the new one")
    return found


def sound(data: Path) -> int:
    """Return 0 when `check` finds no fault, 1 when it does, with the faults on stderr."""
    report = check(data, probe)
    for fault in report.faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if report.faults else 0


def cpu_seconds() -> float:
    """Return the seconds of processor that this process and its children took."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
