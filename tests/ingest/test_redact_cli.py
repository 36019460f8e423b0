"""Laws of `efc redact`."""

import io
import json
from pathlib import Path

import pytest

from assistant.errors import DataFolderError, InvalidInputError
from ingest.redact_cli import run

LINE = "Merci à Firmin, joignable au 06 78 12 90 43."
LEFT = "Merci à un·e participant·e, joignable au [téléphone retiré]."


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A page that holds a name and a number."""
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><main><p>{LINE}</p></main></body></html>", encoding="utf-8")
    return path


def test_a_document_is_shown_as_it_would_be_indexed(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text goes to stdout, the counts to stderr, the private values nowhere."""
    assert 0 == run([str(document)])
    shown = capsys.readouterr()
    assert (LEFT, "Caviardé : personnes 1, téléphones 1") == (shown.out.strip(), shown.err.strip())


def test_the_counts_are_json_on_request(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json, text and counts by type, and nothing on stderr."""
    assert 0 == run([str(document), "--json"])
    shown = capsys.readouterr()
    assert ({"person": 1, "phone": 1}, "") == (json.loads(shown.out)["counts"], shown.err)


def test_a_series_is_read_from_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One document a line in, one result a line out, in the same order."""
    rows = f"{json.dumps(LINE)}\n{json.dumps('Rien de privé.')}\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows), encoding="utf-8"))
    assert 0 == run(["--series"])
    assert [LEFT, "Rien de privé."] == [json.loads(row)["text"] for row in capsys.readouterr().out.splitlines()]


def test_what_is_no_series_is_told_by_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line is named; what it holds is not repeated."""
    (tmp_path / "series").write_text('"bon"\n{"tel": "06 78 12 90 43"}\n')
    assert InvalidInputError.exit_code == run([str(tmp_path / "series"), "--series"])
    shown = capsys.readouterr()
    assert ("", True, False) == (shown.out, "ligne 2" in shown.err, "06 78" in shown.err)


def test_a_missing_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback, the remedy, and the code of the error."""
    assert DataFolderError.exit_code == run([str(tmp_path / "rien.txt")])
    assert 1 == len(capsys.readouterr().err.splitlines())
