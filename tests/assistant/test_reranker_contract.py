"""Laws that every `Reranker` keeps: a cross-encoder with real layers, and the fake."""

import math
from pathlib import Path

import pytest

from assistant.adapters.cross_encoder import LONGEST_READ, CrossEncoderReranker
from assistant.ports import Reranker
from tests.fakes import OverlapReranker
from tests.real_models import write_cross_encoder

QUESTION = "qui lave les carottes"
TEXTS = ["la légumerie lave les carottes", "une haie abrite des oiseaux", "le village", ""]
WORDS = sorted({word for text in (QUESTION, *TEXTS) for word in text.split()})


@pytest.fixture(scope="module", params=["fake", pytest.param("cross_encoder", marks=pytest.mark.slow)])
def reranker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    """Each implementation."""
    if request.param == "fake":
        return OverlapReranker()
    folder = write_cross_encoder(tmp_path_factory.mktemp("reranker"), WORDS)
    return CrossEncoderReranker(str(folder), device="cpu")


def test_there_is_one_score_a_text(reranker: Reranker) -> None:
    """A finite number for each text, an empty one included; none for none."""
    scores = reranker.scores(QUESTION, TEXTS)
    assert len(TEXTS) == len(scores)
    assert all(math.isfinite(score) for score in scores)
    assert [] == list(reranker.scores(QUESTION, []))


def test_scores_follow_their_texts(reranker: Reranker) -> None:
    """A text has the same score whatever its neighbours and its place, and the same twice."""
    scores = list(reranker.scores(QUESTION, TEXTS))
    assert pytest.approx(scores[::-1], abs=2e-5) == list(reranker.scores(QUESTION, TEXTS[::-1]))
    assert pytest.approx(scores[:1], abs=2e-5) == list(reranker.scores(QUESTION, TEXTS[:1]))
    assert scores == list(reranker.scores(QUESTION, TEXTS))


def test_scores_depend_on_both(reranker: Reranker) -> None:
    """Another text and another question score otherwise."""
    first, second = reranker.scores(QUESTION, TEXTS[:2])
    assert first != second
    assert first != reranker.scores("des oiseaux", TEXTS[:1])[0]


def test_the_name_is_not_blank(reranker: Reranker) -> None:
    """A reply can say what ordered its sources."""
    assert reranker.name.strip()


@pytest.mark.slow
def test_a_long_passage_is_read_in_part(tmp_path: Path) -> None:
    """What lies beyond the limit changes nothing, so that the time of a reply is bounded."""
    reranker = CrossEncoderReranker(str(write_cross_encoder(tmp_path, WORDS)), device="cpu")
    long = "carottes " * LONGEST_READ
    assert reranker.scores(QUESTION, [long]) == reranker.scores(QUESTION, [long[:LONGEST_READ] + "oiseaux"])
