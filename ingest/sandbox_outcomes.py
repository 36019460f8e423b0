"""What a sandbox says of a document: the reply of a worker, or why there is none."""

import json
import signal

from assistant.errors import DocumentRefusedError
from ingest.sandbox_worker import PREPARED, REFUSED, TEXT, TOO_LONG, UNFIT, Limits
from ingest.settling import DEFEATED, Outcome
from ingest.spooling import load_prepared

NO_MEMORY = "l’analyse a dépassé {limit} de mémoire"
NO_TIME = "l’analyse a dépassé {limit} s"
NO_CPU = "l’analyse a dépassé {limit} s de calcul"
NO_ROOM = "l’analyse a rendu plus de {limit} Mo"
CRASHED = "l’analyse s’est arrêtée ({how})"
GARBLED = "l’analyse a rendu une réponse illisible"


def outcome(kind: bytes, content: bytes, limits: Limits) -> Outcome | str:
    """Read a reply, whose words are believed no more than those of the document."""
    try:
        if kind == PREPARED:
            return load_prepared(content)
        if kind == TEXT:
            return content.decode()
        if kind == REFUSED:
            message, remedy = json.loads(content)
            return DocumentRefusedError(str(message), str(remedy))
    except ValueError:
        return DocumentRefusedError(GARBLED)
    if kind == TOO_LONG:
        return DocumentRefusedError(NO_ROOM.format(limit=limits.reply // 1_000_000))
    said = content.decode("utf-8", "replace")
    if kind == UNFIT:
        raise TypeError(f"the worker cannot prepare: {said}")
    return DocumentRefusedError(DEFEATED.format(error=said))


def refusal(why: str, status: int, limits: Limits) -> DocumentRefusedError:
    """Say which limit was passed, or how the process ended: its exit code, or less the signal that killed it."""
    if why == NO_MEMORY:
        return DocumentRefusedError(why.format(limit=said_bytes(limits.memory)))
    if why == NO_ROOM:
        return DocumentRefusedError(why.format(limit=limits.reply // 1_000_000))
    if why == NO_TIME:
        return DocumentRefusedError(why.format(limit=f"{limits.wall:g}".replace(".", ",")))
    if status == -signal.SIGXCPU:
        return DocumentRefusedError(NO_CPU.format(limit=limits.cpu))
    return DocumentRefusedError(why.format(how=f"signal {-status}" if status < 0 else f"code {status}"))


def said_bytes(size: int) -> str:
    """Say a number of bytes, as « 1 Gio » or « 256 Mio »."""
    return f"{size >> 30} Gio" if size >= 1 << 30 else f"{size >> 20} Mio"
