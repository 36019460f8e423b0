"""Laws of finding the terms and the places a question names."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.french import fold
from assistant.knowledge import Lexicon, LexiconEntry, load_lexicon, load_places
from assistant.knowledge.lexicon import ShortDefinition
from assistant.understanding.naming import Named, Names, words_of
from tests.assistant.small_corpus import tables

CORPUS = Path(__file__).parents[2] / "corpus"
PIECES = st.sampled_from(
    [
        "four",
        "fours",
        "commun",
        "communs",
        "villageois",
        "FCV",
        "f.c.v.",
        "levain",
        "partagé",
        "Villebelle",
        "villebelle",
        "Bourg-Neuf",
        "bourg",
        "neuf",
        "Port-Clair",
        "lacs",
        "Lacs",
        "à",
        "au",
        "de",
        "la",
        "l'",
        "d'un",
        "?",
        ",",
        "-",
        "«",
        "»",
        "É",
        "œ",
        "le",
        "cercle",
        "cercles",
        "des",
        "fournil",
        "central",
        "ville",
    ]
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    """The names of the invented field."""
    return Names(*tables(tmp_path_factory.mktemp("tables")))


@pytest.fixture(scope="module")
def shipped() -> Names:
    """The names of the shipped field."""
    return Names(load_lexicon(CORPUS), load_places(CORPUS))


def terms(names: Names, text: str) -> list[str]:
    """Return the terms named in a text."""
    return [entry.term for _, entry in names.terms(words_of(text))]


def places(names: Names, text: str) -> list[list[str | None]]:
    """Return the département of each homonym of each place named in a text."""
    return [[one.department for one in homonyms] for _, homonyms in names.places(words_of(text), [])]


@given(st.text(max_size=80))
def test_words_are_slices_in_order(text: str) -> None:
    """Each word stands where it says, after the one before it, and none is empty."""
    words = words_of(text)
    for word in words:
        assert fold(text[word.start : word.end]).replace(".", "") == word.folded
        assert word.start < word.end
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=12))
def test_names_found_stand_inside_the_text_and_never_overlap(names: Names, pieces: list[str]) -> None:
    """A name covers the words that bear it, and no word is in two names of one kind."""
    text = " ".join(pieces)
    words = words_of(text)
    for found in (names.terms(words), names.misnomers(words), names.places(words, [])):
        stretches: list[Named] = [named for named, _ in found]
        for one in stretches:
            assert 0 <= one.start < one.end <= len(text)
            inside = [word.folded for word in words if one.start <= word.start < one.end]
            assert one.name == " ".join(inside)
        assert all(one.end <= other.start for one, other in pairwise(stretches))


@pytest.mark.parametrize(
    "text",
    [
        "le four commun villageois",
        "les Fours Communs",
        "un F.C.V. ?",
        "le four-commun",
        "l’FCV",
        "les fours communs villageois",
        "FOURCOMMUN",
    ],
)
def test_a_term_is_named_however_it_is_written(names: Names, text: str) -> None:
    """Case, plural, hyphens, dots and elision hide no term."""
    assert ["four commun villageois"] == terms(names, text)


@pytest.mark.parametrize("text", ["un fourmillement commun", "le four", "fc v", "quatre levains", ""])
def test_what_only_looks_like_a_term_is_none(names: Names, text: str) -> None:
    """Part of a name, or a word that begins like one, names nothing."""
    assert [] == terms(names, text)


def test_terms_come_in_the_order_of_the_text(names: Names) -> None:
    """The longest name wins, and the order is the one of reading."""
    text = "Le levain partagé va-t-il avec le four commun villageois ?"
    assert ["levain partagé", "four commun villageois"] == terms(names, text)


def test_a_false_expansion_is_told_from_a_term(names: Names) -> None:
    """A wrong reading is a misnomer, whatever its case, and names no term."""
    text = "FCV, Fournil Central de ville ?"
    claimed = [misnomer.claimed for _, misnomer in names.misnomers(words_of(text))]
    assert ["fournil central de ville"] == claimed
    assert ["four commun villageois"] == terms(names, text)


def everyday(kind: str) -> Names:
    """Return names with one term that is also an everyday word."""
    said = ShortDefinition(fr="Un relais.", en="A relay.")
    fields = {"term": "relais", "kind": kind, "definition": said, "note": "n.md"}
    lexicon = Lexicon((LexiconEntry.model_validate(fields),))
    return Names(lexicon, load_places(CORPUS))


@pytest.mark.parametrize(("text", "found"), [("le Relais", 1), ("un relais", 0), ("nos relais", 0), ("Relais ?", 1)])
def test_an_everyday_word_names_an_actor_unless_it_is_made_common(text: str, found: int) -> None:
    """« un relais » is any relay, « le Relais » is the actor."""
    assert found == len(terms(everyday("actor"), text))


def test_an_everyday_word_names_a_notion_anyway() -> None:
    """A notion is asked about with its article: « un relais » is the notion."""
    assert 1 == len(terms(everyday("notion"), "un relais"))


@pytest.mark.parametrize("text", ["à Villebelle", "villebelle", "je suis de VILLEBELLE !"])
def test_homonyms_come_together(names: Names, text: str) -> None:
    """A place that has a namesake is returned with it, once."""
    assert [["91", "92"]] == places(names, text)


def test_hyphens_of_a_place_do_not_matter(names: Names) -> None:
    """« bourg neuf » is Bourg-Neuf."""
    assert places(names, "à Bourg-Neuf") == places(names, "à bourg neuf") == [["91"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("à Lacs", [["92"]]),
        ("j’habite Lacs", [["92"]]),
        ("Lacs", [["92"]]),
        ("des lacs", [["92"]]),
        ("trois lacs gelés", []),
        ("ils nomment lacs leurs étangs", []),
    ],
)
def test_an_everyday_word_is_a_place_only_after_a_preposition(
    names: Names, text: str, found: list[list[str | None]]
) -> None:
    """A town whose name is an ordinary word needs a preposition, or to stand first."""
    assert found == places(names, text)


def test_a_term_hides_the_place_inside_it(names: Names) -> None:
    """A place whose words a term already took is not named."""
    words = words_of("le cercle de Villebelle")
    taken = [Named(13, 23, "villebelle")]
    assert [] == names.places(words, taken)


def test_nimes_is_one_place_with_two_clubs(shipped: Names) -> None:
    """A town between two territories belongs to both."""
    found = shipped.places(words_of("je suis à nimes"), [])
    assert [2] == [len(one.clubs) for _, homonyms in found for one in homonyms]


@pytest.mark.parametrize(
    ("text", "level"),
    [("j’habite à Tours", 1), ("trois tours de table", 0), ("à la réunion", 1), ("une réunion", 0)],
)
def test_shipped_everyday_words_need_a_preposition(shipped: Names, text: str, level: int) -> None:
    """Towns of the shipped table that are also words are not seen everywhere."""
    assert level == len(places(shipped, text))
