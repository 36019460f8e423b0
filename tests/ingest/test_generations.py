import json
from pathlib import Path

import pytest

from assistant.adapters.generation import FORMAT
from assistant.adapters.seal import write_seal
from assistant.errors import IndexUnusableError
from ingest import generations
from ingest.generations import (
    KEPT,
    build,
    names,
    pointed,
    previous,
    probe_in_child,
    publish,
    serving,
    unpublished,
)
from ingest.pipeline import Tools, ingest
from tests.ingest.plain_tools import tools


def made(data: Path, fingerprint: str) -> str:
    """Build and publish a generation whose only file holds its fingerprint."""

    def fill(folder: Path) -> str:
        (folder / "content").write_text(fingerprint)
        return fingerprint

    data.mkdir(exist_ok=True)
    name = build(data, fill, lambda folder: None)
    publish(data, name)
    return name


def test_the_last_three_generations_are_kept(tmp_path: Path) -> None:
    """Publishing keeps the generation that serves and the two before it, in the order of their numbers."""
    published = [made(tmp_path, f"{number:04x}") for number in range(12)]

    assert published[-KEPT:] == names(tmp_path)
    assert published[-1] == pointed(tmp_path)
    assert "000012-000b" == published[-1]


def test_a_failed_build_changes_nothing(tmp_path: Path) -> None:
    """A build or a test that fails leaves no folder, and the pointer where it was."""
    before = made(tmp_path, "aaaa")

    def broken(folder: Path) -> str:
        (folder / "half").write_text("")
        raise IndexUnusableError("cassé")

    with pytest.raises(IndexUnusableError):
        build(tmp_path, broken, lambda folder: None)
    with pytest.raises(IndexUnusableError):
        build(tmp_path, lambda folder: "bbbb", broken)

    assert [before] == [path.name for path in (tmp_path / "generations").iterdir()]
    assert before == pointed(tmp_path)


def test_what_a_killed_writer_left_is_cleared(tmp_path: Path) -> None:
    """Half-built folders of dead writers go away with the next build."""
    (tmp_path / "generations" / ".tmp-123-dead").mkdir(parents=True)

    assert [made(tmp_path, "aaaa")] == [path.name for path in (tmp_path / "generations").iterdir()]


def test_undone_generations_are_dropped_by_the_next_publication(tmp_path: Path) -> None:
    """After going back, publishing something new forgets what was undone, so that back means what served."""
    first, second, _ = (made(tmp_path, one) for one in ("aaaa", "bbbb", "cccc"))
    generations.point(tmp_path, previous(tmp_path))
    generations.point(tmp_path, previous(tmp_path))
    with pytest.raises(IndexUnusableError, match="Rien à annuler"):
        previous(tmp_path)

    last = made(tmp_path, "dddd")

    assert first != second
    assert [first, last] == names(tmp_path)
    assert first == previous(tmp_path)


def test_a_generation_left_unpublished_is_found_by_its_fingerprint(tmp_path: Path) -> None:
    """The newest generation is reused when it has the fingerprint and does not serve."""
    made(tmp_path, "aaaa")
    name = build(tmp_path, lambda folder: "bbbb", lambda folder: None)

    assert name == unpublished(tmp_path, "bbbb")
    assert unpublished(tmp_path, "aaaa") is None
    publish(tmp_path, name)
    assert unpublished(tmp_path, "bbbb") is None


def test_everything_published_belongs_to_its_owner(tmp_path: Path) -> None:
    """Folders have mode 0700 and files 0600, the pointer included."""
    made(tmp_path, "aaaa")

    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in tmp_path.rglob("*")}
    assert {(True, 0o700), (False, 0o600)} == modes


@pytest.mark.parametrize("content", ["", "../../etc", "000001-aaaa\n000002-bbbb", "\udcff"])
def test_a_pointer_that_is_no_name_points_nowhere(tmp_path: Path, content: str) -> None:
    """A damaged pointer is as good as none: it is never followed out of the folder."""
    (tmp_path / "CURRENT").write_bytes(content.encode("utf-8", "surrogateescape"))

    assert pointed(tmp_path) is None
    assert serving(tmp_path) is None


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """Return a data folder whose index holds one real document."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "note.md").write_text("Une note\n\nUn passage sur la coopération.")
    data = tmp_path / "data"
    ingest(data, [tmp_path / "source"], tools())
    return data


def test_a_sound_generation_passes_its_test_in_a_child(served: Path) -> None:
    """The self-test of a real generation, run in a process of its own, raises nothing."""
    now = serving(served)
    assert now is not None
    probe_in_child(now.folder)


def test_a_damaged_generation_fails_its_test_and_is_not_published(served: Path, tmp_path: Path) -> None:
    """A generation that fails its self-test never serves; the previous one goes on."""
    before = pointed(served)
    sound = tools()

    def damaged(folder: Path, *content: object) -> str:
        fingerprint = sound.write_generation(folder, *content)  # type: ignore[arg-type]  # handed on as given
        (folder / "passages.sqlite").write_bytes(b"")
        return fingerprint

    (tmp_path / "source" / "other.md").write_text("Une autre note")
    broken = Tools(sound.prepare, sound.preparation, sound.embedder, damaged, probe_in_child)

    with pytest.raises(IndexUnusableError, match=r"contrôle.*--rebuild"):
        ingest(served, [tmp_path / "source"], broken)
    assert before == pointed(served)
    assert [before] == names(served)


def test_a_newer_generation_is_refused(served: Path) -> None:
    """A generation published by a newer version is not taken for a broken one."""
    now = serving(served)
    assert now is not None
    manifest = json.loads((now.folder / "manifest.json").read_text())
    (now.folder / "manifest.json").write_text(json.dumps(manifest | {"format": FORMAT + 1}))
    write_seal(now.folder)

    with pytest.raises(IndexUnusableError, match="version plus récente"):
        serving(served)
