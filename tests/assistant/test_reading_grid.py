"""Laws of the grid: words of people stay theirs, prompts cite, and one sheet holds it all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.plan_files import export_plan
from assistant.answering import Assistant
from assistant.domain import Statement
from assistant.drawing import grid_elements, grid_picture
from assistant.errors import InvalidInputError
from assistant.exporting import laid_out
from assistant.knowledge import Lexicon
from assistant.reading_grid import BOXES, DESCRIPTION_LIMIT, FilledBox, ReadingGrid, filled_grid, sorted_words
from tests.assistant.drawn_pictures import overlapping, read_picture
from tests.assistant.exported_files import READERS, pieces
from tests.sample_plan import cited, sample_plan

EMPTY = Lexicon(())
DESCRIPTION = (
    "La mairie et deux associations s’y mettent. Les habitants peinent à se déplacer. Un four existe déjà ici. "
    "Notre ambition : devenir un village nourricier. Un atelier formera une offre commune. Les usagers y gagnent. "
    "Nous avons un petit budget. La première réunion se tient la semaine prochaine. Zut."
)


def test_each_sentence_goes_where_its_words_are() -> None:
    """Sentences of everyday French find their boxes, and one that shares no word with any waits aside."""
    found = sorted_words(DESCRIPTION)
    assert {
        "Acteurs": "La mairie et deux associations s’y mettent.",
        "Déjà-là": "Un four existe déjà ici.",
        "Visée": "Notre ambition : devenir un village nourricier.",
        "Solution intégrée et ses briques": "Un atelier formera une offre commune.",
        "Effets utiles et bénéficiaires": "Les usagers y gagnent.",
        "Ressources": "Nous avons un petit budget.",
        "Prochain pas": "La première réunion se tient la semaine prochaine.",
    }.items() <= {box.name: " ".join(words) for box, words in zip(BOXES, found.boxes, strict=True)}.items()
    assert ("Zut.",) == found.rest


@given(st.text("ab é.!?\n", max_size=80) | st.text(max_size=80))
def test_sorting_loses_no_word_and_changes_none(description: str) -> None:
    """Boxes and rest together hold each sentence once, each an exact slice of what was typed."""
    found = sorted_words(description)
    held = [one for words in found.boxes for one in words] + list(found.rest)
    assert all(one in description for one in held)
    assert sorted("".join(description.split())) == sorted("".join("".join(held).split()))


def test_the_order_of_sentences_changes_no_box() -> None:
    """A sentence goes to its box whatever stands around it."""
    there = sorted_words(DESCRIPTION)
    back = sorted_words(" ".join(reversed([one for words in there.boxes for one in words] + list(there.rest))))
    assert [sorted(one) for one in there.boxes] == [sorted(one) for one in back.boxes]


def test_boxes_tell_themselves_apart() -> None:
    """Each of the eight boxes has words that no other box claims."""
    assert 8 == len(BOXES)
    for box in BOXES:
        others = frozenset().union(*(one.stems for one in BOXES if one is not box))
        assert 6 <= len(box.stems - others), box.name


def test_prompts_of_the_shipped_corpus_are_exact_and_cited(assistant: Assistant) -> None:
    """Every box has a definition that is a sentence of a note word for word, and a question that is the assistant's."""
    index = assistant.index()
    grid = filled_grid("", assistant.lexicon, index)
    for box in grid.boxes:
        assert box.definition is not None, box.name
        (span,) = box.definition.citations
        document = index.document(grid.sources[span.mark - 1].document_id)
        assert document is not None
        assert box.definition.text == document.text[span.start : span.end]
        assert "assistant" == box.question.origin
    assert grid.is_empty
    assert list(range(1, len(grid.sources) + 1)) == [one.mark for one in grid.sources]


def test_without_notes_the_questions_are_there() -> None:
    """No index, no definition; the grid is still a grid."""
    grid = filled_grid(DESCRIPTION, EMPTY, None)
    assert [None] * 8 == [box.definition for box in grid.boxes]
    assert all(box.question.text for box in grid.boxes)
    assert not grid.is_empty


def test_marks_without_a_source_are_refused() -> None:
    """A grid that cites what it does not list does not construct."""
    question = Statement(text="Et puis ?", origin="assistant")
    with pytest.raises(ValueError, match="marks"):
        ReadingGrid(boxes=(FilledBox(name="x", definition=cited("Un four est un four.", 1), question=question),))


def test_a_description_too_long_says_so() -> None:
    """The limit is named, and the length too."""
    with pytest.raises(InvalidInputError, match=f"{DESCRIPTION_LIMIT + 1} caractères"):
        filled_grid("a" * (DESCRIPTION_LIMIT + 1), EMPTY, None)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200) | st.integers(0, 70).map(lambda count: f"{DESCRIPTION} " * (count // 10) + "é" * count))
def test_any_description_is_drawn_whole_on_one_sheet(description: str) -> None:
    """Words are never cut, boxes never overlap, and the sheet keeps the shape of A4."""
    grid = filled_grid(description[:DESCRIPTION_LIMIT], EMPTY, None)
    drawn = read_picture(grid_picture(grid))
    assert 297 / 210 == pytest.approx(drawn.width / drawn.height, rel=1e-3)
    assert [] == overlapping(drawn.boxes)
    assert all(right <= drawn.width and low <= drawn.height for _, _, right, low in drawn.boxes)
    assert (9 if grid.to_sort else 8) == len(drawn.boxes)


@pytest.mark.parametrize("word", ["pain ", "« mairie » déjà. ", "m" * 59 + " ", "Déjà là\n"])
def test_the_longest_description_holds_on_the_sheet(word: str) -> None:
    """As many characters as may be typed, all in one box or one a line, still hold."""
    grid = filled_grid((word * DESCRIPTION_LIMIT)[:DESCRIPTION_LIMIT], EMPTY, None)
    drawn = read_picture(grid_picture(grid))
    assert 297 / 210 == pytest.approx(drawn.width / drawn.height, rel=1e-3)
    marked = "".join(sign for text in drawn.texts for sign in text if sign.isalnum())
    assert "".join(sign for sign in word * 50 if sign.isalnum()) in marked


def test_people_s_words_have_a_face_and_a_label_of_their_own() -> None:
    """What was typed is drawn in a serif face under « Vos mots », what is ours is not; an empty grid has neither."""
    filled = grid_picture(filled_grid("Un four existe déjà.", EMPTY, None))
    assert 1 == filled.count("font-family=\"'Liberation Serif'")
    assert "Vos mots\u202f:" in read_picture(filled).texts
    assert "Vos mots\u202f:" not in read_picture(grid_picture(filled_grid("", EMPTY, None))).texts


def test_what_is_typed_cannot_act() -> None:
    """Markup typed in a description is drawn as it is."""
    drawn = read_picture(grid_picture(filled_grid("<script>alert(1)</script> & \x00]]>", EMPTY, None)))
    assert "<script>alert(1)</script> & ]]>" in drawn.texts


@pytest.mark.parametrize("form", ["md", "docx", "odt"])
def test_an_exported_plan_holds_the_grid_as_a_table(form: str, assistant: Assistant) -> None:
    """Formats without pictures hold the same boxes, prompts and words."""
    extra = grid_elements(filled_grid(DESCRIPTION, assistant.lexicon, assistant.index()))
    plan = sample_plan()
    assert pieces(laid_out(plan, extra)) == READERS[form](export_plan(plan, form, extra))


def test_an_exported_page_holds_the_grid_as_a_picture() -> None:
    """The page draws the grid in line, and keeps its own print format."""
    extra = grid_elements(filled_grid(DESCRIPTION, EMPTY, None))
    page = export_plan(sample_plan(), "html", extra).decode()
    assert 1 == page.count("<svg")
    assert 1 == page.count("@page")
