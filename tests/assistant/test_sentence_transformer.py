"""The semantic embedder: nothing is loaded before it is needed, and what cannot be loaded says so."""

import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.cross_encoder import CrossEncoderReranker
from assistant.adapters.sentence_transformer import LazyModel, SentenceTransformerEmbedder
from assistant.errors import ModelUnavailableError
from tests.assistant.test_model_folder import write_model
from tests.real_models import embedder_weights


def test_nothing_is_read_until_the_first_use() -> None:
    """An embedder of a model that does not exist can be made."""
    SentenceTransformerEmbedder("/nulle/part/du-tout")
    CrossEncoderReranker("/nulle/part/du-tout")


def test_a_missing_folder_is_told_each_time() -> None:
    """The error names the folder and the remedy, the second time too."""
    embedder = SentenceTransformerEmbedder("/nulle/part/du-tout")
    for _ in range(2):
        with pytest.raises(ModelUnavailableError, match="/nulle/part/du-tout") as caught:
            embedder.embed_questions(["une mare"])
        assert caught.value.remedy


@pytest.mark.parametrize("given", ["somebody/model", "folder"])
def test_without_the_extra_the_remedy_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """A name of the hub and a sound folder alike say what to install."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    name = str(write_model(tmp_path / "folder")) if given == "folder" else given
    with pytest.raises(ModelUnavailableError, match="sentence-transformers") as caught:
        SentenceTransformerEmbedder(name).embed_questions(["une mare"])
    assert "semantic" in caught.value.remedy


@pytest.mark.slow
def test_a_model_that_is_not_here_is_fetched_only_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question never downloads; an ingestion that cannot reach the hub says so."""
    embedder_weights()
    from huggingface_hub import constants  # noqa: PLC0415 - only with the extra

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailableError, match="somebody/model") as asked:
        SentenceTransformerEmbedder("somebody/model").embed_questions(["une mare"])
    assert "efc ingest" in asked.value.remedy
    with pytest.raises(ModelUnavailableError, match="somebody/model") as ingested:
        SentenceTransformerEmbedder("somebody/model", fetch=True).embed_questions(["une mare"])
    assert "EFC_EMBEDDER" in ingested.value.remedy


@pytest.mark.slow
def test_weights_that_are_no_weights_are_told(tmp_path: Path) -> None:
    """A folder whose weights cannot be read is one clear error, not the vendor's."""
    embedder_weights()
    with pytest.raises(ModelUnavailableError, match="ne se charge pas"):
        SentenceTransformerEmbedder(str(write_model(tmp_path / "model"))).embed_questions(["une mare"])


@pytest.mark.slow
def test_prompts_go_before_the_texts(tmp_path: Path) -> None:
    """With the prompts of a model declared, a question is embedded as the prompt and the question together."""
    import shutil  # noqa: PLC0415 - here alone

    plain = SentenceTransformerEmbedder(str(embedder_weights()), device="cpu")
    folder = Path(shutil.copytree(embedder_weights(), tmp_path / "multilingual-e5-copy"))
    prompted = SentenceTransformerEmbedder(str(folder), device="cpu")
    np.testing.assert_allclose(
        plain.embed_questions(["query: une mare"]), prompted.embed_questions(["une mare"]), atol=1e-5
    )
    np.testing.assert_allclose(
        plain.embed_passages(["passage: une mare"]), prompted.embed_passages(["une mare"]), atol=1e-5
    )


@pytest.mark.slow
def test_threads_share_one_model() -> None:
    """Questions of several threads at once get the vectors they would get alone."""
    embedder = SentenceTransformerEmbedder(str(embedder_weights()), device="cpu")
    texts = [f"question {number}" for number in range(8)]
    found: dict[str, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda text=text: found.update({text: embedder.embed_questions([text])[0]}))
        for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = {text: embedder.embed_questions([text])[0] for text in texts}
    assert all(np.array_equal(alone[text], found[text]) for text in texts)


@pytest.mark.slow
def test_a_question_is_embedded_on_one_thread_and_passages_on_all() -> None:
    """One short text runs on one thread, and the number of threads is given back afterwards."""
    folder = embedder_weights()
    import torch  # noqa: PLC0415 - only with the extra

    model = LazyModel("SentenceTransformer", str(folder), "EFC_EMBEDDER", device="cpu")
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        seen = [model.run(lambda _: torch.get_num_threads(), is_short=short) for short in (True, False)]
        assert ([1, 2], 2) == (seen, torch.get_num_threads())
    finally:
        torch.set_num_threads(before)
