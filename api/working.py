"""Several processes that serve one socket: started, restarted, and stopped together.

Each is a process of its own, started anew rather than forked: nothing that the first one opened is shared but the
socket. The system hands each new connection to whichever accepts it first.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

from api.app import LOCAL_HOSTS, create_app
from api.serving import SHUTDOWN_SECONDS, make_server
from api.traffic import traffic_of
from assistant.answering import Assistant
from assistant.domain import Question
from assistant.errors import EfcError
from assistant.settings import Settings
from assistant.wiring import build_assistant, build_journal

POLL_SECONDS = 0.1
"""Seconds between two looks at the processes."""

KILL_SECONDS = SHUTDOWN_SECONDS + 3
"""Seconds after which a process that was told to stop is killed; under the ten that a supervisor usually leaves."""

SHORT_LIFE = 5.0
"""Seconds under which a process that ends was not able to serve: it is not started again and again."""


class WorkersFailedError(EfcError):
    """A process that should serve ends as soon as it starts."""

    code = "workers_failed"


def make_app(settings: Settings, host: str, workers: int = 1) -> Any:  # noqa: ANN401 - any ASGI application
    """Return the application of some settings, for one of several processes.

    Raises:
        InvalidInputError: a setting is not written as it should be.
    """
    hosts = [*LOCAL_HOSTS, *settings.allowed_hosts.split(","), host]
    traffic = traffic_of(settings, workers)
    assistant = build_assistant(settings)
    threading.Thread(target=_warm, args=(assistant,), daemon=True).start()
    return create_app(
        assistant,
        hosts=hosts,
        traffic=traffic,
        journal=build_journal(settings),
        admin_key=settings.admin_key.get_secret_value(),
    )


def _warm(assistant: Assistant) -> None:
    """Ask a question that nobody asked: the first one after a start takes a second, the next ones some milliseconds."""
    with contextlib.suppress(EfcError):  # who asks is told of it, with the remedy
        assistant.answer(Question(text="C’est quoi l’EFC ?"))


def run_server(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve until told to stop by SIGINT or SIGTERM, which both end the process with success once it has drained."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        server.run(sockets=[listener])
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        _ignore_signals()


def supervise(listener: socket.socket, count: int, host: str, data: Path) -> int:
    """Run `count` processes on a listener until told to stop, and return 0.

    Raises:
        WorkersFailedError: one of them ends as soon as it starts.
    """
    fleet = _Fleet(listener, count, host, data)
    before = {number: signal.signal(number, fleet.stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while fleet.is_wanted:
            time.sleep(POLL_SECONDS)
            fleet.replace_dead()
    except WorkersFailedError:
        for number, handler in before.items():
            signal.signal(number, handler)
        raise
    finally:
        fleet.end()
    _ignore_signals()
    return 0


def _ignore_signals() -> None:
    """Let the process end as it was asked to: one more Ctrl+C at this point would turn success into a failure."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


class _Fleet:
    """The processes; the first signal drains them, the second kills them."""

    def __init__(self, listener: socket.socket, count: int, host: str, data: Path) -> None:
        self._listener = listener
        words = ["--fd", str(listener.fileno()), "--workers", str(count), "--host", host, "--data", str(data)]
        self._command = [sys.executable, "-P", "-m", "api.working", *words]  # -P: no folder `api` of the user
        self.is_wanted = True
        self._forced = False
        self._running = [self._started() for _ in range(count)]

    def stop(self, number: int, frame: FrameType | None) -> None:
        self._forced = not self.is_wanted
        self.is_wanted = False

    def replace_dead(self) -> None:
        """Start again what ended, unless it ended as soon as it began."""
        for place, (process, born) in enumerate(self._running):
            if self.is_wanted and process.poll() is not None:
                if time.monotonic() - born < SHORT_LIFE:
                    raise WorkersFailedError(
                        "Un processus du serveur s’arrête dès son démarrage.",
                        "Lancez « efc serve » sans --workers pour en voir la cause.",
                    )
                self._running[place] = self._started()

    def end(self) -> None:
        limit = time.monotonic() + KILL_SECONDS
        for process, _ in self._running:
            process.terminate()
        while any(process.poll() is None for process, _ in self._running):
            if self._forced or time.monotonic() > limit:
                for process, _ in self._running:
                    process.kill()
            time.sleep(POLL_SECONDS)

    def _started(self) -> "tuple[subprocess.Popen[bytes], float]":
        process = subprocess.Popen(  # our own interpreter and our own module
            self._command, pass_fds=[self._listener.fileno()], start_new_session=True, stdin=subprocess.DEVNULL
        )
        return process, time.monotonic()


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _work(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="api.working")
    parser.add_argument("--fd", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args(arguments)
    server = make_server(make_app(Settings(data=options.data), options.host, options.workers))
    threading.Thread(target=_stop_with_parent, args=(server, os.getppid()), daemon=True).start()
    with socket.socket(fileno=options.fd) as listener:
        run_server(server, listener)
    return 0


def _stop_with_parent(server: uvicorn.Server, parent: int) -> None:
    """Stop a server whose parent is gone: nobody would stop it otherwise."""
    while os.getppid() == parent:
        time.sleep(1)
    server.should_exit = True


if __name__ == "__main__":
    sys.exit(_work())
