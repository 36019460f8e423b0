"""Put a plan together: lay the blocks out, ground each statement, number the sources, or say what can be served."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.composing import Material
from assistant.composing.abstaining import refuse
from assistant.domain import Abstention, AbstentionReason, Document, Drafted, Engine, Statement
from assistant.evidence import Unit
from assistant.french import analyse, fold, typeset
from assistant.grounding import Marks, ground
from assistant.inquiry import Intent
from assistant.planning.bounding import FRENCH
from assistant.planning.gathering import Gathered
from assistant.planning.identifying import plan_id
from assistant.planning.laying import DraftBlock, Laying, line
from assistant.planning.staging import workshop_blocks
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

MOST_QUESTIONS, MOST_EXAMPLES, MOST_CAUTIONS, MOST_AFTERWARDS = 4, 2, 3, 2
"""Sourced statements of each list around the blocks: what fits one page beside them."""

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
_UNTREATED = "Aucun document que je connais ne traite de ce thème : je n’en ferai pas un plan sans source."
_NEAREST = "Thèmes que je peux préparer : {themes}."
_PROPOSED = "Prépare un atelier sur {theme}"


def plan(request: WorkshopRequest, material: Material, engine: Engine) -> WorkshopPlan | Abstention:
    """Return the plan of a request, or an abstention with the nearest themes that can be served.

    Args:
        request: what is asked, within its bounds.
        material: the theme understood as a question, and the means to search.
        engine: what produced it.
    """
    reason = _REFUSED.get(material.inquiry.intent)
    if reason in {"unsafe", "private"}:
        composition = refuse(material, reason)
        return _abstention(
            request, [draft.text for draft in composition.drafted if not draft.spans], reason, (), engine
        )
    gathered = Gathered(material, request.audience)
    if reason or not gathered.is_served:
        themes = nearest_themes(material)
        said = [_UNTREATED, _NEAREST.format(themes=", ".join(themes))] if themes else [_UNTREATED]
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
    texts = [typeset(text) for text in said]
    return Abstention(
        id=_identity(request, engine.generation),
        language="fr",
        question=request.theme,
        text="\n".join(texts),
        statements=tuple(Statement(text=text, origin="assistant") for text in texts),
        follow_ups=tuple(_PROPOSED.format(theme=f"« {theme} »") for theme in themes),
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
    cited = _cited(blocks)
    return WorkshopPlan(
        id=plan_id(laying.request),
        request=laying.request,
        title=title_of(laying.request),
        blocks=tuple(placed),
        questions=grounded(_questions(laying)),
        examples=grounded(_examples(laying)),
        cautions=grounded(_cautions(laying, cited)),
        afterwards=grounded(_afterwards(laying, cited)),
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
    name = FRENCH[request.variant]
    return typeset(f"{name[:1].upper()}{name[1:]} : {request.theme}")


def _cited(blocks: Sequence[DraftBlock]) -> list[Document]:
    """Return the documents on the matter that the blocks cite, in order of first use; reports of sessions tell none."""
    drafts = [draft for block in blocks for draft in (*block.says, *block.does)]
    cited = {span.document.id: span.document for draft in drafts for span in draft.spans}
    return [document for document in cited.values() if document.kind != "session"]


def _questions(laying: Laying) -> list[Drafted]:
    gathered = laying.gathered
    return laying.take([*gathered.own_questions, *gathered.demands, *gathered.questions], MOST_QUESTIONS)


def _examples(laying: Laying) -> list[Drafted]:
    own, others = (
        [units[0] for units in cases if not any(laying.is_told(unit) for unit in units)]
        for cases in (laying.gathered.own_cases, laying.gathered.cases)
    )
    return laying.take(own or others[:1], MOST_EXAMPLES)


def _cautions(laying: Laying, cited: Sequence[Document]) -> list[Drafted]:
    limits = [laying.gathered.limits(document) for document in cited]
    first: list[Unit] = [units[0] for units in limits if units]
    rest = [unit for units in limits for unit in units[1:]]
    own = ["caution_ours", "caution_quotes", "caution_names"]
    own += ["caution_access"] if laying.is_remote else []
    own += ["caution_time"] if laying.request.variant == "workshop" else []
    matching = laying.gathered.matching
    own = ["uncovered", *own] if matching.is_partly_untreated else ["scattered", *own] if matching.is_scattered else own
    return [*laying.take([*first, *rest], MOST_CAUTIONS), *(line(key) for key in own)]


def _afterwards(laying: Laying, cited: Sequence[Document]) -> list[Drafted]:
    steps = [unit for document in cited for unit in laying.gathered.next_steps(document)[:1]]
    if laying.request.variant == "invitation":
        return [line("after_mail"), *laying.take(steps, 1)]
    own = ["after_notes", "after_board" if laying.is_remote else "after_photo", "after_ask"]
    return [*(line(key) for key in own), *laying.take(steps, MOST_AFTERWARDS)]
