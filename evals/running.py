"""Ask every question in process, in order, and judge what comes back."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol

from assistant.domain import Engine, Question, Reply, Turn
from assistant.errors import InvalidInputError
from evals.abstention import Abstaining
from evals.checking import Library, Verdict, judge, obeys
from evals.questions import EvalQuestion, digest
from evals.rates import Latency, Rate
from evals.reporting import EvalReport, Failure

_EARLIER = "tour {number} : {reason}"
_REFUSED = "la question est refusée : {error}"
_NOTHING = Engine(writer="aucun", embedder="aucun", generation="aucune")
"""Stands for the engine when every question was refused."""


class Respondent(Protocol):
    """Whatever answers a question: the assistant, or a fake."""

    async def ask(self, question: Question) -> Reply:
        """Return the reply to a question and its history."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One judged question."""

    question: EvalQuestion
    reply: Reply | None
    """The reply to the last message, None when a message was refused."""
    verdict: Verdict
    """What was found over the whole conversation."""
    milliseconds: tuple[float, ...]
    """Time of each reply of the conversation, the last one included."""


async def run_questions(
    questions: Sequence[EvalQuestion],
    respondent: Respondent,
    library: Library,
    *,
    name: str,
    today: date | None = None,
    progress: Callable[[int, int], None] = lambda done, count: None,
) -> EvalReport:
    """Return the report of a run; questions are asked one at a time, so that times are comparable.

    Args:
        questions: at least one.
        respondent: what answers.
        library: the index its citations point into.
        name: name of the set, kept in the report.
        today: the day from which dates are past; that of the run when None.
        progress: told how many questions are done, out of how many.
    """
    outcomes = []
    day = today or datetime.now(UTC).date()
    for done, question in enumerate(questions, 1):
        outcomes.append(await _converse(question, respondent, library, day))
        progress(done, len(questions))
    return _report(outcomes, name, day)


async def _converse(question: EvalQuestion, respondent: Respondent, library: Library, today: date) -> Outcome:
    history: list[Turn] = []
    verdicts: list[Verdict] = []
    times: list[float] = []
    for number, text in enumerate((*question.turns, question.question), 1):
        asked = Question(text=text, history=tuple(history), persona=question.persona)
        started = time.perf_counter()
        try:
            reply = await respondent.ask(asked)
        except InvalidInputError as error:
            return _refused(question, error, times)
        times.append(1000 * (time.perf_counter() - started))
        history += [Turn(role="user", text=text), Turn(role="assistant", text=reply.text)]
        verdicts.append(_numbered(obeys(reply, library, today, times[-1]), number, len(question.turns)))
    judged = judge(question, reply, library)
    return Outcome(question, reply, _together(judged, verdicts), tuple(times))


def _refused(question: EvalQuestion, error: InvalidInputError, times: Sequence[float]) -> Outcome:
    return Outcome(question, None, Verdict((_REFUSED.format(error=error),)), tuple(times))


def _numbered(verdict: Verdict, number: int, turns: int) -> Verdict:
    """Say which turn broke a law, when there are several."""
    if not turns:
        return verdict
    reasons = tuple(_EARLIER.format(number=number, reason=reason) for reason in verdict.reasons)
    return replace(verdict, reasons=reasons)


def _together(judged: Verdict, lawful: Sequence[Verdict]) -> Verdict:
    """Join the checks of the last reply with the laws of every reply."""
    return Verdict(
        (*judged.reasons, *(reason for one in lawful for reason in one.reasons)),
        judged.forbidden_hits,
        sum(one.quotes_checked for one in lawful),
        sum(one.quotes_equal for one in lawful),
        sum(one.invented_dates for one in lawful),
        sum(one.past_announced for one in lawful),
    )


def _report(outcomes: Sequence[Outcome], name: str, today: date) -> EvalReport:
    counts = Counter(one.question.kind for one in outcomes)
    passed = Counter(one.question.kind for one in outcomes if not one.verdict.reasons)
    return EvalReport(
        name=name,
        questions_digest=digest([one.question for one in outcomes]),
        engine=_engine(outcomes),
        overall=Rate.of("*", passed.total(), len(outcomes)),
        kinds=tuple(Rate.of(kind, passed[kind], counts[kind]) for kind in sorted(counts)),
        latency=Latency.of([time for one in outcomes for time in one.milliseconds]),
        quotes_checked=sum(one.verdict.quotes_checked for one in outcomes),
        quotes_equal=sum(one.verdict.quotes_equal for one in outcomes),
        forbidden_hits=sum(one.verdict.forbidden_hits for one in outcomes),
        today=today,
        invented_dates=sum(one.verdict.invented_dates for one in outcomes),
        past_announced=sum(one.verdict.past_announced for one in outcomes),
        abstention=Abstaining.of([(one.question, one.reply) for one in outcomes]),
        failures=tuple(_failure(one) for one in outcomes if one.verdict.reasons),
    )


def _engine(outcomes: Sequence[Outcome]) -> Engine:
    return next((one.reply.engine for one in outcomes if one.reply), _NOTHING)


def _failure(outcome: Outcome) -> Failure:
    question, reply = outcome.question, outcome.reply
    return Failure(
        id=question.id,
        kind=question.kind,
        turns=question.turns,
        question=question.question,
        expected=question.expected,
        reply_kind=reply.kind if reply else "",
        reply=reply.text if reply else "",
        reasons=tuple(dict.fromkeys(outcome.verdict.reasons)),
    )
