import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from assistant.errors import DocumentRefusedError
from ingest.blocks import RawFile
from ingest.sandbox import WINDOW, read_sandboxed, sandboxed, usable_cores
from ingest.sandbox_nursery import Nursery, nursery
from ingest.sandbox_worker import Limits
from ingest.settling import Load, Outcome
from tests.ingest import hostile_prepares, plain_tools

QUICK = Limits(memory=256 << 20, cpu=1, reply=1_000_000)

REASONS = {
    "mange": "l’analyse a dépassé 256 Mio de mémoire",
    "boucle": "l’analyse a dépassé 1 s de calcul",
    "sort": "l’analyse s’est arrêtée (code 9)",
    "tombe": f"l’analyse s’est arrêtée (signal {signal.SIGSEGV:d})",
    "déborde": "l’analyse a dépassé 256 Mio de mémoire",
    "inonde": "l’analyse a rendu plus de 1 Mo",
    "refuse": "Rien à lire. Donnez autre chose.",
    "trébuche": "contenu que l’analyse ne sait pas lire (AttributeError)",
}


def load(name: str) -> Load:
    """Return what reads a file of that name, which says its name."""
    return partial(RawFile, f"{name}.txt", f"Texte {name}".encode())


def ran(names: list[str], limits: Limits = QUICK) -> list[Outcome]:
    """Prepare files of these names."""
    return list(sandboxed(hostile_prepares.prepare, map(load, names), limits))


def text_of(outcome: Outcome) -> str:
    """Return the text of a prepared document, or why there is none."""
    return str(outcome) if isinstance(outcome, DocumentRefusedError) else outcome.document.text


def test_hostile_documents_cost_themselves_and_no_other() -> None:
    """Of 49 good documents among hostile ones, 49 are prepared, in order; each hostile one has its reason."""
    names = [f"bon-{number:02d}" for number in range(49)]
    for place, hostile in enumerate(REASONS):
        names.insert(7 * place, hostile)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    found = [text_of(one) for one in ran(names)]

    assert [REASONS.get(name, f"Texte {name}") for name in names] == found
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_document_that_waits_for_ever_is_stopped_by_the_clock() -> None:
    """A process that computes nothing and says nothing is ended after its seconds, twice, and refused."""
    (asleep, good) = ran(["dort", "bon"], Limits(wall=0.4))

    assert ("l’analyse a dépassé 0,4 s", "Texte bon") == (text_of(asleep), text_of(good))


def test_a_refusal_crosses_the_border_whole() -> None:
    """Message and remedy of a refusal are those that the child raised."""
    (refused,) = ran(["refuse"])

    assert isinstance(refused, DocumentRefusedError)
    assert ("Rien à lire.", "Donnez autre chose.") == (refused.message, refused.remedy)


def test_the_sandbox_gives_what_this_process_gives() -> None:
    """Documents prepared in the sandbox equal those prepared here, passages, uses and alignment included."""
    names = [f"bon-{number}" for number in range(3)]

    expected = [plain_tools.prepare(load(name)()) for name in names]

    assert [(one.document, one.passages, one.uses, one.alignment) for one in expected] == [
        (one.document, list(one.passages), list(one.uses), list(one.alignment))
        for one in ran(names)
        if not isinstance(one, DocumentRefusedError)
    ]


def test_arguments_of_a_partial_reach_the_child() -> None:
    """What `prepare` was given beforehand is sent with it."""
    (done,) = sandboxed(partial(hostile_prepares.prepare, suffix=" !"), [load("bon")], QUICK)

    assert "Texte bon !" == text_of(done)


def test_a_function_without_a_name_is_refused_at_once() -> None:
    """A closure cannot be sent: it is an error of the program, said before any document is read."""
    with pytest.raises(TypeError, match="by its name"):
        list(sandboxed(lambda raw: plain_tools.prepare(RawFile("a.txt", raw.content)), [load("bon")]))


def test_files_are_read_as_they_are_needed() -> None:
    """No more files are read ahead than the window holds, and one that cannot be read is an outcome."""
    read: list[int] = []

    def numbered(number: int) -> RawFile:
        read.append(number)
        if number == 1:
            raise DocumentRefusedError("illisible")
        return load(f"bon-{number}")()

    outcomes = sandboxed(hostile_prepares.prepare, (partial(numbered, one) for one in range(200)), QUICK)

    assert "Texte bon-0" == text_of(next(outcomes))
    assert "illisible" == text_of(next(outcomes))
    assert len(read) <= WINDOW + 2
    assert [f"Texte bon-{number}" for number in range(2, 200)] == [text_of(one) for one in outcomes]


@pytest.mark.skipif(sys.platform != "linux", reason="the other systems have no such limits, as the sandbox says")
def test_the_child_can_neither_write_nor_call_nor_see_our_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file cannot be written, a port of this machine cannot be reached where unshare works, few files are open."""
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listening, (tmp_path / "ouvert.txt").open("w"):
        fresh = Nursery()  # in this folder
        monkeypatch.setattr("ingest.sandbox.nursery", lambda: fresh)
        call = partial(RawFile, "appelle.txt", str(listening.getsockname()[1]).encode())
        outcomes = list(sandboxed(hostile_prepares.prepare, [load("écrit"), call, load("regarde")], QUICK))
        fresh.close()
    written, called, seen = map(text_of, outcomes)

    assert "contenu que l’analyse ne sait pas lire (OSError)" == written
    assert "" == "".join(path.read_text() for path in tmp_path.glob("écrit-*"))
    if subprocess.run(["unshare", "-rn", "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0:
        assert "contenu que l’analyse ne sait pas lire (OSError)" == called
    assert len(seen.split()) <= 5  # three on nothing, the link, and the folder being listed


def test_the_child_does_not_know_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment of the program holds, a key for instance, is not in that of its processes."""
    monkeypatch.setenv("MISTRAL_API_KEY", "secret")
    fresh = Nursery()
    monkeypatch.setattr("ingest.sandbox.nursery", lambda: fresh)
    ask = partial(RawFile, "demande.txt", b"MISTRAL_API_KEY")

    (found,) = sandboxed(hostile_prepares.prepare, [ask], QUICK)
    fresh.close()

    assert "rien" == text_of(found)


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the workers of a killed nursery end when they next reply"
)
def test_a_killed_nursery_is_replaced() -> None:
    """When the nursery is killed from outside, its workers die with it and the next documents are prepared."""
    found = ran(["bon-1", "orpheline", "bon-2"])

    assert ["Texte bon-1", "Texte bon-2"] == [text_of(found[0]), text_of(found[2])]
    assert text_of(found[1]).startswith("l’analyse s’est arrêtée")
    assert nursery().is_alive


def test_workers_are_renewed() -> None:
    """A process that has served long enough gives its place to a fresh one, and nothing is lost."""
    names = [f"bon-{number}" for number in range(7)]

    assert [f"Texte {one}" for one in names] == [text_of(one) for one in ran(names, Limits(documents=2))]


ENDLESS = """
from functools import partial
from ingest.blocks import RawFile
from ingest.sandbox import sandboxed
from tests.ingest import hostile_prepares
loads = [partial(RawFile, f"{name}.txt", b"x") for name in ("bon", "boucle", "dort")]
for outcome in sandboxed(hostile_prepares.prepare, loads):
    print("ready", flush=True)
"""


@pytest.fixture
def program() -> Iterator[subprocess.Popen[bytes]]:
    """Return a program in the middle of a document that never ends."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        assert b"ready\n" == running.stdout.readline()
        yield running
        running.kill()


def descendants(pid: int) -> set[int]:
    """Return the ids of the living processes below one."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if fields[0] != "Z":
                parents[int(entry.name)] = int(fields[1])
    found = {pid}
    while more := {one for one, above in parents.items() if above in found} - found:
        found |= more
    return found - {pid}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are counted in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_the_program(program: subprocess.Popen[bytes], how: int) -> None:
    """However the program ends, kill -9 and Ctrl+C included, its processes end within seconds."""
    below = descendants(program.pid)
    assert len(below) >= 2

    program.send_signal(how)
    program.wait(10)

    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{one}").exists() for one in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set() == {one for one in below if Path(f"/proc/{one}").exists()}


def test_cores_are_those_that_may_be_used() -> None:
    """At least one, at most those of the machine."""
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("name", ["bon", "mange", "sort", "refuse"])
def test_reading_alone_is_confined_as_preparing_is(name: str) -> None:
    """The text of one file comes back whole, and one that harms its process is refused with the same reason."""
    if name == "bon":
        assert "Texte bon" == read_sandboxed(hostile_prepares.read, load(name)(), QUICK)
        return
    with pytest.raises(DocumentRefusedError) as caught:
        read_sandboxed(hostile_prepares.read, load(name)(), QUICK)
    assert REASONS[name] == str(caught.value)
