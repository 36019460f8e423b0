"""Shares with their intervals, and percentiles."""

import math
from collections.abc import Sequence
from typing import Self

from pydantic import Field

from assistant.domain import Record

_NORMAL_95 = 1.959964
"""Quantile of the normal law for a two-sided interval of 95 %."""


class Rate(Record):
    """How many of some questions pass, or are counted by a measure."""

    kind: str
    """What is counted: a kind of question, a perturbation, the name of a measure."""
    passed: int = Field(ge=0)
    count: int = Field(ge=0)
    share: float = Field(ge=0, le=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    """`low` and `high` bound the Wilson interval at 95 %."""

    @classmethod
    def of(cls, kind: str, passed: int, count: int) -> Self:
        """Return the rate of a kind with its interval."""
        low, high = wilson(passed, count)
        return cls(kind=kind, passed=passed, count=count, share=_share(passed, count), low=low, high=high)

    @property
    def counted(self) -> str:
        """Return the counts, as `3/4`."""
        return f"{self.passed}/{self.count}"

    @property
    def interval(self) -> str:
        """Return the interval in French."""
        return f"{percent(self.low)} – {percent(self.high)}"


class Latency(Record):
    """Milliseconds per reply, as the caller waits for them; percentiles by nearest rank."""

    count: int = Field(ge=0)
    p50_ms: float = Field(ge=0)
    p95_ms: float = Field(ge=0)
    slowest_ms: float = Field(ge=0)

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Self:
        """Return the percentiles of some durations, all 0 when there is none."""
        ranked = [round(one, 1) for one in sorted(milliseconds)]
        return cls(
            count=len(ranked),
            p50_ms=nearest_rank(ranked, 0.5),
            p95_ms=nearest_rank(ranked, 0.95),
            slowest_ms=nearest_rank(ranked, 1),
        )


def wilson(passed: int, count: int) -> tuple[float, float]:
    """Return the Wilson score interval at 95 % of a proportion, (0, 1) when nothing was counted.

    E. B. Wilson, « Probable inference, the law of succession, and statistical inference », JASA 22 (1927).
    """
    if not count:
        return 0.0, 1.0
    share, square = passed / count, _NORMAL_95**2
    centre = (share + square / (2 * count)) / (1 + square / count)
    spread = _NORMAL_95 * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    half = spread / (1 + square / count)
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def nearest_rank(ranked: Sequence[float], share: float) -> float:
    """Return the smallest of ranked values that `share` of them do not exceed, 0 when there is none."""
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else 0.0


def percent(share: float) -> str:
    """Return a share as a French percentage with one decimal."""
    return f"{100 * share:.1f} %".replace(".", ",")


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines of a table, the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _share(passed: int, count: int) -> float:
    return passed / count if count else 0.0
