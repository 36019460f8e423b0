"""A border over a real planner: the invented notes of the assistant, held in memory."""

import tempfile
from functools import cache
from pathlib import Path

from assistant.answering import Assistant
from assistant.errors import IndexUnusableError
from assistant.ports import PassageIndex
from tests.api.conftest import Send, sender
from tests.assistant.small_corpus import small_assistant


@cache
def planner() -> Assistant:
    """Return an assistant over the invented notes, made once."""
    with tempfile.TemporaryDirectory() as folder:
        return small_assistant(Path(folder))


def planning() -> Send:
    """Return a client of it."""
    return sender(planner())


def moved() -> Assistant:
    """Return an assistant over another generation: a note more."""
    note = "---\ntitle: Le pétrin\nkind: concept\nterms: []\n---\n\n## En bref\n\nLe pétrin est une cuve de bois.\n"
    with tempfile.TemporaryDirectory() as folder:
        return small_assistant(Path(folder), {"concepts/petrin.md": note})


class WithoutIndex(Assistant):
    """The same with an index that cannot be opened."""

    def __init__(self) -> None:
        self.__dict__.update(planner().__dict__)
        self._open_index = _missing


def _missing() -> PassageIndex:
    raise IndexUnusableError("Il n’y a pas encore d’index.", "Lancez « efc ingest ».")
