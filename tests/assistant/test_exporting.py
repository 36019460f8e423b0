"""Laws of the exports: every format holds the whole plan, in one order, and nothing of it can act."""

import sys
from io import BytesIO
from itertools import groupby
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from assistant.adapters.plan_files import MEDIA_TYPES, export_plan
from assistant.domain import Statement
from assistant.errors import InvalidInputError, ModelUnavailableError
from assistant.exporting import Line, Note, Table, as_html, laid_out, shown
from assistant.workshop_plan import WorkshopPlan
from tests.assistant.exported_files import READERS, pieces, read_html
from tests.assistant.plan_strategies import HOSTILE, full_texts, plan_of, plans
from tests.sample_plan import sample_plan

FORMATS = tuple(READERS)

_drawn = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", FORMATS)
def test_a_real_plan_reads_back_as_it_was_laid_out(form: str) -> None:
    """Blocks, starts, minutes, statements, notes and their order survive a file of each format."""
    plan = sample_plan()
    assert pieces(laid_out(plan)) == READERS[form](export_plan(plan, form))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_a_text_wherever_it_stands(form: str, text: str) -> None:
    """In a title, a cell, a statement of either origin or a note, markup is shown as it was written."""
    plan = plan_of(text)
    assert pieces(laid_out(plan)) == READERS[form](export_plan(plan, form))


@_drawn
@given(plans())
def test_any_plan_reads_back_the_same_from_the_four_formats(plan: WorkshopPlan) -> None:
    """Markup, control characters, right-to-left words and very long ones neither break a file nor change its blocks."""
    expected = pieces(laid_out(plan))
    for form, read in READERS.items():
        assert expected == read(export_plan(plan, form)), form


@_drawn
@given(plans())
def test_the_elements_hold_the_whole_plan(plan: WorkshopPlan) -> None:
    """Each statement in its order with its marks, each block with its times, each source as a note: nothing is lost.

    The assistant's own words that follow one another run on; what is cited stands on a line of its own.
    """
    elements = laid_out(plan)
    lines = [one for one in elements if isinstance(one, Line)]
    groups = [group for block in plan.blocks for group in (block.says, block.does)]
    groups += [plan.questions, plan.examples, plan.cautions, plan.afterwards]
    told = [one for group in groups for one in _run_on(group)]
    things = {f"{name}{colon}" for name in ("Matériel", "Trace", "Material", "Output") for colon in ("\u202f:", ":")}
    kept = [one for one in lines if one.voice == "source" or (one.voice == "own" and one.label not in things)]
    assert told == [(one.text, one.marks) for one in kept]
    (timeline,) = (one for one in elements if isinstance(one, Table))
    times = [(f"{one.start} min", f"{one.minutes} min") for one in plan.blocks]
    assert times == [row[:2] for row in timeline.rows]
    assert [one.mark for one in plan.sources] == [one.mark for one in elements if isinstance(one, Note)]


def _run_on(group: tuple[Statement, ...]) -> list[tuple[str, tuple[int, ...]]]:
    told: list[tuple[str, tuple[int, ...]]] = []
    for is_source, run in groupby(group, key=lambda one: one.origin == "source"):
        held = [(shown(one.text), _marks(one)) for one in run]
        told += held if is_source else [(" ".join(text for text, _ in held), ())]
    return told


def _marks(statement: Statement) -> tuple[int, ...]:
    return tuple(sorted({one.mark for one in statement.citations}))


@given(full_texts)
def test_a_text_is_cleaned_once_for_all(text: str) -> None:
    """Cleaning what is clean changes nothing, XML accepts the result, and no number in brackets is left."""
    clean = shown(text)
    assert clean == shown(clean)
    assert clean == etree.fromstring(etree.tostring(_element(clean))).text
    assert not set(clean) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\r\t")


def _element(text: str) -> etree._Element:
    element = etree.Element("p")
    element.text = text
    return element


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_plan_makes_the_same_file(form: str) -> None:
    """A file holds no date of its own making, so that two exports are equal byte for byte."""
    assert export_plan(sample_plan(), form) == export_plan(sample_plan(), form)


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    """The HTML is one file: no script, no import, no image, no address that the page itself would open."""
    page = export_plan(sample_plan(), "html").decode()
    for forbidden in ("<script", "<img", "<link", "<iframe", "@import", "url(", "src="):
        assert forbidden not in page
    assert "default-src &#x27;none&#x27;" in page
    assert "@page { size: A4" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)//https://x.invalid", 'https://x.invalid/"onclick=', "data:x"])
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    """An address of another scheme, or that holds what no address does, is not shown: following it could act."""
    plan = sample_plan()
    first = plan.sources[0].model_copy(update={"url": url})
    held = plan.model_copy(update={"sources": (first, *plan.sources[1:])})
    page = export_plan(held, "html").decode()
    assert 0 == page.count('<a href="h') + page.count('<a href="j') + page.count('<a href="d')


def test_whose_words_they_are_is_seen_in_every_format() -> None:
    """The assistant's own words have a style of their own, that is told; cited ones end with their marks."""
    plan = sample_plan()
    for form, read in READERS.items():
        held = read(export_plan(plan, form))
        owned = [text for voice, text, *_ in held if voice == "own"]
        sourced = [text for voice, text, *_ in held if voice == "source"]
        assert not any(text.endswith("]") for text in owned), form
        assert all(text.endswith("]") for text in sourced), form
        assert any("en italique" in text and "assistant" in text for voice, text, *_ in held if voice == "plain"), form
        assert 11 <= len(owned)
        assert 7 == len(sourced)


def test_notes_say_who_wrote_and_which_dates_are_known() -> None:
    """An automatic summary is said to be one, an unknown author too, and an unknown year stays unknown."""
    notes = [one.shown for one in laid_out(sample_plan()) if isinstance(one, Note)]
    assert "écrit par une personne" in notes[0]
    assert notes[0].endswith("publié : 15\u00a0février\u00a02021 — https://exemple.invalid/four?x=1&y=2")
    assert "résumé automatique, écrit par un programme" in notes[1]
    assert "année inconnue" in notes[1]
    assert "auteur inconnu" in notes[2]


def test_a_list_keeps_its_lines_and_its_mark() -> None:
    """Points of a list stand on lines of their own, and the mark of the list after the last."""
    line = next(one for one in laid_out(sample_plan()) if isinstance(one, Line) and "\n" in one.text)
    points = ["• peser la farine ;", "• verser l’eau ;", "• noter le jour.\u00a0[2]"]
    assert ["Nourrir un levain demande trois gestes :", *points] == line.marked.split("\n")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """The message names the value and the four formats."""
    with pytest.raises(InvalidInputError, match=r"'rtf'.*md, html, docx, odt"):
        export_plan(sample_plan(), "rtf")


@pytest.mark.parametrize(("form", "package"), [("docx", "docx"), ("odt", "odfdo")])
def test_without_the_extra_the_remedy_is_said(form: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A base install writes Markdown and HTML, and says in French how to get the others."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModelUnavailableError, match=r"pip install -c constraints.txt -e '.\[export\]'"):
        export_plan(sample_plan(), form)
    assert b"<h1" in export_plan(sample_plan(), "html")
    assert export_plan(sample_plan(), "md").startswith(b"# ")


def test_office_files_are_archives_of_their_media_type() -> None:
    """ODT names its type first and uncompressed; each archive is whole."""
    assert set(FORMATS) == set(MEDIA_TYPES)
    with ZipFile(BytesIO(export_plan(sample_plan(), "odt"))) as archive:
        assert "mimetype" == archive.infolist()[0].filename
        assert 0 == archive.infolist()[0].compress_type
        assert MEDIA_TYPES["odt"].encode() == archive.read("mimetype")
        assert None is archive.testzip()
    with ZipFile(BytesIO(export_plan(sample_plan(), "docx"))) as archive:
        assert None is archive.testzip()


def test_a_title_stands_once_and_names_the_page() -> None:
    """The page bears the title of the plan."""
    page = as_html(laid_out(sample_plan()))
    assert 1 == page.count("<h1")
    assert [("h1", sample_plan().title)] == [one for one in read_html(page.encode()) if one[0] == "h1"]
