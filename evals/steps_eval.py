"""Measures next steps: over who asks, where, at which stage and about what, do they say what the tables hold."""

from collections import Counter
from collections.abc import Sequence

from pydantic import Field

from assistant.domain import Question, Record, Turn
from evals.checking import Library
from evals.rates import Rate, columns, percent
from evals.running import Respondent
from evals.steps_cases import StepCase, digest
from evals.steps_checks import CHECKS

_TITLE = "Prochains pas : {count} cas, {kept} tenus de bout en bout"
_FAULT = "  {id} · {check} : {why}"


class Fault(Record):
    """A check that a case fails."""

    id: str
    check: str
    why: str


class StepsReport(Record):
    """What the next steps say, case by case."""

    cases_digest: str
    rates: tuple[Rate, ...]
    """By check; `*` is the cases that pass them all."""
    faults: tuple[Fault, ...] = ()
    steps: int = Field(ge=0)
    """Steps proposed over all the cases."""

    @property
    def is_sound(self) -> bool:
        """Tell whether every case passes every check: as the tables have it, and nothing made up."""
        return not self.faults


async def measure_steps(cases: Sequence[StepCase], respondent: Respondent, library: Library) -> StepsReport:
    """Ask each case after its earlier messages, and check the next steps of the reply.

    The replies to the earlier messages are asked too, so that a conversation is what it is in use.
    """
    faults: list[Fault] = []
    passed, steps = Counter[str](), 0
    for case in cases:
        history: tuple[Turn, ...] = ()
        for text in (*case.turns, case.question):
            asked = Question(text=text, history=history, persona=case.persona, place=case.place, language=case.language)
            reply = await respondent.ask(asked)
            history += (Turn(role="user", text=text), Turn(role="assistant", text=reply.text))
        steps += len(reply.next_steps)
        found = {name: why for name, check in CHECKS.items() if (why := check(case, reply, library))}
        faults += [Fault(id=case.id, check=name, why=why) for name, why in found.items()]
        passed.update([*(name for name in CHECKS if name not in found), *([] if found else ["*"])])
    rates = tuple(Rate.of(name, passed[name], len(cases)) for name in ("*", *CHECKS))
    return StepsReport(cases_digest=digest(cases), rates=rates, faults=tuple(faults), steps=steps)


def render_steps(report: StepsReport) -> str:
    """Return the report as French text."""
    whole = report.rates[0]
    rows = [(f"  {rate.kind}", rate.counted, percent(rate.share)) for rate in report.rates[1:]]
    faults = [_FAULT.format(**fault.model_dump()) for fault in report.faults]
    return "\n".join([_TITLE.format(count=whole.count, kept=whole.passed), *columns(rows), *faults])
