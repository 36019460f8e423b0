"""The floors of workshop plans: what they reached on the shipped requests, kept in version control like the others."""

from pydantic import Field

from assistant.domain import Record
from assistant.errors import InvalidInputError
from evals.rates import percent
from evals.workshop_eval import WorkshopReport

_UNPINNED = "les plans d’atelier n’ont pas de plancher : lancez « efc eval --workshops --update »"
_CHANGED = "les demandes d’atelier ont changé ({old} → {new}) : lancez « efc eval --workshops --update »"
_UNDER = "{name} : {got} sous le plancher de {floor}"
_LOWERED = "{name} : {old} → {new}"
_REFUSED = "Le plancher baisserait ({lowered})."
_ALLOW = "Corrigez la régression, ou ajoutez --allow-regression."


class WorkshopFloors(Record):
    """What workshop plans must keep, and the requests they were measured on."""

    requests_digest: str
    generation: str
    """Fingerprint of the index they were measured on, kept to explain a change."""
    shares: dict[str, float] = Field(min_length=1)
    """Lowest share of each measure, in [0, 1], by French name."""


def reached_by_workshops(report: WorkshopReport) -> WorkshopFloors:
    """Return the floors that a report holds exactly, shares rounded down to a ten-thousandth."""
    shares = {name: int(share * 10_000) / 10_000 for name, share in report.shares.items()}
    return WorkshopFloors(requests_digest=report.requests_digest, generation=report.generation, shares=shares)


def broken_by_workshops(report: WorkshopReport, floors: WorkshopFloors | None) -> list[str]:
    """Return why the gate stays closed, in French; empty when it opens.

    Shares are compared only when the requests are the ones the floors were measured on.
    """
    if floors is None:
        return [_UNPINNED]
    if floors.requests_digest != report.requests_digest:
        return [_CHANGED.format(old=floors.requests_digest, new=report.requests_digest)]
    got = reached_by_workshops(report).shares
    return [
        _UNDER.format(name=name, got=percent(got.get(name, 0.0)), floor=percent(floor))
        for name, floor in sorted(floors.shares.items())
        if got.get(name, 0.0) < floor
    ]


def raised_by_workshops(
    report: WorkshopReport, floors: WorkshopFloors | None, *, allow_regression: bool
) -> WorkshopFloors:
    """Return the floors raised to what a report reached.

    Raises:
        InvalidInputError: a floor would be lower on the same measure, and that is not allowed.
    """
    new, old = reached_by_workshops(report), floors.shares if floors else {}
    lowered = [
        _LOWERED.format(name=name, old=percent(floor), new=percent(new.shares[name]))
        for name, floor in sorted(old.items())
        if name in new.shares and new.shares[name] < floor
    ]
    if lowered and not allow_regression:
        raise InvalidInputError(_REFUSED.format(lowered=", ".join(lowered)), _ALLOW)
    return new
