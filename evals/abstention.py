"""Whether the assistant knows what it does not know: false answers, wrong refusals, the worth of its confidence."""

from collections.abc import Sequence
from itertools import groupby
from typing import Self

from pydantic import Field

from assistant.domain import Record, Reply
from evals.checking import COURTESY_KINDS, says_what_is_missing
from evals.questions import EvalQuestion
from evals.rates import Rate

FALSE_ANSWERS = "false_answers"
WRONG_REFUSALS = "wrong_refusals"


class Abstaining(Record):
    """Abstention over some questions; messages that only call for a courtesy are left out."""

    false_answers: Rate
    """Among the questions without an answer, those that got an answer which does not say what is missing."""
    wrong_refusals: Rate
    """Among the questions with an answer, those that got none."""
    auroc: float | None = Field(default=None, ge=0, le=1)
    """Chance that the confidence in the reply to a question with an answer exceeds the one to a question without;
    None unless there are both."""

    @classmethod
    def of(cls, judged: Sequence[tuple[EvalQuestion, Reply | None]]) -> Self:
        """Return the figures of questions and their replies; a question refused as unreadable has None."""
        asked = [(question, reply) for question, reply in judged if question.kind not in COURTESY_KINDS]
        known = [(question, reply) for question, reply in asked if question.answerable]
        unknown = [(question, reply) for question, reply in asked if not question.answerable]
        false = sum(asserts_in_vain(question, reply) for question, reply in unknown)
        refused = sum(reply is None or reply.kind != "answer" for _, reply in known)
        confident = [reply.confidence for _, reply in known if reply]
        unsure = [reply.confidence for _, reply in unknown if reply]
        return cls(
            false_answers=Rate.of(FALSE_ANSWERS, false, len(unknown)),
            wrong_refusals=Rate.of(WRONG_REFUSALS, refused, len(known)),
            auroc=auroc(confident, unsure),
        )


def asserts_in_vain(question: EvalQuestion, reply: Reply | None) -> bool:
    """Tell whether a question without an answer got one that does not say what is missing."""
    return reply is not None and reply.kind == "answer" and not says_what_is_missing(question, reply)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return the area under the ROC curve of a score, rounded to a ten-thousandth; None unless there are both.

    It is U / (n₁ n₂), where U is the statistic of Mann and Whitney (« On a test of whether one of two random
    variables is stochastically larger than the other », Annals of Mathematical Statistics 18, 1947) with ties
    given their mean rank; that both are equal: Hanley and McNeil, « The meaning and use of the area under a
    receiver operating characteristic (ROC) curve », Radiology 143 (1982).
    """
    if not positives or not negatives:
        return None
    scored = sorted([(score, True) for score in positives] + [(score, False) for score in negatives])
    ranks, before = 0.0, 0
    for _, tied in groupby(scored, key=lambda pair: pair[0]):
        group = [is_positive for _, is_positive in tied]
        ranks += sum(group) * (before + (len(group) + 1) / 2)
        before += len(group)
    wins = ranks - len(positives) * (len(positives) + 1) / 2
    return round(wins / (len(positives) * len(negatives)), 4)
