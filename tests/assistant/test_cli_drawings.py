"""The commands that draw: to the output or to a file, and what they say when they cannot."""

import io
import json
from pathlib import Path

import pytest

from assistant.cli.grid import run as grid
from assistant.cli.map import run as draw
from tests.assistant.drawn_pictures import read_picture

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("subject", ["clubs", "notions"])
def test_a_map_goes_to_the_output_or_to_a_file(subject: str, tmp_path: Path, capsys: Captured) -> None:
    """The same picture either way; the file is named on stderr."""
    assert 0 == draw([subject])
    printed = capsys.readouterr().out
    file = tmp_path / "carte.svg"
    assert 0 == draw([subject, "-o", str(file)])
    assert printed == file.read_text()
    assert read_picture(printed).title
    assert str(file) in capsys.readouterr().err


def test_a_map_in_json_holds_the_picture(capsys: Captured) -> None:
    """The shape of `--json`."""
    assert 0 == draw(["clubs", "--json"])
    held = json.loads(capsys.readouterr().out)
    assert ["subject", "svg"] == list(held)
    assert read_picture(held["svg"]).title


def test_an_unknown_map_is_a_usage_error(capsys: Captured) -> None:
    """The two subjects are named."""
    with pytest.raises(SystemExit, match="2"):
        draw(["villes"])
    assert "clubs" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: Captured) -> None:
    """One line, exit code 1."""
    assert 1 == draw(["clubs", "-o", str(tmp_path / "absent" / "carte.svg")])
    assert capsys.readouterr().err.startswith("efc map : ")


def test_the_grid_is_drawn_empty_then_with_words(shipped: Path, capsys: Captured) -> None:
    """Without a description it is to be filled in by hand; with one, its words are in their boxes."""
    assert 0 == grid(["--data", str(shipped)])
    assert "Vos mots\u202f:" not in read_picture(capsys.readouterr().out).texts
    assert 0 == grid(["Un four existe déjà.", "--data", str(shipped)])
    assert "Un four existe déjà." in read_picture(capsys.readouterr().out).texts


def test_the_grid_reads_its_words_on_the_input(
    shipped: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """« - » reads the input; `--json` gives the boxes rather than the picture."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Un four existe déjà.\nZut."))
    assert 0 == grid(["-", "--json", "--data", str(shipped)])
    held = json.loads(capsys.readouterr().out)
    assert ["Zut."] == held["to_sort"]
    assert ["Un four existe déjà."] == next(one["words"] for one in held["boxes"] if one["name"] == "Déjà-là")


def test_a_description_too_long_is_a_usage_error(shipped: Path, capsys: Captured) -> None:
    """Exit code 2, and the limit."""
    assert 2 == grid(["a" * 4000, "--data", str(shipped)])
    assert "4000" in capsys.readouterr().err
