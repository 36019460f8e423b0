"""Vectors kept between two runs of the bench: a model takes minutes over a judged set, the same each time."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.ports import Embedder, Vectors


class _Wrapped:
    """An embedder behind which another one stands."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def name(self) -> str:
        """Name the model."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension


class RememberingEmbedder(_Wrapped):
    """An embedder that works out each question once: an ablation asks the same ones ten times."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder)
        self._known: dict[str, Vectors] = {}

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed them: passages come once."""
        return self._embedder.embed_passages(texts)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the remembered vectors, the others worked out now."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, self._embedder.embed_questions(fresh), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(len(texts), self.dimension)


class KeptEmbedder(_Wrapped):
    """An embedder whose vectors of passages are kept in a folder, one file for each model and list of texts."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        super().__init__(embedder)
        self._folder = folder

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
