"""How long passages should be: the same judged set, cut to several lengths."""

from collections.abc import Sequence

import numpy as np

from assistant.adapters.generation import open_generation
from assistant.domain import Record
from assistant.french import fold
from assistant.ports import Embedder
from assistant.retrieval import Retriever
from evals.retrieval_bench import JudgedSet, indexed, ndcg, ranked_documents

SHORTEST, LONGEST = 50, 20_000
"""Characters between which a length is measured."""

FIRST = 5
"""Passages among which the answer is looked for: about what a reply is composed of."""


class AtLength(Record):
    """What one length of passages gave on one set."""

    set: str
    length: int
    """Characters a passage is filled up to."""
    passages: int
    ndcg_10: float
    answered: int | None
    """Questions whose answer is whole in one of the first five passages; None when the set has no answers."""
    with_answer: int
    """Questions that have an answer."""


def measure_length(judged: JudgedSet, embedder: Embedder, length: int) -> AtLength:
    """Cut the set to passages of a length, and measure documents found and answers held in one passage."""
    with indexed(judged, embedder, length) as folder:
        index = open_generation(folder)
        retriever = Retriever(index, embedder)
        gains = [
            ndcg(ranked_documents(retriever, text), judged.relevant[one]) for one, text in judged.questions.items()
        ]
        asked = {one: texts for one, texts in judged.answers.items() if one in judged.questions}
        held = [_holds(retriever, judged.questions[one], texts) for one, texts in asked.items()]
    return AtLength(
        set=judged.name,
        length=length,
        passages=index.passage_count(),
        ndcg_10=round(float(np.mean(gains)), 4),
        answered=sum(held) if asked else None,
        with_answer=len(asked),
    )


def _holds(retriever: Retriever, question: str, answers: Sequence[str]) -> bool:
    texts = [_plain(hit.passage.text) for hit in retriever.retrieve(question, count=FIRST)]
    return any(_plain(answer) in text for answer in answers for text in texts)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
