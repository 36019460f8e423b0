"""The gate: quality is a floor kept in version control, like a lock file.

Replies are deterministic without a chat model, so floors carry no tolerance: a question lost
is a change to explain.
"""

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pydantic import Field, ValidationError

from assistant.domain import Record
from assistant.errors import DataFolderError, InvalidInputError
from evals.floors import MeasureFloors, RedactionFloors, StepsFloors, WorkshopFloors
from evals.invariance import InvarianceReport
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
_INVENTED = "{count} date(s) absente(s) des citations"
_ANNOUNCED = "{count} date(s) passée(s) annoncée(s) comme à venir"
_NO_FALSE_ANSWER = "sans réponse : ne rien affirmer"
_NO_WRONG_REFUSAL = "avec réponse : ne pas refuser"
_AUROC = "aire ROC de la confiance"
_NO_LEAK = "sans motif interdit"
_SAME_DOCUMENTS = "{perturbation} : mêmes documents"
_SAME_VERDICT = "{perturbation} : même verdict"

Report = EvalReport | InvarianceReport


class Floors(Record):
    """What one question set must keep, and the questions it was measured on."""

    questions_digest: str
    generation: str
    """Fingerprint of the index they were measured on, kept to explain a change."""
    shares: dict[str, float] = Field(min_length=1)
    """Lowest share of questions passed, in [0, 1], by kind; `*` is the whole set."""
    false_answers: float = Field(default=1.0, ge=0, le=1)
    """Highest share of the questions without an answer that get one; 1 holds nothing."""
    wrong_refusals: float = Field(default=1.0, ge=0, le=1)
    """Highest share of the questions with an answer that get none; 1 holds nothing."""
    auroc: float = Field(default=0.0, ge=0, le=1)
    """Lowest area under the ROC curve of the confidence; 0 holds nothing."""

    @property
    def lowest(self) -> dict[str, float]:
        """Return every floor by its French name, the ceilings as the floors of what remains."""
        abstention = {
            _NO_FALSE_ANSWER: 1 - self.false_answers,
            _NO_WRONG_REFUSAL: 1 - self.wrong_refusals,
            _AUROC: self.auroc,
        }
        return {**self.shares, **abstention}


class InvarianceFloors(Record):
    """How steady the replies to one question set must stay under perturbation."""

    questions_digest: str
    generation: str
    documents: dict[str, float] = Field(min_length=1)
    """Lowest share of pairs with the same first documents, in [0, 1], by perturbation; `*` is all of them."""
    verdicts: dict[str, float] = Field(min_length=1)
    """Lowest share of pairs with the same verdict, likewise."""
    lawful: float = Field(ge=0, le=1)
    """Lowest share of perturbed replies that show no forbidden pattern."""

    @property
    def lowest(self) -> dict[str, float]:
        """Return every floor by its French name."""
        documents = {_SAME_DOCUMENTS.format(perturbation=one): share for one, share in self.documents.items()}
        verdicts = {_SAME_VERDICT.format(perturbation=one): share for one, share in self.verdicts.items()}
        return {**documents, **verdicts, _NO_LEAK: self.lawful}


class Baseline(Record):
    """The floors of each set, by name."""

    sets: dict[str, Floors] = Field(default_factory=dict)
    perturbed: dict[str, InvarianceFloors] = Field(default_factory=dict)
    """The same under perturbation."""
    redaction: RedactionFloors | None = None
    """What redaction must keep on the labelled lines."""
    steps: StepsFloors | None = None
    """What the next steps must keep on the shipped cases."""
    workshops: WorkshopFloors | None = None
    """What workshop plans must keep on the shipped requests."""

    def measured(self, option: str) -> MeasureFloors | None:
        """Return the floors of what an option of `efc eval` measures beside the questions, None when never pinned."""
        held = (self.redaction, self.steps, self.workshops)
        return next((floors for floors in held if floors and floors.option == option), None)

    def of(self, report: Report) -> Floors | InvarianceFloors | None:
        """Return the floors that hold for a report, None when it was never pinned."""
        return (self.sets if isinstance(report, EvalReport) else self.perturbed).get(report.name)


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


def reached(report: Report) -> Floors | InvarianceFloors:
    """Return the floors that a report holds exactly, shares rounded down to a ten-thousandth, ceilings up."""
    measured = {"questions_digest": report.questions_digest, "generation": report.engine.generation}
    if isinstance(report, InvarianceReport):
        steady = (report.overall, *report.perturbations)
        return InvarianceFloors(
            **measured,
            documents={one.perturbation: _rounded_down(one.documents.share) for one in steady if one.documents.count},
            verdicts={one.perturbation: _rounded_down(one.verdicts.share) for one in steady if one.verdicts.count},
            lawful=_rounded_down(1 - report.leaks / max(1, report.latency.count)),
        )
    rates = {OVERALL: report.overall, **{rate.kind: rate for rate in report.kinds}}
    return Floors(
        **measured,
        shares={kind: _rounded_down(rate.share) for kind, rate in rates.items()},
        false_answers=_rounded_up(report.abstention.false_answers.share),
        wrong_refusals=_rounded_up(report.abstention.wrong_refusals.share),
        auroc=_rounded_down(report.abstention.auroc or 0.0),
    )


def broken_laws(report: EvalReport) -> list[str]:
    """Return the laws that a report breaks, in French, whatever its floors."""
    wrong = report.quotes_checked - report.quotes_equal
    counted = (
        (_HITS.format(hits=report.forbidden_hits), report.forbidden_hits),
        (_QUOTES.format(wrong=wrong), wrong),
        (_INVENTED.format(count=report.invented_dates), report.invented_dates),
        (_ANNOUNCED.format(count=report.past_announced), report.past_announced),
    )
    return [law for law, count in counted if count]


def broken_floors(report: Report, baseline: Baseline) -> list[str]:
    """Return why the gate stays closed, in French; empty when it opens.

    Rates are compared only when the questions are the ones the floors were measured on.
    """
    broken = broken_laws(report) if isinstance(report, EvalReport) else []
    floors = baseline.of(report)
    if floors is None:
        return [*broken, _UNPINNED.format(name=report.name)]
    if floors.questions_digest != report.questions_digest:
        change = {"old": floors.questions_digest, "new": report.questions_digest}
        return [*broken, _CHANGED.format(name=report.name, **change)]
    got = reached(report).lowest
    return broken + [
        _UNDER.format(kind=kind, got=_percent(got.get(kind, 0.0)), floor=_percent(floor))
        for kind, floor in sorted(floors.lowest.items())
        if got.get(kind, 0.0) < floor
    ]


def updated(baseline: Baseline, report: Report, *, allow_regression: bool) -> Baseline:
    """Return the floors raised to what a report reached.

    Raises:
        InvalidInputError: a floor would be lower, and that is not allowed.
    """
    new, old = reached(report), baseline.of(report)
    before: Mapping[str, float] = old.lowest if old else {}
    lowered = [
        _LOWERED.format(kind=kind, old=_percent(floor), new=_percent(new.lowest[kind]))
        for kind, floor in sorted(before.items())
        if kind in new.lowest and new.lowest[kind] < floor
    ]
    if lowered and not allow_regression:
        raise InvalidInputError(_REFUSED.format(lowered=", ".join(lowered)), _ALLOW)
    if isinstance(new, InvarianceFloors):
        return baseline.model_copy(update={"perturbed": {**baseline.perturbed, report.name: new}})
    return baseline.model_copy(update={"sets": {**baseline.sets, report.name: new}})


def _rounded_down(share: float) -> float:
    return int(share * 10_000) / 10_000


def _rounded_up(share: float) -> float:
    return math.ceil(share * 10_000) / 10_000


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",")
