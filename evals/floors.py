"""The floors of what is measured beside the questions: redaction, next steps, workshop plans; one mechanism for all.

They are kept in version control like those of the questions, in the same file.
"""

from collections.abc import Iterable
from typing import ClassVar

from pydantic import Field

from assistant.domain import Record
from assistant.errors import InvalidInputError
from evals.rates import percent
from evals.redaction_eval import RedactionReport
from evals.steps_eval import StepsReport
from evals.workshop_eval import WorkshopReport

_UNPINNED = "{what} de plancher : lancez « efc eval --{option} --update »"
_CHANGED = "{on} ont changé ({old} → {new}) : lancez « efc eval --{option} --update »"
_UNDER = "{name} : {got} sous le plancher de {floor}"
_LOWERED = "{name} : {old} → {new}"
_REFUSED = "Le plancher baisserait ({lowered})."
_ALLOW = "Corrigez la régression, ou ajoutez --allow-regression."

Measured = RedactionReport | StepsReport | WorkshopReport
"""What has floors of this kind."""


class MeasureFloors(Record):
    """What a measure must keep, and the digest of what it was measured on."""

    option: ClassVar[str]
    """The option of `efc eval` that measures it, and its name in the baseline."""
    what: ClassVar[str]
    on: ClassVar[str]
    """What has no floor, and what it is measured on, in French."""
    shares: dict[str, float] = Field(min_length=1)
    """Lowest share of each measure, in [0, 1], by French name."""

    @property
    def digest(self) -> str:
        """Return the digest of what it was measured on."""
        return next(str(value) for name, value in self if name.endswith("_digest"))


class RedactionFloors(MeasureFloors):
    """What redaction must keep on the labelled lines, by half of the lines and measure."""

    option, what, on = "redaction", "le caviardage n’a pas", "les lignes annotées"
    lines_digest: str


class StepsFloors(MeasureFloors):
    """What the next steps must keep on the cases, by check; `*` is all checks together."""

    option, what, on = "steps", "les prochains pas n’ont pas", "les cas"
    cases_digest: str


class WorkshopFloors(MeasureFloors):
    """What workshop plans must keep on the requests, by measure."""

    option, what, on = "workshops", "les plans d’atelier n’ont pas", "les demandes d’atelier"
    requests_digest: str
    generation: str
    """Fingerprint of the index they were measured on, kept to explain a change."""


def reached_by(report: Measured) -> MeasureFloors:
    """Return the floors that a report holds exactly, shares rounded down to a ten-thousandth."""
    if isinstance(report, RedactionReport):
        measures = (pair for one in report.splits for pair in one.shares.items())
        return RedactionFloors(lines_digest=report.lines_digest, shares=_down(measures))
    if isinstance(report, StepsReport):
        rates = ((rate.kind, rate.share) for rate in report.rates)
        return StepsFloors(cases_digest=report.cases_digest, shares=_down(rates))
    return WorkshopFloors(
        requests_digest=report.requests_digest, generation=report.generation, shares=_down(report.shares.items())
    )


def broken_by(report: Measured, floors: MeasureFloors | None) -> list[str]:
    """Return why the gate stays closed, in French; empty when it opens.

    Shares are compared only when the report is measured on what the floors were.
    """
    got = reached_by(report)
    if floors is None:
        return [_UNPINNED.format(what=got.what, option=got.option)]
    if floors.digest != got.digest:
        return [_CHANGED.format(on=got.on, old=floors.digest, new=got.digest, option=got.option)]
    return [
        _UNDER.format(name=name, got=percent(got.shares.get(name, 0.0)), floor=percent(floor))
        for name, floor in sorted(floors.shares.items())
        if got.shares.get(name, 0.0) < floor
    ]


def raised_by(report: Measured, floors: MeasureFloors | None, *, allow_regression: bool) -> MeasureFloors:
    """Return the floors raised to what a report reached.

    Raises:
        InvalidInputError: a floor would be lower on the same measure, and that is not allowed.
    """
    new, old = reached_by(report), floors.shares if floors else {}
    lowered = [
        _LOWERED.format(name=name, old=percent(floor), new=percent(new.shares[name]))
        for name, floor in sorted(old.items())
        if name in new.shares and new.shares[name] < floor
    ]
    if lowered and not allow_regression:
        raise InvalidInputError(_REFUSED.format(lowered=", ".join(lowered)), _ALLOW)
    return new


def _down(measures: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {name: int(share * 10_000) / 10_000 for name, share in measures}
