"""Laws of what tells that a generation is the one that was published, and of files held open."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.generation import current_folder, open_generation, probe
from assistant.adapters.held_files import HeldFiles
from assistant.adapters.seal import SEAL, altered, is_sealed, write_seal
from assistant.adapters.subword import SubwordEmbedder
from assistant.errors import IndexUnusableError, NewerIndexError
from assistant.ports import PassageIndex
from assistant.wiring import following
from tests.index_samples import build, documents, passages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a sealed generation of the samples, which the pointer of its data folder names."""
    made = tmp_path / "generations" / "one"
    made.mkdir(parents=True)
    build(made, documents(), passages())
    write_seal(made)
    (tmp_path / "CURRENT").write_text("one")
    return made


def test_a_changed_file_is_never_opened(folder: Path) -> None:
    """One bit of any file is enough: opening and probing name the file and the remedy."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    for path in files:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        for use in (open_generation, probe):
            with pytest.raises(IndexUnusableError, match="abîmé") as caught:
                use(folder)
            assert "--rebuild" in caught.value.remedy
        path.write_bytes(content)
    assert [] == altered(folder)


def test_a_hidden_file_that_was_not_published_is_no_damage(folder: Path) -> None:
    """What a file browser leaves does not keep an index from serving; another file does."""
    (folder / ".DS_Store").write_bytes(b"seen")
    open_generation(folder)
    (folder / "lexical" / "more").write_bytes(b"")
    assert ["lexical/more"] == altered(folder)


@pytest.mark.parametrize("seal", ["", "[]", "null", "{", "\udcff"])
def test_a_damaged_seal_is_told(folder: Path, seal: str) -> None:
    """A seal that cannot be read is a damaged file, not a missing one."""
    (folder / SEAL).write_bytes(seal.encode("utf-8", "surrogateescape"))
    with pytest.raises(IndexUnusableError, match=SEAL):
        open_generation(folder)


def test_a_generation_without_a_seal_opens(folder: Path) -> None:
    """Those made before seals are served as they are."""
    (folder / SEAL).unlink()
    assert not is_sealed(folder)
    assert len(passages()) == open_generation(folder).passage_count()


def test_vectors_altered_after_opening_are_refused(folder: Path) -> None:
    """Chroma is given a copy of the files only when they are still those that were published."""
    index = open_generation(folder)
    next(folder.rglob("data_level0.bin")).write_bytes(b"x" * 4096)
    with pytest.raises(IndexUnusableError, match="--rebuild"):
        index.search_dense(SubwordEmbedder().embed_questions(["haie"])[0], 3)


def test_a_generation_that_was_dropped_answers_its_reader(folder: Path) -> None:
    """Both legs and the passages are there for whoever opened it, even the vectors, read at the first need."""
    index, vector = open_generation(folder), SubwordEmbedder().embed_questions(["Une haie abrite des oiseaux"])[0]
    shutil.rmtree(folder)
    found = index.search_dense(vector, 3)
    assert (3, 3) == (len(found), len(index.search_lexical("oiseaux haie mare", 3)))
    assert np.isfinite([one.score for one in found]).all()
    assert 3 == len(index.passages(one.passage_id for one in found))


def test_held_files_are_copied_as_they_are(tmp_path: Path) -> None:
    """The copy has the same files; one that must be something else is refused; twice closed is closed."""
    (tmp_path / "from" / "in").mkdir(parents=True)
    (tmp_path / "from" / "in" / "file").write_bytes(b"content" * 300_000)
    held = HeldFiles(tmp_path / "from")
    assert b"content" * 300_000 == (held.copy_to(tmp_path / "to") / "in" / "file").read_bytes()
    held.close()
    held.close()
    with pytest.raises(ValueError, match="in/file"):
        HeldFiles(tmp_path / "from", {}).copy_to(tmp_path / "other")


def test_a_damaged_manifest_is_not_taken_for_a_newer_one(folder: Path) -> None:
    """A newer format is believed only when the seal says that the manifest was published so."""
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 9'))
    with pytest.raises(IndexUnusableError, match="--rebuild"):
        open_generation(folder)
    write_seal(folder)
    with pytest.raises(NewerIndexError, match="plus récente"):
        open_generation(folder)


def test_a_lost_pointer_is_damage_and_no_first_use(folder: Path, tmp_path: Path) -> None:
    """Without the pointer, what was published asks to be rebuilt; a folder that holds nothing asks for an ingestion."""
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(IndexUnusableError, match="--rebuild"):
        current_folder(tmp_path)
    shutil.rmtree(folder)
    with pytest.raises(IndexUnusableError, match="Aucun index"):
        current_folder(tmp_path)


def test_a_publication_during_the_opening_is_followed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A generation dropped while it was being opened is no failure when another one serves by then."""
    other = folder.with_name("two")
    shutil.copytree(folder, other)
    asked: list[str] = []

    def opening(chosen: Path) -> PassageIndex:
        asked.append(chosen.name)
        if chosen == folder:
            shutil.rmtree(folder)
            (tmp_path / "CURRENT").write_text("two")
        return open_generation(chosen)

    monkeypatch.setattr("assistant.wiring.open_generation", opening)
    assert len(passages()) == following(tmp_path)().passage_count()
    assert ["one", "two"] == asked
