"""What is checked of one workshop plan, each check giving what breaks it; none trusts what the plan says of itself."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.domain import Statement
from assistant.planning import is_ours
from assistant.ports import PassageIndex
from assistant.workshop_plan import WorkshopPlan
from evals.dating import announced_past
from evals.workshop_requests import Told

LEAST_CITED = 0.7
"""Share of the blocks, breaks aside, that cite a document: the target of the project."""

LONGEST_RUN = 90
"""Minutes between two breaks, at most."""

TWO_BREAKS_BEYOND = 210
"""Minutes beyond which two breaks are due."""

_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<!^)(?<![.!?:«\u202f] )(?<![.!?«\u202f])\b[A-ZÀ-Ý][\w’-]+")
"""A word with a capital inside a sentence: a name, or an acronym."""


def wrong_times(plan: WorkshopPlan, reads: Told) -> Iterator[str]:
    """Give the gaps, the overlaps, and a sum that is not what was asked."""
    position = 0
    for block in plan.blocks:
        if block.start != position or block.minutes < 1:
            yield f"{block.name} à {block.start}"
        position += block.minutes
    asked = reads.minutes if reads.minutes is not None else plan.request.minutes
    if position != asked:
        yield f"{position} min au lieu de {asked}"


def missing_breaks(plan: WorkshopPlan) -> Iterator[str]:
    """Give what is missing: a break beyond 90 minutes, a second one beyond 210, a run that lasts too long.

    An invitation is one message about a workshop, and has no run of its own.
    """
    if plan.request.variant == "invitation":
        return
    count = sum(block.is_break for block in plan.blocks)
    due = 2 if plan.request.minutes > TWO_BREAKS_BEYOND else 1 if plan.request.minutes > LONGEST_RUN else 0
    if count < due:
        yield f"{count} pause(s) en {plan.request.minutes} min"
    run = 0
    for block in plan.blocks:
        run = 0 if block.is_break else run + block.minutes
        if run > LONGEST_RUN:
            yield f"{run} min sans pause à « {block.name} »"


def cited_share(plan: WorkshopPlan) -> float:
    """Return the share of the blocks, breaks aside, that carry a citation."""
    blocks = [block for block in plan.blocks if not block.is_break]
    return sum(any(one.citations for one in (*block.says, *block.does)) for block in blocks) / len(blocks)


def uncited_claims(plan: WorkshopPlan) -> Iterator[str]:
    """Give what is shown without a source and is no known template, or holds a name, an acronym, a foreign number."""
    for text in _uncited_texts(plan):
        bare = text.replace(plan.request.theme, "thème")
        most = max(plan.request.minutes, plan.request.people)
        numbers = [int(found) for found in _NUMBER.findall(bare)]
        if (
            not is_ours(text, plan.request)
            or any(map(_NAME.search, bare.splitlines()))
            or any(number > most for number in numbers)
        ):
            yield text


def _uncited_texts(plan: WorkshopPlan) -> Iterator[str]:
    yield from (one.text for one in plan.statements() if not one.citations)
    for block in plan.blocks:
        yield from (text for text in (block.name, block.objective, block.output, *block.material) if text)


def inexact_quotes(plan: WorkshopPlan, index: PassageIndex) -> Iterator[str]:
    """Give the quotes that are not the slice of the document that they name."""
    documents = {source.mark: index.document(source.document_id) for source in plan.sources}
    for one in plan.statements():
        for citation in one.citations:
            document = documents[citation.mark]
            if document is None or document.text[citation.start : citation.end] != citation.quote:
                yield citation.quote


def announcements(plan: WorkshopPlan, today: date) -> list[str]:
    """Return the sentences that announce a past date as coming."""
    return announced_past([one.text for one in plan.statements()], today)


def sourced(plan: WorkshopPlan) -> list[Statement]:
    """Return the statements that cite."""
    return [one for one in plan.statements() if one.citations]


def misread(plan: WorkshopPlan, reads: Told) -> Iterator[str]:
    """Give the fields that the words told and that the request did not take."""
    told = plan.request.model_dump()
    for name, value in reads.model_dump(exclude_none=True).items():
        if told[name] != value:
            yield f"{name} : {told[name]!r} au lieu de {value!r}"
