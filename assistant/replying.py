"""Put a reply together: what was cited, what to do next, under which id."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import guidance
from assistant.composing import Composition
from assistant.domain import AbstentionReason, Document, NextStep, Span, Statement
from assistant.evidence import Reader
from assistant.grounding import Marks
from assistant.inquiry import Inquiry
from assistant.ports import PassageIndex
from assistant.redrafting import EXTRACTIVE
from assistant.retrieval import Retriever

SILENT = frozenset({"private", "unsafe", "out_of_scope"})
"""Reasons of abstention after which nothing is proposed."""


@dataclass(frozen=True)
class Held:
    """What is kept while one generation is served."""

    index: PassageIndex
    retriever: Retriever
    reader: Reader
    notes: Mapping[str, Document]
    follow_ups: guidance.FollowUps
    steps: guidance.StepCatalogue


def cited(composition: Composition) -> list[Span]:
    """Return the spans of a draft, in order."""
    return [span for draft in composition.drafted for span in draft.spans]


def emptied(composition: Composition, statements: Sequence[Statement]) -> AbstentionReason | None:
    """Return why a draft that grounding emptied is no answer, None when it still is one."""
    if composition.is_courtesy or any(statement.citations for statement in statements):
        return None
    return "no_evidence"


def steps_of(
    inquiry: Inquiry, composition: Composition, reason: AbstentionReason | None, held: Held, marks: Marks
) -> tuple[NextStep, ...]:
    """Return the next steps of a reply, their citations numbered; none after a courtesy or a refusal."""
    if composition.is_courtesy or reason in SILENT:
        return ()
    steps = guidance.next_steps(
        inquiry,
        [] if reason else cited(composition),
        held.steps,
        lambda text, count: held.retriever.retrieve(text, count=count, reranked=False),
    )
    return tuple(
        NextStep(
            label=step.label,
            why=step.why,
            url=step.url,
            citations=tuple(marks.citation(span) for span in step.spans),
        )
        for step in steps
    )


def identity(inquiry: Inquiry, generation: str, writer: str, statements: Sequence[Statement]) -> str:
    """Return the id of a reply: the same question over the same generation has the same one.

    Where the person stands and is belongs to it: the steps depend on both. A chat model does not say the same twice:
    what it wrote belongs to the id.
    """
    situation = (inquiry.stage, *(f"{place.name} {place.regions}" for place in inquiry.home))
    key = f"{generation}\n{inquiry.language}\n{inquiry.persona}\n{inquiry.standalone}"
    key = "\n".join([key, *(part for part in situation if part)])
    if writer != EXTRACTIVE:
        key = "\n".join([key, writer, *(statement.text for statement in statements)])
    return hashlib.sha256(key.encode()).hexdigest()[:16]
