"""The gate: quality is a floor kept in version control, like a lock file.

Replies are deterministic without a chat model, so floors carry no tolerance: a question lost
is a change to explain.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pydantic import Field, ValidationError

from assistant.domain import Record
from assistant.errors import DataFolderError, InvalidInputError
from evals.reporting import EvalReport

OVERALL = "*"
"""Key of the floor that holds over all kinds."""

_UNREADABLE = "Le fichier des planchers {path!r} est illisible."
_UNWRITABLE = "Le fichier des planchers {path!r} ne peut pas être écrit."
_MEND = "Corrigez-le ou restaurez-le, puis relancez la commande."
_LOWERED = "{kind} : {old} % → {new} %"
_REFUSED = "Le plancher baisserait ({lowered})."
_ALLOW = "Corrigez la régression, ou ajoutez --allow-regression."
_UNPINNED = "le jeu {name!r} n’a pas de plancher : lancez « efc eval --update »"
_CHANGED = "les questions du jeu {name!r} ont changé ({old} → {new}) : rien n’est comparé, lancez « efc eval --update »"
_UNDER = "{kind} : {got} % sous le plancher de {floor} %"
_HITS = "{hits} motif(s) interdit(s) rencontré(s)"
_QUOTES = "{wrong} citation(s) inexacte(s)"


class Floors(Record):
    """The pass rates one question set must keep, and the questions they were measured on."""

    questions_digest: str
    generation: str
    """Fingerprint of the index they were measured on, kept to explain a change."""
    shares: dict[str, float] = Field(min_length=1)
    """Lowest share of questions passed, in [0, 1], by kind; `*` is the whole set."""


class Baseline(Record):
    """The floors of each set, by name."""

    sets: dict[str, Floors] = Field(default_factory=dict)


def shipped_baseline() -> Path:
    """Return the path of the floors that travel with the program."""
    return Path(str(files("evals") / "baseline.json"))


def load_baseline(path: Path) -> Baseline:
    """Return the floors of a file, none when it does not exist.

    Raises:
        InvalidInputError: the file is not a baseline.
    """
    if not path.exists():
        return Baseline()
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InvalidInputError(_UNREADABLE.format(path=str(path)), _MEND) from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write the floors, sets and kinds in alphabetical order.

    Raises:
        DataFolderError: the file cannot be written.
    """
    text = json.dumps(baseline.model_dump(), ensure_ascii=False, indent=2, sort_keys=True)
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise DataFolderError(_UNWRITABLE.format(path=str(path)), _MEND) from error


def shares(report: EvalReport) -> dict[str, float]:
    """Return the share passed by kind, `*` for the whole set, rounded down to a ten-thousandth."""
    rates = {OVERALL: report.overall, **{rate.kind: rate for rate in report.kinds}}
    return {kind: _rounded_down(rate.share) for kind, rate in rates.items()}


def broken_floors(report: EvalReport, baseline: Baseline) -> list[str]:
    """Return why the gate stays closed, in French; empty when it opens.

    Rates are compared only when the questions are the ones the floors were measured on.
    """
    broken = [_HITS.format(hits=report.forbidden_hits)] if report.forbidden_hits else []
    if report.quotes_equal != report.quotes_checked:
        broken.append(_QUOTES.format(wrong=report.quotes_checked - report.quotes_equal))
    floors = baseline.sets.get(report.name)
    if floors is None:
        return [*broken, _UNPINNED.format(name=report.name)]
    if floors.questions_digest != report.questions_digest:
        change = {"old": floors.questions_digest, "new": report.questions_digest}
        return [*broken, _CHANGED.format(name=report.name, **change)]
    reached = shares(report)
    return broken + [
        _UNDER.format(kind=kind, got=_percent(reached.get(kind, 0.0)), floor=_percent(floor))
        for kind, floor in sorted(floors.shares.items())
        if reached.get(kind, 0.0) < floor
    ]


def updated(baseline: Baseline, report: EvalReport, *, allow_regression: bool) -> Baseline:
    """Return the floors raised to what a report reached.

    Raises:
        InvalidInputError: a floor would be lower, and that is not allowed.
    """
    reached = shares(report)
    before: Mapping[str, float] = baseline.sets[report.name].shares if report.name in baseline.sets else {}
    lowered = [
        _LOWERED.format(kind=kind, old=_percent(floor), new=_percent(reached[kind]))
        for kind, floor in sorted(before.items())
        if kind in reached and reached[kind] < floor
    ]
    if lowered and not allow_regression:
        raise InvalidInputError(_REFUSED.format(lowered=", ".join(lowered)), _ALLOW)
    floors = Floors(questions_digest=report.questions_digest, generation=report.engine.generation, shares=reached)
    return Baseline(sets={**baseline.sets, report.name: floors})


def _rounded_down(share: float) -> float:
    return int(share * 10_000) / 10_000


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",")
