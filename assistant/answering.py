"""Answer a question: understand, retrieve, compose, ground, propose a next step; the whole path in one place."""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Unpack

from assistant import guidance, planning, workshops
from assistant.composing import Composition, Material, brief, compose, rendering, wording
from assistant.composing.defining import defining_unit
from assistant.domain import (
    Abstention,
    AbstentionReason,
    Answer,
    Claim,
    Courtesy,
    Document,
    Drafted,
    Engine,
    Hit,
    Language,
    Question,
    Reply,
    Span,
    Statement,
)
from assistant.evidence import Reader
from assistant.explaining import Explanation, explain
from assistant.grounding import Marks, ground, unsupported
from assistant.inquiry import Inquiry
from assistant.knowledge import Lexicon, Places
from assistant.ports import Embedder, PassageIndex, Reranker, Writer
from assistant.redrafting import EXTRACTIVE, Asked, Redrafter
from assistant.replying import SILENT, Held, cited, emptied, identity, steps_of
from assistant.retrieval import Retriever
from assistant.understanding import Understander, this_day
from assistant.workshop_plan import WorkshopPlan, WorkshopRequest

DEPTH = 10
"""Passages read for one question."""


@dataclass(frozen=True)
class _Draft:
    """What the extracts answer, before a model words it or not."""

    material: Material
    composition: Composition
    held: Held
    started: float


class Assistant:
    """Answer questions over the current generation; holds no conversation, safe to share between threads."""

    def __init__(
        self,
        open_index: Callable[[], PassageIndex],
        embedder: Embedder,
        lexicon: Lexicon,
        places: Places,
        reranker: Reranker | None = None,
        writer: Writer | None = None,
        today: Callable[[], date] = this_day,
    ) -> None:
        """Take the parts.

        Args:
            open_index: return the current generation, the same object while it is current.
            embedder: the one whose vectors the generation holds.
            lexicon: terms of the field.
            places: towns, regions and their clubs.
            reranker: scores question and passage together, when there is one.
            writer: words answers anew, when there is one; without it, they are extracts.
            today: the day against which « l'an dernier » is read.
        """
        self.lexicon = lexicon
        self.places = places
        self._open_index = open_index
        self._embedder = embedder
        self._reranker = reranker
        self._redrafter = Redrafter(writer, lexicon) if writer else None
        self._understander = Understander(lexicon, places, today)
        self._held: Held | None = None

    def index(self) -> PassageIndex:
        """Return the current generation.

        Raises:
            IndexUnusableError: there is none, or it cannot be read.
        """
        return self._hold().index

    async def ask(self, question: Question) -> Reply:
        """Return the reply to a question; leaving before it comes ends the exchange with the chat model.

        Raises:
            InvalidInputError: the question is empty, too long, or not text.
            IndexUnusableError: there is no index.
        """
        draft = await asyncio.to_thread(self._draft, question)
        asked = self._ask_writer(draft)
        claims = await asked.claims_soon() if asked else None
        return await asyncio.to_thread(self._finish, draft, asked, claims)

    async def search(self, query: str, *, count: int = 10, kinds: Collection[str] = ()) -> list[Hit]:
        """Return at most `count` hits for some words, read like a question, best first.

        Raises:
            InvalidInputError: the words are empty, too long, or not text.
            IndexUnusableError: there is no index.
        """
        return await asyncio.to_thread(self.retrieve, query, count=count, kinds=kinds)

    def retrieve(self, query: str, *, count: int = 10, kinds: Collection[str] = ()) -> list[Hit]:
        """Return the hits of `search`, in the calling thread."""
        held = self._hold()
        sought = self._understander.sought(query, _knows(held.index))
        return held.retriever.retrieve(sought, count=count, kinds=kinds)

    def answer(self, question: Question) -> Reply:
        """Return the reply to a question, in the calling thread; see `ask`."""
        draft = self._draft(question)
        asked = self._ask_writer(draft)
        return self._finish(draft, asked, asked.claims() if asked else None)

    def explain(self, question: Question) -> Explanation:
        """Return how the extracts that answer a question came to be; see `ask` for what raises."""
        draft = self._draft(question)
        return explain(draft.material, draft.composition, self.lexicon)

    def plan_workshop(self, asked: WorkshopRequest | str) -> WorkshopPlan | Abstention:
        """Return the plan of a workshop, in the calling thread, or an abstention with the themes that can be served.

        Args:
            asked: a request, or words that tell one (« un atelier de 2 h pour 12 élus sur les effets utiles »).

        Raises:
            InvalidInputError: the words are empty or not text, the minutes or the people are out of bounds.
            IndexUnusableError: there is no index.
        """
        started, held = time.perf_counter(), self._hold()
        request = self.workshop_request(asked) if isinstance(asked, str) else planning.bounded(asked)
        inquiry = self._understander.understand(Question(text=request.theme, language="fr"), _knows(held.index))
        material = self._material(inquiry, held)
        made = planning.plan(request, material, self._engine(held, EXTRACTIVE))
        return made.model_copy(update={"elapsed_ms": int((time.perf_counter() - started) * 1000)})

    def workshop_request(self, words: str, **given: Unpack[planning.Given]) -> WorkshopRequest:
        """Return the request that words make; what is given beside them wins. See `plan_workshop` for what raises."""
        inquiry = self._understander.understand(Question(text=words, language="fr"), _knows(self._hold().index))
        return planning.request_in(words, inquiry, **given)

    def _draft(self, question: Question) -> _Draft:
        started = time.perf_counter()
        held = self._hold()
        inquiry = self._understander.understand(question, _knows(held.index))
        material = self._material(inquiry, held)
        composition = self._both(question, inquiry, held) or self._composed(material, held)
        return _Draft(material, composition, held, started)

    def _ask_writer(self, draft: _Draft) -> Asked | None:
        return self._redrafter.ask(draft.material, draft.composition) if self._redrafter else None

    def _finish(self, draft: _Draft, asked: Asked | None, claims: Sequence[Claim] | None) -> Reply:
        composition, writer = draft.composition, EXTRACTIVE
        if self._redrafter and asked:
            composition, writer = self._redrafter.redraft(draft.material, composition, asked, claims)
        return self._reply(draft, composition, writer)

    def _hold(self) -> Held:
        index = self._open_index()
        held = self._held
        if held is None or held.index is not index:
            retriever = Retriever(index, self._embedder, self._reranker)
            notes, reader = self._notes(index), Reader(index)
            asking = guidance.FollowUps(self.lexicon, index, notes)
            held = Held(index, retriever, reader, notes, asking, guidance.StepCatalogue(index, reader, self.places))
            self._held = held
        return held

    def _answered(self, held: Held, text: str, language: Language, documents: Sequence[Document]) -> Sequence[Span]:
        """Return what the answer to a question is drawn from, asked of some documents or of all; see `FollowUps`."""
        inquiry = self._understander.understand(Question(text=text, language=language), _knows(held.index))
        material = self._material(inquiry, held, documents)
        composition = self._composed(material, held)
        kept = [draft for draft in composition.drafted if draft.spans and not unsupported(draft, self.lexicon)]
        return [span for draft in kept for span in draft.spans] if composition.reason is None else []

    def _notes(self, index: PassageIndex) -> dict[str, Document]:
        """Return the documents that explain the terms of the lexicon, by the path the lexicon gives."""
        wanted = {entry.note for entry in self.lexicon}
        ends = {document.location.split("/", 1)[-1]: document for document in index.documents()}
        ends |= {document.location: document for document in index.documents()}
        return {note: ends[note] for note in sorted(wanted) if note in ends}

    def _material(self, inquiry: Inquiry, held: Held, documents: Sequence[Document] = ()) -> Material:
        closed = [Hit(passage, one, 0.0) for one in documents for passage in held.index.passages_of(one.id)]

        def search(text: str, count: int) -> Sequence[Hit]:
            return closed[:count] or held.retriever.retrieve(text, count=count, reranked=False)

        hits: Sequence[Hit] = ()
        if inquiry.intent not in _SEARCHLESS:
            hits = closed[:DEPTH] or held.retriever.retrieve(inquiry.sought, count=DEPTH)
        advise = partial(guidance.advice, catalogue=held.steps, search=search)
        return Material(inquiry, hits, held.index, search, self.lexicon, self.places, held.reader, held.notes, advise)

    def _both(self, question: Question, inquiry: Inquiry, held: Held) -> Composition | None:
        """Answer a message that asks two questions by the two answers; None unless both have one."""
        if inquiry.intent in _SEARCHLESS or inquiry.intent in _WHOLE:
            return None
        known = _knows(held.index)
        parts = self._understander.parts(question, known)
        if len(parts) < 2:
            return None
        made = [
            self._composed(self._material(self._understander.understand(part, known), held), held) for part in parts
        ]
        if any(one.reason or one.is_courtesy for one in made):
            return None
        first, second = made
        said = {span for draft in first.drafted for span in draft.spans}
        rest = [draft for draft in second.drafted if not draft.spans or not said.issuperset(draft.spans)]
        return Composition(brief(first.drafted, rest), confidence=min(first.confidence, second.confidence))

    def _composed(self, material: Material, held: Held) -> Composition:
        if material.inquiry.intent != "workshop":
            return compose(material)
        define = partial(defining_unit, material)
        made = workshops.outline(material.inquiry, material.search, held.index, held.reader, self.lexicon, define)
        if made is None:
            themed = bool(material.inquiry.terms) or any(one.theme for one in material.inquiry.activities)
            key = "out_of_scope" if themed else "which_theme"
            refusal = Drafted(wording.say(key, material.inquiry.language))
            return Composition((refusal,), reason="out_of_scope" if themed else "no_evidence")
        return Composition(made.drafted, confidence=0.5 + made.known / 2)

    def _reply(self, draft: _Draft, composition: Composition, writer: str) -> Reply:
        inquiry, held = draft.material.inquiry, draft.held
        marks = Marks()
        statements, _ = ground(composition.drafted, self.lexicon, marks)
        reason = composition.reason or emptied(composition, statements)
        if reason == "no_evidence" and composition.reason is None:
            statements = [Statement(text=wording.say("no_evidence", inquiry.language), origin="assistant")]
            marks = Marks()
        steps = steps_of(inquiry, composition, reason, held, marks)
        fields = {
            "id": identity(inquiry, held.index.generation, writer, statements),
            "language": inquiry.language,
            "question": inquiry.standalone,
            "text": rendering.plain(statements),
            "statements": tuple(statements),
            "sources": marks.sources,
            "next_steps": steps,
            "follow_ups": () if reason in SILENT else self._follow_ups(inquiry, composition, reason, held),
            "confidence": round(min(1.0, composition.confidence), 2),
            "engine": self._engine(held, writer),
            "elapsed_ms": int((time.perf_counter() - draft.started) * 1000),
        }
        if reason:
            return Abstention.model_validate({**fields, "reason": reason})
        return (Courtesy if composition.is_courtesy else Answer).model_validate(fields)

    def _follow_ups(
        self, inquiry: Inquiry, composition: Composition, reason: AbstentionReason | None, held: Held
    ) -> tuple[str, ...]:
        answered = partial(self._answered, held)
        return held.follow_ups.propose(inquiry, cited(composition), answered, unanswered=reason is not None)

    def _engine(self, held: Held, writer: str) -> Engine:
        return Engine(
            writer=writer,
            embedder=held.retriever.embedder_name,
            reranker=held.retriever.reranker_name,
            generation=held.index.generation,
        )


_WHOLE = frozenset({"workshop", "comparison", "concordance", "count"})
"""Classes of questions that are composed of several things already."""
_SEARCHLESS = frozenset({"courtesy", "private", "unsafe", "off_topic"})


def _knows(index: PassageIndex) -> Callable[[str], bool]:
    return lambda stem: index.document_frequency(stem) > 0
