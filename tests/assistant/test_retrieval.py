"""Laws of retrieval and of the embedder that is always there."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.cross_encoder import CrossEncoderReranker
from assistant.adapters.sentence_transformer import SentenceTransformerEmbedder
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import AuthorKind, DenseWorth, Document, Hit, Passage, Ranked
from assistant.ports import PassageIndex
from assistant.retrieval import (
    DUPLICATE_OVERLAP,
    NO_EMBEDDER,
    RERANKED,
    Retriever,
    fuse,
    rank_documents,
    without_duplicates,
)
from tests.fakes import MemoryIndex, OverlapReranker
from tests.index_samples import documents, opened, passages

EMBEDDER = SubwordEmbedder()
LONG = "Le verger partagé du village donne chaque automne plusieurs tonnes de pommes pressées sur place"


def memory(found: Sequence[Document] = (), cut: Sequence[Passage] = ()) -> MemoryIndex:
    """Return an index in memory of some passages, of the samples by default."""
    own = list(cut) or passages()
    vectors = EMBEDDER.embed_passages([one.text for one in own])
    return MemoryIndex(list(found) or documents(), own, vectors, EMBEDDER.name)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    """A generation of the samples on disk."""
    return opened(tmp_path_factory.mktemp("generation"))


def hit(name: str, text: str, author: AuthorKind = "human", score: float = 1.0) -> Hit:
    """Return a hit whose passage is a whole document."""
    document = Document(id=name, title=name, location=name, text=text, author_kind=author)
    passage = Passage(id=f"{name}-0", document_id=name, number=0, start=0, end=len(text), text=text, author_kind=author)
    return Hit(passage, document, score)


def test_hits_are_ordered_and_say_which_leg_found_them() -> None:
    """Hits come best first with their document and the rank in each leg that found them."""
    hits = Retriever(memory(), EMBEDDER).retrieve("Quels oiseaux boivent à la mare ?")
    assert "Les mares" == hits[0].document.title
    assert 1 == hits[0].legs["lexical"]
    assert {"lexical", "dense"} >= {leg for one in hits for leg in one.legs}
    assert sorted(hits, key=lambda one: (-one.score, one.passage.id)) == hits


@pytest.mark.parametrize("count", [0, 1, 2])
def test_count_is_a_ceiling(count: int) -> None:
    """Never more hits than asked for."""
    assert len(Retriever(memory(), EMBEDDER).retrieve("oiseaux", count=count)) <= count


def test_filters_keep_what_they_name() -> None:
    """Only documents of the kinds, and passages of the language, come back."""
    found = [one.model_copy(update={"kind": "concept"}) for one in documents()[:1]] + documents()[1:]
    retriever = Retriever(memory(found), EMBEDDER)
    assert {"concept"} == {one.document.kind for one in retriever.retrieve("oiseaux", kinds=["concept"])}
    assert [] == retriever.retrieve("oiseaux", language="en")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("legumrie", "La légumerie"),
        ("la légummerie", "La légumerie"),
        ("des oisaux au vilage", "Les mares"),
        ("vergé partager", "Les vergers"),
    ],
)
def test_typing_slips_change_nothing(embedded: PassageIndex, typed: str, title: str) -> None:
    """A word typed with a slip finds the document of the word, on a real index."""
    assert title == Retriever(embedded, EMBEDDER).retrieve(typed)[0].document.title


def test_the_dense_leg_finds_what_the_lexical_one_cannot() -> None:
    """A word too far from any known one for the lexical leg is found by its letters."""
    (best, *_) = Retriever(memory(), EMBEDDER).retrieve("legummeriie")
    assert ("La légumerie", {"dense": 1}) == (best.document.title, best.legs)


def test_vectors_of_another_model_are_never_compared(caplog: pytest.LogCaptureFixture) -> None:
    """With another embedder than the index's, only the lexical leg speaks, and one warning names both."""
    index = memory()
    index.embedder_name = "autre"
    retriever = Retriever(index, EMBEDDER)
    assert {"lexical"} == {leg for _ in range(2) for one in retriever.retrieve("oiseaux") for leg in one.legs}
    assert NO_EMBEDDER == retriever.embedder_name
    (warning,) = caplog.messages
    assert all(one in warning for one in ("autre", EMBEDDER.name, "efc ingest"))


def test_an_embedder_that_cannot_be_loaded_leaves_the_words(caplog: pytest.LogCaptureFixture) -> None:
    """The lexical leg answers as if alone, and one warning gives the remedy."""
    missing = SentenceTransformerEmbedder("/nulle/part")
    retriever = Retriever(memory(), missing)
    assert "Les mares" == retriever.retrieve("Quels oiseaux boivent à la mare ?")[0].document.title
    assert (NO_EMBEDDER, None) == (retriever.embedder_name, retriever.reranker_name)
    retriever.retrieve("oiseaux")
    (warning,) = caplog.messages
    assert "/nulle/part" in warning


def test_what_ranks_is_named() -> None:
    """With both models at work their names come back."""
    retriever = Retriever(memory(), EMBEDDER, OverlapReranker())
    retriever.retrieve("oiseaux")
    assert (EMBEDDER.name, OverlapReranker.name) == (retriever.embedder_name, retriever.reranker_name)


class Shortest:
    """A reranker that prefers short passages, and counts what it reads."""

    name = "shortest"

    def __init__(self) -> None:
        self.read = 0

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Score each by its length."""
        self.read += len(texts)
        return [-float(len(text)) for text in texts]


def test_a_reranker_has_the_last_word() -> None:
    """Hits come in the order of the reranker, with its scores, unless it is left out."""
    reranker = Shortest()
    retriever = Retriever(memory(), EMBEDDER, reranker)
    hits = retriever.retrieve("oiseaux")
    lengths = [len(one.passage.text) for one in hits]
    assert (sorted(lengths), [-float(length) for length in lengths]) == (lengths, [one.score for one in hits])
    read = reranker.read
    assert Retriever(memory(), EMBEDDER).retrieve("oiseaux") == retriever.retrieve("oiseaux", reranked=False)
    assert read == reranker.read


def test_a_reranker_reads_a_bounded_number_of_passages() -> None:
    """Beyond that number hits keep their order, after those read, and scores never rise."""
    documents_ = [hit(f"{number:03}", f"oiseaux {'des bois ' * number}").document for number in range(RERANKED + 20)]
    passages_ = [hit(one.id, one.text).passage for one in documents_]
    reranker = Shortest()
    hits = Retriever(memory(documents_, passages_), EMBEDDER, reranker).retrieve("oiseaux", count=100)
    plain = Retriever(memory(documents_, passages_), EMBEDDER).retrieve("oiseaux", count=100)
    assert RERANKED == reranker.read
    assert [one.passage.id for one in plain[RERANKED:]] == [one.passage.id for one in hits[RERANKED:]]
    scores = [one.score for one in hits]
    assert sorted(scores, reverse=True) == scores


def test_a_reranker_that_cannot_be_loaded_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The fused order stays, and one warning gives the remedy."""
    retriever = Retriever(memory(), EMBEDDER, CrossEncoderReranker("/nulle/part"))
    assert Retriever(memory(), EMBEDDER).retrieve("oiseaux") == retriever.retrieve("oiseaux")
    assert None is retriever.reranker_name
    (warning,) = caplog.messages
    assert "/nulle/part" in warning


RANKED = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.floats(-1, 1)), unique_by=lambda one: one[0]).map(
    lambda found: [Ranked(one, score) for one, score in sorted(found, key=lambda pair: (-pair[1], pair[0]))]
)


@given(RANKED, RANKED, st.floats(0, 50), st.integers(0, 9))
def test_fusion_only_adds(lexical: list[Ranked], dense: list[Ranked], weight: float, rank: int) -> None:
    """No passage falls by its cosine, the floor and what lies under it add nothing, and a weight of 0 is silence."""
    words = {one.passage_id: one.score for one in lexical}
    fused = fuse(lexical, dense, DenseWorth(weight=weight, floor_rank=rank))
    assert all(fused[one] >= score for one, score in words.items())
    silent = {one.passage_id for one in (dense[rank - 1 :] if 0 < rank <= len(dense) else [])}
    assert {one: fused[one] for one in silent & fused.keys()} == {one: words[one] for one in silent & fused.keys()}
    assert words == fuse(lexical, dense, DenseWorth(weight=0, floor_rank=rank))


SENTENCES = st.lists(st.sampled_from([letter * 4 for letter in "abcdefghijkl"]), min_size=1, max_size=14).map(" ".join)


@given(st.lists(SENTENCES, max_size=12))
def test_near_duplicates_are_those_that_share_most_words(texts: list[str]) -> None:
    """What is kept is what comparing each hit with every one kept before would keep."""
    kept: list[tuple[str, str]] = []
    for number, text in enumerate(texts):
        own, name = set(text.split()), f"{number:02}-0"
        others = [(at, set(other.split())) for at, (_, other) in enumerate(kept)]
        smaller = {at: min(len(own), len(them)) for at, them in others}
        alike = [at for at, them in others if smaller[at] >= 8 and len(own & them) >= DUPLICATE_OVERLAP * smaller[at]]
        if not alike:
            kept.append((name, text))
        elif len(text) > len(kept[alike[0]][1]):
            kept[alike[0]] = (name, text)
    found = without_duplicates([hit(f"{number:02}", text) for number, text in enumerate(texts)])
    assert [name for name, _ in kept] == [one.passage.id for one in found]


def test_a_person_is_kept_over_a_machine() -> None:
    """Of near-duplicates the human one stays, at the rank and score of the group."""
    machine, human = hit("b", LONG, "ai_summary", 2.0), hit("a", f"{LONG}.", "human", 1.0)
    (kept,) = without_duplicates([machine, human])
    assert ("a-0", 2.0) == (kept.passage.id, kept.score)


def test_the_fullest_is_kept() -> None:
    """Of near-duplicates by the same kind of author the longest stays."""
    (kept,) = without_duplicates([hit("a", LONG), hit("b", f"{LONG}, puis vendues au marché couvert")])
    assert "b-0" == kept.passage.id


def test_different_and_short_passages_all_stay() -> None:
    """Passages that share few words, or are too short to compare, are no duplicates."""
    hits = [hit("a", LONG), hit("b", "Une mare rafraîchit le village et ses habitants pendant les canicules")]
    hits += [hit("c", "Voir aussi"), hit("d", "Voir aussi")]
    assert hits == without_duplicates(hits)


def test_documents_rank_by_their_best_passage() -> None:
    """A document has the score of its best hit; ties go by id."""
    hits = [hit("b", "x", score=2.0), hit("a", "y", score=2.0), hit("b", "z", score=1.0)]
    assert [("a", 2.0), ("b", 2.0)] == rank_documents(hits)


@given(st.lists(st.text(max_size=60), max_size=5))
def test_vectors_have_norm_one_or_zero(texts: list[str]) -> None:
    """There is one row a text, of norm 1, or 0 for a text without content words; order changes nothing."""
    vectors = EMBEDDER.embed_passages(texts)
    assert (len(texts), EMBEDDER.dimension) == vectors.shape
    norms = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(norms, 1, atol=1e-5) | (norms == 0))
    assert np.array_equal(vectors[::-1], EMBEDDER.embed_questions(texts[::-1]))


def test_vectors_are_the_same_everywhere() -> None:
    """The hash is fixed: these sums were computed once and must never move while the name stands."""
    vector = EMBEDDER.embed_passages(["Une légumerie coopérative"])[0]
    assert (-1.0328, 214) == (round(float(vector.sum()), 4), int(np.argmax(vector)))
