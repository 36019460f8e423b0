"""Is a difference between two systems more than chance? Asked of the same questions, without any assumed law."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Record

_DRAWS = 10_000
_AT_ONCE = 1_000
_SEED = 20_250_101
_LEVEL = 95


class Difference(Record):
    """Mean of the second system less mean of the first, over questions."""

    mean: float
    low: float
    """Lower end of the 95 % interval."""
    high: float
    p_value: float
    """Probability of a difference at least as great, either way, if the two systems were the same."""


def difference(
    first: Mapping[str, float], second: Mapping[str, float], groups: Mapping[str, str] | None = None
) -> Difference:
    """Compare two systems on the questions they share; equal inputs give equal figures.

    Randomisation test of R. A. Fisher as M. Smucker, J. Allan and B. Carterette use it (« A Comparison of
    Statistical Significance Tests for Information Retrieval Evaluation », 2007): under the null hypothesis each
    difference might as well have the other sign; p = (1 + draws as extreme) / (1 + draws), 10,000 draws. The
    interval is the percentile bootstrap (B. Efron, 1979), 10,000 resamples. Wordings of one need are no independent
    evidence: they are drawn, and change sign, together.

    Args:
        first: measure by question id; not empty.
        second: measure by question id, for the same questions.
        groups: group by question id; None makes each question its own group.
    """
    named: dict[str, list[float]] = {}
    for question, score in sorted(first.items()):
        named.setdefault(groups[question] if groups else question, []).append(second[question] - score)
    sums = np.array([sum(values) for values in named.values()])
    sizes = np.array([len(values) for values in named.values()])
    low, high = _interval(sums, sizes)
    return Difference(
        mean=_rounded(sums.sum() / sizes.sum()), low=_rounded(low), high=_rounded(high), p_value=_p_value(sums)
    )


def _p_value(sums: NDArray[np.float64]) -> float:
    draws = np.random.default_rng(_SEED)
    observed = abs(sums.sum()) - 1e-12
    signed = (draws.integers(0, 2, (_AT_ONCE, len(sums))) * 2 - 1 for _ in range(_DRAWS // _AT_ONCE))
    extreme = sum(int(np.count_nonzero(np.abs(signs @ sums) >= observed)) for signs in signed)
    return round((1 + extreme) / (1 + _DRAWS), 4)


def _interval(sums: NDArray[np.float64], sizes: NDArray[np.int64]) -> Sequence[float]:
    draws = np.random.default_rng(_SEED)
    count = len(sums)
    means = []
    for _ in range(_DRAWS // _AT_ONCE):
        times = draws.multinomial(count, np.full(count, 1 / count), _AT_ONCE)  # how often each group is drawn
        means.append((times @ sums) / (times @ sizes))
    tail = (100 - _LEVEL) / 2
    return [float(end) for end in np.percentile(np.concatenate(means), [tail, 100 - tail])]


def _rounded(value: float) -> float:
    return round(float(value), 4) + 0.0
