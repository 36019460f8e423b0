"""Grouping: which askings miss the same thing, by the notions they share; deterministic, in any order."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

THRESHOLD = 0.22
"""Mean cosine from which two groups are one. Set on the first half of `tests/assistant/labelled_gaps.py`, where the
pairwise precision and recall are 0.83 and 0.97; at 0.20 the precision falls to 0.65, at 0.25 the recall to 0.85."""

POWER = 0.5
"""Exponent of the weight of a notion: on the same half, 0.75 and 1 give 0.82 and 0.90 at the same threshold."""

SMOOTHING = 7.0
"""Askings added when the rarity of a notion is worked out, so that in a short journal what all share still counts."""

DISTINCT_LIMIT = 2000
"""Distinct questions grouped, the first given: the time grows with their square, 1 to 4 s for as many."""

Weights = Mapping[str, float]


def grouped(askings: Sequence[Weights], threshold: float = THRESHOLD) -> list[list[int]]:
    """Return the ranks of the askings in groups, each in increasing order, the groups by their first rank.

    Average linkage of the cosine between the notions of the askings, weighed by their rarity (Sokal and Michener,
    « A statistical method for evaluating systematic relationships », University of Kansas Science Bulletin 38, 1958).
    Equal askings are one point with a mass. Ties go to the notions that come first in alphabetical order, so that the
    order of the askings changes nothing, but for those beyond `DISTINCT_LIMIT`, which are left out.

    Args:
        askings: for each asking, the weight of each of its notions, above 0.
        threshold: mean cosine, from 0 to 1, from which two groups are joined.
    """
    ranks: dict[tuple[tuple[str, float], ...], list[int]] = defaultdict(list)
    for rank, one in enumerate(askings):
        point = tuple(sorted(one.items()))
        if point in ranks or len(ranks) < DISTINCT_LIMIT:
            ranks[point].append(rank)
    points = sorted(ranks)
    masses = [len(ranks[one]) for one in points]
    rows = _rows(points, masses)
    groups = _linked(rows @ rows.T, masses, threshold)
    return sorted(sorted(rank for number in group for rank in ranks[points[number]]) for group in groups)


def _rows(points: Sequence[Sequence[tuple[str, float]]], masses: Sequence[int]) -> NDArray[np.float32]:
    """Return an array of shape (points, notions), rows of norm 1, or 0 for an asking without notions."""
    seen: Counter[str] = Counter()
    for point, mass in zip(points, masses, strict=True):
        seen.update({key: mass for key, _ in point})
    columns = {key: number for number, key in enumerate(sorted(seen))}
    rows = np.zeros((len(points), len(columns)), dtype=np.float32)
    for number, point in enumerate(points):
        for key, weight in point:
            rows[number, columns[key]] = weight**POWER * log((sum(masses) + SMOOTHING) / seen[key])
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, norms, out=rows, where=norms > 0)
    return rows


def _linked(likeness: NDArray[np.float32], masses: Sequence[int], threshold: float) -> list[list[int]]:
    """Join the two most alike groups until none are alike enough; `likeness` is used up."""
    groups = {number: [number] for number in range(len(masses))}
    weights = list(masses)
    np.fill_diagonal(likeness, -1.0)
    while len(groups) > 1:
        first, second = sorted(divmod(int(likeness.argmax()), len(weights)))
        if likeness[first, second] < threshold:
            break
        whole = weights[first] + weights[second]
        mean = (weights[first] * likeness[first] + weights[second] * likeness[second]) / whole
        likeness[first, :] = likeness[:, first] = mean
        likeness[second, :] = likeness[:, second] = -1.0
        likeness[first, first] = likeness[first, second] = likeness[second, first] = -1.0
        groups[first] += groups.pop(second)
        weights[first] = whole
    return list(groups.values())
