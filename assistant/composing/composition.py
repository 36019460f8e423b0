"""What composing works on, and what it gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import AbstentionReason, Document, Drafted, Hit
from assistant.evidence import Reader, Unit, Weighing, weighing_of
from assistant.inquiry import Inquiry
from assistant.knowledge import Lexicon, Places
from assistant.ports import PassageIndex

WHOLE_DOCUMENTS = 3
"""Documents read whole when the hits alone may not show a date or a run of questions."""

LONGEST_DOCUMENT = 60
"""Passages of a document read whole."""

MOST_SENTENCES = 4
"""Sourced sentences of an answer: short first, the rest on demand; 280 of our 282 answers had no more."""

Search = Callable[[str, int], Sequence[Hit]]
"""Retrieve at most so many hits for a text."""

Advice = Callable[[Inquiry, Weighing], Sequence[Drafted]]
"""Return where somebody begins, nothing when no document says it."""


def _no_advice(inquiry: Inquiry, asked: Weighing) -> Sequence[Drafted]:
    return ()


@dataclass(frozen=True)
class Material:
    """A question, what retrieval found for it, and the means to look further."""

    inquiry: Inquiry
    hits: Sequence[Hit]
    index: PassageIndex
    search: Search
    lexicon: Lexicon
    places: Places
    reader: Reader
    notes: Mapping[str, Document]
    """The documents that the lexicon names as the notes of its terms, by path in the corpus."""
    advice: Advice = _no_advice
    """What the table of next steps tells somebody who asks where to begin."""

    @cached_property
    def weighing(self) -> Weighing:
        """The concepts of the question."""
        stems = frozenset().union(*(unit.stems for unit in self.units)) if self.hits else frozenset[str]()
        return weighing_of(self.inquiry, self.index).seeing_through_slips(stems)

    @cached_property
    def units(self) -> list[Unit]:
        """The units of the hits, best hit first, in the language of the reply."""
        return self.readable(self.hits)

    def readable(self, hits: Sequence[Hit]) -> list[Unit]:
        """Return the units of some hits: in French, or in English where an English reader finds English."""
        units = self.reader.units(hits)
        if not self.english:
            units = [unit for unit in units if unit.passage.language == "fr"]
        return units if self.inquiry.misnomers else [unit for unit in units if not self._misnames(unit)]

    @cached_property
    def wider(self) -> list[Unit]:
        """The units of the hits, then those of the whole documents best placed: what is said a page further."""
        documents = list({hit.document.id: hit.document for hit in self.hits}.values())[:WHOLE_DOCUMENTS]
        read = {hit.passage.id for hit in self.hits}
        further = [
            Hit(passage, document, 0.0)
            for document in documents
            for passage in self.index.passages_of(document.id)[:LONGEST_DOCUMENT]
            if passage.id not in read
        ]
        return self.readable([*self.hits, *further])

    def _misnames(self, unit: Unit) -> bool:
        """Tell whether a unit repeats a false expansion, even to deny it: nobody asked for it."""
        return any(name in unit.folded for name in self.lexicon.false_names)

    @property
    def english(self) -> bool:
        """Tell whether the reply is in English."""
        return self.inquiry.language == "en"


@dataclass(frozen=True, slots=True)
class Composition:
    """A draft: statements to ground, or the reason why there is no answer."""

    drafted: tuple[Drafted, ...]
    reason: AbstentionReason | None = None
    """None for an answer."""
    confidence: float = 0.0
    """Share of the question that the evidence covers, in [0, 1]."""
    is_courtesy: bool = False


def brief(*parts: Sequence[Drafted]) -> tuple[Drafted, ...]:
    """Return the statements of the parts of an answer, each cut to its first sentences when they are too many together.

    Lists, steps and the assistant's own lines are never cut; what is left out stays to be asked for.
    """
    together = [draft for part in parts for draft in part]
    if sum(_is_prose(draft) for draft in together) <= MOST_SENTENCES:
        return tuple(together)
    share = MOST_SENTENCES // len(parts)
    kept: list[Drafted] = []
    for part in parts:
        prose = [draft for draft in part if _is_prose(draft)][:share]
        kept += [draft for draft in part if not _is_prose(draft) or draft in prose]
    return tuple(kept)


def _is_prose(draft: Drafted) -> bool:
    return bool(draft.spans) and "\n" not in draft.text
