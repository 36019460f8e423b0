"""A next step is what to do now, drawn from the documents, for who asks, where and at which stage."""

from collections.abc import Sequence

import pytest

from assistant import guidance
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import Hit, Question, Span
from assistant.evidence import Reader
from assistant.guidance import Step, StepCatalogue
from assistant.inquiry import Inquiry
from assistant.knowledge import Lexicon, Places
from assistant.retrieval import Retriever
from assistant.understanding import Understander
from tests.assistant.small_corpus import memory_index, tables
from tests.fakes import MemoryIndex

_ALONE = """---
title: Sans cercle
kind: club
author_kind: human
publisher: Carnets des fours
url: https://exemple.invalid/sans
audience: [newcomer]
---

## En bref

Le Rivage ne figure pas dans la liste des cercles des fours.

## Prochain pas

Une famille sans club nommé peut écrire à la maison des fours.
"""
_MILL = """---
title: Moulin commun
kind: concept
author_kind: human
publisher: Carnets des fours
audience: [entreprise, association]
---

## En bref

Le moulin commun moud la farine de plusieurs hameaux chaque semaine.

## Prochain pas

Une entreprise peut prêter une meule au moulin commun.
"""


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

    return guidance.next_steps(inquiry, cited, StepCatalogue(index, Reader(index), known[1]), search)


def test_the_step_of_the_cited_note_comes_first(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """A note that proposes a first step gives it, in its own words, with its span."""
    inquiry = read(known, "C’est quoi un four commun ?")
    (step,) = steps(index, known, inquiry, spans_of(index, "concepts/four-commun.md"))
    assert step.label.split() == step.spans[0].quote.split()
    assert "prochain pas" == step.spans[0].passage.headings[-1].lower()
    assert step.why


def test_a_place_is_sent_to_its_clubs(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """The clubs of the place named are the ones to contact, each cited where it is named."""
    inquiry = read(known, "Quel club à Port-Clair ?")
    (step,) = steps(index, known, inquiry, spans_of(index, "clubs/cercle-du-port.md"))
    assert "Cercle du Port ou Cercle de Plaine" in step.label
    assert "plusieurs clubs" in step.why
    for club, span in zip(("Cercle du Port", "Cercle de Plaine"), step.spans, strict=True):
        assert club in span.quote


def test_a_contact_is_cited_where_its_club_is_named(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """A club that the answer does not cite is proposed on the line that names it."""
    inquiry = read(known, "Quel club à Bourg-Neuf ?")
    (step,) = steps(index, known, inquiry, spans_of(index, "concepts/levain-partage.md"))
    assert ["Cercle de Plaine" in one.quote for one in step.spans] == [True]
    assert "Bourg-Neuf (Plaine)" in step.why


def test_homonyms_with_other_clubs_are_asked_back(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """A place of which there are two is asked back, each named with its region, and leads nowhere."""
    (step,) = steps(index, known, read(known, "Quel club à Villebelle ?"), ())
    assert "Villebelle (Plaine) ou Villebelle (Rivage)" in step.label
    assert (True, None) == (step.asks, step.url)


def test_nothing_is_made_up_for_a_place_without_a_club(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """Where no document says whom to ask without a club, no step is given."""
    assert () == steps(index, known, read(known, "Quel club dans le Rivage ?"), ())


def test_a_note_says_whom_to_ask_without_a_club(known: tuple[Lexicon, Places]) -> None:
    """Where no club covers the place, the step is the one a note suggests, and why says that there is no club."""
    index = memory_index({"clubs/sans.md": _ALONE})
    (step,) = steps(index, known, read(known, "Quel club dans le Rivage ?"), ())
    assert step.label.startswith("Une famille sans club")
    assert "aucun club" in step.why
    assert "https://exemple.invalid/sans" == step.url


@pytest.mark.parametrize(("persona", "is_told"), [("entreprise", True), ("association", False)])
def test_a_step_that_speaks_to_others_is_left_out(
    known: tuple[Lexicon, Places], persona: str, *, is_told: bool
) -> None:
    """A step that a note suggests to companies is told to companies, and to nobody else."""
    index = memory_index({"concepts/moulin.md": _MILL})
    inquiry = read(known, "Comment moudre la farine ?", persona=persona)
    found = steps(index, known, inquiry, spans_of(index, "concepts/moulin.md"))
    assert is_told == any("Une entreprise" in step.label for step in found)


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
