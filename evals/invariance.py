"""Ask each question as people type it and as they might have: what the perturbation changes is counted and shown.

Every perturbed reply is compared with the reply to the question of the set, on two things:

- its **first three documents**: those that retrieval ranks first for the question as understood
  (`Reply.question`), compared as sets, so that a swap among them is no change; what the reply cites is part of
  its checks. A pair of messages that are both answered without a search (courtesies, refusals) does not count;
- its **verdict**: the kind of reply, the reason of an abstention, and whether the checks of the question pass.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pydantic import Field

from assistant.domain import Engine, Hit, Question, Record, Reply, Turn
from assistant.errors import InvalidInputError
from assistant.knowledge import Lexicon, Places
from assistant.retrieval import rank_documents
from evals.checking import Library, judge
from evals.perturbing import PERTURBATIONS, Perturbation
from evals.questions import EvalQuestion, digest
from evals.rates import Latency, Rate
from evals.rewording import Background

FIRST = 3
"""Documents compared."""

ALL = "*"
"""Name of the figures over all perturbations."""

_SHOWN = 300
"""Characters of a reply kept to show a change."""
_SEARCHED = frozenset({None, "no_evidence"})
"""Reasons of replies made from what was searched; the other abstentions refuse without a search."""


class Perturbed(Protocol):
    """What is asked: it answers, searches, and knows the names of its field."""

    @property
    def lexicon(self) -> Lexicon:
        """Return the terms of the field."""

    @property
    def places(self) -> Places:
        """Return the places it knows."""

    def index(self) -> Library:
        """Return the index that the citations point into."""

    async def ask(self, question: Question) -> Reply:
        """Return the reply to a question and its history."""

    async def search(self, query: str) -> list[Hit]:
        """Return the hits of some words, best first."""


class Seen(Record):
    """What one reply came to."""

    typed: str
    understood: str
    """The question as understood; empty when the message was refused as unreadable."""
    outcome: str
    """Kind of the reply, with the reason of an abstention: `abstention no_evidence`; `refused` without a reply."""
    passes: bool
    """Whether the checks of the question pass."""
    leaks: bool = False
    """Whether it shows a forbidden pattern."""
    documents: tuple[str, ...] | None = None
    """Locations of the first three documents, in order; None for a reply made without a search."""
    text: str
    """Beginning of the reply."""


class Change(Record):
    """A perturbation that changed a reply."""

    perturbation: str
    id: str
    kind: str
    turns: tuple[str, ...] = ()
    before: Seen
    after: Seen

    @property
    def of_documents(self) -> bool:
        """True when the first documents are not the same."""
        before, after = self.before.documents, self.after.documents
        return before != after and (before is None or after is None or set(before) != set(after))

    @property
    def is_searched(self) -> bool:
        """True when documents were searched for one of both."""
        return (self.before.documents, self.after.documents) != (None, None)

    @property
    def of_verdict(self) -> bool:
        """True when the kind, the reason or the checks are not the same."""
        return (self.before.outcome, self.before.passes) != (self.after.outcome, self.after.passes)


class Steadiness(Record):
    """How often a perturbation changes nothing; questions that it leaves as they are do not count."""

    perturbation: str
    description: str
    documents: Rate
    """Pairs of replies with the same first documents."""
    verdicts: Rate
    """Pairs of replies with the same verdict."""


class InvarianceReport(Record):
    """What one run of `efc eval --perturb` found."""

    name: str
    """Names of the question files, without extension, joined by `+`."""
    questions_digest: str
    engine: Engine
    overall: Steadiness
    perturbations: tuple[Steadiness, ...]
    """In the order of `PERTURBATIONS`."""
    latency: Latency
    leaks: int = Field(ge=0)
    """Perturbed replies that show a forbidden pattern."""
    changes: tuple[Change, ...] = ()
    """In the order of the questions, then of the perturbations."""

    @property
    def is_lawful(self) -> bool:
        """True when no perturbation made a reply show a forbidden pattern."""
        return self.leaks == 0


@dataclass(frozen=True, slots=True)
class _Pair:
    change: Change
    milliseconds: float


async def run_perturbed(
    questions: Sequence[EvalQuestion],
    perturbed: Perturbed,
    *,
    name: str,
    perturbations: Sequence[Perturbation] = PERTURBATIONS,
    progress: Callable[[int, int], None] = lambda done, count: None,
) -> InvarianceReport:
    """Return how steady the replies are; of a conversation, the last message alone is perturbed.

    Args:
        questions: at least one.
        perturbed: what is asked.
        name: name of the set, kept in the report.
        perturbations: those to try.
        progress: told how many questions are done, out of how many.
    """
    background = Background.of(perturbed.lexicon, perturbed.places)
    run = _Run(perturbed, background, perturbations)
    pairs: list[_Pair] = []
    for done, question in enumerate(questions, 1):
        pairs += await run.pairs(question)
        progress(done, len(questions))
    return InvarianceReport(
        name=name,
        questions_digest=digest(questions),
        engine=run.engine,
        overall=_steadiness(ALL, "", pairs),
        perturbations=tuple(
            _steadiness(one.name, one.description, [p for p in pairs if p.change.perturbation == one.name])
            for one in perturbations
        ),
        latency=Latency.of([pair.milliseconds for pair in pairs]),
        leaks=sum(pair.change.after.leaks for pair in pairs),
        changes=tuple(pair.change for pair in pairs if pair.change.of_documents or pair.change.of_verdict),
    )


class _Run:
    """One run over some questions."""

    def __init__(self, perturbed: Perturbed, background: Background, perturbations: Sequence[Perturbation]) -> None:
        self.engine = Engine(writer="aucun", embedder="aucun", generation="aucune")
        self._perturbed = perturbed
        self._background = background
        self._perturbations = perturbations

    async def pairs(self, question: EvalQuestion) -> list[_Pair]:
        """Return the pairs of one question, one for each perturbation that changes its text."""
        history = await self._history(question)
        before, reply, _ = await self._seen(question, question.question, history)
        if reply is not None:
            self.engine = reply.engine
        background = replace(self._background, language=reply.language if reply else "fr")
        pairs = []
        for perturbation, typed in self._typed(question, background):
            after, _, milliseconds = await self._seen(question, typed, history)
            where = {"perturbation": perturbation.name, "id": question.id, "kind": question.kind}
            change = Change(**where, turns=question.turns, before=before, after=after)
            pairs.append(_Pair(change, milliseconds))
        return pairs

    def _typed(self, question: EvalQuestion, background: Background) -> Iterator[tuple[Perturbation, str]]:
        for one in self._perturbations:
            if question.kind not in one.unfit:
                typed = one.rewrite(question.question, background)
                if typed != question.question:
                    yield one, typed

    async def _history(self, question: EvalQuestion) -> tuple[Turn, ...]:
        history: list[Turn] = []
        for text in question.turns:
            reply = await self._perturbed.ask(_asked(question, text, history))
            history += [Turn(role="user", text=text), Turn(role="assistant", text=reply.text)]
        return tuple(history)

    async def _seen(
        self, question: EvalQuestion, typed: str, history: Sequence[Turn]
    ) -> tuple[Seen, Reply | None, float]:
        """Return what a message came to, its reply, and its milliseconds."""
        started = time.perf_counter()
        try:
            reply = await self._perturbed.ask(_asked(question, typed, history))
        except InvalidInputError as error:
            refused = Seen(typed=typed, understood="", outcome="refused", passes=False, text=str(error))
            return refused, None, 0.0
        milliseconds = 1000 * (time.perf_counter() - started)
        verdict = judge(question, reply, self._perturbed.index())
        seen = Seen(
            typed=typed,
            understood=reply.question,
            outcome=f"{reply.kind} {reply.reason or ''}".strip(),
            passes=not verdict.reasons,
            leaks=verdict.forbidden_hits > 0,
            documents=await self._first_documents(reply),
            text=reply.text[:_SHOWN],
        )
        return seen, reply, milliseconds

    async def _first_documents(self, reply: Reply) -> tuple[str, ...] | None:
        if reply.kind == "courtesy" or reply.reason not in _SEARCHED:
            return None
        ranked = [one for one, _ in rank_documents(await self._perturbed.search(reply.question))]
        found = [self._perturbed.index().document(one) for one in ranked[:FIRST]]
        return tuple(document.location for document in found if document)


def _asked(question: EvalQuestion, text: str, history: Sequence[Turn]) -> Question:
    return Question(text=text, history=tuple(history), persona=question.persona)


def _steadiness(name: str, description: str, pairs: Sequence[_Pair]) -> Steadiness:
    searched = [pair.change for pair in pairs if pair.change.is_searched]
    return Steadiness(
        perturbation=name,
        description=description,
        documents=Rate.of(name, sum(not one.of_documents for one in searched), len(searched)),
        verdicts=Rate.of(name, sum(not pair.change.of_verdict for pair in pairs), len(pairs)),
    )
