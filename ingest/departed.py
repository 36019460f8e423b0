"""Departed: what left or was forgotten must remain nowhere; where it does."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.adapters.generation import open_generation
from assistant.domain import Document
from assistant.errors import EfcError
from assistant.ports import PassageIndex
from ingest.erasing_strays import stages, strays
from ingest.generations import names
from ingest.holding import Holding
from ingest.locking import is_held

CAME_BACK = "document {one} : retiré du registre, il y est encore"
STILL_SERVED = "document {one} : retiré du registre, l’index {name} le sert encore"
UNFINISHED = "oubli {one} : inachevé ; relancez « efc index forget » avec le même nom"
LEFT_OVER = "restauration interrompue : « efc ingest », ou une nouvelle restauration, efface ce qu’elle a laissé"
STILL_NAMED = "{place} : contient un nom oublié ; relancez « efc index forget » avec ce nom"


def departed(holding: Holding, index: PassageIndex | None, *, behind: bool) -> Iterator[str]:
    """Yield what is still there of the documents that left and of the names that were forgotten.

    Args:
        holding: what the ledger says.
        index: the generation that serves, None when none opens.
        behind: whether it is known not to be the ledger's content.
    """
    for one in sorted(holding.tombstones & set(holding.documents)):
        yield CAME_BACK.format(one=one)
    served = {one.id for one in index.documents()} if index and not behind else set()
    for one in sorted(holding.tombstones & served - set(holding.documents)):
        yield STILL_SERVED.format(one=one, name=holding.now.name if holding.now else "")
    for one in holding.unfinished:
        yield UNFINISHED.format(one=one)
    if stages(holding.data) and not is_held(holding.data):
        yield LEFT_OVER
    if holding.forgotten.marks:
        for place in _named(holding):
            yield STILL_NAMED.format(place=place)


def _named(holding: Holding) -> Iterator[str]:
    """Yield what still holds a forgotten name: records, generations kept for `undo`, other files."""
    forgets = holding.forgotten.holds
    for document in holding.documents.values():
        if forgets(document.model_dump_json()):
            yield f"document {document.id}"
    records = [one.detail for one in holding.uses]
    records += [text for one in holding.files for text in (one.name, one.reason)]
    if any(map(forgets, records)):
        yield "registre"
    for name in names(holding.data):
        if any(forgets(one.model_dump_json()) for one in _documents_of(holding.data / "generations" / name)):
            yield f"index {name}"
    for path in strays(holding.data):
        if forgets(path.name) or forgets(_text_of(path)):
            yield "un autre fichier du dossier de données"


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:  # a writer has just replaced it
        return ""


def _documents_of(folder: Path) -> Sequence[Document]:
    """Return the documents of a generation; none when it does not open: it serves nobody, and will be dropped."""
    try:
        return open_generation(folder).documents()
    except EfcError:
        return []
