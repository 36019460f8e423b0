import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.rates import Latency, Rate, columns, nearest_rank, wilson


@given(st.integers(0, 500).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_an_interval_holds_its_share(counts: tuple[int, int]) -> None:
    """The interval lies in [0, 1] and holds the share it is about."""
    rate = Rate.of("k", *counts)

    assert 0 <= rate.low <= rate.high <= 1
    assert not rate.count or rate.low <= rate.share <= rate.high


@pytest.mark.parametrize(
    ("passed", "count", "low", "high"),
    [(10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662)],
)
def test_intervals_match_published_values(passed: int, count: int, low: float, high: float) -> None:
    """The bounds are those of Newcombe, Statistics in Medicine 17 (1998), to four digits."""
    assert (low, high) == tuple(round(bound, 4) for bound in wilson(passed, count))


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_one_of_the_values(values: list[float], share: float) -> None:
    """A percentile by nearest rank is a value, and at least that share of values do not exceed it."""
    ranked = sorted(values)
    found = nearest_rank(ranked, share)

    assert found in ranked
    assert sum(value <= found for value in ranked) >= share * len(ranked) - 1e-6


def test_no_reply_means_no_latency() -> None:
    """Percentiles of nothing are 0."""
    assert (0, 0, 0, 0) == tuple(Latency.of([]).model_dump().values())


@given(st.lists(st.tuples(st.text("abc", max_size=5), st.text("12", max_size=5)), min_size=1))
def test_columns_line_up(rows: list[tuple[str, str]]) -> None:
    """Every row is a line, and no line is wider than the widest cells and their gap."""
    lines = columns(rows)

    assert len(rows) == len(lines)
    assert max(len(one) for one, _ in rows) + 2 + max(len(two) for _, two in rows) >= max(map(len, lines))
