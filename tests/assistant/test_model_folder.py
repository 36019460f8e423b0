"""What a folder of weights says of itself, read without loading anything."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.adapters.model_folder import E5_PROMPTS, Prompts, is_folder, local_folder, prompts_of, revision_of
from assistant.errors import ModelUnavailableError


def write_model(folder: Path, prompts: dict[str, str] | None = None, origin: str = "somebody/model") -> Path:
    """Write a folder that looks like a model."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"_name_or_path": origin}))
    (folder / "model.safetensors").write_bytes(bytes(range(256)) * 20_000)
    (folder / "README.md").write_text("une note")
    if prompts is not None:
        (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    return folder


def test_the_revision_is_that_of_the_weights_wherever_they_lie(tmp_path: Path) -> None:
    """A copy has the same revision; the readme and other engines change nothing."""
    first = write_model(tmp_path / "first")
    second = Path(shutil.copytree(first, tmp_path / "elsewhere" / "second"))
    (second / "README.md").write_text("une autre note")
    (second / "onnx").mkdir()
    (second / "onnx" / "config.json").write_text("{}")
    assert revision_of(first) == revision_of(second)
    assert 12 == len(revision_of(first))


@pytest.mark.parametrize("at", [0, -1])
def test_other_weights_have_another_revision(tmp_path: Path, at: int) -> None:
    """A change at either end of the weights, or of the configuration, is another model."""
    first, second = write_model(tmp_path / "first"), write_model(tmp_path / "second")
    weights = bytearray((second / "model.safetensors").read_bytes())
    weights[at] ^= 1
    (second / "model.safetensors").write_bytes(weights)
    assert revision_of(first) != revision_of(second)


def test_declared_prompts_are_used(tmp_path: Path) -> None:
    """The model's own prompts come first, even for the E5 family."""
    folder = write_model(tmp_path / "multilingual-e5-x", {"query": "question : ", "document": "texte : "})
    assert Prompts("question : ", "texte : ") == prompts_of(folder, "intfloat/multilingual-e5-x")


@pytest.mark.parametrize(
    ("name", "origin"),
    [("intfloat/multilingual-e5-small", "x"), ("./e5-base", "x"), ("./mine", "intfloat/E5-large-v2")],
)
def test_the_e5_family_has_its_prompts(tmp_path: Path, name: str, origin: str) -> None:
    """A model of that family without declared prompts still gets the ones it was trained with."""
    folder = write_model(tmp_path / "model", {"query": "", "document": ""}, origin)
    assert E5_PROMPTS == prompts_of(folder, name)


@pytest.mark.parametrize("name", ["all-MiniLM-L6-v2", "ce5x/some15", "modele5"])
def test_other_models_have_no_prompt(tmp_path: Path, name: str) -> None:
    """Nothing is put before the texts of a model that asks for nothing."""
    assert Prompts("", "") == prompts_of(write_model(tmp_path / "model"), name)


def test_a_damaged_configuration_declares_nothing(tmp_path: Path) -> None:
    """A configuration that cannot be read stops nothing here: loading will tell."""
    folder = write_model(tmp_path / "model")
    (folder / "config_sentence_transformers.json").write_text("[")
    assert Prompts("", "") == prompts_of(folder, "model")


def test_a_name_is_told_from_a_path(tmp_path: Path) -> None:
    """What begins like a path, or is a folder here, is a folder; the rest is a name on the hub."""
    assert [True, True, True, False] == [is_folder(one) for one in ("/a", "./a", str(tmp_path), "somebody/model")]


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """The message names the folder and what is missing."""
    with pytest.raises(ModelUnavailableError, match=r"config\.json") as caught:
        local_folder(str(tmp_path))
    assert str(tmp_path) in caught.value.message
    assert caught.value.remedy
