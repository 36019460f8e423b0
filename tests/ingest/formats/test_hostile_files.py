"""Files made to mislead, to lock or to swell: each is refused with a reason and a remedy, or read without harm."""

import pickle
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentRefusedError
from ingest.blocks import RawFile
from ingest.extracting import extract
from ingest.formats import archives
from ingest.formats.archives import OfficeArchive
from ingest.formats.recognising import CONVERTIBLE, EXTENSIONS
from tests.ingest.formats.office_files import W, docx, frame, odt, packed, para, pptx
from tests.ingest.formats.pdf_files import Word, lines, pdf, stream, written

GOOD = "Le four du village cuit le pain de douze familles."
PAGE = pdf([lines([GOOD])])


def refusal(name: str, content: bytes) -> str:
    """Return the reason for which a file is refused, in one line."""
    with pytest.raises(DocumentRefusedError) as caught:
        extract(RawFile(name, content))
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return str(caught.value)


def kept(name: str, content: bytes) -> str:
    """Return the text of a file that is kept."""
    return extract(RawFile(name, content)).kept().text.strip()


def zipped(**members: bytes) -> bytes:
    """Return an archive."""
    return packed({name.replace("__", "/"): content for name, content in members.items()})


def tarred() -> bytes:
    """Return a tar that holds a link out of it."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("x.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


NOTEBOOK = b'{"cells": [{"cell_type": "code", "outputs": [{"text": "secret"}]}], "nbformat": 4}'
SHEET = packed(
    {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.'
        'main+xml"/></Types>',
        "xl/worksheets/sheet1.xml": "<f>HYPERLINK(1)</f>",
    }
)
UNSUPPORTED = {
    "classeur.xlsx": SHEET,
    "livre.odt": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
    "archive.zip": zipped(inner=zipped(deep=b"x")),
    "glisse.docx": packed({"../../etc/cron.d/x": "* * * * * root x"}),
    "vide.docx": packed({}),
    "tableau.tar": tarred(),
    "modele.pt": zipped(archive__data=b"x", archive__pickle=pickle.dumps({"a": 1})),
    "objet.txt": pickle.dumps(["a", "b"], protocol=4),
    "carnet.ipynb": NOTEBOOK,
    "carnet.txt": NOTEBOOK,
    "note.rtf": rb"{\rtf1\ansi Bonjour}",
    "note.md": rb"{\rtf1\ansi Bonjour}",
    "ancien.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "protege.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "journal.txt": b"\x1f\x8b\x08" + bytes(40),
}


@pytest.mark.parametrize("name", list(UNSUPPORTED))
def test_a_format_that_is_not_read_is_refused_with_a_remedy(name: str) -> None:
    """Spreadsheets, archives, old office files, notebooks and serialised objects are told apart by their bytes."""
    assert "ormat non pris en charge" in refusal(name, UNSUPPORTED[name])


def test_the_remedy_of_an_old_document_names_the_formats_that_are_read() -> None:
    """Whoever has a .doc reads what to save it as."""
    assert "DOCX, ODT ou PDF" in refusal("ancien.doc", UNSUPPORTED["ancien.doc"])
    assert CONVERTIBLE.isdisjoint(EXTENSIONS)


@pytest.mark.parametrize("name", ["rapport.txt", "rapport.docx", "rapport", "https://exemple.org/rapport.md?x=1"])
def test_bytes_decide_over_the_name(name: str) -> None:
    """A PDF or a DOCX is read as such, whatever it is called."""
    assert kept(name, PAGE) == GOOD == kept(name, docx(para(GOOD)))


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pptx", "a.pdf", "a.vtt", "a.srt", "a.eml"])
def test_a_text_under_the_name_of_another_format_is_refused(name: str) -> None:
    """A name that promises what the content is not is refused, and the reason says so."""
    assert f"{name[1:]!r}" in refusal(name, GOOD.encode())


def test_a_polyglot_is_what_its_first_bytes_say() -> None:
    """A file that is a page, a PDF and an archive at once is read once, as what it begins with, or refused."""
    page = f"<!doctype html><html><body><p>{GOOD}</p></body></html>".encode()
    assert "n’est pas du texte" in refusal("a.pdf", page + PAGE + zipped(a=b"x"))
    assert GOOD == kept("a.html", PAGE + page)
    assert "archive" in refusal("a.html", zipped(a=b"x") + page + PAGE)


LOCKED = written(
    [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>",
     b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"],
    b"/Encrypt 3 0 R /ID [<41> <41>]",
)  # fmt: skip


def test_a_locked_pdf_is_refused() -> None:
    """A PDF that needs a password says so."""
    assert "mot de passe" in refusal("a.pdf", LOCKED)


def test_a_locked_office_document_is_refused() -> None:
    """An encrypted ODT, or an archive with encrypted parts, says so."""
    assert "chiffré" in refusal("a.odt", odt("", manifest="<m:file-entry><m:encryption-data/></m:file-entry>"))
    content = bytearray(docx(para(GOOD)))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    assert "mot de passe" in refusal("a.docx", bytes(content))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_document_is_refused_or_read_in_part(share: float) -> None:
    """A cut file never gives an error that is no refusal."""
    for name, content in (("a.pdf", PAGE), ("a.docx", docx(para(GOOD))), ("a.odt", odt(f"<text:p>{GOOD}</text:p>"))):
        with suppress(DocumentRefusedError):
            assert kept(name, content[: int(len(content) * share)]) in (GOOD, "")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_document_is_refused_or_read(data: st.DataObject) -> None:
    """Whatever bytes are changed, extraction ends with a text or a refusal."""
    name, content = data.draw(st.sampled_from([("a.pdf", PAGE), ("a.docx", docx(para(GOOD))), ("a.odt", odt("<a/>"))]))
    damaged = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    with suppress(DocumentRefusedError):
        assert extract(RawFile(name, bytes(damaged))).format


def bomb(*filters: bytes, size: int = 200_000_000) -> bytes:
    """Return a PDF whose one page inflates to `size` blanks through a chain of filters."""
    content = b" " * size
    for _ in filters:
        content = zlib.compress(content, 9)
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(content, b"/Filter [" + b" ".join(filters) + b"]"),
        ]
    )


@pytest.mark.parametrize("filters", [(b"/FlateDecode",), (b"/FlateDecode",) * 3, (b"/FlateDecode",) * 60])
def test_a_pdf_that_swells_ends_with_a_refusal(filters: tuple[bytes, ...]) -> None:
    """A stream of blanks, inflated once or through a chain of filters, is refused in seconds."""
    started = time.process_time()
    refusal("a.pdf", bomb(*filters, size=50_000_000 if len(filters) < 10 else 100))
    assert time.process_time() - started < 10


def test_pages_that_name_themselves_are_refused_or_read_once() -> None:
    """A tree of pages that goes round ends."""
    tree = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 3 /Kids [2 0 R 3 0 R 2 0 R] >>",
        b"<< /Type /Pages /Parent 2 0 R /Count 2 /Kids [2 0 R 3 0 R] >>",
    ]
    refusal("a.pdf", written(tree))


@pytest.mark.parametrize("count", [2_001, 200_000])
def test_a_pdf_of_too_many_pages_is_refused(count: int) -> None:
    """One page called by reference thousands of times is counted, not read."""
    pages = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    assert "pages" in refusal("a.pdf", written(pages))


def test_actions_scripts_and_attachments_of_a_pdf_are_ignored() -> None:
    """What a PDF would do on opening is neither done nor read."""
    acting = b"/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /O << /S /JavaScript /JS (app.alert('ACTED')) >> >>"
    acting += b" /Names << /EmbeddedFiles << /Names [(x) << /EF << >> >>] >> >>"
    assert GOOD == kept("a.pdf", pdf([lines([GOOD])], catalogue=acting))


ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "lol">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_office_document_that_declares_entities_is_refused(encoding: str) -> None:
    """External or nested entities are refused before any is resolved, whatever the encoding of the part."""
    body = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}<w:document {W}><w:body>&x;&y;</w:body></w:document>'
    parts = dict.fromkeys(["word/document.xml", "word/styles.xml"], body.encode(encoding))
    content = BytesIO(docx(para(GOOD)))
    with zipfile.ZipFile(content) as good:
        whole = {name: good.read(name) for name in good.namelist()} | parts
    assert "entités" in refusal("a.docx", packed(whole))


def test_a_comment_before_the_root_hides_no_entity() -> None:
    """The check reads up to the root element, however far it stands."""
    part = f"<!--{'x' * 300_000}-->{ENTITY}<a/>"
    with pytest.raises(DocumentRefusedError, match="entités"):
        OfficeArchive.open(packed({"a.xml": part})).xml("a.xml")


def test_an_archive_that_swells_is_refused_before_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ratio, total size, number and length of members are bounded, from the table of the archive alone."""
    content = packed({"word/document.xml": b" " * 30_000_000})
    tracemalloc.start()
    try:
        assert "gonfle" in refusal("a.docx", content)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    monkeypatch.setattr(archives, "MEMBER_LIMIT", 10)
    assert "gonfle" in refusal("a.docx", packed({f"m{number}": b"x" for number in range(11)}))
    monkeypatch.setattr(archives, "SIZE_LIMIT", 1000)
    assert "gonfle" in refusal("a.docx", packed({"a": bytes(range(256)) * 4}))


def test_a_part_longer_than_it_says_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that lies on its size is cut where it said, and then fails its checksum."""
    content = bytearray(docx(para(GOOD * 200)))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    told = size.to_bytes(4, "little")
    assert "abîmé" in refusal("a.docx", bytes(content).replace(told, (size - 500).to_bytes(4, "little")))
    monkeypatch.setattr(archives, "PART_LIMIT", 1000)
    assert "gonfle" in refusal("a.docx", bytes(content))


def test_nothing_of_an_archive_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a document leaves no file, whatever the names of its members."""
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile(BytesIO(docx(para(GOOD)))) as good:
        whole = {name: good.read(name) for name in good.namelist()}
    odd = {"../x.md": b"x", "/tmp/efc-absolute": b"x", "word/media/a.exe": b"MZ"}
    assert GOOD == kept("a.docx", packed({**whole, **odd}))
    assert [] == list(tmp_path.iterdir())
    assert not Path("/tmp/efc-absolute").exists()


def test_a_slide_called_from_outside_is_not_fetched() -> None:
    """A relation to an address, or out of the archive, is no part of the document."""
    content = pptx([frame(GOOD, "title"), frame("Deux", "title")])
    with zipfile.ZipFile(BytesIO(content)) as good:
        whole = {name: good.read(name) for name in good.namelist()}
    related = whole["ppt/_rels/presentation.xml.rels"].decode()
    outside = related.replace('"slides/slide1.xml"', '"http://127.0.0.1:9/x" TargetMode="External"')
    found = kept("a.pptx", packed({**whole, "ppt/_rels/presentation.xml.rels": outside.encode()}))
    assert f"## {GOOD}" == found


def test_a_deep_document_is_refused_or_read() -> None:
    """Tables inside tables, thousands deep, end with a refusal."""
    body = "<w:tbl><w:tr><w:tc>" * 3000 + para(GOOD) + "</w:tc></w:tr></w:tbl>" * 3000
    refusal("a.docx", docx(body))


def test_a_text_repeated_by_reference_is_bounded() -> None:
    """Columns and spaces that an ODT repeats by a number are not spelt out."""
    row = '<table:table-cell table:number-columns-repeated="99999"/>' * 2000
    body = f'<text:p>{GOOD}<text:s text:c="999999999"/></text:p><table:table><table:table-row>{row}</table:table-row>'
    assert len(extract(RawFile("a.odt", odt(f"{body}</table:table>"))).text) < 1000


@pytest.mark.parametrize(
    "text", ["." * 40, "a" * 40, "-" * 40, "mot. " * 8], ids=["dots", "letters", "dashes", "words"]
)
def test_a_text_without_end_is_read_in_time(text: str) -> None:
    """Two thousand lines of one sign make no rule look back over all of them."""
    page = [Word(text, x=40, y=800 - 4 * rank, size=4) for rank in range(190)]
    started = time.process_time()
    kept("a.pdf", pdf([page] * 12))
    assert time.process_time() - started < 8


def test_a_page_of_one_word_a_thousand_times_is_read_in_time() -> None:
    """Pieces scattered on a page are ordered in a time that grows with their number, not with its square."""
    words = [Word("mot", x=20 + 40 * (n % 13), y=20 + 8 * (n // 13 % 100), size=6) for n in range(3000)]
    started = time.process_time()
    kept("a.pdf", pdf([words]))
    assert time.process_time() - started < 5
