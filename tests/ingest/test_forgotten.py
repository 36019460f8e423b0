import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InvalidInputError
from ingest.forgotten import Forgotten, is_masked, marks_of, masked, words_of

KEY = bytes(range(32))
NAME = "Anne-Lise Brévand"


def forgetting(*names: str) -> Forgotten:
    """Return the names to forget, under one key."""
    return Forgotten(tuple(marks_of([words_of(one) for one in names], KEY)))


@pytest.mark.parametrize(
    "spelling",
    [
        NAME,
        NAME.upper(),
        "anne lise brevand",
        "BRÉVAND Anne-Lise",
        "Brévand, Anne-Lise",
        "Brévand (Anne-Lise)",
        "Annelise Brévand",
        "Anne\u2011Lise\u00a0BREVAND",
        "Anne-Lise\nBrévand",
        "anne_lise.brevand",
        unicodedata.normalize("NFD", NAME),
        "Anne-Li\u00adse Bré\u200bvand",
    ],
)
def test_a_name_is_found_however_it_is_written(spelling: str) -> None:
    """Case, accents, hyphens, invisible characters and the order of the family name change nothing."""
    text = f"Le projet d’{spelling}, à Lyon."

    (found,) = forgetting(NAME).find(text)

    assert spelling == text[slice(*found)]


@pytest.mark.parametrize(
    "text",
    [
        "Anne-Lise Brévandier anime",
        "Suzanne-Lise Brévand anime",
        "Anne-Lise et Brévand",
        "Anne-Lise.\n\nBrévand",
        "- Anne-Lise\n- Brévand",
        "Lise Brévand",
        "",
    ],
)
def test_what_is_not_the_whole_name_stays(text: str) -> None:
    """Whole words only, side by side, in one paragraph."""
    assert [] == forgetting(NAME).find(text)


def test_an_apostrophe_in_a_name_may_be_there_or_not() -> None:
    """« D’Aubrac », « Daubrac » and « d Aubrac » are one name."""
    assert all(
        forgetting("Léa D’Aubrac").find(one) for one in ("Léa Daubrac", "DAUBRAC Léa", "léa d’aubrac", "lea d aubrac")
    )


@given(st.lists(st.text("abcdefghéèç", min_size=2, max_size=8), min_size=1, max_size=4))
def test_the_order_of_the_family_name_gives_the_same_tombstone(words: list[str]) -> None:
    """Typed first name first or last, a name has one tombstone."""
    name = " ".join(words)
    if len(name) > 3:
        turned = " ".join([words[-1], *words[:-1]])

        assert {one.tombstone for one in forgetting(name).marks} == {one.tombstone for one in forgetting(turned).marks}


def test_nothing_of_the_name_is_kept() -> None:
    """What is kept holds neither the name nor a word of it, and pickles as a plain value."""
    kept = forgetting(NAME, "Brévand")
    content = repr(kept).lower().encode() + pickle.dumps(kept)

    assert kept == pickle.loads(pickle.dumps(kept))
    assert not any(word in content for word in (b"anne", b"lise", b"brevand", "brévand".encode()))
    assert 1 == len({one.tombstone for one in kept.marks})


def test_the_version_tells_sets_of_names_apart_whatever_their_order() -> None:
    """The same names give the same version, others another, none the empty one."""
    first, second = forgetting(NAME), forgetting("Paul Durif")

    assert first.added(second.marks).version == second.added(first.marks).version
    assert 3 == len({Forgotten().version, first.version, second.version})
    assert first == first.added(first.marks)


@pytest.mark.parametrize("name", ["", "Li", "- ’", "x" * 81])
def test_a_name_of_too_few_or_too_many_letters_is_refused(name: str) -> None:
    """Two letters are everywhere: the error says how many are needed."""
    with pytest.raises(InvalidInputError, match="de 3 à 80 lettres"):
        words_of(name)


def test_a_location_loses_the_name_and_stays_its_own() -> None:
    """Two files keep two places, the same file always the same one, and a location without the name is untouched."""
    forgotten = forgetting(NAME)
    places = ["notes/Anne-Lise Brévand.md", "notes/cr brevand anne-lise.md", "https://a.fr/anne-lise-br%C3%A9vand/p"]

    hidden = [masked(one, forgotten) for one in places]

    assert hidden == [masked(unicodedata.normalize("NFD", one), forgotten) for one in places]
    assert 3 == len(set(hidden))
    assert hidden == [masked(one, forgotten) for one in hidden]
    assert all(is_masked(one) and not forgotten.holds(one) for one in hidden)
    assert (".md", "https://a.fr/") == (hidden[0][-3:], hidden[2][:13])
    assert "clubs/100 %.md" == masked("clubs/100 %.md", forgotten)
