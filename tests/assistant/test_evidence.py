"""Laws of evidence: units are slices, weights follow rarity, coverage is a share."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import MINIMAL_QUOTE, Document, Hit, Passage, Question
from assistant.evidence import Concept, Reader, Unit, Weighing, weighing_of
from assistant.evidence.concepts import CONTEXT_SHARE, LIGHT_WEIGHT, of_phrase
from assistant.evidence.synonyms import LIGHT_WORDS, interchangeable, light_stems
from assistant.french import analyse, fold, typeset
from assistant.inquiry import Inquiry
from assistant.understanding import Understander
from tests.assistant.small_corpus import memory_index, tables
from tests.fakes import MemoryIndex

LIST = """Nourrir un levain demande trois gestes :
- peser la farine du moulin ;
- verser une eau tiède ;
- noter le jour sur le cahier."""

STEMS = st.frozensets(st.sampled_from(["four", "pain", "bois", "eau", "sel", "blé"]), min_size=1, max_size=3)
CONCEPTS = st.lists(st.tuples(st.lists(STEMS, min_size=1, max_size=3), st.floats(0.1, 9)), min_size=1, max_size=5).map(
    lambda made: Weighing(tuple(Concept(f"c{rank}", tuple(forms), weight) for rank, (forms, weight) in enumerate(made)))
)


@pytest.fixture(scope="module")
def index() -> MemoryIndex:
    """The invented notes."""
    return memory_index()


@pytest.fixture(scope="module")
def understander(tmp_path_factory: pytest.TempPathFactory) -> Understander:
    """Understand questions of the invented field."""
    return Understander(*tables(tmp_path_factory.mktemp("tables")))


def cut(text: str, layout: str = "prose", before: str = "") -> list[Unit]:
    """Return the units of one passage that stands after some text in its document."""
    document = Document(id="d", title="Le levain", location="d.md", text=before + text)
    fields = {"id": "p", "document_id": "d", "number": 0, "start": len(before), "text": text}
    passage = Passage.model_validate({**fields, "end": len(before) + len(text), "layout": layout})
    return Reader(MemoryIndex([], [], memory_index()._vectors[:0], "none")).units_of(passage, document)


def all_units(index: MemoryIndex) -> list[Unit]:
    """Return every unit of an index."""
    hits = [Hit(passage, document, 1.0) for document in index.documents() for passage in index.passages_of(document.id)]
    return Reader(index).units(hits)


def read(understander: Understander, index: MemoryIndex, text: str) -> Inquiry:
    """Understand a question."""
    return understander.understand(Question(text=text), lambda stem: index.document_frequency(stem) > 0)


def test_every_unit_of_the_notes_is_a_slice_of_its_passage(index: MemoryIndex) -> None:
    """What is quoted lies inside the passage, word for word, and is long enough to be evidence."""
    units = all_units(index)
    assert len(units) > 10
    for unit in units:
        passage, span = unit.passage, unit.span
        assert passage.start <= span.start < span.end <= passage.end
        assert span.quote == unit.document.text[span.start : span.end]
        assert len(span.quote) >= MINIMAL_QUOTE
        assert unit.text.split() == span.quote.split()
        assert unit.stems == frozenset(analyse(span.quote))


@given(
    st.text(alphabet="abé .!?:;\n-1)«»…#", min_size=1, max_size=200),
    st.sampled_from(["prose", "list", "steps"]),
)
def test_any_passage_is_cut_into_slices_in_order(text: str, layout: str) -> None:
    """Whatever the text, sentences and items stand in order and never overlap."""
    units = cut(text, layout, before="Un titre.\n\n")
    assert [unit.position for unit in units] == list(range(len(units)))
    pieces = [unit for unit in units if unit.kind != "list"]
    assert all(one.span.end <= other.span.start for one, other in pairwise(pieces))
    for unit in units:
        assert unit.text.split() == unit.span.quote.split()


def test_a_list_is_whole_then_in_items() -> None:
    """A list goes from the sentence that announces it to its last item; its items follow without marks."""
    units = cut(LIST, "list")
    assert ["list", "item", "item", "item"] == [unit.kind for unit in units]
    assert (LIST, typeset(LIST)) == (units[0].span.quote, units[0].text)
    assert typeset("verser une eau tiède ;") == units[2].text


def test_the_same_lines_in_prose_are_no_list() -> None:
    """Only the layout of the passage makes a list."""
    assert {"sentence"} == {unit.kind for unit in cut(LIST)}


def test_what_announces_is_joined_with_what_it_announces() -> None:
    """A sentence that ends with a colon is never quoted alone."""
    units = cut("Le cercle retient ceci :\nle four chauffe le samedi. Le bois vient après la pluie.")
    assert [
        typeset("Le cercle retient ceci : le four chauffe le samedi."),
        "Le bois vient après la pluie.",
    ] == [unit.text for unit in units]


def test_crumbs_are_no_units() -> None:
    """A sentence too short to be evidence is left out."""
    assert ["Le four commun cuit le pain."] == [unit.text for unit in cut("Bien. Le four commun cuit le pain.")]


def test_a_pronoun_leans_on_the_sentence_before() -> None:
    """« Il … » has the words of the sentence before it as context, and that sentence can be found again."""
    first, second = cut("Le levain nourrit les familles. Il dort dans une jarre de terre.")
    assert (False, True) == (first.leans_back, second.leans_back)
    assert first.stems <= second.context
    index = memory_index()
    assert first == Reader(index).before(second)
    assert Reader(index).before(first) is None


@pytest.mark.parametrize(("text", "asks"), [("Qui chauffe le four ?", True), ("On chauffe le four.", False)])
def test_a_question_is_told_from_a_statement(text: str, asks: bool) -> None:
    """A unit that asks states nothing."""
    assert [asks] == [unit.is_question for unit in cut(text)]


def test_units_do_not_depend_on_earlier_calls(index: MemoryIndex) -> None:
    """The rank is the one of the hit, whatever was read before."""
    reader = Reader(index)
    passage = index.passages_of(index.documents()[0].id)[0]
    document = index.documents()[0]
    first = reader.units_of(passage, document)
    ranked = reader.units_of(passage, document, 3)
    assert first == reader.units_of(passage, document)
    assert [replace(unit, rank=3) for unit in first] == ranked


@given(CONCEPTS, STEMS, STEMS)
def test_coverage_is_a_share_that_grows_with_the_text(
    weighing: Weighing, own: frozenset[str], more: frozenset[str]
) -> None:
    """Between 0 and 1, never less with more words, and the context counts less than the text."""
    alone, together = weighing.coverage(own), weighing.coverage(own | more)
    around = weighing.coverage(own, more)
    assert 0 <= alone <= around <= together <= 1 + 1e-9
    assert weighing.coverage((), own) == pytest.approx(CONTEXT_SHARE * alone)


@given(CONCEPTS, STEMS)
def test_matched_and_missing_part_the_concepts(weighing: Weighing, stems: frozenset[str]) -> None:
    """A concept is named or missing, never both."""
    missing = {concept.label for concept in weighing.missing(stems)}
    assert {concept.label for concept in weighing.concepts} == missing | weighing.matched(stems)
    assert not missing & weighing.matched(stems)


def test_a_question_about_nothing_is_covered_by_nothing() -> None:
    """Without a concept there is no share."""
    assert 0.0 == Weighing(()).coverage({"four"}, {"pain"})


def test_what_the_index_never_holds_weighs_the_most(index: MemoryIndex) -> None:
    """A word that no document holds cannot be answered for by the others."""
    weights = {concept.label: concept.weight for concept in of_phrase("zygologie four levain", index).concepts}
    assert weights["zygolog"] > weights["four"] > 0
    assert max(weights.values()) == weights["zygolog"]


def test_a_term_is_one_concept_under_all_its_names(understander: Understander, index: MemoryIndex) -> None:
    """Acronym, full name and English name are the same concept, found in a text by any of them."""
    weighings = [
        weighing_of(read(understander, index, f"C’est quoi {name} ?"), index)
        for name in ("un FCV", "un four commun villageois", "un shared village oven")
    ]
    assert [["four commun villageois"]] * 3 == [[one.label for one in each.concepts] for each in weighings]
    for name in ("FCV", "four commun", "shared village oven"):
        assert {"four commun villageois"} == weighings[0].matched(analyse(name))


def test_question_words_are_no_concepts(understander: Understander, index: MemoryIndex) -> None:
    """The frame of a question is not its subject."""
    inquiry = read(understander, index, "Peux-tu me dire exactement quelle est la définition du levain partagé ?")
    assert ["levain partagé"] == [concept.label for concept in weighing_of(inquiry, index).concepts]


def test_a_slip_is_seen_through_only_where_nothing_holds_the_word() -> None:
    """A long word badly typed is found under its close spelling; one that is held is left alone."""
    typed = Weighing((Concept("boulangrie", (frozenset(["boulangri"]),), 1.0),))
    seen = typed.seeing_through_slips({"boulangeri", "four"})
    assert {"boulangrie"} == seen.matched({"boulangeri"})
    assert typed == typed.seeing_through_slips({"boulangri", "boulangeri"})


@given(st.sampled_from(sorted({stem for word in ("aide", "ville", "argent", "atelier") for stem in analyse(word)})))
def test_everyday_synonyms_go_both_ways(stem: str) -> None:
    """If a word stands for another, the other stands for it."""
    for form in interchangeable(stem):
        (other,) = form
        assert frozenset([stem]) in interchangeable(other)


def test_light_words_are_folded_and_weigh_less() -> None:
    """A word of little meaning keeps a share of its weight."""
    assert 0 < LIGHT_WEIGHT < 1
    assert set(analyse("servir")) <= light_stems()
    assert LIGHT_WORDS
    assert fold("servir") in LIGHT_WORDS


def test_small_numbers_are_read_in_words_and_figures(understander: Understander, index: MemoryIndex) -> None:
    """« trois » in a question is « 3 » in a document, and back."""
    weighing = weighing_of(read(understander, index, "les trois zygologies"), index)
    assert "trois" in weighing.matched({"3"})
