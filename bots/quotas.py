"""How often one person and one server may ask: buckets that refill, told kindly when they are empty."""

from collections.abc import Callable
from dataclasses import dataclass

PERSON = (6, 10.0)
"""Questions in a row, and seconds for one more: about as fast as answers can be read."""
GUILD = (60, 5.0)
"""Questions in a row on one server, and seconds for one more: twelve a minute. An answer takes 20 ms of one core
(599 questions of `evals/questions` in 12 s on the shipped corpus), so that a hundred busy servers fill half of it."""
VOLUNTEERED = (12, 7200.0)
"""Answers that nobody asked for on one server: twelve a day."""

_MANY = 10_000
"""Buckets held at once; the fullest are dropped beyond, for they hold nothing back."""


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Quota:
    """One bucket a key: `size` tokens, one more each `period` seconds.

    Args:
        size: tokens of a full bucket, 1 or more.
        period: seconds, above 0.
        clock: seconds that never go back.
    """

    def __init__(self, size: int, period: float, clock: Callable[[], float]) -> None:
        self._size, self._period, self._clock = size, period, clock
        self._buckets: dict[str, _Bucket] = {}

    def take(self, key: str) -> float:
        """Take one token and return 0; without any left, take nothing and return the seconds to wait, above 0."""
        now = self._clock()
        bucket = self._buckets.setdefault(key, _Bucket(self._size, now))
        bucket.level = min(self._size, bucket.level + max(0.0, now - bucket.at) / self._period)
        bucket.at = now
        if bucket.level < 1:
            return (1 - bucket.level) * self._period
        bucket.level -= 1
        if len(self._buckets) > _MANY:
            self._drop(now)
        return 0.0

    def forget(self, key: str) -> None:
        """Forget a key, its bucket full again."""
        self._buckets.pop(key, None)

    def _drop(self, now: float) -> None:
        levels = {key: one.level + (now - one.at) / self._period for key, one in self._buckets.items()}
        for key in sorted(levels, key=levels.__getitem__, reverse=True)[: _MANY // 2]:
            del self._buckets[key]
