"""Measures how long one search takes among many passages."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import numpy as np

from assistant.adapters.generation import open_generation, write_generation
from assistant.domain import Document, Record
from assistant.ports import Embedder
from assistant.retrieval import Retriever
from evals.retrieval_bench import JudgedSet, passages_of, timed

_SEARCHES = 400
"""Questions timed, in the order of the sets."""


class Speed(Record):
    """Time of one search of ten passages, all legs and the fusion included, once the index is warm."""

    passages: int
    p50_ms: float
    p95_ms: float
    embed_s: float
    """Seconds to embed the passages."""
    build_s: float
    """Seconds to write the index."""


def measure_speed(judged: Sequence[JudgedSet], size: int, embedder: Embedder) -> Speed:
    """Index at least `size` passages made of the documents of some sets, and time searches.

    When the sets are too small their documents come again, each copy with half of its words changed, so
    that copies are neither equal nor near-duplicates.
    """
    documents: list[Document] = []
    passages = []
    for document in _documents(judged):
        documents.append(document)
        passages += passages_of(document)
        if len(passages) >= size:
            break
    began = time.perf_counter()
    vectors = embedder.embed_passages([passage.text for passage in passages])
    embedded = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="efc-bench-") as temporary:
        write_generation(Path(temporary), documents, passages, vectors, embedder.name)
        built = time.perf_counter()
        retriever = Retriever(open_generation(Path(temporary)), embedder)
        questions = [text for one in judged for text in one.questions.values()]
        step = max(1, len(questions) // _SEARCHES)
        retriever.retrieve(questions[0])
        milliseconds = [timed(retriever, text) for text in questions[::step]]
    return Speed(
        passages=len(passages),
        p50_ms=round(float(np.percentile(milliseconds, 50)), 1),
        p95_ms=round(float(np.percentile(milliseconds, 95)), 1),
        embed_s=round(embedded - began, 1),
        build_s=round(built - embedded, 1),
    )


def _documents(judged: Sequence[JudgedSet]) -> Iterator[Document]:
    originals = [document for one in judged for document in one.documents]
    if not originals:
        return
    yield from originals
    for turn in count(1):
        for document in originals:
            changed = document.text.split(" ")
            changed[turn % 2 :: 2] = [f"{word}{turn}" for word in islice(changed, turn % 2, None, 2)]
            yield document.model_copy(update={"id": f"{document.id}~{turn}", "text": " ".join(changed)})
