"""Measures workshop plans: requests served, declined or refused as they should be, and the laws of each plan."""

import time
from collections.abc import Sequence
from datetime import date
from typing import Protocol, Unpack

from assistant.domain import Abstention, Record
from assistant.errors import InvalidInputError
from assistant.french import fold
from assistant.planning import Given
from assistant.ports import PassageIndex
from assistant.workshop_plan import WorkshopPlan, WorkshopRequest
from evals import workshop_checks as checks
from evals.rates import Latency, Rate, columns, percent
from evals.redaction_eval import Redact, through_command
from evals.workshop_requests import AskedWorkshop, AskedWorkshops, Expected

MOST_MS = 150.0
"""Milliseconds in which 95 % of the plans are ready without a model, a target of the project.

It is measured and shown, but holds no gate: a shared machine would close it by chance.
"""

SERVED, DECLINED, REFUSED = "demandes servies", "demandes déclinées", "demandes refusées"
_EXPECTED: dict[Expected, str] = {"served": SERVED, "declined": DECLINED, "refused": REFUSED}
_READ = "demandes lues juste"
_LAWS = (
    "durées exactes",
    "pauses présentes",
    "blocs cités à 70 % au moins",
    "aucune affirmation sans source",
    "citations exactes",
    "rien de passé annoncé",
    "aucune donnée personnelle",
)
_TITLE = "Plans d’atelier : {count} demandes · empreinte {digest} · index {generation}"
_HEADER = ("Mesure", "Comptés", "Taux", "Intervalle à 95 %")
_CITED = "Blocs cités, en moyenne : {share}. Phrases : {statements}, dont {sourced} sourcées."
_TIME = "Temps : médiane {p50} ms, 95e centile {p95} ms (cible {most} ms), plus lent {slowest} ms."
_MISSES = "Manques : {count}"
_MISS = "  {id} · {what} : {why}"


class Planner(Protocol):
    """What is examined: it reads requests and plans workshops over an index."""

    def index(self) -> PassageIndex:
        """Return the generation that its plans cite."""

    def workshop_request(self, words: str, **given: Unpack[Given]) -> WorkshopRequest:
        """Return the request that words make."""

    def plan_workshop(self, asked: WorkshopRequest | str) -> WorkshopPlan | Abstention:
        """Return a plan, or an abstention."""


class PlanMiss(Record):
    """A request that was not treated as it should, or a law that its plan breaks."""

    id: str
    what: str
    why: str


class WorkshopReport(Record):
    """What became of the requests."""

    requests_digest: str
    generation: str
    rates: tuple[Rate, ...]
    """Requests treated as expected, by what was expected; requests read right; plans that hold each law."""
    mean_cited: float
    """Mean share of the blocks of a plan, breaks aside, that cite."""
    statements: int
    sourced: int
    latency: Latency
    misses: tuple[PlanMiss, ...] = ()

    @property
    def shares(self) -> dict[str, float]:
        """Return each share under its French name, greater being better."""
        return {rate.kind: rate.share for rate in self.rates}

    @property
    def is_sound(self) -> bool:
        """Tell whether every request is treated as expected and every plan holds every law."""
        return not self.misses


def measure_workshops(
    asked: AskedWorkshops, planner: Planner, today: date, redact: Redact = through_command
) -> WorkshopReport:
    """Plan each request, and check what comes; a first plan, uncounted, opens the index."""
    planner.plan_workshop(asked.requests[0].words)
    outcomes = [_outcome(one, planner) for one in asked.requests]
    misses = [miss for one, (made, _) in zip(asked.requests, outcomes, strict=True) for miss in _treated(one, made)]
    plans = [
        (one, made) for one, (made, _) in zip(asked.requests, outcomes, strict=True) if isinstance(made, WorkshopPlan)
    ]
    private = _private([made for _, made in plans], redact)
    index = planner.index()
    for one, made in plans:
        misses += _broken(one, made, index, today, private)
    statements = [statement for _, made in plans for statement in made.statements()]
    shares = [checks.cited_share(made) for _, made in plans]
    return WorkshopReport(
        requests_digest=asked.digest,
        generation=index.generation,
        rates=_rates(asked.requests, [one for one, _ in plans], misses),
        mean_cited=round(sum(shares) / max(1, len(shares)), 4),
        statements=len(statements),
        sourced=sum(bool(one.citations) for one in statements),
        latency=Latency.of([spent for made, spent in outcomes if isinstance(made, WorkshopPlan)]),
        misses=tuple(misses),
    )


_Made = WorkshopPlan | Abstention | InvalidInputError


def _outcome(one: AskedWorkshop, planner: Planner) -> tuple[_Made, float]:
    """Return what a request gives, and the milliseconds it took."""
    started = time.perf_counter()
    try:
        made: _Made = planner.plan_workshop(planner.workshop_request(one.words, **one.given.given()))
    except InvalidInputError as error:
        made = error
    return made, 1000 * (time.perf_counter() - started)


def _treated(one: AskedWorkshop, made: _Made) -> list[PlanMiss]:
    got: Expected = "served" if isinstance(made, WorkshopPlan) else "refused"
    got = "declined" if isinstance(made, Abstention) else got
    if got != one.expected:
        return [PlanMiss(id=one.id, what=_EXPECTED[one.expected], why=f"{_EXPECTED[got]} : {one.words}")]
    if isinstance(made, Abstention) and not made.follow_ups:
        return [PlanMiss(id=one.id, what=DECLINED, why="aucun thème proposé")]
    if isinstance(made, InvalidInputError) and not made.remedy:
        return [PlanMiss(id=one.id, what=REFUSED, why=f"sans remède : {made.message}")]
    return []


def _private(plans: Sequence[WorkshopPlan], redact: Redact) -> frozenset[str]:
    """Return the sentences of some plans in which redaction finds something to hide, spaces and quotes aside."""
    texts = sorted({one.text for plan in plans for one in plan.statements()})
    return frozenset(text for text, left in zip(texts, redact(texts), strict=True) if _bare(text) != _bare(left))


def _bare(text: str) -> str:
    return " ".join(fold(text).split())


def _broken(
    one: AskedWorkshop, plan: WorkshopPlan, index: PassageIndex, today: date, private: frozenset[str]
) -> list[PlanMiss]:
    expected = one.reads.model_copy(update={"minutes": one.given.minutes or one.reads.minutes})
    share = checks.cited_share(plan)
    found: tuple[Sequence[str], ...] = (
        list(checks.wrong_times(plan, expected)),
        list(checks.missing_breaks(plan)),
        [percent(share)] if share < checks.LEAST_CITED else [],
        list(checks.uncited_claims(plan)),
        list(checks.inexact_quotes(plan, index)),
        checks.announcements(plan, today),
        [statement.text for statement in plan.statements() if statement.text in private],
        list(checks.misread(plan, one.reads)),
    )
    named = zip((*_LAWS, _READ), found, strict=True)
    return [PlanMiss(id=one.id, what=what, why=" | ".join(why[:3])) for what, why in named if why]


def _rates(
    requests: Sequence[AskedWorkshop], planned: Sequence[AskedWorkshop], misses: Sequence[PlanMiss]
) -> tuple[Rate, ...]:
    broken = {(miss.id, miss.what) for miss in misses}

    def rate(what: str, of: Sequence[AskedWorkshop]) -> Rate:
        return Rate.of(what, sum((one.id, what) not in broken for one in of), len(of))

    treated = [rate(what, [one for one in requests if one.expected == key]) for key, what in _EXPECTED.items()]
    read = [one for one in planned if one.reads.model_dump(exclude_none=True)]
    return (*treated, rate(_READ, read), *(rate(law, planned) for law in _LAWS))


def render_workshops(report: WorkshopReport) -> str:
    """Return a report as a person reads it."""
    counted = report.rates[0].count + report.rates[1].count + report.rates[2].count
    rows = [(rate.kind, rate.counted, percent(rate.share), rate.interval) for rate in report.rates]
    time_ = report.latency
    lines = [
        _TITLE.format(count=counted, digest=report.requests_digest, generation=report.generation),
        "",
        *columns([_HEADER, *rows]),
        "",
        _CITED.format(share=percent(report.mean_cited), statements=report.statements, sourced=report.sourced),
        _TIME.format(p50=time_.p50_ms, p95=time_.p95_ms, most=MOST_MS, slowest=time_.slowest_ms),
        "",
        _MISSES.format(count=len(report.misses)),
    ]
    return "\n".join([*lines, *(_MISS.format(id=miss.id, what=miss.what, why=miss.why) for miss in report.misses)])
