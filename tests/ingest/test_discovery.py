import os
import socket
import unicodedata
from pathlib import Path

import pytest

from assistant.errors import DocumentRefusedError, SourceUnreadableError
from ingest import discovery
from ingest.discovery import Found, read, scan


def problems(root: Path, limit: int = 1000) -> dict[str, str]:
    """Return the problem of each file found, by location."""
    return {one.location: one.problem for one in scan(root.resolve(), limit).found}


def test_files_are_listed_whatever_their_depth(tmp_path: Path) -> None:
    """Every file of a supported format is found, at any depth, sorted by location."""
    for name in ("b.MD", "a/z.txt", "a/b/c.html", "a/b/d.htm", "e.markdown"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)

    found = scan(tmp_path.resolve()).found

    assert ["a/b/c.html", "a/b/d.htm", "a/z.txt", "b.MD", "e.markdown"] == [one.location for one in found]
    assert {""} == {one.problem for one in found}


def test_a_location_is_in_nfc(tmp_path: Path) -> None:
    """A name that the disk spells with combining marks gives the composed location, and is read back."""
    decomposed = unicodedata.normalize("NFD", "été.md")
    (tmp_path / decomposed).write_bytes(b"chaud")

    (found,) = scan(tmp_path.resolve()).found

    assert "été.md" == found.location
    assert b"chaud" == read(found).content


def test_what_is_no_document_is_skipped_with_a_reason(tmp_path: Path) -> None:
    """Hidden files, accompanying files and other formats are no candidates, each with its reason."""
    (tmp_path / ".git").mkdir()
    for name in (".git/config.md", "README.md", "LICENCE.txt", "LICENSE-fr.md", "photo.png", "note.md"):
        (tmp_path / name).write_text(name)

    result = scan(tmp_path.resolve())

    assert ["note.md"] == [one.location for one in result.found]
    expected = {
        ".git": discovery.HIDDEN,
        "README.md": discovery.ABOUT_THE_FOLDER,
        "LICENCE.txt": discovery.ABOUT_THE_FOLDER,
        "LICENSE-fr.md": discovery.ABOUT_THE_FOLDER,
        "photo.png": discovery.OTHER_FORMAT,
    }
    assert expected == {one.location: one.reason for one in result.skipped}


def test_a_file_asked_for_by_name_is_read_whatever_its_name(tmp_path: Path) -> None:
    """A README given as the source itself is a candidate, at the location of its name."""
    (tmp_path / "README.md").write_text("texte")

    (found,) = scan((tmp_path / "README.md").resolve()).found

    assert ("README.md", b"texte") == (found.location, read(found).content)


def test_links_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A link out of the folder is refused, to a file, to a folder or to nothing; one inside is read."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "note.md").write_text("note")
    (outside / "secret.md").write_text("secret")
    (inside / "a-out.md").symlink_to(outside / "secret.md")
    (inside / "b-up.md").symlink_to("../out/secret.md")
    (inside / "c-folder").symlink_to(outside)
    (inside / "d-inside.md").symlink_to("note.md")
    (inside / "e-broken.md").symlink_to("nowhere.md")
    (inside / "f-loop").symlink_to(".")
    (inside / "g-itself.md").symlink_to("g-itself.md")

    expected = {
        "a-out.md": discovery.LINK_OUT,
        "b-up.md": discovery.LINK_OUT,
        "c-folder": discovery.LINK_OUT,
        "d-inside.md": "",
        "e-broken.md": discovery.BROKEN_LINK,
        "g-itself.md": discovery.BROKEN_LINK,
        "note.md": "",
    }
    assert expected == problems(inside)


def test_what_is_not_a_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """A pipe or a socket named like a document is refused at once."""
    (tmp_path / "note.md").write_text("note")
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.md"))
        found = problems(tmp_path)

    assert ["", discovery.NOT_A_FILE] == [found["note.md"], found["pipe.md"]]
    assert found["socket.md"]


def test_a_folder_named_like_a_document_is_a_folder(tmp_path: Path) -> None:
    """A folder called x.md is walked, not read."""
    (tmp_path / "x.md").mkdir()
    (tmp_path / "x.md" / "note.md").write_text("note")

    assert {"x.md/note.md": ""} == problems(tmp_path)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    """One byte over the limit refuses the file, the limit itself does not."""
    (tmp_path / "at.md").write_bytes(b"a" * 1_000_000)
    (tmp_path / "over.md").write_bytes(b"a" * 1_000_001)

    found = {one.location: one for one in scan(tmp_path.resolve(), 1_000_000).found}

    assert ("", "trop gros (2 Mo, au plus 1 Mo)") == (found["at.md"].problem, found["over.md"].problem)
    assert "" == found["over.md"].sha256


def test_a_name_that_is_not_utf8_is_refused_and_shown(tmp_path: Path) -> None:
    """A file name in Latin-1 is refused with a printable location, the others are read."""
    (tmp_path / "note.md").write_text("note")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))).write_text("café")

    assert {"note.md": "", "caf\\xe9.md": discovery.BAD_NAME} == problems(tmp_path)


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    """Nesting is not limited by the recursion of the language."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("note.md", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)

    assert 1 == len(scan(tmp_path.resolve()).found)


@pytest.mark.parametrize("names", [(), ("photo.png",), (".cache",)])
def test_a_source_without_a_candidate_is_an_error(tmp_path: Path, names: tuple[str, ...]) -> None:
    """An empty folder, or one with nothing readable, is said to be so."""
    for name in names:
        (tmp_path / name).write_text("x")

    with pytest.raises(SourceUnreadableError, match="Rien de lisible" if names else "est vide"):
        scan(tmp_path.resolve())


@pytest.mark.parametrize("name", ["absent", "photo.png", "photo.png/below", "long" * 100])
def test_a_source_that_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    """A path to nothing, or to a file of another format, names the source and the remedy."""
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")

    with pytest.raises(SourceUnreadableError, match=name):
        scan((tmp_path / name).resolve())


def test_a_file_changed_since_it_was_hashed_is_refused(tmp_path: Path) -> None:
    """The bytes prepared are those that were hashed, or none."""
    path = tmp_path / "note.md"
    path.write_text("avant")
    (found,) = scan(tmp_path.resolve()).found
    path.write_text("après")

    with pytest.raises(DocumentRefusedError, match=discovery.CHANGED_MEANWHILE):
        read(found)
    path.unlink()
    with pytest.raises(DocumentRefusedError, match="illisible"):
        read(found)


def test_a_place_never_leaves_its_source() -> None:
    """A file found keeps its source, so that it can be read again from there."""
    assert Path("/nowhere") == Found("/nowhere", "a.md").path
