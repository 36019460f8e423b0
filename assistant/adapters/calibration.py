"""How much a dense leg is worth beside the lexical one, asked of the corpus itself: no judged question is needed."""

import hashlib
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.adapters.chroma_leg import nearest
from assistant.adapters.tantivy_leg import TantivyLeg, write_lexical
from assistant.domain import DenseWorth, Document, Passage, Ranked
from assistant.french import sentences
from assistant.ports import Embedder, VectorRows, Vectors
from assistant.retrieval import fuse

MEASURED = {"subword-v1": DenseWorth(weight=5.0, floor_rank=0)}
"""What judged questions set, so that no calibration is needed.

Subword embedder, nDCG@10 on bench/spf and bench/cdtn before near-duplicates are dropped: 0.875 and 0.531 with no
dense leg, 0.881 and 0.532 at 5, 0.883 and 0.528 at 20; with a slip in each question 0.867 and 0.508 with none,
0.872 and 0.506 at 5, 0.876 and 0.502 at 20. Texts without a common n-gram have a cosine of 0, which makes a better
floor than the hundredth cosine: at 5, once near-duplicates are dropped, 0.525 on cdtn against 0.524, and 0.508
against 0.505 with a slip.
"""

FLOOR_RANK = 100
"""Rank of the floor of every other embedder.

Cosines of one model lie between 0.2 and 0.5, of another between 0.7 and 0.9: what tells passages apart is
how far they stand out. Without that floor a passage just inside the dense list would jump past its neighbour
just outside; with the English `all-MiniLM-L6-v2` at a weight of 40, bench/cdtn falls from 0.531 to 0.509
without it and to 0.530 with it.
"""

LOSS = 0.005
"""Of nDCG@10 on the questions below, which a weight may lose: what we promise never to lose on real ones."""

STEPS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Weights tried, in points of lexical score for the way from the hundredth cosine to the first.

Gain in points of nDCG@10 over the lexical leg alone at 1, 2, 4, 8, 16 and 32: English `all-MiniLM-L6-v2` on
bench/spf +0.7 +0.9 +1.0 +1.0 +0.7 -0.4, on bench/cdtn +0.1 +0.1 0.0 -0.1 -1.5 -5.9, on 600 English questions
about programs, where it is at home, +0.2 +0.6 +1.2 +2.6 +5.0 +4.8. Beyond 8 the questions below no longer tell
the second case from the third.
"""

CAUTIOUS = 1.0
"""The step taken when a corpus is too small to tell: on those sets no embedder loses at it."""

QUESTIONS = 400
"""Questions asked of the corpus at most."""

ENOUGH = 30
"""Questions under which their mean says nothing."""

_PASSAGES = 20_000
"""Passages among which they are asked, at most: more would take minutes."""

_WORDS = range(5, 31)
"""Words of a sentence that makes a question."""

_CUT = 10


@dataclass(frozen=True, slots=True)
class _Trial:
    """One document without one of its passages, and the sentence of that passage that must find the rest."""

    document: Document
    held_out: str
    """Id of the passage taken out."""
    question: str


def dense_worth(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    vectors: Vectors | VectorRows,
    embedder: Embedder,
) -> DenseWorth:
    """Return the greatest weight that the cosines of this embedder deserve on this corpus, 0 when they only harm.

    Inverse cloze task (K. Lee, M.-W. Chang, K. Toutanova, « Latent Retrieval for Weakly Supervised Open Domain
    Question Answering », 2019): one passage of a document is taken out of it, and a sentence of that passage must
    find the document by what is left. Each of `STEPS` is tried on the very legs and fusion that users get, from the
    smallest on, until one loses more than `LOSS` against the lexical leg alone. Such a sentence shares more words
    with its document than a question would, so that a leg that loses little there may be listened to elsewhere.

    Equal inputs give equal weights: documents are drawn by the hash of their id.

    Args:
        documents: all of them.
        passages: all of theirs.
        vectors: (n, dimension), a row for each passage in the same order.
        embedder: the one that made the vectors.

    Raises:
        ModelUnavailableError: the embedder cannot be loaded.
    """
    if embedder.name in MEASURED:
        return MEASURED[embedder.name]
    if not passages:
        return _worth(0.0, 1.0)
    trials = _trials(documents, passages)
    rows = _drawn(trials, passages)
    kept = [passages[row] for row in rows]
    asked = embedder.embed_questions([one.question for one in trials] or [one.text for one in kept[:ENOUGH]])
    ids, among = [one.id for one in kept], vectors[rows]
    dense = [nearest(ids, among, vector, FLOOR_RANK) for vector in asked]
    span = float(np.mean([found[0].score - found[-1].score for found in dense]))
    if span <= 0:
        return _worth(0.0, 1.0)
    owners = {one.id: one.document_id for one in kept}
    lexical = _lexical(trials, documents, kept) if len(trials) >= ENOUGH else []
    step = _greatest_step([one.document.id for one in trials], lexical, dense, owners, span) if lexical else CAUTIOUS
    return _worth(step, span)


def _worth(step: float, span: float) -> DenseWorth:
    return DenseWorth(weight=float(f"{step / span:.3g}"), floor_rank=FLOOR_RANK)


def _order(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _trials(documents: Sequence[Document], passages: Sequence[Passage]) -> list[_Trial]:
    own: dict[str, list[Passage]] = {}
    for passage in passages:
        own.setdefault(passage.document_id, []).append(passage)
    found = (
        _trial(document, own.get(document.id, [])) for document in sorted(documents, key=lambda one: _order(one.id))
    )
    kept: list[_Trial] = []
    for one in found:
        if one is not None:
            kept.append(one)
        if len(kept) == QUESTIONS:
            break
    return kept


def _trial(document: Document, own: Sequence[Passage]) -> _Trial | None:
    if len(own) < 2:
        return None
    for passage in sorted(own, key=lambda one: _order(one.id)):
        question = next(_askable(passage.text), None)
        if question:
            text = f"{document.text[: passage.start]}\n{document.text[passage.end :]}"
            return _Trial(document.model_copy(update={"text": text}), passage.id, question)
    return None


def _askable(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in sentences(text) if len(text[start:end].split()) in _WORDS)


def _drawn(trials: Sequence[_Trial], passages: Sequence[Passage]) -> list[int]:
    """Return the rows of the passages asked among, by id: those of the trials, then others as room allows."""
    held_out, own = {one.held_out for one in trials}, {one.document.id for one in trials}
    rows = [row for row, one in enumerate(passages) if one.id not in held_out]
    rows.sort(key=lambda row: (passages[row].document_id not in own, _order(passages[row].id)))
    return sorted(rows[:_PASSAGES], key=lambda row: passages[row].id)


def _lexical(
    trials: Sequence[_Trial], documents: Sequence[Document], passages: Sequence[Passage]
) -> list[Sequence[Ranked]]:
    shortened = {one.document.id: one.document for one in trials}
    present = {one.document_id for one in passages}
    kept = [shortened.get(one.id, one) for one in documents if one.id in present]
    with tempfile.TemporaryDirectory(prefix="efc-calibration-") as temporary:
        write_lexical(Path(temporary), kept, passages)
        leg = TantivyLeg(Path(temporary))
        return [leg.search(one.question, FLOOR_RANK) for one in trials]


def _greatest_step(
    wanted: Sequence[str],
    lexical: Sequence[Sequence[Ranked]],
    dense: Sequence[Sequence[Ranked]],
    owners: Mapping[str, str],
    span: float,
) -> float:
    """Return the last of `STEPS` before one that loses too much, 0 when the first does."""
    alone = _ndcg(wanted, lexical, dense, owners, _worth(0.0, span))
    kept = 0.0
    for step in STEPS:
        if _ndcg(wanted, lexical, dense, owners, _worth(step, span)) < alone - LOSS:
            break
        kept = step
    return kept


def _ndcg(
    wanted: Sequence[str],
    lexical: Sequence[Sequence[Ranked]],
    dense: Sequence[Sequence[Ranked]],
    owners: Mapping[str, str],
    worth: DenseWorth,
) -> float:
    """Return the mean nDCG@10 of trials with one relevant document each: 1 / log2(1 + its rank), 0 beyond ten."""
    ranks = [
        _rank(document, fuse(words, near, worth), owners)
        for document, words, near in zip(wanted, lexical, dense, strict=True)
    ]
    return math.fsum(1 / math.log2(1 + rank) for rank in ranks if rank <= _CUT) / len(ranks)


def _rank(wanted: str, scores: Mapping[str, float], owners: Mapping[str, str]) -> int:
    """Return the rank of a document, by its best passage, ties by id; one beyond all others when not found."""
    best: dict[str, float] = {}
    for passage, score in scores.items():
        owner = owners[passage]
        best[owner] = max(best.get(owner, score), score)
    if wanted not in best:
        return len(best) + _CUT
    own = (-best[wanted], wanted)
    return 1 + sum((-score, document) < own for document, score in best.items())
