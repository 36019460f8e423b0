"""Ways to prepare a document that a sandbox must survive; the name of the file says which."""

import ctypes
import os
import signal
import socket
import time
from pathlib import Path

from assistant.errors import DocumentRefusedError
from ingest.blocks import Prepared, RawFile
from tests.ingest import plain_tools


def _eat(_: str) -> str:
    return "x" * (3 << 30)


def _loop(_: str) -> str:
    while True:
        pass


def _sleep(_: str) -> str:
    time.sleep(600)
    return "reposé"


def _leave(_: str) -> str:
    os._exit(9)


def _crash(_: str) -> str:
    return str(ctypes.string_at(0))


def _flood(_: str) -> str:
    return "mot " * 2_000_000


def _overflow(_: str) -> str:
    return "x" * 1_000_000_000


def _refuse(_: str) -> str:
    raise DocumentRefusedError("Rien à lire.", "Donnez autre chose.")


def _stumble(_: str) -> str:
    raise AttributeError("secret")


def _write(_: str) -> str:
    Path("écrit-par-le-bac.txt").write_text("x")
    return "écrit"


def _call(port: str) -> str:
    with socket.socket() as link:
        link.settimeout(2)
        link.connect(("127.0.0.1", int(port)))
    return "appelé"


def _look(_: str) -> str:
    return " ".join(sorted(one.name for one in Path("/proc/self/fd").iterdir()))


def _ask(name: str) -> str:
    return os.environ.get(name, "rien")


def _kill_nursery(_: str) -> str:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)
    return "seul"


WAYS = {
    "mange": _eat,
    "boucle": _loop,
    "dort": _sleep,
    "sort": _leave,
    "tombe": _crash,
    "inonde": _flood,
    "déborde": _overflow,
    "refuse": _refuse,
    "trébuche": _stumble,
    "écrit": _write,
    "appelle": _call,
    "regarde": _look,
    "demande": _ask,
    "orpheline": _kill_nursery,
}


def prepare(raw: RawFile, suffix: str = "") -> Prepared:
    """Do what the name says, and prepare plainly what any other name holds."""
    way = WAYS.get(raw.location.removesuffix(".txt"))
    content = raw.content.decode()
    text = way(content) if way else content + suffix
    return plain_tools.prepare(RawFile(raw.location, text.encode()))


def read(raw: RawFile) -> str:
    """Read the text of a file, as hostile as it is prepared."""
    return prepare(raw).document.text
