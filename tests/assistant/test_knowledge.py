"""Laws of the lexicon and of the place table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import CorpusInvalidError
from assistant.knowledge import Lexicon, LexiconEntry, Places, load_lexicon, load_places
from assistant.knowledge.lexicon import ShortDefinition
from tests.assistant.small_corpus import tables, write

CORPUS = Path(__file__).parents[2] / "corpus"
NAMES = st.text(alphabet="abcdéèœ '’-", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def shipped() -> Places:
    """The place table of the shipped corpus."""
    return load_places(CORPUS)


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    """The invented lexicon."""
    return tables(tmp_path)[0]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The invented place table."""
    return tables(tmp_path)[1]


def entry(term: str, *false: str) -> LexiconEntry:
    """Return an entry with a name and the readings it denies."""
    said = ShortDefinition(fr="Un four.", en="An oven.")
    return LexiconEntry(term=term, definition=said, false_expansions=false, note="n.md")


@pytest.mark.parametrize(
    "name", ["four commun villageois", "FCV", "fcv", "FOURS COMMUNS", " four  commun ", "shared village oven"]
)
def test_a_term_is_found_by_any_of_its_names(lexicon: Lexicon, name: str) -> None:
    """Term, acronym, expansion and aliases of both languages name one entry, case and spaces aside."""
    found = lexicon.find(name)
    assert found is not None
    assert "four commun villageois" == found.term


def test_a_false_expansion_names_nothing(lexicon: Lexicon) -> None:
    """A wrong reading is known as such, and finds no entry."""
    assert lexicon.find("fournil central de ville") is None
    assert "FCV" == lexicon.false_names["fournil central de ville"].acronym


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_every_name_finds_the_first_entry_that_bears_it(names: list[str]) -> None:
    """Whatever the names, each finds an entry, and the first to claim a name keeps it."""
    lexicon = Lexicon(tuple(entry(name) for name in names))
    for name in names:
        found = lexicon.find(name)
        if found is not None:
            assert lexicon.entries.index(found) <= names.index(name)
        else:
            assert name != name.strip()


def test_every_shipped_term_is_found_by_each_of_its_names() -> None:
    """No name of the shipped lexicon is lost, and no false reading is a name."""
    lexicon = load_lexicon(CORPUS)
    assert [] == [name for one in lexicon for name in one.names if lexicon.find(name) is not one]
    assert [] == [name for name in lexicon.false_names if lexicon.find(name)]


def test_homonyms_are_returned_together(places: Places) -> None:
    """A name that two towns bear gives both, in the order of the table."""
    assert [("91", ("plaine",)), ("92", ())] == [(one.department, one.clubs) for one in places.find("villebelle")]


def test_a_town_inherits_the_clubs_of_its_region_after_its_own(places: Places) -> None:
    """The club of the town comes first, the one of the region after."""
    assert ("port", "plaine") == places.find("port clair")[0].clubs
    assert ("plaine",) == places.find("Haute-Plaine")[0].clubs


def test_a_hole_stays_a_hole(places: Places) -> None:
    """A region without a club, its département and a foreign country have none."""
    for name in ("Rivage", "Bas-Rivage", "Atlantide"):
        assert [()] == [one.clubs for one in places.find(name)]


def test_nimes_has_two_clubs(shipped: Places) -> None:
    """A town that a basin and a region both claim has the two clubs."""
    assert [("terre-d-efc-avignon-arles-nimes", "terres-d-efc-occitanie")] == [
        one.clubs for one in shipped.find("NIMES")
    ]


@pytest.mark.parametrize("written", ["Saint-Étienne", "saint etienne", "SAINT ETIENNE", "Saint-Etienne"])
def test_accents_case_and_hyphens_change_no_place(shipped: Places, written: str) -> None:
    """A place is found however it is typed."""
    assert shipped.find("Saint-Étienne") == shipped.find(written) != ()


def test_every_club_of_every_place_is_in_the_list(shipped: Places) -> None:
    """No place sends to a club that the network does not list, and each list of clubs repeats none."""
    found = [place for homonyms in shipped.by_name.values() for place in homonyms]
    assert [] == [place for place in found if not set(place.clubs) <= set(shipped.clubs)]
    assert [] == [place for place in found if len(set(place.clubs)) != len(place.clubs)]


@given(st.text(max_size=30))
def test_looking_up_any_text_fails_softly(text: str) -> None:
    """What is no name gives nothing, never an error."""
    assert Lexicon(()).find(text) is None


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b"- term: [", b"- term: seul", b"!!python/object:os.system {}"]
)
@pytest.mark.parametrize("name", ["lexicon.yaml", "places.yaml"])
def test_a_broken_table_is_told_with_its_remedy(tmp_path: Path, name: str, content: bytes | None) -> None:
    """A table that is missing, not text, not YAML, or not of its schema is one error of ours."""
    file = write(tmp_path) / name
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(CorpusInvalidError) as caught:
        (load_lexicon if name == "lexicon.yaml" else load_places)(tmp_path)
    assert caught.value.remedy
