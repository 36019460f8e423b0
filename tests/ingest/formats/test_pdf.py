"""Laws of the reading of a PDF: what a reader sees, in the order of reading, and nothing else."""

import time
from dataclasses import replace

import pytest

from assistant.errors import DocumentRefusedError
from ingest.blocks import RawFile
from ingest.extracting import extract, raw_text
from ingest.formats.extraction import Extraction
from ingest.formats.pdf_paragraphs import mended
from ingest.preparing import prepare
from tests.ingest.formats.pdf_files import Word, lines, pdf

LEFT = [
    "Le four du village cuit le pain de",
    "douze familles, qui se partagent le",
    "bois et les tours de garde, et dont",
    "chacune apporte sa farine le ven-",
]
RIGHT = [
    "dredi soir avant de repartir avec",
    "ses miches le samedi matin. Les",
    "écoles du canton viennent aussi voir",
    "la fournée quand le temps le permet.",
]
COLUMNS = (
    "Le four du village cuit le pain de douze familles, qui se partagent le bois et les tours de garde, et dont "
    "chacune apporte sa farine le vendredi soir avant de repartir avec ses miches le samedi matin. Les écoles du "
    "canton viennent aussi voir la fournée quand le temps le permet."
)


def read(content: bytes) -> Extraction:
    """Extract a PDF."""
    return extract(RawFile("rapport.pdf", content))


def kept(content: bytes) -> str:
    """Return the text of a PDF that is kept."""
    return read(content).kept().text.strip()


@pytest.mark.parametrize("by_rows", [False, True], ids=["by columns", "by rows"])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    """Two columns are read left then right, whatever the order of the file, and a word cut between them is mended."""
    words = [*lines(LEFT, 60), *lines(RIGHT, 320)]
    if by_rows:
        words.sort(key=lambda word: -word.y)
    assert COLUMNS == kept(pdf([words]))


def test_a_title_above_columns_comes_first() -> None:
    """A large line across the page is the title, and parts the zones of the page."""
    title = Word("Une année autour du four banal", 130, 760, 24)
    assert f"# {title.text}\n\n{COLUMNS}" == kept(pdf([[*lines(LEFT, 60), *lines(RIGHT, 320), title]]))


def test_aligned_cells_are_rows_of_a_table() -> None:
    """Short pieces side by side, aligned from line to line, are rows and not columns."""
    rows = [("Mois", "Fournées"), ("Mai", "12"), ("Juin", "14"), ("Juillet", "9"), ("Septembre", "11")]
    words = [
        Word(cell, 70 + 200 * side, 700 - 14 * rank) for rank, row in enumerate(rows) for side, cell in enumerate(row)
    ]
    intro = lines(["Voici ce que le four a cuit, mois par mois, depuis le printemps."], y=730)
    expected = "\n".join(f"| {month} | {count} |" for month, count in rows)
    assert f"{intro[0].text}\n\n{expected}" == kept(pdf([[*intro, *words]]))


def test_a_table_of_contents_is_left_out_and_told() -> None:
    """Lines that lead to a page number by dots are no text."""
    words = lines(
        ["Les gestes . . . . . . . . . 3", "Les mois ............ 4", "Le four cuit le pain de douze familles."]
    )
    found = read(pdf([words]))
    assert "Le four cuit le pain de douze familles." == found.kept().text.strip()
    assert ["table_of_contents"] * 2 == [one.rule for one in found.remarks]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("le déve-", "loppement du four", "le développement du four"),
        ("peut-", "être demain", "peut-être demain"),
        ("celui-", "ci chauffe", "celui-ci chauffe"),
        ("vis-à-", "vis du four", "vis-à-vis du four"),
        ("Loos-en-", "Gohelle", "Loos-en-Gohelle"),
        ("la zorglu-", "bification", "la zorglubification"),
        ("les fours –", "et les moulins", "les fours – et les moulins"),
        ("le pain", "du four", "le pain du four"),
    ],
)
def test_a_word_cut_at_a_line_end_is_mended(before: str, after: str, expected: str) -> None:
    """The hyphen of a cut word goes, the hyphen of a compound stays."""
    assert expected == mended(before, after)


def test_ligatures_become_letters() -> None:
    """A ligature of the font is read as its letters."""
    document = prepare(
        RawFile("a.pdf", pdf([lines(["Le ﬁnancement du four est déﬁni par les douze familles du village."])]))
    )
    assert "Le financement du four est défini par les douze familles du village." == document.document.text


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    """Larger or bold lines are headings, bullets items, a wider blank a new paragraph."""
    words = [
        Word("Le four banal en une page", 70, 780, 22),
        *lines(["Le four cuit le pain de douze familles du village,", "qui se partagent le bois."], y=740),
        *lines(["Les écoles viennent voir la fournée, chaque semaine."], y=695),
        Word("Les gestes du samedi", 70, 660, 15),
        *lines(["• Allumer la braise", "• Enfourner les miches", "1. Attendre une heure", "2. Défourner"], y=640),
        Word("Le prix", 70, 560, 11, font="F2"),
        *lines(["Chaque famille paie la farine qu’elle emploie."], y=545),
    ]
    expected = (
        "# Le four banal en une page\n\nLe four cuit le pain de douze familles du village, qui se partagent le bois."
        "\n\nLes écoles viennent voir la fournée, chaque semaine.\n\n## Les gestes du samedi\n\n"
        "- Allumer la braise\n- Enfourner les miches\n\n1. Attendre une heure\n2. Défourner\n\n### Le prix\n\n"
        "Chaque famille paie la farine qu’elle emploie."
    )
    assert expected == kept(pdf([words]))


def test_what_repeats_at_the_edges_of_pages_is_left_out_and_told() -> None:
    """Headers, footers and page numbers go, each by its rule, and stay in the raw text."""
    pages = [
        [
            Word("Canton en fête – rapport", 70, 815, 8),
            *lines([f"La page {name} raconte comment le four a chauffé cette semaine-là."]),
            Word(f"Page {number} sur 4", 270, 25, 8),
        ]
        for number, name in enumerate(("rouge", "verte", "bleue", "noire"), start=1)
    ]
    found = read(pdf(pages))
    assert ["page_furniture", "page_number"] * 4 == [one.rule for one in found.remarks]
    assert ("rapport" in found.kept().text, found.text.count("rapport")) == (False, 4)
    assert 4 == found.kept().text.count("raconte comment")


def test_a_heading_that_opens_pages_is_no_header() -> None:
    """A large line that comes back at the top of pages is a heading of the text."""
    pages = [
        [Word("En bref", 70, 790, 16), *lines([f"La page {name} dit comment le four a chauffé ce mois-là."], y=760)]
        for name in ("rouge", "verte", "bleue", "noire")
    ]
    assert 4 == kept(pdf(pages)).count("En bref")


@pytest.mark.parametrize(
    "hidden",
    [
        Word("CACHÉ dessous", mode=3, y=600),
        Word("CACHÉ dehors", x=900, y=600),
        Word("CACHÉ plus bas", y=-200),
        Word("CACHÉ en tout petit", size=0.5, y=600),
    ],
    ids=["invisible", "right of the page", "under the page", "too small"],
)
def test_what_no_reader_sees_is_left_out_and_told(hidden: Word) -> None:
    """Invisible, tiny and off-page texts are no text of the document; the log counts them."""
    found = read(pdf([[*lines(["Le four du village cuit le pain de douze familles."]), hidden]]))
    assert "Le four du village cuit le pain de douze familles." == found.kept().text.strip()
    assert "CACHÉ" not in found.kept().text
    assert [("invisible_text", hidden.text)] == [(one.rule, found.text[one.start : one.end]) for one in found.remarks]


def test_a_scan_is_refused_with_its_remedy() -> None:
    """A PDF of images is refused with the name of what would make it readable."""
    with pytest.raises(DocumentRefusedError, match="OCR"):
        read(pdf([[], []], scanned=True))


def test_a_transcribed_scan_is_read_and_flagged() -> None:
    """The invisible text under the image of a page is its transcription, when the page shows no other."""
    found = read(pdf([[Word("Le four du village cuit le pain de douze familles.", mode=3)]], scanned=True))
    assert "Le four du village cuit le pain de douze familles." == found.kept().text
    assert [("ocr_layer", "flagged")] == [(one.rule, one.action) for one in found.remarks]


def test_pages_without_text_among_others_are_flagged() -> None:
    """A scanned page in a document that has text is told, with what to do of it."""
    page = [Word("Le four du village cuit le pain de douze familles.", mode=3)]
    found = read(pdf([page, page, []], scanned=True))
    assert "1 page(s) sans texte, à passer en OCR" in [one.detail for one in found.remarks]


def test_an_invisible_text_beside_a_visible_one_is_no_transcription() -> None:
    """Over an image that also bears visible words, an invisible text stays left out."""
    words = [Word("Le four du village cuit le pain de douze familles."), Word("CACHÉ", y=600, mode=3)]
    assert "CACHÉ" not in read(pdf([words], scanned=True)).kept().text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_the_way_its_text_runs(turn: int) -> None:
    """Whatever the way a page is turned, by its file or by its text, its lines are read from top to bottom."""
    words = [*lines(LEFT, 60), *lines(RIGHT, 320)]
    assert COLUMNS == kept(pdf([words], turn=turn))
    assert COLUMNS == kept(pdf([[replace(word, angle=turn) for word in words]]))


def test_a_text_across_the_others_is_left_out() -> None:
    """A watermark or a margin note that runs another way than the page is no text of it."""
    words = [*lines(["Le four du village cuit le pain de douze familles."]), Word("BROUILLON", x=300, y=300, angle=90)]
    assert "Le four du village cuit le pain de douze familles." == kept(pdf([words]))


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Le four banal de mon village", "Le four banal de mon village"), ("Microsoft Word - x.doc", None), ("", None)],
)
def test_a_title_of_the_properties_is_believed_when_it_looks_like_one(title: str, expected: str | None) -> None:
    """A file name or nothing is no title; neither author nor dates of the properties are read."""
    prepared = prepare(
        RawFile("a.pdf", pdf([lines(["Le four cuit le pain de douze familles du village."])], title=title))
    )
    assert (expected is None, None) == (prepared.document.title_made, prepared.document.published_on)
    assert expected in (None, prepared.document.title)
    assert "Martin" not in repr(prepared)


def test_offsets_refer_to_the_text_that_is_extracted_again() -> None:
    """Each aligned character is the one that extracting the same bytes gives."""
    raw = RawFile("a.pdf", pdf([[*lines(LEFT, 60), *lines(RIGHT, 320)]]))
    prepared, text = prepare(raw), raw_text(raw)
    assert prepared.alignment
    for one in prepared.alignment:
        assert (
            text[one.raw_start : one.raw_start + one.length]
            == prepared.document.text[one.start : one.start + one.length]
        )


def test_thirty_full_pages_take_less_than_five_seconds() -> None:
    """Speed: 50 to 90 pages of processor time a second were measured; the floor here is a tenth of it."""
    page = lines(
        ["Le four du village cuit le pain de douze familles, qui se partagent le bois du canton."] * 48, step=14
    )
    content = pdf([page] * 30)
    started = time.process_time()
    read(content)
    assert time.process_time() - started < 5
