"""The report of a run: pass rates with their intervals, latency, quotes, and every failure."""

import math
from collections.abc import Sequence
from typing import Self

from pydantic import Field

from assistant.domain import Engine, Record

_NORMAL_95 = 1.959964
"""Quantile of the normal law for a two-sided interval of 95 %."""

_TITLE = "Questions : {count} · empreinte {digest} · index {generation} · {writer}, {embedder}"
_HEADER = ("Type de question", "Réussies", "Taux", "Intervalle à 95 %")
_OVERALL = "Ensemble"
_LATENCY = "Temps par réponse : p50 {p50:.0f} ms, p95 {p95:.0f} ms, maximum {slowest:.0f} ms ({count} réponses)"
_QUOTES = "Citations exactes : {equal} sur {checked}"
_HITS = "Motifs interdits rencontrés : {hits}"
_FAILURES = "Échecs : {count}"
_NO_FAILURE = "Aucun échec."


class Rate(Record):
    """How many questions of a kind pass."""

    kind: str
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


class Failure(Record):
    """A question whose reply breaks a check or a law."""

    id: str
    kind: str
    turns: tuple[str, ...] = ()
    question: str
    expected: str
    reply_kind: str
    """Empty, like `reply`, when the question was refused."""
    reply: str
    reasons: tuple[str, ...]


class EvalReport(Record):
    """What one run of `efc eval` found, with what it ran on."""

    name: str
    """Names of the question files, without extension, joined by `+`."""
    questions_digest: str
    engine: Engine
    """What produced the replies; `engine.generation` is the fingerprint of the index."""
    overall: Rate
    kinds: tuple[Rate, ...]
    """In alphabetical order of kind."""
    latency: Latency
    quotes_checked: int = Field(ge=0)
    quotes_equal: int = Field(ge=0)
    forbidden_hits: int = Field(ge=0)
    failures: tuple[Failure, ...] = ()
    """In the order of the questions."""

    @property
    def is_lawful(self) -> bool:
        """True when no forbidden pattern was shown and every quote equals its slice."""
        return self.forbidden_hits == 0 and self.quotes_equal == self.quotes_checked


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


def render(report: EvalReport) -> str:
    """Return a report as French text for a terminal or a page."""
    title = _TITLE.format(
        count=report.overall.count,
        digest=report.questions_digest,
        generation=report.engine.generation,
        writer=report.engine.writer,
        embedder=report.engine.embedder,
    )
    lines = [title, "", *_table(report), "", *_figures(report), ""]
    if not report.failures:
        return "\n".join([*lines, _NO_FAILURE])
    lines.append(_FAILURES.format(count=len(report.failures)))
    return "\n".join([*lines, *(_failure(failure) for failure in report.failures)])


def _table(report: EvalReport) -> list[str]:
    overall = report.overall.model_copy(update={"kind": _OVERALL})
    rows = [_HEADER, *(_row(rate) for rate in (*report.kinds, overall))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(rate: Rate) -> tuple[str, str, str, str]:
    interval = f"{_percent(rate.low)} – {_percent(rate.high)}"
    return rate.kind, f"{rate.passed}/{rate.count}", _percent(rate.share), interval


def _figures(report: EvalReport) -> list[str]:
    latency = report.latency
    times = {"p50": latency.p50_ms, "p95": latency.p95_ms, "slowest": latency.slowest_ms}
    return [
        _LATENCY.format(**times, count=latency.count),
        _QUOTES.format(equal=report.quotes_equal, checked=report.quotes_checked),
        _HITS.format(hits=report.forbidden_hits),
    ]


def _failure(failure: Failure) -> str:
    asked = " → ".join((*failure.turns, failure.question))
    reasons = "\n".join(f"  ✗ {reason}" for reason in failure.reasons)
    reply = failure.reply.replace("\n", "\n    ")
    head = f"\n{failure.id} ({failure.kind}) {asked}"
    return f"{head}\n{reasons}\n  attendu : {failure.expected}\n  réponse ({failure.reply_kind}) :\n    {reply}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")


def _share(passed: int, count: int) -> float:
    return passed / count if count else 0.0
