"""Laws of a generation on disk."""

import json
import stat
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.generation import current_folder, open_generation, probe
from assistant.adapters.subword import SubwordEmbedder
from assistant.errors import IndexUnusableError
from tests.index_samples import build, documents, opened, passages


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(folder: Path) -> Path:
    """Write a generation of the samples in a new folder and return it."""
    folder.mkdir(parents=True)
    build(folder, documents(), passages())
    return folder


def test_order_changes_nothing(tmp_path: Path) -> None:
    """The same documents and passages in another order give the same fingerprint and the same rankings."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    prints = [build(one, documents(), passages()), build(other, documents()[::-1], passages()[::-1])]
    assert prints[0] == prints[1]
    text, vector = "des oiseaux", SubwordEmbedder().embed_questions(["des oiseaux"])[0]
    first, second = open_generation(one), open_generation(other)
    assert first.search_lexical(text, 9) == second.search_lexical(text, 9)
    assert first.search_dense(vector, 9) == second.search_dense(vector, 9)


def test_a_changed_document_changes_the_fingerprint(tmp_path: Path) -> None:
    """Another title makes another generation."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    renamed = [document.model_copy(update={"title": "Autre"}) for document in documents()]
    assert build(one, documents(), passages()) != build(other, renamed, passages())


def test_reading_writes_nothing(tmp_path: Path) -> None:
    """Opening, probing and searching leave every byte of the generation as it was."""
    folder = made(tmp_path / "one")
    before = content(folder)
    probe(folder)
    index = open_generation(folder)
    index.search_lexical("des oiseaux", 3)
    index.search_dense(SubwordEmbedder().embed_questions(["des oiseaux"])[0], 3)
    assert before == content(folder)


def test_files_are_private(tmp_path: Path) -> None:
    """Only the owner may read what a generation holds."""
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made(tmp_path / "one").rglob("*")}
    assert {0o600, 0o700} == modes


def test_an_empty_generation_works(tmp_path: Path) -> None:
    """No document makes a generation that opens, passes its test, and finds nothing."""
    build(tmp_path, [], [])
    probe(tmp_path)
    index = open_generation(tmp_path)
    assert ([], 0) == (list(index.search_lexical("haie", 3)), index.passage_count())
    assert [] == list(index.search_dense(SubwordEmbedder().embed_questions(["haie"])[0], 3))


def test_a_vector_of_another_length_is_refused(tmp_path: Path) -> None:
    """A question embedded by another model is refused with a remedy, never compared."""
    with pytest.raises(IndexUnusableError, match="efc ingest"):
        opened(tmp_path).search_dense(np.ones(9, dtype=np.float32), 3)


@pytest.mark.parametrize("part", ["manifest.json", "passages.sqlite", "lexical/passages/meta.json"])
@pytest.mark.parametrize("damage", ["removed", "emptied", "scrambled"])
def test_a_damaged_generation_is_refused(tmp_path: Path, part: str, damage: str) -> None:
    """A file removed, emptied or scrambled is met when opening, in one line with the remedy."""
    file = made(tmp_path / "one") / part
    file.unlink()
    if damage != "removed":
        file.write_bytes(b"" if damage == "emptied" else b"\x00brouille" * 99)
    with pytest.raises(IndexUnusableError, match="efc ingest"):
        open_generation(tmp_path / "one")


def test_lost_vectors_are_met_by_the_test(tmp_path: Path) -> None:
    """A dense leg that lost its file does not pass the test of a generation."""
    folder = made(tmp_path / "one")
    (folder / "dense" / "chroma.sqlite3").unlink()
    with pytest.raises(IndexUnusableError, match="efc ingest"):
        probe(folder)


def test_a_count_that_disagrees_is_met_by_the_test(tmp_path: Path) -> None:
    """A manifest that promises more vectors than there are does not pass."""
    folder = made(tmp_path / "one")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"vectors": 99}))
    with pytest.raises(IndexUnusableError, match="se contredit"):
        probe(folder)


def test_the_pointer_leads_to_its_generation(tmp_path: Path) -> None:
    """`CURRENT` names the folder that is served."""
    folder = made(tmp_path / "generations" / "g1")
    (tmp_path / "CURRENT").write_text("g1\n")
    assert folder == current_folder(tmp_path)


@pytest.mark.parametrize("pointer", [None, "", "absent", "../generations/g1", "."])
def test_a_pointer_to_nothing_is_refused(tmp_path: Path, pointer: str | None) -> None:
    """No pointer, an empty one, or one that leads elsewhere, is one line with the remedy."""
    made(tmp_path / "generations" / "g1")
    if pointer is not None:
        (tmp_path / "CURRENT").write_text(pointer)
    with pytest.raises(IndexUnusableError, match="efc ingest"):
        current_folder(tmp_path)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    """A generation of a newer version is refused, with a remedy that does not lose it."""
    folder = made(tmp_path / "generations" / "g1")
    (tmp_path / "CURRENT").write_text("g1")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99, "added": True}))
    with pytest.raises(IndexUnusableError, match="plus récente"):
        current_folder(tmp_path)
