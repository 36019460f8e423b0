"""Laws of the paired comparison of two systems."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.significance import difference

SCORES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12)


def named(scores: list[float]) -> dict[str, float]:
    """Name questions by number."""
    return {f"q{number:03}": score for number, score in enumerate(scores)}


@given(SCORES)
def test_a_comparison_is_symmetric(pairs: list[tuple[float, float]]) -> None:
    """Exchanging the systems changes the sign and nothing else; the interval holds the mean of many questions."""
    first, second = named([one for one, _ in pairs]), named([two for _, two in pairs])
    there, back = difference(first, second), difference(second, first)
    assert pytest.approx(-there.mean, abs=1e-9) == back.mean
    assert there.p_value == back.p_value
    assert 0 < there.p_value <= 1
    assert there.low <= there.high
    assert there == difference(first, second)


def test_the_same_system_differs_by_nothing() -> None:
    """No difference has a probability of 1."""
    scores = named([0.1, 0.9, 0.4])
    found = difference(scores, scores)
    assert (0.0, 0.0, 0.0, 1.0) == (found.mean, found.low, found.high, found.p_value)


def test_the_probability_is_that_of_the_exact_test() -> None:
    """Over all signs of ten differences, counted one by one, and drawn: the same share is as extreme."""
    gaps = [0.1, 0.3, -0.05, 0.2, 0.15, -0.1, 0.25, 0.05, 0.3, -0.2]
    sums = [
        abs(sum(sign * gap for sign, gap in zip(signs, gaps, strict=True))) for signs in product((-1, 1), repeat=10)
    ]
    exact = sum(one >= abs(sum(gaps)) - 1e-12 for one in sums) / len(sums)
    assert pytest.approx(exact, abs=0.015) == difference(named([0.5] * 10), named([0.5 + gap for gap in gaps])).p_value


def test_a_constant_gain_is_no_chance() -> None:
    """Thirty questions that all gain are significant, and their interval excludes zero."""
    found = difference(named([0.2] * 30), named([0.3] * 30))
    assert found.p_value < 0.001
    assert (0.1, 0.1, 0.1) == (found.mean, found.low, found.high)


def test_wordings_of_one_need_are_one_piece_of_evidence() -> None:
    """Thirty wordings of two needs prove no more than two questions."""
    first, second = named([0.2] * 30), named([0.3] * 30)
    groups = {name: "even" if name[-1] in "02468" else "odd" for name in first}
    assert pytest.approx(0.5, abs=0.02) == difference(first, second, groups).p_value
