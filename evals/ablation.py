"""What each leg and each feature of retrieval is worth: the shipped retrieval, less one thing at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from assistant.adapters.generation import lexical_folder, open_generation
from assistant.adapters.tantivy_leg import LexicalFeatures, TantivyLeg
from assistant.domain import DenseWorth, Ranked, Record
from assistant.ports import Embedder, PassageIndex
from assistant.retrieval import Retriever
from evals.kept_vectors import RememberingEmbedder
from evals.retrieval_bench import JudgedSet, indexed, ndcg, ranked_documents
from evals.significance import Difference, difference
from evals.slips import slipped

SHIPPED = "livrée"
"""Name of the variant that users get, which the others are compared with."""


_ALL = LexicalFeatures()


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to retrieve."""

    name: str
    features: LexicalFeatures | None = _ALL
    """None silences the lexical leg."""
    is_dense: bool = True
    slips: bool = False
    """Whether it is compared on questions with a typing slip each."""


VARIANTS = (
    Variant(SHIPPED),
    Variant("mots seuls", is_dense=False),
    Variant("vecteurs seuls", features=None),
    Variant("sans paires de mots", replace(_ALL, pairs=0.0)),
    Variant("sans texte du document", replace(_ALL, text=0.0)),
    Variant("sans titre", replace(_ALL, title=0.0)),
    Variant("sans orthographe réparée", replace(_ALL, is_mended=False)),
    Variant(SHIPPED, slips=True),
    Variant("mots seuls", is_dense=False, slips=True),
    Variant("sans orthographe réparée", replace(_ALL, is_mended=False), slips=True),
)


class Ablated(Record):
    """What one variant gave on one set, beside the shipped retrieval on the same questions."""

    set: str
    variant: str
    slips: bool
    questions: int
    ndcg_10: float
    against_shipped: Difference


class _Partial:
    """An index whose lexical leg is another, or silent; everything else is that of the generation."""

    def __init__(self, index: PassageIndex, leg: TantivyLeg | None, worth: DenseWorth) -> None:
        self._index = index
        self._leg = leg
        self.dense_worth = worth

    def search_lexical(self, text: str, count: int) -> Sequence[Ranked]:
        return self._leg.search(text, count) if self._leg else []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the index answers
        return getattr(self._index, name)


def ablate(judged: JudgedSet, embedder: Embedder, variants: Iterable[Variant] = VARIANTS) -> list[Ablated]:
    """Index the set once, ask every question of every variant, and compare each with the shipped one.

    Args:
        judged: the set.
        embedder: of the dense leg.
        variants: the shipped one comes before those it is compared with.

    Returns:
        One line a variant, in their order.
    """
    embedder = RememberingEmbedder(embedder)
    shipped: dict[bool, dict[str, float]] = {}
    lines = []
    with indexed(judged, embedder) as folder:
        for variant in variants:
            scores = _scores(judged, _retriever(folder, embedder, variant), variant)
            reference = shipped.setdefault(variant.slips, scores)
            lines.append(
                Ablated(
                    set=judged.name,
                    variant=variant.name,
                    slips=variant.slips,
                    questions=len(scores),
                    ndcg_10=round(float(np.mean(list(scores.values()))), 4),
                    against_shipped=difference(reference, scores, judged.topics),
                )
            )
    return lines


def _retriever(folder: Path, embedder: Embedder, variant: Variant) -> Retriever:
    index = open_generation(folder)
    leg = TantivyLeg(lexical_folder(folder), variant.features) if variant.features else None
    worth = index.dense_worth if variant.is_dense else DenseWorth(weight=0)
    if leg is None:
        worth = DenseWorth(weight=1)  # alone, whatever the corpus deems the dense leg worth
    return Retriever(cast(PassageIndex, _Partial(index, leg, worth)), embedder)


def _scores(judged: JudgedSet, retriever: Retriever, variant: Variant) -> dict[str, float]:
    asked = ((one, slipped(text) if variant.slips else text) for one, text in judged.questions.items())
    return {one: ndcg(ranked_documents(retriever, text), judged.relevant[one]) for one, text in asked}
