"""The program as a process: what it loads, what it opens, how it behaves in a pipe and on a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.cli import run as ingest
from tests.assistant.small_corpus import write

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "assistant").rglob("*.py")
)
HEAVY = (
    "torch",
    "chromadb",
    "fastapi",
    "sentence_transformers",
    "transformers",
    "langchain",
    "langchain_core",
    "uvicorn",
)

LOADS = """
import sys, importlib
for name in {modules!r}:
    importlib.import_module(name)
print(",".join(one for one in {heavy!r} if one in sys.modules))
"""

OPENS = """
import sys
opened = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        opened.append(event)
sys.addaudithook(watch)
from assistant.cli import main
code = main(["ask", {question!r}])
print(code, opened, "torch" in sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a shell whose data folder holds the invented corpus."""
    corpus, data = write(tmp_path_factory.mktemp("corpus")), tmp_path_factory.mktemp("data")
    assert 0 == ingest([str(corpus), "--data", str(data)])
    usual = {name: value for name, value in os.environ.items() if not name.startswith(("EFC_", "NO_COLOR"))}
    return {**usual, "EFC_CORPUS": str(corpus), "EFC_DATA": str(data), "PYTHONPATH": str(ROOT)}


def python(code: str, environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a piece of Python in a process of its own."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, cwd=folder, check=False, capture_output=True)


def efc(*words: str | bytes) -> list[str | bytes]:
    """Return the command line of the console script."""
    return [sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())", *words]


def test_no_module_loads_a_heavy_library(environment: dict[str, str], tmp_path: Path) -> None:
    """Importing every module of the assistant loads neither a model, nor a server, nor Chroma."""
    done = python(LOADS.format(modules=MODULES, heavy=HEAVY), environment, tmp_path)
    assert (0, b"\n") == (done.returncode, done.stdout), done.stderr.decode()


def test_importing_reads_no_setting_and_writes_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    """A `.env` stays closed while every module is imported, no database is opened, and no file appears."""
    hook = """
import sys, importlib
def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".env"):
        raise RuntimeError("a setting was read")
    if event in ("socket.connect", "subprocess.Popen", "sqlite3.connect"):
        raise RuntimeError(event)
sys.addaudithook(watch)
"""
    (tmp_path / ".env").write_text("EFC_EMBEDDER=unread\n")
    done = python(f"{hook}\nfor name in {MODULES!r}: importlib.import_module(name)", environment, tmp_path)
    assert (0, b"") == (done.returncode, done.stdout), done.stderr.decode()
    assert [".env"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("question", ["C’est quoi un four commun ?", "quel club à Bourg-Neuf ?"])
def test_a_question_is_answered_without_a_socket(environment: dict[str, str], tmp_path: Path, question: str) -> None:
    """The whole command reaches nothing, not even this machine, and loads no torch."""
    done = python(OPENS.format(question=question), environment, tmp_path)
    assert "0 [] False" == done.stderr.decode().strip().splitlines()[-1]
    assert b"[1]" in done.stdout


def test_an_argument_that_is_not_text_is_a_usage_error(environment: dict[str, str], tmp_path: Path) -> None:
    """Bytes of another encoding leave with 2, in one line."""
    command = efc("ask", b"caf\xe9 ?")
    done = subprocess.run(command, env=environment, cwd=tmp_path, check=False, capture_output=True)
    assert (2, b"", 1) == (done.returncode, done.stdout, done.stderr.count(b"\n")), done.stderr


READ = {
    "search": ("search", "four"),
    "ask": ("ask", "C’est quoi un four commun ?"),
    "doctor": ("doctor",),
    "help": ("--help",),
}


@pytest.mark.parametrize(
    ("name", "unbuffered"),
    [
        ("search", "1"),
        ("ask", "1"),
        ("doctor", "1"),
        ("help", "1"),
        ("search", ""),
        ("ask", ""),
        ("help", ""),
    ],
)
def test_a_reader_that_leaves_early_is_no_error(
    environment: dict[str, str], tmp_path: Path, name: str, unbuffered: str
) -> None:
    """`efc search … | true` ends without a word, whether the output is buffered or not."""
    quiet = {**environment, "PYTHONUNBUFFERED": unbuffered}
    shell = subprocess.Popen(efc(*READ[name]), env=quiet, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert shell.stdout is not None
    assert shell.stderr is not None
    shell.stdout.close()
    with shell.stderr:
        said = shell.stderr.read()
    assert (0, b"") == (shell.wait(), said)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_cannot_say_accents_never_crashes(
    environment: dict[str, str], tmp_path: Path, encoding: str
) -> None:
    """Whatever the encoding of the output, the answer comes."""
    spoken = {**environment, "PYTHONIOENCODING": encoding}
    command = efc("ask", "C’est quoi un four commun ?")
    done = subprocess.run(command, env=spoken, cwd=tmp_path, check=False, capture_output=True)
    assert 0 == done.returncode, done.stderr
    assert b"[1]" in done.stdout


def shown_on_a_terminal(environment: dict[str, str], folder: Path) -> bytes:
    """Return what a terminal receives."""
    mine, theirs = pty.openpty()
    command = efc("ask", "C’est quoi un four commun ?")
    shell = subprocess.Popen(command, env=environment, cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    received = b""
    try:
        while part := os.read(mine, 65536):
            received += part
    except OSError:  # Linux ends a terminal whose other side is closed by an error
        pass
    os.close(mine)
    assert 0 == shell.wait()
    return received


def test_colour_is_for_terminals_that_want_it(environment: dict[str, str], tmp_path: Path) -> None:
    """A terminal gets bold titles; with NO_COLOR set it gets none."""
    assert b"\x1b[1m" in shown_on_a_terminal(environment, tmp_path)
    assert b"\x1b" not in shown_on_a_terminal({**environment, "NO_COLOR": "1"}, tmp_path)
