import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.cli import run
from ingest.ledger import Ledger
from ingest.locking import writer_lock
from ingest.planning import IngestPlan, IngestReport

NOTE = """# Le jardin partagé

Un jardin partagé réunit des habitants qui cultivent ensemble un terrain et décident ensemble de ses règles.

## Les règles

- chacun vient quand il le peut
- la récolte se partage le samedi
- les outils restent sur place
"""


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the settings of the machine out of the tests."""
    for name in [one for one in os.environ if one.startswith("EFC_")]:
        monkeypatch.delenv(name)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder of two good documents."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "jardin.md").write_text(NOTE)
    (folder / "atelier.txt").write_text(
        "L’atelier\n\nUn atelier de réparation ouvre ses portes chaque semaine aux voisins.\n"
    )
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the path of a data folder that does not exist yet."""
    return tmp_path / "data"


def test_two_ingestions_print_the_same_fingerprint(
    source: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last line is the fingerprint; the second time nothing is written and nothing embedded."""
    assert 0 == run([str(source), "--data", str(data)])
    first = capsys.readouterr()
    assert 0 == run([str(source), "--data", str(data)])
    second = capsys.readouterr()

    assert first.out.splitlines()[-1].startswith("Empreinte\u00a0: ")
    assert first.out.splitlines()[-1] == second.out.splitlines()[-1]
    assert "(écrits 0, retirés 0)" in second.out
    assert "Vecteurs calculés\u00a0: 0" in second.out
    assert ("Préparation des documents\u00a0: 2 sur 2" in first.err, second.err) == (True, "")


def test_the_report_is_json_when_asked(source: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json, stdout is one report that its type reads, with the refusal among the good documents."""
    (source / "vide.md").write_text("")

    assert 4 == run([str(source), "--data", str(data), "--json"])

    report = IngestReport.model_validate_json(capsys.readouterr().out)
    assert (3, 2, 1, 2) == (report.counts.seen, report.counts.new, report.counts.refused, report.documents)


def test_a_dry_run_writes_nothing(source: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --dry-run the plan is printed and no file is made."""
    assert 0 == run([str(source), "--data", str(data), "--dry-run"])
    assert "nouveau" in capsys.readouterr().out
    assert 0 == run([str(source), "--data", str(data), "--dry-run", "--json"])

    assert 2 == IngestPlan.model_validate_json(capsys.readouterr().out).counts.new
    assert not data.exists()


def test_without_source_the_shipped_corpus_then_the_remembered_sources(
    source: Path, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With nothing remembered the corpus of the settings is read, and it is remembered as any other."""
    monkeypatch.setenv("EFC_CORPUS", str(source))
    monkeypatch.setenv("EFC_DATA", str(data))

    assert 0 == run([])
    monkeypatch.setenv("EFC_CORPUS", str(data))
    assert 0 == run([])

    assert "  inchangés        2" in capsys.readouterr().out
    with Ledger.to_write(data) as ledger:
        assert [str(source)] == ledger.sources()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("http://exemple.fr:8080/page", "seuls les ports 80 et 443"),
        ("ftp://exemple.fr/page", "seuls http et https"),
        ("HTTPS://127.0.0.1/", "nom de domaine"),
        ("https:exemple.fr", "seuls http et https"),
        ("www.exemple.fr", "avec https://"),
        ("", "Source inutilisable"),
        ("a\0b", "Source inutilisable"),
        ("~nobody-of-that-name/notes", "Source inutilisable"),
        ("caf\udce9", "Source inutilisable"),
    ],
)
def test_what_is_no_path_is_a_wrong_usage(
    data: Path, capsys: pytest.CaptureFixture[str], value: str, said: str
) -> None:
    """An address or an impossible path gives exit code 2 and one line with the remedy."""
    assert 2 == run([value, "--data", str(data)])

    error = capsys.readouterr().err
    assert said in error
    assert (1, True) == (error.count("\n"), error.startswith("efc ingest\u00a0: "))
    assert not data.exists()


def test_a_second_writer_exits_75(source: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While the lock is held the command says who holds it and exits with code 75."""
    command = [
        sys.executable,
        "-c",
        f"import sys; from ingest.cli import run; sys.exit(run({[str(source)]!r}))",
    ]
    with writer_lock(data):
        done = subprocess.run(
            command,
            env={**os.environ, "EFC_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=False,
        )

    assert 75 == done.returncode
    assert str(os.getpid()) in done.stderr.decode()
    assert b"" == done.stdout


def test_an_output_that_cannot_say_accents_never_crashes(source: Path, data: Path) -> None:
    """With an ASCII output the command still does its work and prints something."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [str(source), "--data", str(data)]
    command = [sys.executable, "-c", f"import sys; from ingest.cli import run; sys.exit(run({arguments!r}))"]

    done = subprocess.run(command, env=environment, capture_output=True, check=False)

    assert (0, True) == (done.returncode, b"Empreinte" in done.stdout)


def test_the_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    """The help says the command, its options and its exit codes in French."""
    with pytest.raises(SystemExit) as caught:
        run(["--help"])

    shown = capsys.readouterr().out
    assert 0 == caught.value.code
    for expected in ("usage\u00a0: efc ingest", "--dry-run", "codes de sortie", "montre cette aide"):
        assert expected in shown
    for english in ("show this", "positional", "optional"):
        assert english not in shown


def test_a_wrong_option_exits_2_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown option is said in one French line."""
    with pytest.raises(SystemExit) as caught:
        run(["--inconnue"])

    assert 2 == caught.value.code
    assert "efc ingest\u00a0: arguments inconnus\u00a0: --inconnue" in capsys.readouterr().err


def test_names_never_act_on_the_terminal(source: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters in a file name are shown, not sent."""
    (source / "a\x1b[31m\nb.md").write_text(NOTE.replace("jardin", "verger"))

    assert 0 == run([str(source), "--data", str(data)])

    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "a\\x1b[31m\\nb.md" in shown


def test_the_json_of_a_second_run_equals_but_for_the_actions(
    source: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ids, generation and fingerprint are the same from one run to the next."""
    reports = []
    for _ in range(2):
        assert 0 == run([str(source), "--data", str(data), "--json"])
        reports.append(json.loads(capsys.readouterr().out))

    first, second = reports
    for name in ("fingerprint", "generation", "documents", "passages", "sources"):
        assert first[name] == second[name]
    assert [one["document_id"] for one in first["files"]] == [one["document_id"] for one in second["files"]]
