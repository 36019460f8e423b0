"""The parts are put together by plain arguments, and nothing is opened before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.cross_encoder import CrossEncoderReranker
from assistant.adapters.sentence_transformer import SentenceTransformerEmbedder
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import Question
from assistant.errors import CorpusInvalidError, IndexUnusableError, InvalidInputError
from assistant.settings import Settings
from assistant.wiring import build_assistant, build_embedder, build_reranker, build_writer, following
from tests.assistant.small_corpus import write
from tests.index_samples import build, documents, passages


def publish(data: Path, name: str, count: int) -> None:
    """Write a generation of the first documents and point at it."""
    folder = data / "generations" / name
    folder.mkdir(parents=True)
    kept = documents()[:count]
    ids = {one.id for one in kept}
    build(folder, kept, [one for one in passages() if one.document_id in ids])
    (data / "CURRENT").write_text(name)


def test_the_embedder_of_a_setting_is_built_by_name() -> None:
    """The one that needs no download is known; another is a model, not loaded yet; a blank is refused."""
    assert SubwordEmbedder().name == build_embedder("subword").name
    assert isinstance(build_embedder("/nulle/part"), SentenceTransformerEmbedder)
    with pytest.raises(InvalidInputError) as caught:
        build_embedder(" ")
    assert "EFC_EMBEDDER" in caught.value.remedy


def test_there_is_a_reranker_only_when_one_is_set() -> None:
    """A blank setting is none; a name is a cross-encoder, not loaded yet."""
    assert None is build_reranker("")
    assert isinstance(build_reranker("/nulle/part"), CrossEncoderReranker)


def test_the_index_is_opened_again_only_when_the_pointer_moves(tmp_path: Path) -> None:
    """The same generation is the same object; a new one is seen at the next question."""
    publish(tmp_path, "one", 1)
    opened = following(tmp_path)
    first = opened()
    assert opened() is first
    publish(tmp_path, "two", 4)
    second = opened()
    assert second is not first
    assert (2, 8) == (first.passage_count(), second.passage_count())
    assert opened() is second


def test_a_missing_index_is_told_at_the_first_question(tmp_path: Path) -> None:
    """Building opens nothing; asking without an index names the command that makes one."""
    assistant = build_assistant(Settings(data=tmp_path / "none", corpus=write(tmp_path / "corpus")))
    with pytest.raises(IndexUnusableError) as caught:
        assistant.answer(Question(text="C’est quoi un four commun ?"))
    assert "efc ingest" in caught.value.remedy
    assert not (tmp_path / "none").exists()


def test_a_corpus_without_tables_is_told(tmp_path: Path) -> None:
    """A folder that is no corpus is one clear error."""
    with pytest.raises(CorpusInvalidError) as caught:
        build_assistant(Settings(data=tmp_path, corpus=tmp_path))
    assert "EFC_CORPUS" in caught.value.remedy


def test_without_a_chat_model_there_is_no_writer(tmp_path: Path) -> None:
    """The default is extracts; a model that is set is known by its name, and nothing is loaded for it."""
    assert build_writer(Settings(data=tmp_path)) is None
    writer = build_writer(Settings(data=tmp_path, chat_model="ollama:essai", chat_deadline=3))
    assert writer is not None
    assert ("ollama:essai", 3.0) == (writer.name, writer.deadline)


def test_setting_a_chat_model_loads_nothing() -> None:
    """Neither importing the assistant nor building a writer imports a vendor's package."""
    code = (
        "import sys; from assistant.settings import Settings; from assistant.wiring import build_writer; "
        "build_writer(Settings(chat_model='openai:essai')); "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'langchain', 'langchain_core', 'openai', "
        "'anthropic', 'ollama', 'httpx', 'httpx2', 'torch'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == run.stdout.strip()


def test_a_chat_model_that_is_not_one_stops_the_start(tmp_path: Path) -> None:
    """A mistake of the settings is told before the first question."""
    with pytest.raises(InvalidInputError, match="'essai'"):
        build_assistant(Settings(data=tmp_path, corpus=write(tmp_path / "corpus"), chat_model="essai"))
