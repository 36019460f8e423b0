"""Vectors kept between two runs of the bench: a model takes minutes over a judged set, the same each time."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.ports import Embedder, Vectors


class KeptEmbedder:
    """An embedder whose vectors of passages are kept in a folder, one file for each model and list of texts."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self._folder = folder

    @property
    def name(self) -> str:
        """Name the model."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the kept vectors of exactly these texts, or embed and keep them."""
        digest = hashlib.sha256("\0".join([self.name, *texts]).encode()).hexdigest()[:16]
        file = self._folder / f"{digest}.npy"
        if file.is_file():
            kept: Vectors = np.load(file, allow_pickle=False)
            return kept
        made = self._embedder.embed_passages(texts)
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = file.with_suffix(".tmp.npy")
        np.save(aside, made, allow_pickle=False)
        aside.replace(file)
        return made

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Embed them: questions are few."""
        return self._embedder.embed_questions(texts)
