"""The nursery: a small process, all imports made, from which workers are forked in a few milliseconds.

It is a fresh interpreter, not a fork of the program: no thread, lock, secret or open file of the program reaches a
worker. It dies with the program, by whatever death, and takes its workers with it.
"""

import atexit
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ingest.sandbox_worker import Limits, confine, serve

_FORK, _END = b"F", b"E"
_NUMBER = struct.Struct("!q")
_LIMITS = struct.Struct("!qqdqq")

_KNOWN = ("PATH", "HOME", "LANG", "LC_", "PYTHON", "TMPDIR")
"""Beginnings of the variables that a worker may know: the keys of the providers are not among them."""

WARMED = "ingest.preparing"
"""Module imported before the first fork: 0.35 s that no worker pays again."""


class Nursery:
    """The program's end: forks workers, and says how they ended. Safe to use from several threads."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        kept = {name: value for name, value in os.environ.items() if name.startswith(_KNOWN)}
        environment = {**kept, "PYTHONPATH": os.pathsep.join(one or str(Path.cwd()) for one in sys.path)}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__],  # -P: a folder of documents is no place for modules
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl+C is for the program, which then closes its end
            )
        self._control = ours
        self._turn = threading.Lock()
        self.owner = os.getpid()

    @property
    def is_alive(self) -> bool:
        """Whether it can still fork, for the process that started it."""
        return self.owner == os.getpid() and self._process.poll() is None

    def fork(self, connection: socket.socket, limits: Limits) -> int:
        """Start a worker at the other end of `connection`, and return its process id.

        Raises:
            OSError: the nursery is dead.
        """
        told = _FORK + _LIMITS.pack(limits.memory, limits.cpu, limits.wall, limits.reply, limits.documents)
        with self._turn:
            socket.send_fds(self._control, [told], [connection.fileno()])
            return self._number()

    def end(self, pid: int) -> int:
        """Kill a worker that may still live; return its exit code, less the signal that ended it, or 0 when unknown."""
        with suppress(OSError), self._turn:
            self._control.sendall(_END + _NUMBER.pack(pid))
            return os.waitstatus_to_exitcode(self._number())
        return 0

    def close(self) -> None:
        """Let it go, and its workers with it."""
        self._control.close()
        if self.owner == os.getpid():
            self._process.wait()

    def _number(self) -> int:
        content = self._control.recv(_NUMBER.size, socket.MSG_WAITALL)
        if len(content) < _NUMBER.size:
            raise ConnectionError("the nursery is dead")
        return int(_NUMBER.unpack(content)[0])


_started: list[Nursery] = []
_starting = threading.Lock()


def nursery() -> Nursery:
    """Return the nursery of this process, started when there is none."""
    with _starting:
        if not _started or not _started[-1].is_alive:
            if not _started:
                atexit.register(_close_all)
            _close_all()
            _started[:] = [Nursery()]
        return _started[-1]


def _close_all() -> None:
    for one in _started:
        one.close()


def main() -> None:
    """Fork workers as the program at the other end of standard input asks for, until it leaves."""
    control = socket.socket(fileno=os.dup(0))
    _warm_up()
    workers: set[int] = set()
    while True:
        told, descriptors, _, _ = socket.recv_fds(control, 1 + _LIMITS.size, 1)
        if told[:1] == _FORK:
            pid = _forked(descriptors[0], Limits(*_LIMITS.unpack(told[1:])))
            os.close(descriptors[0])
            workers.add(pid)
            control.sendall(_NUMBER.pack(pid))
        elif told[:1] == _END:
            (pid,) = _NUMBER.unpack(told[1:])
            workers.discard(pid)
            os.kill(pid, signal.SIGKILL)  # it may be dead, but its id is its own until we wait for it
            control.sendall(_NUMBER.pack(os.waitpid(pid, 0)[1]))
        else:
            break
    for pid in workers:
        os.kill(pid, signal.SIGKILL)


def _forked(descriptor: int, limits: Limits) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        confine(descriptor, limits)
        serve(socket.socket(fileno=descriptor), limits)
        status = 0
    finally:
        os._exit(status)  # whatever happened, no worker ever goes on as a nursery


def _warm_up() -> None:
    """Import what preparing needs, and let it read its word lists."""
    from importlib import import_module  # noqa: PLC0415 - a process of its own

    warm: Callable[[], None] = import_module(WARMED).warm_up
    warm()


if __name__ == "__main__":
    main()
