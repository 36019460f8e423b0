"""Retrieval: two rankings of the passages, fused, without near-duplicates."""

import logging
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from assistant.domain import DenseWorth, Hit, Language, Ranked
from assistant.errors import ModelUnavailableError
from assistant.french import fold
from assistant.ports import Embedder, PassageIndex, Reranker

_DEPTH = 100
_FILTERED_DEPTH = 1000
"""Passages asked of each leg; more when a filter will drop some."""

_WINDOW = 3
"""Times `count` hits looked at for a better version of a hit that is kept."""

DUPLICATE_OVERLAP = 0.85
"""Share of the words of the shorter passage found in the other that makes them near-duplicates."""

_SHORTEST_COMPARED = 8
"""Different words under which two passages are never near-duplicates: headings and labels repeat."""

RERANKED = 30
"""Hits a reranker reads at most, whatever the number asked: what bounds the time of a reply."""

NO_EMBEDDER = "none"
"""What stands for the embedder of a reply whose dense leg stayed silent."""

_KEPT_WORDS = 2_000
"""Passages whose words are kept in memory, some 10 kB each."""

_LONG_WORD = re.compile(r"[^\W_]{4,}")
_LOG = logging.getLogger(__name__)
_AUTHORS = {"human": 0, "unknown": 1, "ai_summary": 2}


class Retriever:
    """Rank the passages of an index for a question.

    A model that cannot be loaded, and vectors of another model, never stop a search: that leg stays silent
    from then on, a warning says so once, and `embedder_name` and `reranker_name` tell what did rank.

    Args:
        index: one generation, held as long as the retriever.
        embedder: the one whose vectors the generation holds; with another, the dense leg stays silent.
        reranker: orders the fused hits anew; None keeps the fused order.
    """

    def __init__(self, index: PassageIndex, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._index = index
        self._embedder: Embedder | None = embedder
        self._reranker = reranker

    @property
    def embedder_name(self) -> str:
        """Name the embedder that ranks, `none` once the dense leg is silent."""
        return self._index.embedder_name if self._embedder else NO_EMBEDDER

    @property
    def reranker_name(self) -> str | None:
        """Name the reranker that has the last word, None without one."""
        try:
            return self._reranker.name if self._reranker else None
        except ModelUnavailableError as error:
            self._give_up_reranking(error)
            return None

    def retrieve(
        self,
        text: str,
        *,
        count: int = 10,
        kinds: Collection[str] = (),
        language: Language | None = None,
        reranked: bool = True,
    ) -> list[Hit]:
        """Return at most `count` hits, best first, ties by passage id.

        Args:
            text: the question, standing alone.
            count: how many hits at most.
            kinds: kinds of documents to keep; empty keeps all.
            language: language of passages to keep; None keeps both.
            reranked: False leaves the reranker out, for a search beside the main one.

        Returns:
            Hits whose `legs` give the rank of each leg that found them, of near-duplicates only one.
        """
        filtered = bool(kinds) or language is not None
        depth = max(_FILTERED_DEPTH if filtered else _DEPTH, _WINDOW * count)
        hits = (
            hit
            for hit in self._fused(text, depth)
            if (not kinds or hit.document.kind in kinds) and (language is None or hit.passage.language == language)
        )
        window = list(islice(hits, _WINDOW * count))
        return without_duplicates(self._reranked(text, window) if reranked else window)[:count]

    def _fused(self, text: str, depth: int) -> Iterator[Hit]:
        lexical = self._index.search_lexical(text, depth)
        dense = self._dense(text, depth)
        scores = fuse(lexical, dense, self._index.dense_worth)
        ranks = {"lexical": _ranks(lexical), "dense": _ranks(dense)}
        for one in sorted(scores, key=lambda one: (-scores[one], one)):
            passage = self._index.passages([one]).get(one)
            document = self._index.document(passage.document_id) if passage else None
            if passage and document:
                legs = {leg: found[one] for leg, found in ranks.items() if one in found}
                yield Hit(passage, document, round(scores[one], 4), legs)

    def _dense(self, text: str, depth: int) -> Sequence[Ranked]:
        embedder = self._embedder
        if embedder is None:
            return []
        try:
            _refuse_other_model(self._index.embedder_name, embedder.name)
            vector = embedder.embed_questions([text])[0]
        except ModelUnavailableError as error:
            self._embedder = None
            _LOG.warning("%s La recherche se fait sur les mots seuls.", error)
            return []
        return self._index.search_dense(vector, depth)

    def _reranked(self, text: str, hits: list[Hit]) -> list[Hit]:
        reranker = self._reranker
        if reranker is None or not hits:
            return hits
        read, rest = hits[:RERANKED], hits[RERANKED:]
        try:
            scores = reranker.scores(text, [hit.passage.text for hit in read])
        except ModelUnavailableError as error:
            self._give_up_reranking(error)
            return hits
        scored = [replace(hit, score=score) for hit, score in zip(read, scores, strict=True)]
        # Those not read come after, in their order: their scores are shifted below.
        shift = min(scores) - rest[0].score if rest else 0.0
        below = [replace(hit, score=round(hit.score + shift, 4)) for hit in rest]
        return [*sorted(scored, key=lambda hit: (-hit.score, hit.passage.id)), *below]

    def _give_up_reranking(self, error: ModelUnavailableError) -> None:
        self._reranker = None
        _LOG.warning("%s Les résultats gardent leur premier ordre.", error)


def fuse(lexical: Sequence[Ranked], dense: Sequence[Ranked], worth: DenseWorth) -> dict[str, float]:
    """Return the fused score of each passage by id: its lexical score, plus its cosine above the floor, weighted.

    A convex combination of the scores, up to its scale: it beats fusing ranks when the weight is set (S. Bruch,
    S. Gai, A. Ingber, « An Analysis of Fusion Functions for Hybrid Retrieval », 2023). Here RRF (k = 60) gives
    nDCG@10 0.870 and 0.497 on bench/spf and bench/cdtn at half weight, 0.856 and 0.465 at equal weights, under
    the lexical leg alone. A score says how sure the lexical leg is, so that the dense one decides when it is not.

    Args:
        lexical: best first.
        dense: cosines, best first; those of 0 and less, or not above the floor, count for nothing.
        worth: weight and floor.
    """
    scores = {ranked.passage_id: ranked.score for ranked in lexical}
    if not worth.weight:
        return scores
    floor = max(dense[worth.floor_rank - 1].score, 0.0) if 0 < worth.floor_rank <= len(dense) else 0.0
    for ranked in dense:
        if ranked.score > floor:
            scores[ranked.passage_id] = scores.get(ranked.passage_id, 0.0) + worth.weight * (ranked.score - floor)
    return scores


def _ranks(found: Sequence[Ranked]) -> dict[str, int]:
    return {ranked.passage_id: rank for rank, ranked in enumerate(found, 1)}


def _refuse_other_model(held: str, asked: str) -> None:
    if held != asked:
        raise ModelUnavailableError(
            f"L’index tient les vecteurs de {held!r}, le réglage EFC_EMBEDDER demande {asked!r}.",
            "Relancez « efc ingest » avec ce réglage, ou reprenez celui de l’index.",
        )


def without_duplicates(hits: Iterable[Hit]) -> list[Hit]:
    """Keep one hit of each group of near-duplicates, at the best rank and score of the group.

    The one kept is written by a person rather than by a machine, then the fullest, then the first id.
    """
    kept: list[Hit] = []
    seen = _Seen()
    for hit in hits:
        own = _words(hit.passage.text)
        twin = seen.twin(own)
        if twin is None:
            seen.keep(own, len(kept))
            kept.append(hit)
        elif _preference(hit) < _preference(kept[twin]):
            seen.keep(own, twin)
            kept[twin] = replace(hit, score=kept[twin].score)
    return kept


class _Seen:
    """The words of the hits kept so far, found by word: comparing each with all took 40 ms for 300 hits."""

    def __init__(self) -> None:
        self._words: dict[int, _Words] = {}
        self._having: dict[str, set[int]] = {}
        self._telling: dict[str, set[int]] = {}

    def keep(self, words: "_Words", at: int) -> None:
        """Note the words of the hit kept at a place, in the stead of the former one there."""
        self._words[at] = words
        for word in words.all:
            self._having.setdefault(word, set()).add(at)
        for word in words.telling:
            self._telling.setdefault(word, set()).add(at)

    def twin(self, words: "_Words") -> int | None:
        """Return the first place whose hit is a near-duplicate, None when there is none."""
        near = [self._having[word] for word in words.telling if word in self._having]
        near += [self._telling[word] for word in words.all if word in self._telling]
        return next((at for at in sorted(set().union(*near)) if _alike(words, self._words[at])), None)


class _Words(NamedTuple):
    """The different long words of a passage."""

    all: frozenset[str]
    telling: frozenset[str]
    """The longest, one more than a near-duplicate may lack: it has one of them at least (prefix filtering,
    S. Chaudhuri, V. Ganti, R. Kaushik, 2006), which spares most comparisons."""


@lru_cache(_KEPT_WORDS)
def _words(text: str) -> _Words:
    found = frozenset(_LONG_WORD.findall(fold(text)))
    missable = len(found) - math.ceil(DUPLICATE_OVERLAP * len(found))
    return _Words(found, frozenset(sorted(found, key=lambda word: (-len(word), word))[: missable + 1]))


def _alike(first: _Words, second: _Words) -> bool:
    less, more = (first, second) if len(first.all) <= len(second.all) else (second, first)
    return len(less.all) >= _SHORTEST_COMPARED and len(less.all & more.all) >= DUPLICATE_OVERLAP * len(less.all)


def _preference(hit: Hit) -> tuple[int, int, str]:
    return _AUTHORS[hit.passage.author_kind], -len(hit.passage.text), hit.passage.id


def rank_documents(hits: Iterable[Hit]) -> list[tuple[str, float]]:
    """Return (document id, score) of the documents of `hits`, best first, ties by id.

    The score of a document is that of its best passage, which already counts the whole document.
    """
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.document.id] = max(best.get(hit.document.id, hit.score), hit.score)
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))
