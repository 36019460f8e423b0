"""The floors of next steps: what they reached on the shipped cases, kept in version control like the others."""

from pydantic import Field

from assistant.domain import Record
from assistant.errors import InvalidInputError
from evals.rates import percent
from evals.steps_eval import StepsReport

_UNPINNED = "les prochains pas n’ont pas de plancher : lancez « efc eval --steps --update »"
_CHANGED = "les cas ont changé ({old} → {new}) : lancez « efc eval --steps --update »"
_UNDER = "{name} : {got} sous le plancher de {floor}"
_LOWERED = "{name} : {old} → {new}"
_REFUSED = "Le plancher baisserait ({lowered})."
_ALLOW = "Corrigez la régression, ou ajoutez --allow-regression."


class StepsFloors(Record):
    """What the next steps must keep, and the cases they were measured on."""

    cases_digest: str
    shares: dict[str, float] = Field(min_length=1)
    """Lowest share of cases that pass, in [0, 1], by check; `*` is all checks together."""


def reached_by_steps(report: StepsReport) -> StepsFloors:
    """Return the floors that a report holds exactly, shares rounded down to a ten-thousandth."""
    shares = {rate.kind: int(rate.share * 10_000) / 10_000 for rate in report.rates}
    return StepsFloors(cases_digest=report.cases_digest, shares=shares)


def broken_by_steps(report: StepsReport, floors: StepsFloors | None) -> list[str]:
    """Return why the gate stays closed, in French; empty when it opens.

    Shares are compared only when the cases are the ones the floors were measured on.
    """
    if floors is None:
        return [_UNPINNED]
    if floors.cases_digest != report.cases_digest:
        return [_CHANGED.format(old=floors.cases_digest, new=report.cases_digest)]
    got = reached_by_steps(report).shares
    return [
        _UNDER.format(name=name, got=percent(got.get(name, 0.0)), floor=percent(floor))
        for name, floor in sorted(floors.shares.items())
        if got.get(name, 0.0) < floor
    ]


def raised_by_steps(report: StepsReport, floors: StepsFloors | None, *, allow_regression: bool) -> StepsFloors:
    """Return the floors raised to what a report reached.

    Raises:
        InvalidInputError: a floor would be lower on the same check, and that is not allowed.
    """
    new, old = reached_by_steps(report), floors.shares if floors else {}
    lowered = [
        _LOWERED.format(name=name, old=percent(floor), new=percent(new.shares[name]))
        for name, floor in sorted(old.items())
        if name in new.shares and new.shares[name] < floor
    ]
    if lowered and not allow_regression:
        raise InvalidInputError(_REFUSED.format(lowered=", ".join(lowered)), _ALLOW)
    return new
