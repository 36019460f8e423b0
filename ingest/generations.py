"""Generations: built aside, tested in a child process, published by one atomic pointer, undone by it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from assistant.adapters.generation import current_folder, open_generation, probe
from assistant.adapters.seal import write_seal
from assistant.errors import EfcError, IndexUnusableError, NewerIndexError
from ingest.ledger import Ledger
from ingest.locking import writer_lock

KEPT = 3
"""Generations kept, the one that serves included, so that readers and `undo` find the previous ones."""

PROBE_SECONDS = 600
"""Longest self-test of a new generation before it is held to hang."""

NOTHING_TO_UNDO = "Rien à annuler : aucun index antérieur n’est gardé."

_NAME = re.compile(r"^(\d{6,})-[0-9a-f]+$")


@dataclass(frozen=True, slots=True)
class Serving:
    """The generation that `CURRENT` names."""

    name: str
    folder: Path
    fingerprint: str
    embedder: str


def serving(data: Path) -> Serving | None:
    """Return the generation that serves, or None when there is none that opens.

    Raises:
        NewerIndexError: a newer version made it.
    """
    try:
        folder = current_folder(data)
        index = open_generation(folder)
    except NewerIndexError:
        raise
    except IndexUnusableError:
        return None
    return Serving(folder.name, folder, index.generation, index.embedder_name)


def names(data: Path) -> list[str]:
    """Return the names of the generations present, oldest first, by the number they begin with."""
    folder = data / "generations"
    found = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return sorted((one for one in found if _NAME.match(one)), key=_number)


def build(data: Path, fill: Callable[[Path], str], test: Callable[[Path], None]) -> str:
    """Build, test and name a generation that does not serve yet.

    Args:
        data: the data folder, under the writer's lock.
        fill: writes the generation in an empty folder and returns its fingerprint.
        test: raises when the generation would not serve well.

    Returns:
        The name of the generation.
    """
    home = data / "generations"
    home.mkdir(mode=0o700, exist_ok=True)
    clear_unfinished(data)
    # A name never used before: Chroma keeps what it opened at a path for the life of the process.
    aside = Path(mkdtemp(prefix=f".tmp-{os.getpid()}-", dir=home))
    try:
        fingerprint = fill(aside)
        test(aside)
        write_seal(aside)
        _make_durable(aside)
        present = names(data)
        name = f"{_number(present[-1]) + 1 if present else 1:06d}-{fingerprint}"
        aside.rename(home / name)
        _fsync(home)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return name


def publish(data: Path, name: str) -> None:
    """Make a generation the one that serves; those that were undone are dropped, as are the oldest."""
    before = pointed(data)
    point(data, name)
    present = names(data)
    undone = [one for one in present if before and _number(before) < _number(one) < _number(name)]
    past = [one for one in present if _number(one) <= _number(name) and one not in undone]
    for one in [*undone, *past[:-KEPT]]:
        shutil.rmtree(data / "generations" / one, ignore_errors=True)


def point(data: Path, name: str) -> None:
    """Move the pointer: readers see the old name or the new one, never anything else."""
    aside = data / "CURRENT.tmp"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{name}\n")
        file.flush()
        os.fsync(descriptor)
    aside.replace(data / "CURRENT")
    _fsync(data)


def pointed(data: Path) -> str | None:
    """Return the name in the pointer when it has the form of a name, whether or not the folder is there."""
    try:
        name = (data / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return name if _NAME.match(name) else None


def unpublished(data: Path, fingerprint: str) -> str | None:
    """Return the newest generation when it has this fingerprint but does not serve: undone, or cut short."""
    present = names(data)
    if present and present[-1] != pointed(data) and present[-1].endswith(f"-{fingerprint}"):
        return present[-1]
    return None


def previous(data: Path) -> str:
    """Return the generation that served before the present one.

    Raises:
        IndexUnusableError: there is none.
    """
    now = pointed(data)
    older = [one for one in names(data) if now and _number(one) < _number(now)]
    if not older:
        raise IndexUnusableError(NOTHING_TO_UNDO)
    return older[-1]


def undo(data: Path) -> str:
    """Serve again the generation that served before, and return its name; the ledger's documents stay.

    Raises:
        IndexUnusableError: there is none, or it does not open.
        WriterBusyError: an ingestion is under way.
    """
    if not data.is_dir():
        raise IndexUnusableError(NOTHING_TO_UNDO)
    with writer_lock(data), Ledger.to_write(data) as ledger:
        name = previous(data)
        content = open_generation(data / "generations" / name).generation
        point(data, name)
        with ledger.transaction():
            ledger.write_run("undo", "{}", content)
    return name


def keep_only(data: Path, name: str) -> int:
    """Remove every generation but one, what was left half built included; return how many there were.

    Readers that hold one of them go on until they follow the pointer.
    """
    home, removed = data / "generations", 0
    for entry in list(home.iterdir()):
        if entry.name != name:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            removed += bool(_NAME.match(entry.name))
    _fsync(home)
    return removed


def clear_unfinished(data: Path) -> None:
    """Remove what killed writers left half built; the caller holds the writer's lock."""
    home = data / "generations"
    for entry in home.iterdir() if home.is_dir() else ():
        if entry.name.startswith(".tmp-"):
            shutil.rmtree(entry, ignore_errors=True)


def probe_in_child(folder: Path) -> None:
    """Test a generation in a process of its own, which a damaged file may crash without harm.

    Raises:
        IndexUnusableError: the test failed, crashed or hung; the generation that serves is not touched.
    """
    command = [sys.executable, "-P", "-m", "ingest.generations", str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=PROBE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise _untested(f"sans réponse après {PROBE_SECONDS} s") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _untested(lines[-1] if lines else f"code {done.returncode}")


def main(arguments: Sequence[str]) -> int:
    """Probe the generation whose folder is the only argument; the last line of stderr says what is wrong."""
    try:
        probe(Path(arguments[0]))
    except EfcError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    return 0


def _untested(why: str) -> IndexUnusableError:
    return IndexUnusableError(
        f"L’index ne passe pas son contrôle ({why}).",
        "L’index en service n’est pas changé ; relancez « efc ingest --rebuild ».",
    )


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def _make_durable(folder: Path) -> None:
    """Leave the files to their owner and make them durable, what the test touched included."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o700 if path.is_dir() else 0o600)
        _fsync(path)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
