"""Laws of the reading of office documents: structure kept, changes settled, persons nowhere."""

import pytest

from ingest.blocks import RawFile
from ingest.extracting import extract, raw_text
from ingest.formats.extraction import Extraction
from ingest.preparing import prepare
from tests.ingest.formats.office_files import W, docx, frame, odt, para, pptx

DOCX = docx(
    para("Le four du village", "Titre")
    + para("Les gestes ........ 3", "TM1")
    + para("Les gestes", "T1")
    + "<w:p><w:r><w:t>Le four cuit le pain de </w:t></w:r>"
    '<w:del w:author="Zoé Martin"><w:r><w:delText>SUPPRIMÉ par Zoé </w:delText></w:r></w:del>'
    '<w:ins w:author="Zoé Martin"><w:r><w:t>douze familles</w:t></w:r></w:ins>'
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>MASQUÉ</w:t></w:r><w:r><w:t> du village.</w:t></w:r></w:p>"
    + para("Allumer la braise.", number=1)
    + para("Enfourner.", number=1)
    + para("bois", number=2)
    + para("farine", "Puce")
    + para("Les mois", "Maison")
    + "<w:tbl><w:tr><w:tc>"
    + para("Mois")
    + "</w:tc><w:tc>"
    + para("Fournées")
    + "</w:tc></w:tr><w:tr><w:tc>"
    + para("Mai")
    + "</w:tc><w:tc>"
    + para("Qua|torze")
    + "</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc>"
    + para("Un encadré d’une seule case.")
    + "</w:tc></w:tr></w:tbl>",
    comments=f'<w:comments {W}><w:comment w:author="Zoé Martin">{para("COMMENTÉ par Zoé")}</w:comment></w:comments>',
    footnotes=f'<w:footnotes {W}><w:footnote w:type="separator">{para("-")}</w:footnote>'
    f"<w:footnote>{para('La braise tient deux heures.')}</w:footnote></w:footnotes>",
)

ODT = odt(
    '<text:tracked-changes><text:changed-region><text:deletion><office:change-info/>'
    '<text:p>SUPPRIMÉ par Zoé</text:p>'
    '</text:deletion></text:changed-region></text:tracked-changes><text:p text:style-name="P1">Le four du village'
    '</text:p><text:table-of-content><text:index-body><text:p>Les gestes 3</text:p></text:index-body>'
    '</text:table-of-content><text:h text:outline-level="1">Les gestes</text:h><text:p>Le four cuit<text:s text:c="1"/>'
    'le pain de<office:annotation><text:p>COMMENTÉ par Zoé</text:p></office:annotation> douze familles'
    '<text:span text:style-name="T9">MASQUÉ</text:span> du village.<text:note><text:note-citation>1'
    '</text:note-citation>'
    '<text:note-body><text:p>La braise tient deux heures.</text:p></text:note-body></text:note></text:p>'
    '<text:list text:style-name="L1"><text:list-item><text:p>Allumer la braise.</text:p></text:list-item>'
    '<text:list-item><text:p>Enfourner.</text:p></text:list-item></text:list><text:list text:style-name="L2">'
    '<text:list-item><text:p>bois</text:p></text:list-item><text:list-item><text:p>farine</text:p></text:list-item>'
    '</text:list><text:h text:outline-level="1">Les mois</text:h><table:table><table:table-row><table:table-cell>'
    '<text:p>Mois</text:p></table:table-cell><table:table-cell><text:p>Fournées</text:p></table:table-cell>'
    '</table:table-row><table:table-row><table:table-cell><text:p>Mai</text:p></table:table-cell><table:table-cell>'
    '<text:p>Qua|torze</text:p></table:table-cell></table:table-row></table:table><table:table><table:table-row>'
    '<table:table-cell><text:p>Un encadré d’une seule case.</text:p></table:table-cell></table:table-row>'
    '</table:table>',
    '<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="T9">'
    '<style:text-properties text:display="none"/></style:style><text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>',
)  # fmt: skip

EXPECTED = """## Les gestes

Le four cuit le pain de douze familles du village.

1. Allumer la braise.
2. Enfourner.

- bois
- farine

## Les mois

| Mois | Fournées |
| Mai | Qua/torze |

Un encadré d’une seule case.

## Notes

La braise tient deux heures."""


def read(name: str, content: bytes) -> Extraction:
    """Extract a document."""
    return extract(RawFile(name, content))


@pytest.mark.parametrize(("name", "content"), [("a.docx", DOCX), ("a.odt", ODT)])
def test_a_text_document_keeps_its_structure(name: str, content: bytes) -> None:
    """Title, headings, steps, items, tables and notes stand in canonical form, tracked changes accepted."""
    document = prepare(RawFile(name, content)).document
    assert ("Le four du village", EXPECTED) == (document.title, document.text)


@pytest.mark.parametrize(("name", "content"), [("a.docx", DOCX), ("a.odt", ODT)])
def test_deletions_comments_and_hidden_words_are_left_out_and_told(name: str, content: bytes) -> None:
    """Each goes by a rule that says its kind and never its words; the raw text still shows where it was."""
    raw = RawFile(name, content)
    prepared = prepare(raw)
    rules = {use.rule for use in prepared.uses if use.action == "dropped"}
    assert {"tracked_deletion", "comment", "hidden_text", "table_of_contents"} <= rules
    for word in ("SUPPRIMÉ", "COMMENTÉ", "MASQUÉ"):
        assert (True, False) == (word in raw_text(raw), word in repr(prepared))
    assert [] == [one for one in ("Zoé", "Martin", "2019") if one in repr(prepared)]


@pytest.mark.parametrize(("name", "content"), [("a.docx", DOCX), ("a.odt", ODT)])
def test_offsets_refer_to_the_text_extracted_again(name: str, content: bytes) -> None:
    """Each aligned stretch of the cleaned text is the same in the raw text."""
    raw = RawFile(name, content)
    prepared, text = prepare(raw), raw_text(raw)
    assert len(prepared.alignment) > 5
    for one in prepared.alignment:
        cleaned = prepared.document.text[one.start : one.start + one.length]
        assert text[one.raw_start : one.raw_start + one.length] == cleaned


@pytest.mark.parametrize("make", [docx, odt])
@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Le four banal de mon village", "Le four banal de mon village"),
        ("Microsoft Word - notes.doc", None),
        ("CR_four_v3", None),
        ("Document1", None),
        ("", None),
    ],
)
def test_properties_give_a_title_only_when_it_looks_like_one(make: object, title: str, expected: str | None) -> None:
    """File names and defaults of programs are no titles."""
    content = docx(para("Bonjour."), title) if make is docx else odt("<text:p>Bonjour.</text:p>", title=title)
    assert expected == read("a", content).title


SLIDES = [
    frame("La coopérative du port", "ctrTitle") + frame("Présentée aux élus", "subTitle"),
    frame("Nos services", "title")
    + frame("Réparer les vélos\nPrêter des remorques", "body")
    + frame("12 mai", "dt")
    + frame("2", "sldNum"),
    frame("Un encadré libre.") + frame("Marcher\nPédaler", bullets=True),
    frame("Secrets", "title") + frame("CACHÉ aux élus", "body"),
]


def test_slides_come_in_order_with_their_notes_apart() -> None:
    """One heading a slide, in the order of the presentation, and the notes of the speaker under their label."""
    content = pptx(SLIDES, {2: frame("Dire que la remorque se prête une semaine.", "body")}, hidden=4)
    expected = (
        "Présentée aux élus\n\n## Nos services\n\n- Réparer les vélos\n- Prêter des remorques\n\n"
        "### Notes de présentation\n\nDire que la remorque se prête une semaine.\n\n## Diapositive 3\n\n"
        "Un encadré libre.\n\n- Marcher\n- Pédaler"
    )
    document = prepare(RawFile("a.pptx", content)).document
    assert ("La coopérative du port", expected) == (document.title, document.text)
    left_out = [one.rule for one in read("a.pptx", content).remarks]
    assert ["slide_furniture", "slide_furniture", "hidden_slide", "hidden_slide"] == left_out
