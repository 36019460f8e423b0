"""The inside of the sandbox: a process with little memory and time, that prepares documents one after the other."""

import ctypes
import json
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass

from assistant.errors import DocumentRefusedError
from ingest.blocks import Earlier, Prepared, RawFile
from ingest.spooling import dump_prepared

Work = Callable[[RawFile], Prepared | str]
"""Prepares a document, or reads its text alone."""

REQUEST = struct.Struct("!IQ")
"""Bytes of what is said of the file, bytes of its content; both follow."""
REPLY = struct.Struct("!cQ")
"""Which reply, and bytes of what follows."""

PREPARED, TEXT, REFUSED, DEFEATED, OUT_OF_MEMORY, TOO_LONG, UNFIT = b"P", b"T", b"R", b"D", b"M", b"L", b"X"
"""The document; its text; a refusal; the name of an error; no memory left; a reply too long; why none is possible."""

_KILLED_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` of prctl(2)."""
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
"""`CLONE_NEWNET` and `CLONE_NEWUSER` of unshare(2): a network without any way out."""
_DESCRIPTORS = 65_536
"""Open files of a process, where the system says that they are not limited."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the analysis of one document may take.

    The longest page that the parsers accept (3 million characters, 5,000 passages) takes 16 s of a core shared with
    six other programs, and 250 MB; a page of ordinary size 0.02 s.
    """

    memory: int = 1 << 30
    """Bytes of address space beyond what the process has at its start."""
    cpu: int = 20
    """Seconds of processor."""
    wall: float = 30
    """Seconds of the clock."""
    reply: int = 64_000_000
    """Bytes of the prepared document."""
    documents: int = 500
    """Documents after which a fresh process takes over, so that what a parser leaks is given back."""


def described(raw: RawFile) -> bytes:
    """Return what is said of a file besides its content, to be read by the other side."""
    return json.dumps([raw.location, raw.media_type, raw.retrieved_on, raw.earlier and astuple(raw.earlier)]).encode()


def _raw_file(said: bytes, content: bytes) -> RawFile:
    location, media_type, day, earlier = json.loads(said)
    return RawFile(location, content, media_type, day, Earlier(*earlier) if earlier else None)


def confine(kept: int, limits: Limits) -> None:
    """Give up, for good, what preparing a document does not need; `kept` is the only descriptor that stays.

    Where the system has no such limit (memory on macOS, network outside Linux), the work goes on without it.
    """
    os.closerange(0, kept)
    os.closerange(kept + 1, max(os.sysconf("SC_OPEN_MAX"), _DESCRIPTORS))
    for _ in range(3):
        os.open(os.devnull, os.O_RDWR)  # descriptors 0, 1 and 2, for what prints
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_AS"):
        with suppress(OSError, ValueError, AttributeError):
            value = _address_space() + limits.memory if name == "RLIMIT_AS" else 0
            resource.setrlimit(getattr(resource, name), (value, value))
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.prctl(_KILLED_WITH_PARENT, signal.SIGKILL)
        system.unshare(_NEW_NETWORK) and system.unshare(_NEW_USER | _NEW_NETWORK)


def _address_space() -> int:
    """Return the bytes of address space in use.

    Raises:
        OSError: the system does not tell.
    """
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - no path object for each fork
        return int(file.read().split()[0]) * resource.getpagesize()


def serve(connection: socket.socket, limits: Limits) -> None:
    """Read how to prepare, then prepare each document that comes, until the other side leaves."""
    try:
        work: Work = pickle.loads(_received(connection, *struct.unpack("!Q", _received(connection, 8))))
    except EOFError:
        return
    except Exception as error:
        _send(connection, UNFIT, f"{type(error).__name__}: {error}".encode())
        return
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            place, size = REQUEST.unpack(_received(connection, REQUEST.size))
            raw = _raw_file(_received(connection, place), _received(connection, size))
            _allow_time(limits.cpu)
            _send(connection, *_answer(work, raw, limits.reply))


def _answer(work: Work, raw: RawFile, longest: int) -> tuple[bytes, bytes]:
    try:
        made = work(raw)
        kind, written = (TEXT, made.encode()) if isinstance(made, str) else (PREPARED, dump_prepared(made))
    except DocumentRefusedError as error:
        return REFUSED, json.dumps([error.message, error.remedy]).encode()
    except MemoryError:
        return OUT_OF_MEMORY, b""
    except Exception as error:
        return DEFEATED, type(error).__name__.encode()
    return (kind, written) if len(written) <= longest else (TOO_LONG, b"")


def _allow_time(seconds: int) -> None:
    """Let the process be killed once it has computed that long from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, -1))


def _received(connection: socket.socket, size: int) -> bytes:
    """Read that many bytes.

    Raises:
        EOFError: the other side left.
    """
    content = bytearray()
    while len(content) < size:
        part = connection.recv(min(size - len(content), 1 << 20))
        if not part:
            raise EOFError
        content += part
    return bytes(content)


def _send(connection: socket.socket, kind: bytes, content: bytes) -> None:
    connection.sendall(REPLY.pack(kind, len(content)))
    connection.sendall(content)
