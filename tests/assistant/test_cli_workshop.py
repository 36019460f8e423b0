"""`efc workshop`: a plan on stdout or in a file, an abstention, one line for what cannot be asked."""

import json
import os
from pathlib import Path

import pytest

from assistant.cli.workshop import run
from assistant.planning import request_of
from assistant.workshop_plan import WorkshopPlan
from ingest.cli import run as ingest
from tests.assistant.small_corpus import write

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The invented corpus, and a data folder that holds its index."""
    corpus, data = write(tmp_path_factory.mktemp("corpus")), tmp_path_factory.mktemp("data")
    assert 0 == ingest([str(corpus), "--data", str(data)])
    return corpus, data


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folders: tuple[Path, Path]) -> None:
    """Use them, away from any `.env`."""
    for name in [one for one in os.environ if one.startswith("EFC_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EFC_CORPUS", str(folders[0]))
    monkeypatch.setenv("EFC_DATA", str(folders[1]))
    monkeypatch.chdir(tmp_path)


def test_a_plan_is_printed(capsys: Captured) -> None:
    """Markdown by default, its title first."""
    assert 0 == run(["le four commun", "--minutes", "120", "--people", "15", "--audience", "élus"])
    out = capsys.readouterr().out
    assert out.startswith("# Atelier")
    assert "120 min · 15 personnes · public : élus" in out.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("options", [["--json"], ["--format", "json"]])
def test_a_plan_is_json_that_reads_back(capsys: Captured, options: list[str]) -> None:
    """What is printed is the model itself."""
    assert 0 == run(["un atelier de 2h pour 12 élus sur le four commun", *options])
    plan = WorkshopPlan.model_validate_json(capsys.readouterr().out)
    assert (120, 12, "élus") == (plan.request.minutes, plan.request.people, plan.request.audience)
    assert plan.request == request_of(plan.id)


@pytest.mark.parametrize(("name", "options"), [("plan.md", []), ("plan.json", []), ("plan.txt", ["--format", "md"])])
def test_a_plan_is_written_in_the_format_of_its_file(
    tmp_path: Path, capsys: Captured, name: str, options: list[str]
) -> None:
    """The extension tells the format, `--format` wins, and stdout stays empty."""
    path = tmp_path / name
    assert 0 == run(["le levain partagé", "-o", str(path), *options])
    assert "" == capsys.readouterr().out
    text = path.read_text(encoding="utf-8")
    assert bool(json.loads(text)) if name.endswith("json") else text.startswith("# ")


def test_an_unknown_theme_is_declined(capsys: Captured) -> None:
    """The code of an abstention, and themes that can be asked."""
    assert 3 == run(["la zygologie des Xorbes"])
    assert "four commun villageois" in capsys.readouterr().out
    assert 3 == run(["la zygologie des Xorbes", "--json"])
    assert "abstention" == json.loads(capsys.readouterr().out)["kind"]


@pytest.mark.parametrize(
    ("options", "told"), [(["--minutes", "-1"], "-1"), (["--people", "500"], "500"), (["--minutes", "10000"], "10000")]
)
def test_what_is_absurd_is_one_line(capsys: Captured, options: list[str], told: str) -> None:
    """The code of a usage error, a line that names the value, nothing on stdout."""
    assert 2 == run(["le four commun", *options])
    printed = capsys.readouterr()
    assert "" == printed.out
    assert 1 == printed.err.count("\n")
    assert told in printed.err


@pytest.mark.parametrize(("ending", "opening"), [("html", b"<!doctype html>"), ("docx", b"PK"), ("odt", b"PK")])
def test_the_file_tells_the_format(tmp_path: Path, ending: str, opening: bytes) -> None:
    """What the name of the file ends with is the format written."""
    path = tmp_path / f"plan.{ending}"
    assert 0 == run(["le four commun", "-o", str(path)])
    assert path.read_bytes().lower().startswith(opening.lower())


def test_a_plan_around_the_grid_brings_it(capsys: Captured) -> None:
    """A plan around the grid comes with the boxes to fill in."""
    assert 0 == run(["le four commun", "--variant", "grid", "--format", "html"])
    assert "<svg" in capsys.readouterr().out
