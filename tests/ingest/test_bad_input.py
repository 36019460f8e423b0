import os
import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from ingest.cli import run
from ingest.planning import IngestReport

GOOD = """# Le four du village

Le four du village cuit le pain de douze familles, qui se partagent le bois et les tours de garde.
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that holds one good document; settings of the machine are kept out."""
    for name in [one for one in os.environ if one.startswith("EFC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "bon.md").write_text(GOOD)
    return folder


def reported(source: Path, capsys: pytest.CaptureFixture[str], code: int) -> IngestReport:
    """Ingest a folder, check the exit code, and return the report."""
    assert code == run([str(source), "--data", str(source.parent / "data"), "--json"])
    return IngestReport.model_validate_json(capsys.readouterr().out)


BAD: dict[str, bytes | Callable[[Path], None]] = {
    "no-byte.md": b"",
    "byte-order-mark.md": b"\xef\xbb\xbf",
    "blanks.txt": " \n\u00a0\t\n".encode(),
    "nuls.txt": b"\0" * 5000,
    "nul-inside.md": b"Un texte\0 avec un octet nul dedans.",
    "noise.txt": bytes(range(1, 32)) * 50,
    "program.html": b"\x7fELF" + b"\1" * 300,
    "pdf.txt": b"%PDF-1.7 faux",
    "one-line.txt": b"mot " * 12_500_000,
    "link.md": lambda path: path.symlink_to("/etc/hostname"),
    "broken.md": lambda path: path.symlink_to("nowhere.md"),
    "pipe.md": os.mkfifo,
}


FRONT_MATTER = {
    "open.md": "title: [",
    "tag.md": "title: !!python/object/apply:os.system ['touch acted']",
    "alias.md": "&a [*a, *a]",
    "tab.md": ":\n\t- x",
    "twice.md": "title: a\ntitle: b: c",
    "kind.md": "kind: 12\nplaces: {a: b}",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[IngestReport, IngestReport]:
    """Return the reports of two ingestions of one good document among every bad file."""
    home = tmp_path_factory.mktemp("bad")
    folder = home / "source"
    folder.mkdir()
    (folder / "bon.md").write_text(GOOD)
    for name, made in BAD.items():
        made(folder / name) if callable(made) else (folder / name).write_bytes(made)
    for name, header in FRONT_MATTER.items():
        (folder / name).write_text(f"---\n{header}\n---\n{GOOD.replace('four', Path(name).stem)}")
    reports = []
    for _ in range(2):
        with redirect_stdout(StringIO()) as shown:
            assert 4 == run([str(folder), "--data", str(home / "data"), "--json"])
        reports.append(IngestReport.model_validate_json(shown.getvalue()))
    return reports[0], reports[1]


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_refused_with_a_reason(reports: tuple[IngestReport, IngestReport], name: str) -> None:
    """Each bad file is one refusal with a reason in French, on the first run and on the next."""
    for report in reports:
        (outcome,) = [one for one in report.files if one.location == name]
        assert "refused" == outcome.action
        assert len(outcome.reason) > 10
        assert "Error" not in outcome.reason


@pytest.mark.parametrize("name", list(FRONT_MATTER))
def test_front_matter_that_is_not_plain_yaml_never_acts(reports: tuple[IngestReport, IngestReport], name: str) -> None:
    """Front matter that is no YAML, holds a tag or the wrong types, is refused with a reason or set aside."""
    (outcome,) = [one for one in reports[0].files if one.location == name]

    assert outcome.action in {"refused", "new"}
    assert (outcome.action == "refused") == bool(outcome.reason)
    assert "Error" not in outcome.reason
    assert not Path("acted").exists()


def test_the_good_document_beside_bad_ones_is_ingested(reports: tuple[IngestReport, IngestReport]) -> None:
    """Bad files cost their neighbour nothing, and the second ingestion writes nothing."""
    first, second = reports

    assert ["new"] == [one.action for one in first.files if one.location == "bon.md"]
    assert ["unchanged"] == [one.action for one in second.files if one.location == "bon.md"]
    assert (0, 0, first.fingerprint) == (
        second.passages_written,
        second.embeddings_computed,
        second.fingerprint,
    )


def test_latin_1_is_read(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in Latin-1 gives the accents it was written with, or a reason."""
    (source / "ancien.txt").write_bytes(
        "Le relais des aînés\n\nDes retraités prêtent main-forte aux cafés du quartier l’été.\n".encode("cp1252")
    )

    assert 2 == reported(source, capsys, 0).documents


def test_names_equal_once_normalised_are_both_kept_or_one_is_a_duplicate(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two spellings of one name are two documents if contents differ, else one and its duplicate, said."""
    names = [unicodedata.normalize(form, "été.md") for form in ("NFC", "NFD")]
    for name in names:
        (source / name).write_text(GOOD.replace("four", "lavoir"))
    same = reported(source, capsys, 0)
    (source / names[1]).write_text(GOOD.replace("four", "pressoir"))
    different = reported(source, capsys, 0)

    assert (2, 1) == (same.documents, same.counts.duplicate)
    assert (3, 0) == (different.documents, different.counts.duplicate)
    assert any("une fois normalisé" in one.reason for one in different.files)


@pytest.mark.parametrize("kind", ["absent", "empty", "unreadable", "refused"])
def test_a_source_with_nothing_to_read_exits_1(
    tmp_path: Path, source: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    """A folder that is not there, or holds nothing that can be read, gives one line and no index."""
    folder = tmp_path / "bad"
    if kind != "absent":
        folder.mkdir()
    if kind == "unreadable":
        (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    if kind == "refused":
        (folder / "vide.md").write_text("")

    assert 1 == run([str(folder), "--data", str(tmp_path / "data")])

    shown = capsys.readouterr()
    assert "" == shown.out
    assert [True] == ["\u00a0: " in line for line in shown.err.splitlines() if line.startswith("efc ingest")]
    assert not (tmp_path / "data" / "CURRENT").exists()


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/efc"])
def test_a_data_folder_that_cannot_be_written_exits_1(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    """A data folder that cannot be made is said in one line with the remedy."""
    (tmp_path / "file").write_text("")

    assert 1 == run([str(source), "--data", str(tmp_path / place)])

    error = capsys.readouterr().err
    assert (1, True) == (error.count("\n"), "--data" in error)


def test_a_data_folder_of_a_newer_version_exits_1(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A ledger from a newer version is said to be so, and stays as it was."""
    (tmp_path / "data").mkdir()
    with sqlite3.connect(tmp_path / "data" / "ledger.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    for arguments in ([], ["--dry-run"]):
        assert 1 == run([str(source), "--data", str(tmp_path / "data"), *arguments])
        assert "version plus récente" in capsys.readouterr().err
