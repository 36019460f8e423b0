"""From a folder of every format to an index: refusals with remedies, and raw texts read again."""

import json
import os
from pathlib import Path

import pytest

from ingest.cli import run as ingest
from ingest.index_cli import run as index
from ingest.planning import IngestReport
from tests.ingest.formats.office_files import docx, frame, odt, para, pptx
from tests.ingest.formats.pdf_files import lines, pdf
from tests.ingest.formats.web_pages import SITES, article

SENTENCES = {
    "a.pdf": "Le moulin du canton moud le blé de douze fermes.",
    "b.docx": "Le lavoir rénové accueille les enfants du bourg.",
    "c.odt": "La mare aux canards rafraîchit la place en été.",
    "d.pptx": "Le verger conservatoire garde quarante variétés.",
    "e.vtt": "La recyclerie répare les vélos de la vallée.",
    "f.srt": "La grange ouverte prête ses outils le dimanche.",
    "g.eml": "Le four rouvre pour la fournée de printemps.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds a document of each format, and some that are not read."""
    for name in [one for one in os.environ if one.startswith("EFC_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "source"
    source.mkdir()
    said = SENTENCES
    contents: dict[str, bytes] = {
        "a.pdf": pdf([lines([said["a.pdf"]])]),
        "b.docx": docx(para("Le lavoir du bourg", "Titre") + para(said["b.docx"])),
        "c.odt": odt(f"<text:p>{said['c.odt']}</text:p>"),
        "d.pptx": pptx([frame("Le verger", "title") + frame(said["d.pptx"])]),
        "e.vtt": f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Zoé>{said['e.vtt']}</v>\n".encode(),
        "f.srt": f"1\n00:00:01,000 --> 00:00:04,000\n{said['f.srt']}\n".encode(),
        "g.eml": f"From: a@exemple.org\nSubject: Le four rouvre\n\n{said['g.eml']}\n".encode("cp1252"),
        "h.html": SITES["spip"].page(article(long=False)).encode(),
        "i.pdf": pdf([[]], scanned=True),
        "j.docx": b"pas une archive",
        "k.xlsx": b"PK\x03\x04",
        "l.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "m.png": b"\x89PNG",
    }
    for name, content in contents.items():
        (source / name).write_bytes(content)
    return source


def test_every_format_is_ingested_and_the_others_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Eight documents, two refusals and three files put aside, each with what to do; then nothing is written."""
    arguments = [str(folder), "--data", str(folder.parent / "data"), "--json"]
    assert 4 == ingest(arguments)
    report = IngestReport.model_validate_json(capsys.readouterr().out)
    refused = {one.location: one.reason for one in report.files if one.action == "refused"}
    skipped = {one.location: one.reason for one in report.skipped}
    assert (8, {"i.pdf", "j.docx"}, {"k.xlsx", "l.doc", "m.png"}) == (report.documents, set(refused), set(skipped))
    assert ("OCR" in refused["i.pdf"], "'.docx'" in refused["j.docx"]) == (True, True)
    assert "DOCX, ODT ou PDF" in skipped["l.doc"]
    assert 4 == ingest(arguments)
    assert 0 == IngestReport.model_validate_json(capsys.readouterr().out).passages_written


@pytest.mark.parametrize("name", list(SENTENCES))
def test_a_sentence_of_any_format_is_traced_to_its_raw_text(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """`why` finds a sentence in the raw text that `show --raw` gives, whatever the format."""
    data = ["--data", str(folder.parent / "data")]
    ingest([str(folder), *data])
    capsys.readouterr()
    assert 0 == index(["show", name, "--raw", "--json", *data])
    shown = json.loads(capsys.readouterr().out)
    assert 0 == index(["why", name, SENTENCES[name], "--json", *data])
    (part,) = json.loads(capsys.readouterr().out)["parts"]
    assert "kept" == part["fate"]
    assert SENTENCES[name] == shown["raw_text"][part["raw_start"] : part["raw_end"]]
    assert SENTENCES[name] == shown["document"]["text"][part["start"] : part["end"]]
