"""Laws that every `Embedder` keeps: the one that is always there, and real weights of sentence-transformers."""

import numpy as np
import pytest

from assistant.adapters.sentence_transformer import SentenceTransformerEmbedder
from assistant.adapters.subword import SubwordEmbedder
from assistant.ports import Embedder
from tests.real_models import embedder_weights

TEXTS = [
    "A small pond keeps the village cool in summer.",
    "The co-operative washes carrots for the school canteens.",
    "Birds nest in the old hedges.",
    "Une légumerie lave les carottes des cantines.",
]


@pytest.fixture(scope="module", params=["subword", pytest.param("sentence_transformer", marks=pytest.mark.slow)])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    """Each implementation, real."""
    if request.param == "subword":
        return SubwordEmbedder()
    return SentenceTransformerEmbedder(str(embedder_weights()), device="cpu")


def test_rows_are_of_norm_one_in_order(embedder: Embedder) -> None:
    """One row of norm 1 a text, in single precision, whatever the order and the neighbours."""
    vectors = embedder.embed_passages(TEXTS)
    assert ((len(TEXTS), embedder.dimension), np.float32) == (vectors.shape, vectors.dtype)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[::-1], embedder.embed_passages(TEXTS[::-1]), atol=1e-5)
    np.testing.assert_allclose(vectors[:1], embedder.embed_passages(TEXTS[:1]), atol=1e-5)


def test_the_same_texts_give_the_same_numbers(embedder: Embedder) -> None:
    """Nothing is drawn by chance."""
    assert np.array_equal(embedder.embed_questions(TEXTS), embedder.embed_questions(TEXTS))


@pytest.mark.parametrize("text", ["", " \n", "?!…"])
def test_a_text_without_words_has_no_direction(embedder: Embedder, text: str) -> None:
    """Its row is zeros, and its neighbours keep theirs."""
    vectors = embedder.embed_passages([TEXTS[0], text])
    assert (True, False) == (bool(vectors[0].any()), bool(vectors[1].any()))


def test_no_text_gives_no_row(embedder: Embedder) -> None:
    """An empty list is no error."""
    assert (0, embedder.dimension) == embedder.embed_questions([]).shape


def test_a_question_is_near_its_passage(embedder: Embedder) -> None:
    """The passage that shares the words of the question has the greatest cosine."""
    asked = embedder.embed_questions(["Who washes carrots for canteens?"])[0]
    assert 1 == int(np.argmax(embedder.embed_passages(TEXTS[:3]) @ asked))


def test_the_name_says_model_and_version(embedder: Embedder) -> None:
    """Two models never mix: the name is not blank, and stays."""
    assert embedder.name
    assert embedder.name == embedder.name.strip()
