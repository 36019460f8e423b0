"""Measures how long one reply takes, over the served index and among many more passages."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import numpy as np

from assistant.adapters.calibration import dense_worth
from assistant.adapters.generation import open_generation, write_generation
from assistant.answering import Assistant
from assistant.domain import Document, Passage, Question, Record
from assistant.errors import InvalidInputError
from assistant.ports import Embedder, PassageIndex
from evals.questions import EvalQuestion
from evals.retrieval_bench import passages_of


class Speed(Record):
    """Time of one reply, understanding to next step included, once the index is warm."""

    passages: int
    replies: int
    p50_ms: float
    p95_ms: float
    first_p95_ms: float
    """The same the first time each question is asked of a generation, when its further questions are tried."""


def measure_replies(assistant: Assistant, questions: Sequence[EvalQuestion]) -> Speed:
    """Time the reply to each question over the current generation, one at a time, after one to warm up, twice."""
    assistant.answer(Question(text=questions[0].question))
    first, again = _timed(assistant, questions), _timed(assistant, questions)
    return Speed(
        passages=assistant.index().passage_count(),
        replies=len(again),
        p50_ms=round(float(np.percentile(again, 50)), 1),
        p95_ms=round(float(np.percentile(again, 95)), 1),
        first_p95_ms=round(float(np.percentile(first, 95)), 1),
    )


def _timed(assistant: Assistant, questions: Sequence[EvalQuestion]) -> list[float]:
    """Return the milliseconds of each reply; a question that is refused as input is not counted."""
    milliseconds = []
    for question in questions:
        started = time.perf_counter()
        try:
            assistant.answer(Question(text=question.question))
        except InvalidInputError:
            continue
        milliseconds.append(1000 * (time.perf_counter() - started))
    return milliseconds


def measure_among(assistant: Assistant, questions: Sequence[EvalQuestion], size: int, embedder: Embedder) -> Speed:
    """Time the same replies when the documents of the index stand among `size` passages in all.

    The further passages are copies of the documents with half of their words changed, so that copies are
    neither equal nor near-duplicates.
    """
    index = assistant.index()
    documents = list(index.documents())
    passages = [passage for document in documents for passage in index.passages_of(document.id)]
    for document in _copies(index):
        if len(passages) >= size:
            break
        documents.append(document)
        passages += passages_of(document)
    with tempfile.TemporaryDirectory(prefix="efc-bench-") as temporary:
        large = _built(Path(temporary), documents, passages, embedder)
        crowded = Assistant(lambda: large, embedder, assistant.lexicon, assistant.places)
        return measure_replies(crowded, questions)


def _built(
    folder: Path, documents: Sequence[Document], passages: Sequence[Passage], embedder: Embedder
) -> PassageIndex:
    vectors = embedder.embed_passages([passage.text for passage in passages])
    worth = dense_worth(documents, passages, vectors, embedder)
    write_generation(folder, documents, passages, vectors, embedder.name, worth)
    return open_generation(folder)


def _copies(index: PassageIndex) -> Iterator[Document]:
    for turn in count(1):
        for document in index.documents():
            changed = document.text.split(" ")
            changed[turn % 2 :: 2] = [f"{word}{turn}" for word in islice(changed, turn % 2, None, 2)]
            text = " ".join(changed)
            yield document.model_copy(
                update={"id": f"{document.id}~{turn}", "location": f"{document.location}~{turn}", "text": text}
            )
