"""Plain stand-ins for the stages that the ledger's side of ingestion is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from assistant.adapters.generation import open_generation, write_generation
from assistant.domain import DenseWorth, Document, Passage
from assistant.errors import DocumentRefusedError
from assistant.ports import Vectors
from ingest.blocks import Prepared, RawFile, RuleUse, Stretch
from ingest.pipeline import Tools
from ingest.preparing import document_id
from ingest.settling import in_process


def prepare(raw: RawFile) -> Prepared:
    """Strip the text, refuse what is empty or binary, and make each paragraph a passage."""
    if not raw.content.strip() or b"\0" in raw.content:
        raise DocumentRefusedError("Le fichier est vide.")
    decoded = raw.content.decode()
    text = decoded.strip()
    document = Document(id="", title=text.splitlines()[0], location=raw.location, text=text)
    identity = document_id(document)
    passages = [
        Passage(
            id=f"{identity}-{match.start():06d}",
            document_id=identity,
            number=number,
            start=match.start(),
            end=match.end(),
            text=match.group(),
        )
        for number, match in enumerate(re.finditer(r"\S.*", text))
    ]
    start = decoded.index(text)
    return Prepared(
        document.model_copy(update={"id": identity}),
        passages,
        [RuleUse(rule="blanks", action="dropped", raw_start=0, raw_end=start)] if start else [],
        [Stretch(start=0, raw_start=start, length=len(text))],
    )


@dataclass
class LengthEmbedder:
    """An embedder of two dimensions that remembers what it was asked."""

    name: str = "length-v1"
    dimension: int = 2
    texts: list[str] = field(default_factory=list)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Turn the length of each text into an angle."""
        self.texts.extend(texts)
        angles = np.array([len(text) % 90 for text in texts]) * np.pi / 180
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Do the same."""
        return self.embed_passages(texts)


def opens(folder: Path) -> None:
    """Test a generation in this process: it opens."""
    open_generation(folder)


def tools(embedder: LengthEmbedder | None = None, preparation: str = "1") -> Tools:
    """Return the plain tools around the real generation."""
    made = embedder or LengthEmbedder()
    return Tools(
        prepare, preparation, made, write_generation, opens, spread=in_process, calibrate=lambda *_: DenseWorth()
    )
