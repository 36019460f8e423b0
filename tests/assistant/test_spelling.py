"""Laws of reading what people type: invisible characters, chat spelling, slips."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from assistant.domain import QUESTION_LIMIT, Question
from assistant.errors import InvalidInputError
from assistant.french import distance, fold, tolerance
from assistant.understanding import Understander
from assistant.understanding.spelling import (
    Corrector,
    normalised,
    vocabulary_of,
    with_elisions,
    with_plain_consonants,
    without_chat_spelling,
)
from tests.assistant.small_corpus import tables

WORDS = st.text(alphabet="abcd", max_size=8)
SWAPPED = st.tuples(st.text(alphabet="abc", min_size=2, max_size=6), st.integers(0, 4)).map(
    lambda made: (made[0], made[0][: made[1]] + made[0][made[1] : made[1] + 2][::-1] + made[0][made[1] + 2 :])
)
"""A word, and the same with two neighbours swapped."""
DAMAGES = st.sampled_from(["drop", "swap", "double", "change"])


def reference(first: str, second: str) -> int:
    """Return the optimal string alignment distance by its definition, whole table kept."""
    table = [[row + column for column in range(len(second) + 1)] for row in range(len(first) + 1)]
    for row in range(1, len(first) + 1):
        for column in range(1, len(second) + 1):
            cost = table[row - 1][column - 1] + (first[row - 1] != second[column - 1])
            cost = min(cost, table[row - 1][column] + 1, table[row][column - 1] + 1)
            if first[row - 2 : row] == second[column - 2 : column][::-1] and min(row, column) > 1:
                cost = min(cost, table[row - 2][column - 2] + 1)
            table[row][column] = cost
    return table[-1][-1]


@given(WORDS, WORDS, st.integers(0, 4))
def test_distance_is_the_one_of_its_definition_within_the_limit(first: str, second: str, limit: int) -> None:
    """Within the limit the two agree; beyond it, both are beyond it."""
    assert min(reference(first, second), limit + 1) == min(distance(first, second, limit), limit + 1)


@given(SWAPPED, WORDS)
def test_swapped_neighbours_are_one_slip(pair: tuple[str, str], more: str) -> None:
    """Two letters in the wrong order are as far as one wrong letter, whatever follows."""
    first, second = (word + more for word in pair)
    assert int(first != second) == distance(first, second, 2)


@given(WORDS, WORDS, st.integers(0, 4))
def test_distance_does_not_depend_on_the_order(first: str, second: str, limit: int) -> None:
    """From one word to another is as far as back."""
    forth, back = distance(first, second, limit), distance(second, first, limit)
    assert min(forth, limit + 1) == min(back, limit + 1)


def test_a_distance_beyond_the_limit_is_one_beyond() -> None:
    """However far two words are, the distance given is the limit and one."""
    assert 3 == distance("abcd", "bcdxyz", 2)


@given(st.integers(0, 30))
def test_the_longer_the_word_the_more_slips_it_may_hold(letters: int) -> None:
    """Words of four letters and less are read as typed; a longer one never bears fewer slips, nor more than two."""
    few, more = tolerance("a" * letters), tolerance("a" * (letters + 1))
    assert few <= more <= 2
    assert letters > 4 or few == 0


def _read(text: str) -> str:
    """Return a text as read; one that is no question makes no example."""
    try:
        return normalised(text)
    except InvalidInputError:
        reject()


@given(st.text(max_size=300))
def test_a_normalised_question_holds_no_control_character(text: str) -> None:
    """What is read is visible, holds plain single spaces only, and has something to read."""
    read = _read(text)
    assert [] == [one for one in read if unicodedata.category(one) in {"Cc", "Cf", "Co", "Cn", "Cs"}]
    assert " ".join(read.split(" ")) == read.strip()
    assert not any(one.isspace() and one != " " for one in read)
    assert 0 < len(read) <= QUESTION_LIMIT


def test_a_normalised_question_is_composed() -> None:
    """Accents typed apart are put together."""
    assert "été" == normalised("e\u0301te\u0301")


def test_a_hidden_character_keeps_no_accent_apart() -> None:
    """An accent that an invisible character kept from its letter joins it."""
    assert "été" == normalised("e\u200b\u0301te\u200b\u0301")


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\x00", "\x1b", "\ufeff", "\u00ad", "\ue000"])
def test_invisible_characters_change_nothing(hidden: str) -> None:
    """A question reads the same with invisible characters in it."""
    assert normalised("un four commun ?") == normalised(hidden.join("un four commun ?"))


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\u200b", "…", ".,;", "\x00", "🥖", "«»"])
def test_a_question_of_nothing_is_refused(text: str) -> None:
    """Nothing to read is one clear error with its remedy, for wrong usage."""
    with pytest.raises(InvalidInputError, match="vide") as caught:
        normalised(text)
    assert (2, True) == (caught.value.exit_code, bool(caught.value.remedy))


def test_the_limit_counts_what_is_read() -> None:
    """The limit is exact, and blanks do not count against it."""
    assert QUESTION_LIMIT == len(normalised(" " * 9000 + "a" * QUESTION_LIMIT))
    with pytest.raises(InvalidInputError, match=str(QUESTION_LIMIT + 1)):
        normalised("a" * (QUESTION_LIMIT + 1))


def test_half_a_character_is_refused() -> None:
    """A lone surrogate is no text."""
    with pytest.raises(InvalidInputError, match="illisibles"):
        normalised("quoi \udcff ?")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("c koi un four", "c'est quoi un four"),
        ("C KOI un four", "c'est quoi un four"),
        ("keske un four commun", "qu'est-ce que un four commun"),
        ("pk un four", "pourquoi un four"),
        ("slt, c koi un four", "c'est quoi un four"),
        ("bonjour, c’est quoi un four ?", "c'est quoi un four ?"),
        ("cb de fours ds la plaine stp", "combien de fours dans la plaine"),
        ("jsuis boulanger", "je suis boulanger"),
        ("qd ouvre le four", "quand ouvre le four"),
        ("la fete cetait kan", "la fete c'était quand"),
        ("lunive des fours", "l'université des fours"),
        ("la bd du four", "la bande dessinée du four"),
    ],
)
def test_chat_spelling_is_undone(typed: str, plain: str) -> None:
    """Phones and haste write otherwise what plain French says."""
    assert plain == without_chat_spelling(typed)


@pytest.mark.parametrize(
    "text", ["C'est quoi un four commun ?", "Le levain se partage-t-il ?", "bonjour", "Qui tient les fours ?"]
)
def test_plain_french_is_left_alone(text: str) -> None:
    """A question in plain spelling is not touched; a greeting alone stays a greeting."""
    assert text == without_chat_spelling(text)


@given(st.text(max_size=120))
def test_undoing_chat_spelling_never_fails(text: str) -> None:
    """Any text is read, and nothing is left with double spaces."""
    assert "  " not in without_chat_spelling(text)


@pytest.mark.parametrize(
    ("typed", "read"), [("lefc ?", "l'efc ?"), ("dun four", "d'un four"), ("LEFC", "L'EFC"), ("le lac", "le lac")]
)
def test_a_missing_apostrophe_is_put_back(typed: str, read: str) -> None:
    """A word that nobody knows, made of an elided one and a known one, is read as both."""
    assert read == with_elisions(typed, {"efc", "un", "four", "le", "lac"}.__contains__)


@given(st.text(max_size=80))
def test_a_known_word_is_never_cut(text: str) -> None:
    """When every word is known no apostrophe is added; when none is, neither."""
    assert text == with_elisions(text, lambda word: True) == with_elisions(text, lambda word: False)


def test_a_mail_is_no_garlic(tmp_path: Path) -> None:
    """A common word that the list of everyday French lacks stays whole in a question."""
    inquiry = Understander(*tables(tmp_path)).understand(
        Question(text="Prépare un mail d’invitation sur le levain partagé"), lambda stem: True
    )
    assert "Prépare un mail d'invitation sur le levain partagé" == inquiry.standalone


def nobody(stem: str) -> bool:
    """Tell that no word is known."""
    return False


@given(st.integers(0, 12), DAMAGES)
def test_one_slip_in_a_long_name_is_mended(place: int, damage: str) -> None:
    """A letter dropped, swapped, doubled or changed anywhere after the first is seen through."""
    word, at = "xylographie", 1 + place % 9
    slips = {
        "drop": word[:at] + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "double": word[:at] + word[at] + word[at:],
        "change": word[:at] + "k" + word[at + 1 :],
    }
    corrector = Corrector([word], [])
    assert f"la {word} ?" == corrector.correct(f"la {slips[damage]} ?", nobody)


@given(st.text(max_size=80))
def test_known_words_are_never_corrected(text: str) -> None:
    """When every word is known the text comes back as it went."""
    assert text == Corrector(["xylographie"], ["villebelle"]).correct(text, lambda stem: True)


@pytest.mark.parametrize(("typed", "read"), [("à Vilebelle ?", "à villebelle ?"), ("un vilebelle ?", "un vilebelle ?")])
def test_a_slip_is_a_place_only_after_a_preposition(typed: str, read: str) -> None:
    """« à Vilebelle » is a place badly typed, « un vilebelle » is somebody's word."""
    assert read == Corrector([], ["villebelle"]).correct(typed, nobody)


@pytest.mark.parametrize(
    ("typed", "read"), [("le four du donut", "le four du donut"), ("le four donut", "le four dont")]
)
def test_no_word_of_grammar_is_read_after_an_article(typed: str, read: str) -> None:
    """« du donut » is a noun that nobody knows; « le four donut je parle » may be a slip of « dont »."""
    assert read == Corrector([], []).correct(typed, {"four"}.__contains__)


def test_ties_between_corrections_do_not_depend_on_the_order() -> None:
    """Of two words as close, the same is read whatever the order they are given in."""
    words = ["fluxogramme", "fluxogrammo"]
    both: list[Callable[[str], str]] = [
        lambda text, given=given: Corrector(given, []).correct(text, nobody)  # type: ignore[misc]  # default binds
        for given in (words, words[::-1])
    ]
    assert both[0]("fluxogramm") == both[1]("fluxogramm") == "fluxogramme"


def test_a_vocabulary_is_folded() -> None:
    """Words worth reading a slip as are folded, compounds whole and in parts."""
    assert {"deja-la", "deja", "la", "epi"} <= vocabulary_of(["Déjà-là", "Épi"])
    assert all(word == fold(word) for word in vocabulary_of(["L’Épi d’Œuvre"]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("explik le four", "explique le four"), ("kombien", "combien"), ("ok", "ok"), ("Kirkwood", "Kirkwood")],
)
def test_a_k_is_read_as_it_sounds(typed: str, read: str) -> None:
    """A long word that nobody knows is tried with « c » and « qu »; names and short words stay."""
    assert read == with_plain_consonants(typed, {"explique", "combien", "le", "four", "oc"}.__contains__)
