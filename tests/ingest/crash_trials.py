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
from collections.abc import Callable
from pathlib import Path

from assistant.adapters.generation import current_folder, open_generation, probe, write_generation
from assistant.adapters.subword import SubwordEmbedder
from assistant.errors import IndexUnusableError
from ingest import cli
from ingest.inspecting import check
from ingest.pipeline import Tools, ingest
from ingest.preparing import prepare

DOCUMENTS = 12
"""Documents of the source, of which a few change before each trial."""

STEPS = frozenset({"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree"})
"""Audit events of what is done to files; SQLite, tantivy and Chroma do theirs unseen, between two of these."""

FAILED = 70
"""Exit code of a child whose work raised."""


def main(kind: str, trials: int, seed: int, folder: Path) -> int:
    """Run the trials and print what they gave; return 1 when there was a violation."""
    random.seed(seed)
    source, data = folder / "source", folder / "data"
    source.mkdir()
    for number in range(DOCUMENTS):
        _write(source, number, 0)
    if in_child(lambda: _ingest(source, data)) != 0:
        raise SystemExit("the first ingestion failed")
    found = _at_moments(trials, source, data) if kind == "moments" else _at_steps(trials, source, data)
    sys.stdout.write(json.dumps({"seed": seed, **found}) + "\n")
    return 1 if found["violations"] else 0


def _at_moments(trials: int, source: Path, data: Path) -> dict[str, object]:
    began = time.monotonic()
    in_child(lambda: _whole_command(source, data))
    longest = 1.2 * (time.monotonic() - began)
    kills, violations = 0, []
    for trial in range(trials):
        before = _held(data)
        _change(source, trial)
        code = in_child(lambda: _whole_command(source, data), kill_after=random.uniform(0, longest))
        kills += code == -signal.SIGKILL
        violations += [f"trial {trial}: {one}" for one in _wrong(data, before, _expected(source))]
        if violations:
            break
    return {"trials": trials, "kills": kills, "longest_s": round(longest, 2), "violations": violations}


def _at_steps(times: int, source: Path, data: Path) -> dict[str, object]:
    """Kill at the first thing done to the data folder, then the second, until an ingestion ends untouched."""
    kills, violations, steps = 0, [], []
    for round_ in range(times):
        step = 0
        while not violations:
            step += 1
            before = _held(data)
            _change(source, 1000 * round_ + step)
            code = in_child(lambda at=step: _killed_at(at, source, data))
            violations += [f"round {round_}, step {step}: {one}" for one in _wrong(data, before, _expected(source))]
            if code == 0:
                break
            kills += 1
        steps.append(step)
    return {"rounds": times, "steps": steps, "kills": kills, "violations": violations}


def in_child(work: Callable[[], int], *, kill_after: float | None = None) -> int:
    """Return the exit code of `work` done in a forked process group, killed with all its children after a time."""
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


def _write(source: Path, number: int, version: int) -> None:
    text = f"La rencontre {number} du verger partagé a réuni des habitants. Version {version} du compte rendu."
    (source / f"note-{number:02}.txt").write_text(f"{text}\n\n{_varied(number, version)}\n", encoding="utf-8")


def _varied(number: int, version: int) -> str:
    words = [
        "pré",
        "haie",
        "mare",
        "talus",
        "verger",
        "ruche",
        "four",
        "atelier",
        "grange",
        "cour",
        "jardin",
        "étang",
        "lavoir",
        "sentier",
    ]
    chosen = random.Random(f"{number}-{version}").choices(words, k=60)
    return "Les habitants ont parlé " + ", ".join(f"du {word}" for word in chosen) + "."


def _change(source: Path, version: int) -> None:
    """Edit a document, add one and remove one, chance willing."""
    numbers = sorted(int(one.stem[5:]) for one in source.iterdir())
    _write(source, random.choice(numbers), version + 1)
    if random.random() < 0.5:
        _write(source, numbers[-1] + 1, version + 1)
    if random.random() < 0.5 and len(numbers) > DOCUMENTS // 2:
        (source / f"note-{numbers[0]:02}.txt").unlink()


def _expected(source: Path) -> set[str]:
    return {" ".join(one.read_text(encoding="utf-8").split()) for one in source.iterdir()}


def _held(data: Path) -> set[str]:
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


def _wrong(data: Path, before: set[str], after: set[str]) -> list[str]:
    """Say what is wrong: `check` finds faults, or what is served is neither what was nor what was to be."""
    found: list[str] = []
    if in_child(lambda: _sound(data)) != 0:
        found.append("check finds faults")
    if _held(data) not in (before, after):
        found.append("what is served is neither the old content nor the new one")
    return found


def _sound(data: Path) -> int:
    report = check(data, probe)
    for fault in report.faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
