"""Laws of words, stems and spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.french import STOP_WORDS, analyse, analyse_mended, fold, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l’écosystème coopératif", "ECOSYSTEMES COOPERATIFS"),
        ("l'E.F.C.", "efc"),
        ("le 13ème mois", "13 eme mois"),
        ("les participant·e·s", "des participants"),
        ("les salarié(e)s", "le salarié"),
        ("Qu’est-ce qu’une légumerie ?", "legumeries"),
        ("aujourd’hui, doit-on cotiser ?", "cotiser"),
        ("prud’hommes", "prud'homme"),
    ],
)
def test_spellings_that_mean_the_same(one: str, other: str) -> None:
    """Elision, case, accents, plurals, inclusive forms and question words leave the same stems."""
    assert [stem for stem in analyse(other) if stem != "eme"] == analyse(one)


@pytest.mark.parametrize(("compound", "typed"), [("déjà-là", "deja la"), ("éco-système", "ecosystème"), ("R&D", "RD")])
def test_compounds_are_found_whole_and_in_parts(compound: str, typed: str) -> None:
    """A compound shares a stem with the same word typed in another way."""
    assert set(analyse(compound)) & set(analyse(typed))


def test_elisions_are_split_off() -> None:
    """An elided article is a stop word of its own, and the offsets show the word alone."""
    article, word = tokens("l’EFC")
    assert ("l", True) == (article.folded, article.is_stop)
    assert ("EFC", 2, 5, False) == (word.text, word.start, word.end, word.is_stop)


@given(st.text())
def test_tokens_are_slices(text: str) -> None:
    """Each token is the slice of the text that its offsets give, and holds something."""
    for token in tokens(text):
        assert token.text == text[token.start : token.end]
        assert token.folded


@given(st.text(alphabet="abcéÉœ ’'-.&·(1,23)\n"))
def test_analysis_is_the_stems_of_the_tokens(text: str) -> None:
    """`analyse` is what is left of the tokens without stop words, so both see the same words."""
    assert [token.stem for token in tokens(text) if not token.is_stop] == analyse(text)


@given(st.text(alphabet="aàéEœ ’-bct\u00a0"))
def test_analysis_ignores_typography(text: str) -> None:
    """A folded text has the analysis of the text."""
    assert analyse(text) == analyse(fold(text))


def test_stop_words_are_folded() -> None:
    """Every stop word is written as a folded word is."""
    assert [] == [word for word in sorted(STOP_WORDS) if fold(word) != word]


@pytest.mark.parametrize("typed", ["legumrie", "legmuerie", "leggumerie", "legumarie"])
def test_a_slip_is_mended(typed: str) -> None:
    """A letter left out, swapped, added or changed leads to the word that the index knows."""
    known = dict.fromkeys(analyse("légumerie"), 3)
    assert list(known) == analyse_mended(typed, lambda stem: known.get(stem, 0))


def test_a_french_word_is_no_slip() -> None:
    """A word of everyday French is kept though the index only knows a neighbour."""
    assert analyse("mousse") == analyse_mended("mousse", lambda stem: int(stem in analyse("pousse")))
