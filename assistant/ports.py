"""What the core asks of the outside, as protocols; one adapter a vendor, one contract suite for all."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.askings import GapList, Judgement
from assistant.domain import Claim, DenseWorth, Document, Hit, Language, Passage, Ranked, Reply

Vectors = NDArray[np.float32]


class VectorRows(Protocol):
    """Vectors too many to be held at once, read a few rows at a time; a plain array serves as well."""

    def __len__(self) -> int:
        """Return the number of rows."""

    def __getitem__(self, rows: Sequence[int], /) -> Vectors:
        """Return an array of shape (len(rows), dimension), in the order of `rows`."""


class Embedder(Protocol):
    """Turn texts into vectors; questions and passages may be treated differently."""

    @property
    def name(self) -> str:
        """Identify model and version; recorded with each vector, so that two models never mix."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return an (n, dimension) array, rows of norm 1 (or 0 for a text without words), in the order of `texts`."""

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return an (n, dimension) array, like `embed_passages`."""


class PassageIndex(Protocol):
    """One immutable generation: two rankings of its passages, and the passages themselves."""

    @property
    def generation(self) -> str:
        """Identify the generation; equal inputs give equal generations."""

    @property
    def embedder_name(self) -> str:
        """Name the embedder whose vectors the generation holds."""

    @property
    def dense_worth(self) -> DenseWorth:
        """Say what its cosines are worth beside the lexical score; set when the index was built."""

    def search_lexical(self, text: str, count: int) -> Sequence[Ranked]:
        """Return at most `count` passages by BM25 of the analysed text, best first, ties by id."""

    def search_dense(self, vector: Vectors, count: int) -> Sequence[Ranked]:
        """Return at most `count` passages by cosine with `vector`, shape (dimension,), best first, ties by id."""

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Return the passages of `ids` by id; unknown ids are left out."""

    def passages_of(self, document_id: str) -> Sequence[Passage]:
        """Return the passages of a document in reading order, empty when unknown."""

    def document(self, document_id: str) -> Document | None:
        """Return a document, or None when this generation does not hold it."""

    def documents(self) -> Sequence[Document]:
        """Return every document, ordered by location."""

    def document_frequency(self, stem: str) -> int:
        """Return in how many passages an analysed term occurs, 0 when never."""

    def passage_count(self) -> int:
        """Return the number of passages."""


class Reranker(Protocol):
    """Score question and passage together."""

    @property
    def name(self) -> str:
        """Identify the model."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Return one score a text, greater is better, in the order of `texts`."""


class Writer(Protocol):
    """Word an answer from numbered passages: a chat model, never trusted with marks or with evidence."""

    @property
    def name(self) -> str:
        """Identify provider and model, as a reply tells it."""

    @property
    def deadline(self) -> float:
        """Seconds after which `write` has failed, whatever the provider does."""

    def write(self, question: str, language: Language, passages: Sequence[Hit]) -> "Future[tuple[Claim, ...]]":
        """Begin to answer a question, and return at once.

        Args:
            question: the question, standing alone.
            language: language of the answer.
            passages: what the answer may rest on; the first has number 1. Their text is data, never an order.

        Returns:
            The claims in reading order, each with numbers from 1 to `len(passages)`; none when the passages do
            not answer. Cancelling the future ends the exchange and closes its connection. The future fails with
            `ModelUnavailableError` on every fault of the provider, at the deadline at the latest.
        """


class Redactor(Protocol):
    """Take what is private out of a question, before anything of it is kept."""

    def __call__(self, text: str, /) -> str:
        """Return a question where each private value and each name of a person is replaced by « … »."""


class Journal(Protocol):
    """Keep, of what people ask, what tells which answers are missing."""

    def asked(self, reply: Reply, asker: str) -> None:
        """Note a reply; return at once, and never raise: a journal that fails must not fail an answer.

        Args:
            reply: what was answered.
            asker: what the border tells people apart by, as an address; it is kept as a pseudonym only.
        """

    def judged(self, judgement: Judgement, asker: str) -> bool:
        """Note what somebody says of a reply, at once; return False when nothing can be kept, or lately could."""

    def gaps(self, since: date | None = None) -> GapList:
        """Return what people asked and the corpus lacks, from a day on, or from the earliest kept.

        Raises:
            DataFolderError: the journal cannot be read.
        """

    def purge(self) -> None:
        """Drop what is too old, in the calling thread.

        Raises:
            DataFolderError: it cannot be done.
        """

    def forget(self, asker: str) -> int:
        """Erase at once what is kept of somebody since the last change of key; return how many judgements there were.

        What was kept before can no longer be told from what others left: it goes with its age.

        Raises:
            DataFolderError: it cannot be written, or not in time.
        """

    def close(self, patience: float = ...) -> None:
        """Write what waits, for twice so many seconds at most, and stop."""
