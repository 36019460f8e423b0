"""A border over a real planner: the invented notes of the assistant, held in memory."""

import tempfile
from functools import cache
from pathlib import Path

from assistant.adapters.subword import SubwordEmbedder
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


def without_index() -> Assistant:
    """Return an assistant whose index cannot be opened."""
    return Assistant(_missing, SubwordEmbedder(), planner().lexicon, planner().places)


def _missing() -> PassageIndex:
    raise IndexUnusableError("Il n’y a pas encore d’index.", "Lancez « efc ingest ».")
