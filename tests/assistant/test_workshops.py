"""Laws of an outline: minutes add up, content is cited, and what is ours says so."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import workshops
from assistant.adapters.subword import SubwordEmbedder
from assistant.domain import Hit, Question
from assistant.evidence import Reader
from assistant.grounding import unsupported
from assistant.knowledge import Lexicon, Places
from assistant.retrieval import Retriever
from assistant.understanding import Understander
from assistant.workshops import BREAK_BEYOND, LONGEST, SHORTEST, Outline, schedule
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


def outlined(index: MemoryIndex, known: tuple[Lexicon, Places], text: str) -> Outline | None:
    """Outline what a message asks."""
    inquiry = Understander(*known).understand(Question(text=text), lambda stem: True)
    assert "workshop" == inquiry.intent
    retriever = Retriever(index, SubwordEmbedder())

    def search(words: str, count: int) -> Sequence[Hit]:
        return retriever.retrieve(words, count=count)

    return workshops.outline(inquiry, search, index, Reader(index), known[0], lambda entry: None)


@given(st.integers(SHORTEST, LONGEST))
def test_the_stages_last_exactly_what_was_asked(minutes: int) -> None:
    """From five minutes to eight hours the stages add up, none is empty, and the order is fixed."""
    stages = schedule(minutes)
    assert minutes == sum(length for _, length, _ in stages)
    assert [] == [name for name, length, how in stages if length <= 0 or not how]
    names = [name for name, _, _ in stages if name != "Pause"]
    assert ["Ouverture", "Apport", "Travail en petits groupes", "Mise en commun", "Clôture"] == names


@given(st.integers(SHORTEST, LONGEST))
def test_there_is_a_break_beyond_an_hour_and_a_half_only(minutes: int) -> None:
    """Nobody sits for more than an hour and a half without a break."""
    names = [name for name, _, _ in schedule(minutes)]
    assert (minutes > BREAK_BEYOND) == ("Pause" in names)


def test_the_content_is_cited_and_grounded(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """What the documents say is quoted from them; the rest claims nothing and says whose it is."""
    outline = outlined(index, known, "Prépare un atelier de 2h sur le four commun")
    assert outline is not None
    assert 1.0 == outline.known
    assert any(draft.spans for draft in outline.drafted)
    assert [] == [draft for draft in outline.drafted if unsupported(draft, known[0])]
    heading = outline.drafted[0]
    assert () == heading.spans
    assert "120 min" in heading.text
    assert "proposé par l’assistant" in heading.text
    assert 120 == sum(int(found) for found in re.findall(r", (\d+) min", heading.text.partition("\n")[2]))


def test_no_sentence_is_shown_twice(index: MemoryIndex, known: tuple[Lexicon, Places]) -> None:
    """Two blocks on one theme share what the documents say."""
    outline = outlined(
        index,
        known,
        "Prépare un brise-glace de 10 min sur le four commun puis un exercice de 20 min sur le four commun",
    )
    assert outline is not None
    spans = [(one.document.id, one.start) for draft in outline.drafted for one in draft.spans]
    assert len(set(spans)) == len(spans)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("un brise-glace de 10 min sur le levain partagé", "Brise-glace (10 min, durée demandée)"),
        ("un quiz sur le levain partagé", "durée proposée par l’assistant"),
        ("une invitation à un échange sur le levain partagé", "[date], [lieu]"),
        ("un jeu de cartes sur le levain partagé", "Jeu de cartes"),
    ],
)
def test_each_activity_says_whose_minutes_they_are(
    index: MemoryIndex, known: tuple[Lexicon, Places], asked: str, told: str
) -> None:
    """Minutes that nobody asked for are the assistant's, and a date or a place is left to the reader."""
    outline = outlined(index, known, f"Prépare {asked}")
    assert outline is not None
    assert told in "\n".join(draft.text for draft in outline.drafted)


@pytest.mark.parametrize(
    "text",
    [
        "Prépare un atelier de 2 minutes sur le four commun",
        "Prépare un atelier de 20 heures sur le four commun",
        "Prépare un atelier de 2h sur la zygologie des Xorbes",
    ],
)
def test_nothing_is_outlined_without_time_or_matter(
    index: MemoryIndex, known: tuple[Lexicon, Places], text: str
) -> None:
    """Too short, too long, or a theme that no document knows: no outline."""
    assert None is outlined(index, known, text)


def test_an_unknown_theme_beside_a_known_one_lowers_what_is_known(
    index: MemoryIndex, known: tuple[Lexicon, Places]
) -> None:
    """The share of the themes that the documents know is said."""
    outline = outlined(index, known, "Prépare un atelier de 1h sur le four commun, la zygologie des Xorbes")
    assert outline is not None
    assert 0 < outline.known < 1
