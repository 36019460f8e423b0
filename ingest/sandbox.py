"""Preparing documents in child processes under limits, so that a hostile document costs itself and no other."""

import os
import pickle
import selectors
import socket
import struct
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assistant.errors import DocumentRefusedError
from ingest.blocks import RawFile
from ingest.sandbox_nursery import Nursery, nursery
from ingest.sandbox_outcomes import CRASHED, GARBLED, NO_MEMORY, NO_ROOM, NO_TIME, outcome, refusal
from ingest.sandbox_worker import OUT_OF_MEMORY, REPLY, REQUEST, Limits, Work, described
from ingest.settling import Load, Outcome, Prepare

WORKERS = 4
"""Processes at most; fewer on a machine with fewer cores."""
FEW = 8
"""Documents for each process: a second one starts only when the first has had that many."""
WINDOW = 32
"""Documents read and not yet handed back, at most."""
HELD = 64_000_000
"""Bytes of replies waiting for their turn beyond which no document is begun."""

_PART = 1 << 20


def sandboxed(prepare: Prepare, loads: Iterable[Load], limits: Limits | None = None) -> Iterator[Outcome]:
    """Prepare files in child processes, as many as usable cores but four at most, one when files are few.

    A document whose process dies or passes a limit is tried once more, alone, in a fresh one; then it is refused,
    and the others go on. At most `WINDOW` files are held in memory.

    Args:
        prepare: a function of a module, or a `functools.partial` of one: it is sent by its name.
        loads: read the files, in the order wanted; called in this process.
        limits: what one document may take.

    Raises:
        TypeError: `prepare` cannot be sent to another process.
    """
    pool = _Pool(prepare, limits or Limits())
    try:
        for one in pool.outcomes(iter(loads)):
            yield DocumentRefusedError(GARBLED) if isinstance(one, str) else one
    finally:
        pool.close()


def read_sandboxed(read: Callable[[RawFile], str], raw: RawFile, limits: Limits | None = None) -> str:
    """Read the text of one file in a child process, under the same limits.

    Args:
        read: a function of a module: it is sent by its name.
        raw: the file.
        limits: what it may take.

    Raises:
        DocumentRefusedError: the file is no document, or reading it ended the process or passed a limit.
    """
    pool = _Pool(read, limits or Limits())
    try:
        (found,) = pool.outcomes(iter([lambda: raw]))
    finally:
        pool.close()
    if isinstance(found, str):
        return found
    raise found if isinstance(found, DocumentRefusedError) else DocumentRefusedError(GARBLED)


@dataclass(slots=True)
class _Task:
    """One file on its way."""

    raw: RawFile | None = None
    outcome: Outcome | str | None = None
    weight: int = 0
    is_retried: bool = False


@dataclass(slots=True)
class _Worker:
    """One process, and the document it works on."""

    pid: int
    link: socket.socket
    task: _Task
    deadline: float = 0.0
    reply: bytearray = field(default_factory=bytearray)
    done: int = 0
    is_idle: bool = True

    def send(self, task: _Task, raw: RawFile, seconds: float) -> None:
        """Give it a document.

        Raises:
            OSError: it is dead, or reads nothing.
        """
        self.task, self.is_idle, self.deadline = task, False, time.monotonic() + seconds
        self.reply.clear()
        said = described(raw)
        self.link.settimeout(seconds)
        self.link.sendall(REQUEST.pack(len(said), len(raw.content)) + said)
        self.link.sendall(raw.content)


class _Pool:
    """The processes of one ingestion, and the documents between them."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._limits = limits
        self._work = _by_name(work)
        self._nursery: Nursery = nursery()
        self._selector = selectors.DefaultSelector()
        self._most = min(WORKERS, usable_cores())
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._retried: deque[_Task] = deque()
        self._begun = 0

    def outcomes(self, loads: Iterator[Load]) -> Iterator[Outcome | str]:
        """Give the outcomes in the order of the files."""
        is_exhausted = False
        while True:
            while not is_exhausted and self._has_room():
                load = next(loads, None)
                is_exhausted = load is None
                if load is not None:
                    self._begin(load)
            if not self._waiting:
                return
            while self._waiting and (done := self._waiting[0].outcome) is not None:
                self._waiting.popleft()
                yield done
            self._retry()
            if any(not one.is_idle for one in self._workers):
                self._collect()

    def close(self) -> None:
        """End the processes."""
        for worker in list(self._workers):
            self._end(worker)
        self._selector.close()

    def _has_room(self) -> bool:
        """Whether another document may begin: a process is free, and not too much is held."""
        if self._retried or any(one.task.is_retried and not one.is_idle for one in self._workers):
            return False  # a document that is tried again is alone
        held = sum(one.weight for one in self._waiting)
        free = len(self._workers) < self._allowed() or any(one.is_idle for one in self._workers)
        return free and len(self._waiting) < WINDOW and held < HELD

    def _allowed(self) -> int:
        return min(self._most, 1 + self._begun // FEW)

    def _begin(self, load: Load) -> None:
        task = _Task()
        self._waiting.append(task)
        try:
            task.raw = load()
        except DocumentRefusedError as error:
            task.outcome = error
            return
        self._begun += 1
        self._give(task)

    def _give(self, task: _Task) -> None:
        worker = next((one for one in self._workers if one.is_idle), None) or self._started(task)
        try:
            worker.send(task, _loaded(task), self._limits.wall)
        except OSError:
            self._failed(worker, CRASHED)

    def _retry(self) -> None:
        """Begin again a document that ended its process, once every other process rests."""
        if self._retried and all(one.is_idle for one in self._workers):
            for worker in list(self._workers):
                self._end(worker)
            self._give(self._retried.popleft())

    def _collect(self) -> None:
        """Wait until a process says something or has taken too long, and take note of it."""
        nearest = min(one.deadline for one in self._workers if not one.is_idle)
        for key, _ in self._selector.select(max(0.0, nearest - time.monotonic())):
            self._read(key.data)
        now = time.monotonic()
        for worker in [one for one in self._workers if not one.is_idle and one.deadline <= now]:
            self._failed(worker, NO_TIME)

    def _read(self, worker: _Worker) -> None:
        try:
            part = worker.link.recv(_PART)
        except OSError:
            part = b""
        if not part:
            self._failed(worker, CRASHED)
            return
        worker.reply += part
        if len(worker.reply) < REPLY.size:
            return
        kind, size = REPLY.unpack_from(worker.reply)
        if size > self._limits.reply:
            self._failed(worker, NO_ROOM)
        elif len(worker.reply) >= REPLY.size + size:
            self._conclude(worker, kind, bytes(worker.reply[REPLY.size :]))

    def _conclude(self, worker: _Worker, kind: bytes, content: bytes) -> None:
        """Note what a process replied, and let it rest, or end it when it may be harmed or has served long."""
        if kind == OUT_OF_MEMORY:
            self._failed(worker, NO_MEMORY)
            return
        task, worker.is_idle = worker.task, True
        task.raw, task.weight, task.outcome = None, len(content), outcome(kind, content, self._limits)
        worker.reply.clear()
        worker.done += 1
        if worker.done >= self._limits.documents:
            self._end(worker)

    def _failed(self, worker: _Worker, why: str) -> None:
        """End a process that broke a limit or died, and try its document again, or refuse it."""
        task, worker.is_idle = worker.task, True
        status = self._end(worker)
        if task.is_retried or why == NO_ROOM:
            task.raw, task.outcome = None, refusal(why, status, self._limits)
        else:
            task.is_retried = True
            self._retried.append(task)

    def _started(self, task: _Task) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid = self._nursery.fork(theirs, self._limits)
            except OSError:
                self._nursery = nursery()  # the other one was killed from outside
                pid = self._nursery.fork(theirs, self._limits)
        ours.sendall(struct.pack("!Q", len(self._work)) + self._work)
        worker = _Worker(pid, ours, task)
        self._workers.append(worker)
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def _end(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        self._selector.unregister(worker.link)
        worker.link.close()
        return self._nursery.end(worker.pid)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _loaded(task: _Task) -> RawFile:
    if task.raw is None:
        raise ValueError("a document that is done cannot be given to a worker")
    return task.raw


def _by_name(work: Work) -> bytes:
    try:
        return pickle.dumps(work)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise TypeError(f"{work!r} cannot be sent to another process by its name") from error
