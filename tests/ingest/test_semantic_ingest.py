"""A real model through a whole ingestion: vectors kept, a calibrated weight, one switch and back."""

from pathlib import Path

import pytest

from assistant.domain import Question
from assistant.settings import Settings
from assistant.wiring import build_assistant, following
from ingest.cli import run as ingest
from ingest.ledger import Ledger
from tests.assistant.small_corpus import write
from tests.real_models import embedder_weights


def vector_counts(data: Path) -> dict[str, int]:
    """Return how many vectors of each model the ledger holds."""
    ledger = Ledger.to_read(data)
    assert ledger is not None
    with ledger:
        return ledger.vector_counts()


@pytest.mark.slow
def test_a_model_is_computed_once_and_never_hurts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each model embeds each text once, whatever the switches, and the index says whose vectors it holds."""
    weights = str(embedder_weights())
    corpus, data = write(tmp_path / "corpus"), tmp_path / "data"
    found = []
    for name in ("subword", weights, "subword", weights):
        monkeypatch.setenv("EFC_EMBEDDER", name)
        assert 0 == ingest([str(corpus), "--data", str(data), "--json"])
        found.append((following(data)().embedder_name, vector_counts(data)))
    capsys.readouterr()
    names = [name for name, _ in found]
    assert names[:2] == names[2:]
    assert names[0] != names[1]
    assert found[1][1] == found[2][1] == found[3][1]
    assert 1 == len(set(found[3][1].values()))
    assert following(data)().dense_worth.floor_rank > 0
    reply = build_assistant(Settings(data=data, corpus=corpus, embedder=weights)).answer(
        Question(text="C’est quoi un four commun ?")
    )
    assert ("answer", names[1]) == (reply.kind, reply.engine.embedder)


def test_an_ingestion_without_its_model_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that cannot be loaded fails the ingestion in one line; the index that served still does."""
    corpus, data = write(tmp_path / "corpus"), tmp_path / "data"
    assert 0 == ingest([str(corpus), "--data", str(data)])
    before = following(data)().generation
    monkeypatch.setenv("EFC_EMBEDDER", "/nulle/part")
    capsys.readouterr()
    assert 1 == ingest(["--data", str(data)])
    assert "/nulle/part" in capsys.readouterr().err
    assert before == following(data)().generation
