"""Laws that every `PassageIndex` keeps: the embedded one, and the fake."""

import numpy as np
import pytest

from assistant.adapters.subword import SubwordEmbedder
from assistant.french import analyse
from assistant.ports import PassageIndex
from tests.fakes import MemoryIndex
from tests.index_samples import documents, opened, passages

EMBEDDER = SubwordEmbedder()


@pytest.fixture(scope="module", params=["embedded", "memory"])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PassageIndex:
    """An index of the sample documents, by each implementation."""
    if request.param == "embedded":
        return opened(tmp_path_factory.mktemp("generation"))
    vectors = EMBEDDER.embed_passages([one.text for one in passages()])
    return MemoryIndex(documents(), passages(), vectors, EMBEDDER.name)


def test_passages_find_themselves(index: PassageIndex) -> None:
    """Each passage is the first that its own text finds, on both legs."""
    for one in passages():
        vector = EMBEDDER.embed_questions([one.text])[0]
        assert one.id == index.search_lexical(one.text, 1)[0].passage_id
        assert one.id == index.search_dense(vector, 1)[0].passage_id


@pytest.mark.parametrize("count", [-1, 0, 1, 3, 100])
def test_rankings_are_short_and_ordered(index: PassageIndex, count: int) -> None:
    """At most `count` passages come, each once, best first, ties by id."""
    vector = EMBEDDER.embed_questions(["des oiseaux et des pommes"])[0]
    for found in (
        index.search_lexical("des oiseaux et des pommes", count),
        index.search_dense(vector, count),
    ):
        assert len(found) <= max(count, 0)
        assert len(found) == len({one.passage_id for one in found})
        assert sorted(found, key=lambda one: (-one.score, one.passage_id)) == list(found)


@pytest.mark.parametrize("text", ["", " \n", "de la", "?!", "\x00", "xyzxyz", "« )( : AND OR * ~ \\"])
def test_nothing_to_find_is_no_error(index: PassageIndex, text: str) -> None:
    """A question without a known word finds nothing on the lexical leg, whatever its characters."""
    assert [] == list(index.search_lexical(text, 5))


def test_a_vector_of_zeros_finds_nothing(index: PassageIndex) -> None:
    """A question without words has no direction to search in."""
    assert [] == list(index.search_dense(np.zeros(EMBEDDER.dimension, dtype=np.float32), 5))


def test_passages_come_by_id(index: PassageIndex) -> None:
    """Known ids give their passages, unknown ones are left out."""
    one = passages()[0]
    assert {one.id: one} == index.passages([one.id, "inconnu"])


def test_passages_of_a_document_come_in_reading_order(index: PassageIndex) -> None:
    """A document gives its passages by number, an unknown one gives none."""
    one = documents()[1]
    assert [part for part in passages() if part.document_id == one.id] == list(index.passages_of(one.id))
    assert [] == list(index.passages_of("inconnu"))


def test_documents_come_by_location(index: PassageIndex) -> None:
    """Every document comes, ordered by location; an unknown one is None."""
    found = index.documents()
    assert documents() == sorted(found, key=lambda one: one.id)
    assert [one.location for one in found] == sorted(one.location for one in found)
    assert (found[0], None) == (index.document(found[0].id), index.document("inconnu"))


def test_frequencies_count_passages(index: PassageIndex) -> None:
    """The frequency of a stem is the number of passages whose text holds it."""
    for stem in ["inconnu", *{stem for one in passages() for stem in analyse(one.text)}]:
        assert sum(stem in analyse(one.text) for one in passages()) == index.document_frequency(stem)


def test_an_index_says_what_it_is(index: PassageIndex) -> None:
    """The count, the embedder and the fingerprint are those of the content."""
    assert (len(passages()), EMBEDDER.name) == (index.passage_count(), index.embedder_name)
    assert 16 == len(index.generation)
