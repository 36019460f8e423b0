"""Choose the case to tell: the nearest to the theme, to the people it is told to, and to where they are."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.composing import Material
from assistant.domain import Document, Persona
from assistant.french import analyse, fold, sentences
from assistant.planning.requesting import audience_of

SPOKEN = 2.0
"""Worth of a case that holds every word of the theme, beside what its rank, its terms and its title are worth.

A term that a case names is worth 3 (`ranking.NAMED`): the words of a theme outweigh a rank, never a term.
"""

WRITTEN_FOR, SPEAKS_OF = 1.6, 1.2
"""Worth of a case written for the audience, and of one whose every sentence speaks of people like them.

The first outweighs being found first by retrieval (1.5), so that two audiences hear two cases of one theme; a term
of the theme (3) outweighs both.
"""

SAME_PLACE, SAME_REGION = 2.0, 1.0
"""Worth of a case told in a place that the request names, or in its region."""

OFTEN = 0.3
"""Worth of the case that sessions and practices tell the most: it parts those that nothing else parts."""


class CaseChoice:
    """Tells how near a case is to a request; the same request and index give the same order."""

    def __init__(self, material: Material, audience: str) -> None:
        self._material = material
        self._persona = audience_of(audience)
        self._said = f" {fold(material.inquiry.standalone)} {fold(audience)} "
        self._regions = {
            region
            for word in (*(place.name for place in material.inquiry.places), *audience.replace("’", " ").split())
            for place in material.places.find(word)
            for region in place.regions
        }

    def ordered(
        self, documents: Sequence[Document], worth: dict[str, float], often: Sequence[Document]
    ) -> list[Document]:
        """Return cases, nearest first, ties by id.

        Args:
            documents: the cases.
            worth: how much each is about the theme, by id, see `ranking.NAMED`.
            often: the cases told elsewhere, the most told first.
        """
        told = {one.id: OFTEN / (1 + rank) for rank, one in enumerate(often)}
        near = {one.id: worth[one.id] + told.get(one.id, 0.0) + self._nearness(one) for one in documents}
        return sorted(documents, key=lambda one: (-near[one.id], one.id))

    def _nearness(self, document: Document) -> float:
        spoken = self._material.weighing.coverage(_stems(document.text))
        return SPOKEN * spoken + self._place(document) + self._audience(document)

    def _audience(self, document: Document) -> float:
        if self._persona is None:
            return 0.0
        told = _personas(document.text)
        share = told.count(self._persona) / max(1, len(told))
        return (WRITTEN_FOR if self._persona in document.audience else 0.0) + SPEAKS_OF * share

    def _place(self, document: Document) -> float:
        names = [fold(name) for name in document.places]
        if any(f" {name} " in self._said.replace(",", " ").replace("'", " ") for name in names):
            return SAME_PLACE
        regions = {
            region for name in document.places for place in self._material.places.find(name) for region in place.regions
        }
        return SAME_REGION if regions & self._regions else 0.0


@lru_cache(maxsize=1 << 10)
def _stems(text: str) -> frozenset[str]:
    return frozenset(analyse(text))


@lru_cache(maxsize=1 << 10)
def _personas(text: str) -> tuple[Persona | None, ...]:
    """Return of whom each sentence of a text speaks."""
    return tuple(audience_of(text[start:end]) for start, end in sentences(text))
