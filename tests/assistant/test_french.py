"""Laws of folding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.french import fold, fold_aligned


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Déjà-là", "deja-la"),
        ("l’Œuvre d‘Ælis", "l'oeuvre d'aelis"),
        ("2\u00a0000\u202f€ –\tÎle", "2 000 € - ile"),
        ("co\u00adopé\u200bration", "cooperation"),
        ("e\u0301co", "eco"),
        ("ﬁn…", "fin..."),
    ],
)
def test_folding_spellings(written: str, folded: str) -> None:
    """Accents, case, ligatures, apostrophes, dashes, spaces and invisible characters change nothing."""
    assert folded == fold(written)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    """Folding a folded text gives it back."""
    assert fold(text) == fold(fold(text))


@given(st.text())
def test_alignment_agrees_with_folding(text: str) -> None:
    """The aligned fold is the fold, with one offset a character and one for the end, never going back."""
    folded, offsets = fold_aligned(text)
    assert fold(text) == folded
    assert len(folded) + 1 == len(offsets)
    assert sorted(offsets) == offsets
    assert len(text) == offsets[-1]


def test_alignment_points_at_the_source() -> None:
    """A stretch of the folded text is shown by the original slice that its offsets give."""
    text = "Le  cœur du Déjà-là"
    folded, offsets = fold_aligned(text)
    start = folded.index("deja-la")
    assert "Déjà-là" == text[offsets[start] : offsets[start + len("deja-la")]]
