"""A next step is the one thing to do now, drawn from the documents."""

from collections.abc import Sequence

import pytest

from assistant import guidance
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import Hit, Question, Span
from assistant.evidence import Reader
from assistant.guidance import Step
from assistant.inquiry import Inquiry
from assistant.knowledge import Lexicon, Places
from assistant.retrieval import Retriever
from assistant.understanding import Understander
from tests.assistant.small_corpus import memory_index, tables
from tests.fakes import MemoryIndex


@pytest.fixture(scope="module")
def index() -> MemoryIndex:
    """The invented notes."""
    return memory_index()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lexicon, Places]:
    """The invented lexicon and places."""
    return tables(tmp_path_factory.mktemp("tables"))


def read(known: tuple[Lexicon, Places], text: str, **fields: str) -> Inquiry:
    """Understand a question."""
    return Understander(*known).understand(Question.model_validate({"text": text, **fields}), lambda stem: True)


def spans_of(index: MemoryIndex, location: str) -> list[Span]:
    """Return the first passage of a note as cited."""
    document = next(one for one in index.documents() if one.location == location)
    passage = index.passages_of(document.id)[0]
    return [Span(passage, document, passage.start, passage.end)]


def steps(
    index: MemoryIndex, known: tuple[Lexicon, Places], inquiry: Inquiry, cited: Sequence[Span]
) -> tuple[Step, ...]:
    """Return the next steps."""
    retriever = Retriever(index, SubwordEmbedder())

    def search(text: str, count: int) -> list[Hit]:
        return retriever.retrieve(text, count=count)

    return guidance.next_steps(inquiry, cited, index, Reader(index), search, known[1])


def test_the_step_of_the_cited_note_comes_first(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """A note that proposes a first step gives it, in its own words, with its span."""
    inquiry = read(known, "C’est quoi un four commun ?")
    (step,) = steps(index, known, inquiry, spans_of(index, "concepts/four-commun.md"))
    assert step.label.split() == step.spans[0].quote.split()
    assert "prochain pas" == step.spans[0].passage.headings[-1].lower()
    assert step.why


def test_a_place_is_sent_to_its_clubs(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """The club of the place named is the one to contact, cited where it is named."""
    inquiry = read(known, "Quel club à Port-Clair ?")
    (step,) = steps(index, known, inquiry, spans_of(index, "clubs/cercle-du-port.md"))
    assert "Cercle du Port ou Cercle de Plaine" in step.label
    assert ["Cercle du Port" in one.quote for one in step.spans] == [True]


def test_no_contact_is_given_that_nothing_cited_names(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """A club that the answer does not cite is not proposed."""
    inquiry = read(known, "Quel club à Bourg-Neuf ?")
    assert () == steps(index, known, inquiry, spans_of(index, "concepts/levain-partage.md"))


def test_without_a_step_of_its_own_one_finds_a_club(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """When no cited note proposes a step, the step rests on a sentence that speaks of clubs, or there is none."""
    inquiry = read(known, "Comment nourrir le levain partagé ?")
    for step in steps(index, known, inquiry, spans_of(index, "concepts/levain-partage.md")):
        assert all("club" in one.quote.lower() for one in step.spans)
        assert step.spans


def test_an_english_reader_gets_no_french_step_as_label(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """Labels are in the language of the reply."""
    inquiry = read(known, "what is a shared village oven?")
    cited = spans_of(index, "concepts/four-commun.md")
    assert [] == [step for step in steps(index, known, inquiry, cited) if "voisins" in step.label]
