"""Put a plan together: lay the blocks out, ground each statement, number the sources, or say what can be served."""

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.composing import Material
from assistant.composing.abstaining import refuse
from assistant.domain import Abstention, AbstentionReason, Drafted, Engine, Language, Statement
from assistant.french import analyse, fold, typeset
from assistant.grounding import Marks, ground
from assistant.inquiry import Intent
from assistant.planning.bounding import ENGLISH, FRENCH
from assistant.planning.gathering import Gathered
from assistant.planning.identifying import plan_id
from assistant.planning.laying import DraftBlock, Laying
from assistant.planning.staging import workshop_blocks
from assistant.planning.surrounding import Surrounding
from assistant.planning.variants import (
    card_blocks,
    grid_blocks,
    icebreaker_blocks,
    invitation_blocks,
    reading_blocks,
    talk_blocks,
)
from assistant.workshop_plan import PlanBlock, Variant, WorkshopPlan, WorkshopRequest

MOST_NEAREST = 5
"""Themes proposed in place of one that no document treats."""

_LAYING: Mapping[Variant, Callable[[Laying], list[DraftBlock]]] = {
    "workshop": workshop_blocks,
    "talk": talk_blocks,
    "grid": grid_blocks,
    "icebreaker": icebreaker_blocks,
    "invitation": invitation_blocks,
    "cards": card_blocks,
    "readings": reading_blocks,
}
_REFUSED: Mapping[Intent, AbstentionReason] = {
    "unsafe": "unsafe",
    "private": "private",
    "off_topic": "out_of_scope",
}
_DECLINED: Mapping[Language, tuple[str, str, str]] = {
    "fr": (
        "Aucun document que je connais ne traite de ce thème : je n’en ferai pas un plan sans source.",
        "Thèmes que je peux préparer : {themes}.",
        "Prépare un atelier sur « {theme} »",
    ),
    "en": (
        "No document that I know treats this theme: I will not make a plan of it without a source.",
        "Themes I can prepare: {themes}.",
        "Prepare a workshop on “{theme}”",
    ),
}
"""By language: that a theme is not treated, the themes that are, and how to ask for one."""


def plan(request: WorkshopRequest, material: Material, engine: Engine) -> WorkshopPlan | Abstention:
    """Return the plan of a request, or an abstention with the nearest themes that can be served.

    Args:
        request: what is asked, within its bounds.
        material: the theme understood as a question, and the means to search.
        engine: what produced it.
    """
    reason = _REFUSED.get(material.inquiry.intent)
    if reason in {"unsafe", "private"}:
        inquiry = dataclasses.replace(material.inquiry, language=request.language)
        composition = refuse(dataclasses.replace(material, inquiry=inquiry), reason)
        return _abstention(
            request, [draft.text for draft in composition.drafted if not draft.spans], reason, (), engine
        )
    gathered = Gathered(material, request.audience)
    if reason or not gathered.is_served:
        themes = nearest_themes(material)
        untreated, nearest, _ = _DECLINED[request.language]
        said = [untreated, nearest.format(themes=", ".join(themes))] if themes else [untreated]
        return _abstention(request, said, "out_of_scope", themes, engine)
    laying = Laying(request, gathered)
    return _assembled(laying, _LAYING[request.variant](laying), material, engine)


def nearest_themes(material: Material) -> tuple[str, ...]:
    """Return terms that a plan can be made on: those of the notes nearest to the words, then the most practised."""
    notes = {document.id: path for path, document in material.notes.items()}
    terms = {entry.note: entry.term for entry in reversed(material.lexicon.entries) if entry.kind == "notion"}
    hits = material.search(material.inquiry.sought, 2 * MOST_NEAREST)
    stems = [stem for word in material.inquiry.focus for stem in analyse(word)]
    held = any(material.index.document_frequency(stem) for stem in stems)
    near = [terms[notes[hit.document.id]] for hit in hits if held and notes.get(hit.document.id) in terms]
    practised = Counter(term for one in material.index.documents() if one.kind == "practice" for term in one.terms)
    known = {fold(term): term for term in terms.values()}
    often = [known[fold(term)] for term, _ in sorted(practised.items(), key=_most_first) if fold(term) in known]
    return tuple(dict.fromkeys([*near, *often, *terms.values()]))[:MOST_NEAREST]


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _identity(request: WorkshopRequest, generation: str) -> str:
    """Return the id of an abstention: the same request over the same generation has the same one."""
    return hashlib.sha256(f"{generation}\n{request.model_dump_json()}".encode()).hexdigest()[:16]


def _abstention(
    request: WorkshopRequest, said: Sequence[str], reason: AbstentionReason, themes: Sequence[str], engine: Engine
) -> Abstention:
    texts = [typeset(text) if request.language == "fr" else text for text in said]
    return Abstention(
        id=_identity(request, engine.generation),
        language=request.language,
        question=request.theme,
        text="\n".join(texts),
        statements=tuple(Statement(text=text, origin="assistant") for text in texts),
        follow_ups=tuple(_DECLINED[request.language][2].format(theme=theme) for theme in themes),
        reason=reason,
        confidence=0.0,
        engine=engine,
    )


def _assembled(laying: Laying, blocks: Sequence[DraftBlock], material: Material, engine: Engine) -> WorkshopPlan:
    marks, position = Marks(), 0

    def grounded(drafts: Iterable[Drafted]) -> tuple[Statement, ...]:
        return tuple(ground(drafts, material.lexicon, marks)[0])

    placed: list[PlanBlock] = []
    for block in blocks:
        placed.append(_placed(block, position, grounded))
        position += block.minutes
    around = Surrounding(laying, blocks)
    return WorkshopPlan(
        id=plan_id(laying.request),
        request=laying.request,
        title=title_of(laying.request),
        blocks=tuple(placed),
        questions=grounded(around.questions()),
        examples=grounded(around.examples()),
        cautions=grounded(around.cautions()),
        afterwards=grounded(around.afterwards()),
        sources=marks.sources,
        engine=engine,
    )


def _placed(block: DraftBlock, start: int, grounded: Callable[[Iterable[Drafted]], tuple[Statement, ...]]) -> PlanBlock:
    return PlanBlock(
        name=block.name,
        start=start,
        minutes=block.minutes,
        objective=block.objective,
        says=grounded(block.says),
        does=grounded(block.does),
        material=block.material,
        output=block.output,
        is_break=block.is_break,
    )


def title_of(request: WorkshopRequest) -> str:
    """Return the title of a plan: its format and its theme."""
    if request.language == "en":
        return f"{ENGLISH[request.variant].capitalize()}: {request.theme}"
    return typeset(f"{FRENCH[request.variant].capitalize()} : {request.theme}")
