"""Measures retrieval on a judged set of questions, with the very index and `Retriever` that users get."""

import gzip
import json
import math
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.calibration import dense_worth
from assistant.adapters.generation import open_generation, write_generation
from assistant.domain import Document, Passage, Record
from assistant.errors import SourceUnreadableError
from assistant.french import PASSAGE_TARGET, pack, paragraphs
from assistant.ports import Embedder
from assistant.retrieval import Retriever, rank_documents
from evals.slips import slipped

CUT = 10
"""Documents judged per question."""

_HITS = 100
"""Passages asked for, enough to name ten documents."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Documents, questions, and which documents answer which question."""

    name: str
    documents: Sequence[Document]
    questions: Mapping[str, str]
    """Text by id."""
    relevant: Mapping[str, Mapping[str, int]]
    """Grade (1 or more) by document id, by question id."""
    topics: Mapping[str, str]
    """What groups wordings of the same need, by question id; the id itself when nothing does."""
    answers: Mapping[str, Sequence[str]]
    """Texts that answer, as the documents have them, by id of the questions that have any."""


class Figures(Record):
    """What one run over a judged set gave; means over questions, between 0 and 1 unless said."""

    name: str
    documents: int
    passages: int
    questions: int
    ndcg_10: float
    recall_10: float
    mrr_10: float
    ndcg_10_slips: float
    """The same, with one typing slip in each question."""
    p50_ms: float
    """Milliseconds of one search of ten passages, half the questions take less."""
    p95_ms: float
    build_s: float
    """Seconds to cut, embed and write the index."""


def read_set(folder: Path) -> JudgedSet:
    """Read `corpus.jsonl.gz`, `queries.jsonl.gz`, `qrels.tsv` (the BEIR layout) and `answers.jsonl.gz` if it is there.

    Raises:
        SourceUnreadableError: a file is missing or is not of that layout.
    """
    try:
        documents = [_document(row) for row in _rows(folder / "corpus.jsonl.gz")]
        rows = list(_rows(folder / "queries.jsonl.gz"))
        questions = {str(row["_id"]): str(row["text"]) for row in rows}
        topics = {str(row["_id"]): str(row.get("topic") or row["_id"]) for row in rows}
        relevant = _judgements(folder / "qrels.tsv")
        answers = _answers(folder / "answers.jsonl.gz")
    except (OSError, ValueError, KeyError) as error:
        raise SourceUnreadableError(
            f"Le jeu d’évaluation {str(folder)!r} est illisible.",
            "Il doit contenir corpus.jsonl.gz, queries.jsonl.gz et qrels.tsv.",
        ) from error
    judged = {one: text for one, text in questions.items() if relevant.get(one)}
    return JudgedSet(folder.name, documents, judged, relevant, topics, answers)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _document(row: Mapping[str, Any]) -> Document:
    name = str(row["_id"])
    title = str(row.get("title") or "")
    return Document(id=name, title=title, location=name, text=str(row["text"]))


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        question, document, grade = line.split("\t")
        if int(grade) > 0:
            relevant.setdefault(question, {})[document] = int(grade)
    return relevant


def _answers(file: Path) -> dict[str, Sequence[str]]:
    return {str(row["_id"]): [str(one) for one in row["answers"]] for row in _rows(file)} if file.exists() else {}


def passages_of(document: Document, length: int = PASSAGE_TARGET) -> list[Passage]:
    """Cut a document without marked structure: its lines, packed to the product's passage length or another."""
    return [
        Passage(
            id=f"{document.id}-{start:06d}-{end:06d}",
            document_id=document.id,
            number=number,
            start=start,
            end=end,
            text=document.text[start:end],
        )
        for number, (start, end) in enumerate(pack(document.text, paragraphs(document.text), length))
    ]


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], cut: int = CUT) -> float:
    """Return the normalised discounted cumulative gain, gain 2^grade - 1, discount log2(rank + 1)."""
    gained = _gain([grades.get(one, 0) for one in ranked[:cut]])
    ideal = _gain(sorted(grades.values(), reverse=True)[:cut])
    return gained / ideal if ideal else 0.0


def _gain(grades: Iterable[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def recall(ranked: Sequence[str], grades: Mapping[str, int], cut: int = CUT) -> float:
    """Return the share of the relevant documents among the first `cut`."""
    return len(set(ranked[:cut]) & grades.keys()) / len(grades) if grades else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], cut: int = CUT) -> float:
    """Return 1 / rank of the first relevant document, 0 when none is among the first `cut`."""
    return next((1 / rank for rank, one in enumerate(ranked[:cut], 1) if one in grades), 0.0)


@contextmanager
def indexed(judged: JudgedSet, embedder: Embedder, length: int = PASSAGE_TARGET) -> Iterator[Path]:
    """Index the set in a temporary folder, as an ingestion would, and give the folder for the time of the block."""
    passages = [passage for document in judged.documents for passage in passages_of(document, length)]
    with tempfile.TemporaryDirectory(prefix="efc-bench-") as temporary:
        vectors = embedder.embed_passages([passage.text for passage in passages])
        worth = dense_worth(judged.documents, passages, vectors, embedder)
        write_generation(Path(temporary), judged.documents, passages, vectors, embedder.name, worth)
        yield Path(temporary)


def measure(judged: JudgedSet, embedder: Embedder) -> Figures:
    """Index the set, ask every question, and average."""
    began = time.perf_counter()
    with indexed(judged, embedder) as folder:
        build_s = time.perf_counter() - began
        index = open_generation(folder)
        retriever = Retriever(index, embedder)
        scores = [_scores(retriever, text, judged.relevant[one]) for one, text in judged.questions.items()]
        milliseconds = [timed(retriever, text) for text in judged.questions.values()]
    means = np.mean(scores, axis=0)
    return Figures(
        name=judged.name,
        documents=len(judged.documents),
        passages=index.passage_count(),
        questions=len(judged.questions),
        ndcg_10=round(float(means[0]), 4),
        recall_10=round(float(means[1]), 4),
        mrr_10=round(float(means[2]), 4),
        ndcg_10_slips=round(float(means[3]), 4),
        p50_ms=round(float(np.percentile(milliseconds, 50)), 1),
        p95_ms=round(float(np.percentile(milliseconds, 95)), 1),
        build_s=round(build_s, 1),
    )


def _scores(retriever: Retriever, text: str, grades: Mapping[str, int]) -> list[float]:
    ranked = ranked_documents(retriever, text)
    plain = [measured(ranked, grades) for measured in (ndcg, recall, reciprocal_rank)]
    return [*plain, ndcg(ranked_documents(retriever, slipped(text)), grades)]


def ranked_documents(retriever: Retriever, text: str) -> list[str]:
    """Return the ids of the ten documents that a user would see first, best first."""
    return [document for document, _ in rank_documents(retriever.retrieve(text, count=_HITS))][:CUT]


def timed(retriever: Retriever, text: str) -> float:
    """Return the milliseconds of one search of ten passages."""
    began = time.perf_counter()
    retriever.retrieve(text)
    return 1000 * (time.perf_counter() - began)
