"""Rank the documents of a kind for a theme: by the terms they name, their title, and what retrieval finds."""

from collections import Counter
from functools import cached_property

from assistant.composing import Material
from assistant.domain import Document, DocumentKind, Persona
from assistant.french import analyse, fold
from assistant.knowledge import LexiconEntry
from assistant.planning.choosing import CaseChoice

SEARCHED = 30
"""Passages sought for a theme: enough to meet each practice and each case that speaks of it."""

SEARCHED_APART = 12
"""Passages sought for what any plan needs: questions to begin and to end with."""

ABOUT = 1.0
"""Worth under which a document was only met in passing: being found first is enough, being found second is not."""

NAMED, NEIGHBOUR, TITLED, FOUND, ADDRESSED = 3.0, 0.5, 2.0, 1.5, 0.4
"""Worth of a document that names a term of the theme, a neighbouring term, has the words of the theme in its title,
is found first by retrieval, is written for the audience: a term named outweighs all the rest but a whole title."""


class Ranking:
    """The documents of an index, ranked for one theme; ties by id, so that the same theme gives the same."""

    def __init__(self, material: Material, persona: Persona | None) -> None:
        self._material = material
        self._persona = persona
        self.entries: tuple[LexiconEntry, ...] = material.inquiry.terms

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every document, read once."""
        return tuple(self._material.index.documents())

    def of(self, kind: DocumentKind, otherwise: str = "") -> list[Document]:
        """Return the documents of a kind that speak of the theme, best first, then those found `otherwise`."""
        documents = [one for one in self.documents if one.kind == kind]
        scored = {one.id: self._worth(one) for one in documents}
        near = sorted((one for one in documents if scored[one.id] >= ABOUT), key=lambda one: (-scored[one.id], one.id))
        known = {one.id for one in near}
        hits = self._material.search(otherwise, SEARCHED_APART) if otherwise else ()
        rest = {hit.document.id: hit.document for hit in hits if hit.document.kind == kind}
        return [*near, *(one for key, one in rest.items() if key not in known)]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """The rank of each document that retrieval finds for the theme, from 0."""
        ranks: dict[str, int] = {}
        for hit in self._material.search(self._material.inquiry.sought, SEARCHED):
            ranks.setdefault(hit.document.id, len(ranks))
        return ranks

    def _worth(self, document: Document) -> float:
        """Return how much a document is about the theme; see `NAMED`; 0 when nothing ties it to the theme."""
        terms = {fold(term) for term in document.terms}
        named = sum(NAMED for entry in self.entries if fold(entry.term) in terms)
        near = {fold(name) for entry in self.entries for name in entry.related}
        stems, title = frozenset(analyse(self._material.inquiry.standalone)), frozenset(analyse(document.title))
        share = 0.0 if self.entries else self._material.weighing.coverage(title)
        titled = TITLED * (1.0 if stems <= title else share)
        rank = self._ranks.get(document.id)
        worth = named + NEIGHBOUR * len(near & terms) + titled + (FOUND / (1 + rank) if rank is not None else 0.0)
        return worth + (ADDRESSED if worth >= ABOUT and self._persona in document.audience else 0.0)

    def is_about(self, document: Document) -> bool:
        """Tell whether a document names a term of the theme, or is close to a theme that names none."""
        return self._worth(document) >= (NAMED if self.entries else ABOUT)

    def cases(self, choice: CaseChoice) -> list[Document]:
        """Return every case, the nearest to the request first."""
        cases = [one for one in self.documents if one.kind == "case"]
        return choice.ordered(cases, {one.id: self._worth(one) for one in cases}, self.often_told)

    @cached_property
    def often_told(self) -> list[Document]:
        """The cases that sessions and practices tell, the most told first: they hold for any theme."""
        telling = [document for document in self.documents if document.kind in {"session", "practice"}]
        told = Counter(term for document in telling for term in document.terms)
        cases = [one for one in self.documents if one.kind == "case"]
        often = {one.id: max((told[term] for term in one.terms if _is_title(term, one)), default=0) for one in cases}
        return sorted((one for one in cases if often[one.id]), key=lambda one: (-often[one.id], one.id))


def _is_title(term: str, document: Document) -> bool:
    """Tell whether a term is what a title names, and not somebody it mentions."""
    stems, title = frozenset(analyse(term)), frozenset(analyse(document.title))
    return stems <= title and len(stems) > len(title) / 2
