"""The floors of redaction: what it reached on the labelled lines, kept in version control like the others."""

from pydantic import Field

from assistant.domain import Record
from assistant.errors import InvalidInputError
from evals.rates import percent
from evals.redaction_eval import RedactionReport

_UNPINNED = "le caviardage n’a pas de plancher : lancez « efc eval --redaction --update »"
_CHANGED = "les lignes annotées ont changé ({old} → {new}) : lancez « efc eval --redaction --update »"
_UNDER = "{name} : {got} sous le plancher de {floor}"
_LOWERED = "{name} : {old} → {new}"
_REFUSED = "Le plancher baisserait ({lowered})."
_ALLOW = "Corrigez la régression, ou ajoutez --allow-regression."


class RedactionFloors(Record):
    """What redaction must keep, and the lines it was measured on."""

    lines_digest: str
    shares: dict[str, float] = Field(min_length=1)
    """Lowest share of each measure, in [0, 1], by half of the lines and French name."""


def reached_by_redaction(report: RedactionReport) -> RedactionFloors:
    """Return the floors that a report holds exactly, shares rounded down to a ten-thousandth."""
    shares = {name: int(share * 10_000) / 10_000 for one in report.splits for name, share in one.shares.items()}
    return RedactionFloors(lines_digest=report.lines_digest, shares=shares)


def broken_by_redaction(report: RedactionReport, floors: RedactionFloors | None) -> list[str]:
    """Return why the gate stays closed, in French; empty when it opens.

    Shares are compared only when the lines are the ones the floors were measured on.
    """
    if floors is None:
        return [_UNPINNED]
    if floors.lines_digest != report.lines_digest:
        return [_CHANGED.format(old=floors.lines_digest, new=report.lines_digest)]
    got = reached_by_redaction(report).shares
    return [
        _UNDER.format(name=name, got=percent(got.get(name, 0.0)), floor=percent(floor))
        for name, floor in sorted(floors.shares.items())
        if got.get(name, 0.0) < floor
    ]


def raised_by_redaction(
    report: RedactionReport, floors: RedactionFloors | None, *, allow_regression: bool
) -> RedactionFloors:
    """Return the floors raised to what a report reached.

    Raises:
        InvalidInputError: a floor would be lower on the same measure, and that is not allowed.
    """
    new, old = reached_by_redaction(report), floors.shares if floors else {}
    lowered = [
        _LOWERED.format(name=name, old=percent(floor), new=percent(new.shares[name]))
        for name, floor in sorted(old.items())
        if name in new.shares and new.shares[name] < floor
    ]
    if lowered and not allow_regression:
        raise InvalidInputError(_REFUSED.format(lowered=", ".join(lowered)), _ALLOW)
    return new
