"""Stand-ins for the ports: deterministic, in memory, held to the same laws as the real adapters."""

import math
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress

import numpy as np

from assistant.adapters.generation import fingerprint
from assistant.domain import Claim, DenseWorth, Document, Hit, Language, Passage, Ranked
from assistant.errors import ModelUnavailableError
from assistant.french import analyse
from assistant.ports import Vectors


class MemoryIndex:
    """A `PassageIndex` held in memory: BM25 (k1 1.2, b 0.75) and exact cosine."""

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        vectors: Vectors,
        embedder_name: str,
        dense_worth: DenseWorth | None = None,
    ) -> None:
        order = sorted(range(len(passages)), key=lambda row: passages[row].id)
        self._documents = {one.id: one for one in documents}
        self._passages = {passages[row].id: passages[row] for row in order}
        self._vectors = vectors[order]
        self._terms = {one.id: Counter(self._words(one)) for one in self._passages.values()}
        self.generation = fingerprint(documents, passages, embedder_name)
        self.embedder_name = embedder_name
        self.dense_worth = dense_worth or DenseWorth()

    def _words(self, passage: Passage) -> list[str]:
        title = self._documents[passage.document_id].title
        return analyse(" ".join((title, *passage.headings, passage.text)))

    def search_lexical(self, text: str, count: int) -> Sequence[Ranked]:
        """Rank by BM25 of the analysed text, title and headings included."""
        total = len(self._terms)
        average = sum(terms.total() for terms in self._terms.values()) / total if total else 1.0
        scores: dict[str, float] = {}
        for stem in sorted(set(analyse(text))):
            holders = [one for one, terms in self._terms.items() if stem in terms]
            idf = math.log(1 + (total - len(holders) + 0.5) / (len(holders) + 0.5))
            for one in holders:
                terms = self._terms[one]
                length = 1.2 * (0.25 + 0.75 * terms.total() / average)
                scores[one] = scores.get(one, 0.0) + idf * 2.2 * terms[stem] / (terms[stem] + length)
        return _best(scores, count)

    def search_dense(self, vector: Vectors, count: int) -> Sequence[Ranked]:
        """Rank by exact cosine; passages without a vector are left out."""
        if not np.any(vector):
            return []
        cosines = self._vectors @ vector
        present = np.asarray(self._vectors.any(axis=1))
        scores = {one: float(cosines[row]) for row, one in enumerate(self._passages) if present[row]}
        return _best(scores, count)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the known ones."""
        return {one: self._passages[one] for one in ids if one in self._passages}

    def passages_of(self, document_id: str) -> Sequence[Passage]:
        """Return them in reading order."""
        own = [one for one in self._passages.values() if one.document_id == document_id]
        return sorted(own, key=lambda one: one.number)

    def document(self, document_id: str) -> Document | None:
        """Return it, or None."""
        return self._documents.get(document_id)

    def documents(self) -> Sequence[Document]:
        """Return all, by location."""
        return sorted(self._documents.values(), key=lambda one: (one.location, one.id))

    def document_frequency(self, stem: str) -> int:
        """Count the passages whose headings or text hold the stem."""
        own = (" ".join((*one.headings, one.text)) for one in self._passages.values())
        return sum(stem in analyse(text) for text in own)

    def passage_count(self) -> int:
        """Count the passages."""
        return len(self._passages)


class OverlapReranker:
    """A `Reranker` that counts the different words shared, less a hundredth of those of the text."""

    name = "overlap-v1"

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Score each text."""
        asked = set(analyse(question))
        return [round(len(asked & set(analyse(text))) - len(analyse(text)) / 100, 5) for text in texts]


def _best(scores: dict[str, float], count: int) -> list[Ranked]:
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Ranked(one, score) for one, score in ordered[: max(count, 0)]]


class ScriptedWriter:
    """A `Writer` that says what it is told to say.

    Args:
        claims: what it answers, whatever it is asked; those that name a passage it was not given are left out, those
            that name none name them all.
        fault: « fails » for an exchange that fails at once, « hangs » for one that nobody answers.
        deadline: seconds.
    """

    name = "scripted:writer"

    def __init__(self, claims: Iterable[Claim] = (), *, fault: str = "", deadline: float = 1.0) -> None:
        self.claims = tuple(claims)
        self.fault = fault
        self.deadline = deadline
        self.asked: list[tuple[str, Language, tuple[Hit, ...]]] = []
        self.futures: list[Future[tuple[Claim, ...]]] = []
        self.is_asked = threading.Event()

    def write(self, question: str, language: Language, passages: Sequence[Hit]) -> "Future[tuple[Claim, ...]]":
        """Answer as told."""
        self.asked.append((question, language, tuple(passages)))
        future: Future[tuple[Claim, ...]] = Future()
        self.futures.append(future)
        self.is_asked.set()
        if self.fault == "hangs":
            timer = threading.Timer(self.deadline, _fail, [future])
            timer.daemon = True
            timer.start()
        elif self.fault:
            _fail(future)
        else:
            known = tuple(range(1, len(passages) + 1))
            claims = (Claim(one.text, one.numbers or known) for one in self.claims)
            future.set_result(tuple(one for one in claims if set(one.numbers) <= set(known)))
        return future


def _fail(future: "Future[tuple[Claim, ...]]") -> None:
    with suppress(InvalidStateError):
        future.set_exception(ModelUnavailableError("Le modèle de langue n’a pas répondu.", "Réessayez."))
