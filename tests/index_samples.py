"""Invented documents and the indexes made of them, for the tests of index and retrieval."""

from collections.abc import Sequence
from pathlib import Path

from assistant.adapters.generation import open_generation, write_generation
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import Document, Passage
from assistant.ports import PassageIndex

TEXTS = {
    "haies.md": ("Les haies", "Une haie abrite des oiseaux.\n\nElle freine le vent et retient l’eau."),
    "mares.md": ("Les mares", "Une mare rafraîchit le village.\n\nDes oiseaux y boivent en été."),
    "vergers.md": ("Les vergers", "Un verger partagé donne des pommes.\n\nLes habitants pressent le jus."),
    "legumerie.md": ("La légumerie", "La légumerie lave les carottes.\n\nElle livre les cantines du canton."),
}


def documents() -> list[Document]:
    """Return the sample documents."""
    return [
        Document(id=f"{number:016x}", title=title, location=location, text=text, author_kind="human")
        for number, (location, (title, text)) in enumerate(sorted(TEXTS.items()))
    ]


def passages() -> list[Passage]:
    """Return one passage a paragraph."""
    return [passage for document in documents() for passage in _of(document)]


def _of(document: Document) -> list[Passage]:
    first, second = document.text.split("\n\n")
    spans = [(0, len(first)), (len(first) + 2, len(first) + 2 + len(second))]
    return [
        Passage(
            id=f"{document.id}-{start:06d}-{end:06d}",
            document_id=document.id,
            number=number,
            start=start,
            end=end,
            text=document.text[start:end],
            author_kind=document.author_kind,
        )
        for number, (start, end) in enumerate(spans)
    ]


def build(folder: Path, found: Sequence[Document], cut: Sequence[Passage]) -> str:
    """Write a generation of these with the subword embedder."""
    embedder = SubwordEmbedder()
    vectors = embedder.embed_passages([one.text for one in cut])
    return write_generation(folder, found, cut, vectors, embedder.name)


def opened(folder: Path) -> PassageIndex:
    """Write a generation of the samples and open it."""
    build(folder, documents(), passages())
    return open_generation(folder)
