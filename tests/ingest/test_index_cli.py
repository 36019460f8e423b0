import json
import os
import shutil
import sqlite3
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from ingest import cli, index_cli
from ingest.erasing import Certificate
from ingest.generations import pointed
from ingest.inspecting import CheckReport, IndexStatus
from ingest.tracing import Trace

NOTE = """---
title: Le jardin partagé
kind: practice
retrieved_on: 2025-11-02
---
# Le jardin partagé

Un jardin partagé réunit des habitants qui cultivent ensemble un terrain et décident ensemble de ses règles.
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds a source, with a file to refuse, and the data folder made from it."""
    home = tmp_path_factory.mktemp("template")
    (home / "source").mkdir()
    (home / "source" / "jardin.md").write_text(NOTE)
    (home / "source" / "vide.md").write_text("")
    with redirect_stdout(StringIO()):
        assert 4 == cli.run([str(home / "source"), "--data", str(home / "data")])
    return home


@pytest.fixture
def data(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder of its own, whose source is beside it; settings of the machine are kept out."""
    for name in [one for one in os.environ if one.startswith("EFC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    moved = (str(tmp_path / "source"),)
    with sqlite3.connect(tmp_path / "data" / "ledger.sqlite") as connection:
        connection.execute("UPDATE sources SET root = ?", moved)
        connection.execute("UPDATE files SET source = ?", moved)
    connection.close()
    return tmp_path / "data"


@pytest.fixture
def source(data: Path) -> Path:
    """Return the source of the data folder."""
    return data.parent / "source"


def output(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run `efc index`, check its exit code, and return its output."""
    assert code == index_cli.run(arguments)
    return capsys.readouterr().out


def test_status_says_what_the_folder_holds(data: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Documents by kind, refused files with their reason, sources, generation, last run."""
    arguments = ("status", "--data", str(data))
    found = IndexStatus.model_validate_json(output(capsys, *arguments, "--json"))

    assert ({"practice": 1}, (str(source),), pointed(data)) == (found.kinds, found.sources, found.generation)
    assert ["vide.md"] == [one.location for one in found.refused]
    assert found.last_run is not None
    assert (1, "ingest", False) == (found.last_run.number, found.last_run.action, found.undoable)
    shown = output(capsys, *arguments)
    assert "Documents\u00a0: 1 (practice 1)" in shown


def test_check_passes_on_a_sound_folder(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder just written is sound, and belongs to its owner only."""
    found = CheckReport.model_validate_json(output(capsys, "check", "--data", str(data), "--json"))

    assert ((), ()) == (found.faults, found.notes)
    assert "sain" in output(capsys, "check", "--data", str(data))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE passages SET record = replace(record, 'jardin', 'verger')", "n’est pas la tranche"),
        ("DELETE FROM vectors", "pas de vecteur"),
        (
            "UPDATE vectors SET vector = CAST(zeroblob(length(vector) - 4) || x'0000c07f' AS BLOB)",
            "valeurs non finies",
        ),
        ("UPDATE files SET document_id = 'nobody' WHERE state = 'committed'", "files: documents"),
        ("DELETE FROM passages", "0 passages du registre manquent, 1 sont en trop"),
    ],
)
def test_check_finds_what_is_wrong_in_the_ledger(
    data: Path, capsys: pytest.CaptureFixture[str], statement: str, said: str
) -> None:
    """Each kind of damage is a fault with exit code 1 and a remedy."""
    with sqlite3.connect(data / "ledger.sqlite") as connection:
        connection.execute(statement)
    connection.close()

    shown = output(capsys, "check", "--data", str(data), code=1)

    assert said in shown
    assert "Remède" in shown


@pytest.mark.parametrize("name", ["passages.sqlite", "manifest.json"])
def test_check_finds_a_damaged_generation(data: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A file of the index emptied is a fault, which a new ingestion with --rebuild mends."""
    (data / "generations" / str(pointed(data)) / name).write_bytes(b"")

    output(capsys, "check", "--data", str(data), code=1)
    assert 4 == cli.run(["--data", str(data), "--rebuild"])
    capsys.readouterr()
    output(capsys, "check", "--data", str(data))


def test_check_says_when_the_ledger_itself_is_damaged(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page of the ledger overwritten gives a fault, not a traceback."""
    content = bytearray((data / "ledger.sqlite").read_bytes())
    content[4096:12288] = b"\xff" * 8192
    (data / "ledger.sqlite").write_bytes(content)

    output(capsys, "check", "--data", str(data), code=1)


def test_show_gives_a_document_by_its_location(data: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text, passages and where the raw text stands, whether it is still there or not."""
    arguments = ("show", "jardin.md", "--data", str(data))
    found = json.loads(output(capsys, *arguments, "--json"))

    assert ("present", None) == (found["raw"], found["raw_text"])
    assert NOTE == json.loads(output(capsys, *arguments, "--json", "--raw"))["raw_text"]
    for one in found["passages"]:
        assert one["text"] == found["document"]["text"][one["start"] : one["end"]]
    (source / "jardin.md").write_text("Autre chose")
    assert "a changé depuis" in output(capsys, *arguments)
    (source / "jardin.md").unlink()
    assert "n’est plus à sa place" in output(capsys, *arguments)


def test_a_file_that_is_no_document_says_why(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asked for by its location, a refused file gives the reason of its refusal."""
    assert 2 == index_cli.run(["show", "vide.md", "--data", str(data)])
    assert "n’est pas un document de l’index\u00a0: Le fichier est vide" in capsys.readouterr().err


def test_why_says_where_a_sentence_went(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence of the text is found at its offsets; one that is not there is said never to have been."""
    arguments = ("--data", str(data), "jardin.md")
    found = Trace.model_validate_json(output(capsys, "why", "--json", *arguments, "reunit DES habitants"))

    assert ["kept"] == [one.fate for one in found.parts]
    assert "gardé, texte nettoyé" in output(capsys, "why", *arguments, "réunit des habitants")
    assert "jamais été" in output(capsys, "why", *arguments, "réunit des pilotes")


def test_undo_goes_back_one_generation_and_says_so(
    data: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Undo serves the previous index, check stays sound, and a second undo has nothing left."""
    first = pointed(data)
    (source / "jardin.md").write_text(NOTE.replace("habitants", "voisins"))
    assert 4 == cli.run(["--data", str(data)])
    capsys.readouterr()

    assert f"L’index {first} est de nouveau en service.\n" == output(capsys, "undo", "--data", str(data))
    assert "annulation" in output(capsys, "check", "--data", str(data))
    assert 1 == index_cli.run(["undo", "--data", str(data)])
    assert "efc index undo\u00a0: Rien à annuler" in capsys.readouterr().err


def test_forget_prints_a_certificate_and_fails_while_something_remains(
    data: Path, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The certificate is for people or programs, never holds the name, and exits 1 when a file still does."""
    name = "Paul Zorvaud"
    (source / "four.md").write_text(f"# Le four\n\nLe maire de Bourg-Neuf, {name}, prête le four chaque samedi.\n")
    assert 4 == cli.run(["--data", str(data)])
    (data / "image.bin").write_bytes(b"\xff\x00 " + name.encode("utf-16-le"))
    capsys.readouterr()

    found = Certificate.model_validate_json(output(capsys, "forget", name, "--data", str(data), "--json", code=1))
    assert (1, ("image.bin",)) == (found.documents_changed, found.hit_files)
    (data / "image.bin").unlink()
    shown = output(capsys, "forget", "ZORVAUD Paul", "--also", "zorvaud", "--data", str(data))
    assert f"Certificat : {found.tombstone}" in shown
    assert "zorvaud" not in shown.lower()
    output(capsys, "check", "--data", str(data))
    assert 2 == index_cli.run(["forget", "le jardin", "--data", str(data)])
    assert "--yes" in capsys.readouterr().err


def test_a_backup_is_made_and_restored(data: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`status` lists it, `restore` brings its documents back and says so."""
    file = str(source.parent / "a.zip")
    made = json.loads(output(capsys, "backup", file, "--data", str(data), "--json"))
    (source / "jardin.md").write_text(NOTE.replace("habitants", "voisins"))
    assert 4 == cli.run(["--data", str(data)])
    capsys.readouterr()

    assert (file, 1) == (made["path"], made["documents"])
    assert f"Sauvegarde : {file}" in output(capsys, "status", "--data", str(data))
    assert "1 documents" in output(capsys, "restore", file, "--data", str(data))
    assert "habitants" in output(capsys, "show", "jardin.md", "--data", str(data))


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["check"],
        ["show", "x"],
        ["why", "x", "y"],
        ["undo"],
        ["forget", "Paul Zorvaud"],
        ["backup", "a.zip"],
    ],
)
def test_without_an_index_the_remedy_is_to_ingest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """Each command on a folder that does not exist exits 1 with one line, and makes nothing."""
    assert 1 == index_cli.run([*command, "--data", str(tmp_path / "absent")])

    assert 1 == capsys.readouterr().err.count("\n")
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize("command", [[], ["forget"], ["backup"], ["restore"], ["oublier"], ["show"], ["why", "x"]])
def test_a_wrong_usage_exits_2(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """A command that does not exist, or lacks an argument, is said in French."""
    with pytest.raises(SystemExit) as caught:
        index_cli.run(command)

    assert 2 == caught.value.code
    assert "efc index" in capsys.readouterr().err


def test_report_tells_what_each_rule_did(data: Path, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By document and rule: the action, the count and the context, never a private value."""
    text = "Contact\u00a0: jeanne.exemple@exemple.fr\n\nLe verger partagé réunit des habitants qui récoltent ensemble."
    (source / "verger.txt").write_text(text)
    capsys.readouterr()
    cli.run(["--data", str(data)])
    shown = capsys.readouterr()
    report = json.loads(output(capsys, "report", "verger.txt", "--data", str(data), "--json"))

    (document,) = report["documents"]
    assert [("email", "replaced", 1)] == [
        (one["rule"], one["action"], one["count"]) for one in document["rules"] if one["rule"] == "email"
    ]
    everything = output(capsys, "report", "--data", str(data))
    assert "verger.txt" in everything
    assert "En tout, 2 documents" in everything
    assert "exemple.fr" not in everything + json.dumps(report) + shown.out + shown.err


def test_show_gives_the_text_that_proves_a_date(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A date known comes with the words that state it."""
    shown = json.loads(output(capsys, "show", "jardin.md", "--data", str(data), "--json"))
    assert {"retrieved_on": "retrieved_on: 2025-11-02"} == shown["proofs"]
    assert "relevé 2025-11-02 («\u00a0retrieved_on: 2025-11-02\u00a0»)" in output(
        capsys, "show", "jardin.md", "--data", str(data)
    )
