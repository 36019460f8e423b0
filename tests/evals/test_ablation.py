"""Each part of retrieval can be left out and measured, on a small invented set."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.subword import SubwordEmbedder
from evals.ablation import SHIPPED, VARIANTS, ablate
from evals.bench_cli import run
from evals.kept_vectors import KeptEmbedder, RememberingEmbedder
from evals.retrieval_bench import measure, read_set
from tests.evals.test_retrieval_bench import write_set


def test_every_part_is_measured_against_the_whole(tmp_path: Path) -> None:
    """One line a variant, the shipped retrieval at no distance from itself and at the figure of the bench."""
    judged = read_set(write_set(tmp_path / "petit"))
    lines = ablate(judged, SubwordEmbedder())
    assert [(one.name, one.slips) for one in VARIANTS] == [(one.variant, one.slips) for one in lines]
    shipped = [one for one in lines if one.variant == SHIPPED]
    figures = measure(judged, SubwordEmbedder())
    assert [figures.ndcg_10, figures.ndcg_10_slips] == [one.ndcg_10 for one in shipped]
    assert all(one.against_shipped.mean == 0 for one in shipped)
    assert {2} == {one.questions for one in lines}


def test_a_part_left_out_is_missed(tmp_path: Path) -> None:
    """Where only titles tell documents apart, retrieval without titles finds less."""
    judged = read_set(write_set(tmp_path / "petit"))
    titles = {"haie": "Bocage", "mare": "Étang", "sol": "Terre"}
    documents = [
        one.model_copy(update={"title": titles[one.id], "text": "Un texte sans rapport."}) for one in judged.documents
    ]
    questions = {"q1": "un texte sur l’étang", "q2": "un texte sur le bocage"}
    lines = ablate(replace(judged, documents=documents, questions=questions), SubwordEmbedder())
    found = {one.variant: one.ndcg_10 for one in lines if not one.slips}
    assert 1.0 == found[SHIPPED] > found["sans titre"]


def test_the_bench_prints_the_ablation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--ablation` a second table follows, and the JSON holds the same lines."""
    words = ["--set", str(write_set(tmp_path / "petit")), "--speed", "0", "--ablation"]
    assert 0 == run(words)
    lines = capsys.readouterr().out.splitlines()
    assert 2 + 1 + len(VARIANTS) == len(lines)
    assert 0 == run([*words, "--json"])
    assert len(VARIANTS) == len(json.loads(capsys.readouterr().out)["ablation"])


def test_kept_vectors_are_the_embedders_own(tmp_path: Path) -> None:
    """The second time they are read, whatever the embedder would say, and other texts are embedded."""
    plain = SubwordEmbedder()
    kept = KeptEmbedder(plain, tmp_path / "kept")
    texts = ["une mare", "une haie"]
    for _ in range(2):
        np.testing.assert_array_equal(plain.embed_passages(texts), kept.embed_passages(texts))
    np.testing.assert_array_equal(plain.embed_passages(texts[:1]), kept.embed_passages(texts[:1]))
    np.testing.assert_array_equal(plain.embed_questions(texts), kept.embed_questions(texts))
    assert 2 == len(list((tmp_path / "kept").iterdir()))
    assert (plain.name, plain.dimension) == (kept.name, kept.dimension)


def test_remembered_questions_are_the_embedders_own() -> None:
    """Each text has its own vector, known already or not, twice in a list or once."""
    plain = SubwordEmbedder()
    remembering = RememberingEmbedder(plain)
    for texts in (["une mare"], ["une haie", "une mare", "une haie"], []):
        np.testing.assert_array_equal(plain.embed_questions(texts), remembering.embed_questions(texts))
    np.testing.assert_array_equal(plain.embed_passages(["une mare"]), remembering.embed_passages(["une mare"]))


def test_a_model_that_cannot_be_loaded_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bench of a missing model fails with its name, never with other vectors."""
    words = ["--set", str(write_set(tmp_path / "petit")), "--speed", "0", "--embedder", "/nulle/part"]
    assert 1 == run(words)
    printed = capsys.readouterr()
    assert ("", True) == (printed.out, "/nulle/part" in printed.err)
