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


def _eat() -> str:
    return "x" * (3 << 30)


def _loop() -> str:
    while True:
        pass


def _sleep() -> str:
    time.sleep(600)
    return "reposé"


def _leave() -> str:
    os._exit(9)


def _crash() -> str:
    return str(ctypes.string_at(0))


def _flood() -> str:
    return "mot " * 2_000_000


def _overflow() -> str:
    return "x" * 1_000_000_000


def _refuse() -> str:
    raise DocumentRefusedError("Rien à lire.", "Donnez autre chose.")


def _stumble() -> str:
    raise AttributeError("secret")


def _write() -> str:
    Path("écrit-par-le-bac.txt").write_text("x")
    return "écrit"


def _call() -> str:
    with socket.socket() as link:
        link.settimeout(2)
        link.connect(("127.0.0.1", int(os.environ["EFC_TEST_PORT"])))
    return "appelé"


def _look() -> str:
    return " ".join(sorted(one.name for one in Path("/proc/self/fd").iterdir()))


def _kill_nursery() -> str:
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
    "orpheline": _kill_nursery,
}


def prepare(raw: RawFile, suffix: str = "") -> Prepared:
    """Do what the name says, and prepare plainly what any other name holds."""
    way = WAYS.get(raw.location.removesuffix(".txt"))
    text = way() if way else raw.content.decode() + suffix
    return plain_tools.prepare(RawFile(raw.location, text.encode()))
