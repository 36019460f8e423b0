"""Decide whether documents treat a theme, by what they show: its terms, its rare words, and where they meet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.composing import Material
from assistant.evidence import Concept
from assistant.french import analyse, commonness, fold

TREATED_FROM = 3
"""Passages from which a word that no title and no term holds is a matter of the documents.

Under it, a word is met in passing: « réforme », « retraites », « parole » are in one or two passages of the shipped
corpus, « vieillir » and « commerciaux » in three or four. Read on the requests of `evals/workshops/themes.jsonl`.
"""

RARE_SHARE = 0.02
"""Share of the passages up to which a word is rare, and says by itself what a theme is about.

In the shipped corpus, of 724 passages, « énergie » (10) and « santé » (11) are; « réseaux » (30) and « France » (30)
are not: two words that everything holds make no theme unless a passage holds both.
"""

LEAST_RARE = 3
"""Passages up to which a word is rare whatever the size of the index."""

TOGETHER = 0.65
"""Share of the weight of a theme that one sentence holds, with its title, when its words meet there.

On the same requests, « financer un projet coopératif » has 0.69, « l’histoire de France » and « les réseaux sociaux »
0.52 and 0.53, though documents hold each of their words often.
"""

EVERYDAY = 2.0
"""Commonness from which a term of one word is also a word of everybody, that another word can turn to another sense.

« accompagnement » has 2.1 and « trajectoire » 3.4: « la trajectoire d’une fusée » is not theirs. A name, an acronym
or a term of several words has no such double.
"""

_PARTS = re.compile(r"\s*(?:[,;/+]|\b(?:et|ou|and|or)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Matching:
    """What the documents treat of a theme, part by part: « le vélo et la parentalité » has two."""

    material: Material

    @cached_property
    def is_treated(self) -> bool:
        """Tell whether one part at least is treated, or the whole when its words only make sense together."""
        return any(self._is_part_treated(part) for part in self._parts)

    @cached_property
    def is_partly_untreated(self) -> bool:
        """Tell whether a part, or a word of a part, is treated by no document."""
        return any(self._untreated(part) or not self._is_part_treated(part) for part in self._parts)

    @cached_property
    def is_scattered(self) -> bool:
        """Tell whether some part names no term, and no sentence holds most of it, with its title."""
        return any(not self._is_whole(part, self._concepts(part)) for part in self._parts)

    def _is_whole(self, part: frozenset[str], concepts: Sequence[Concept]) -> bool:
        return len(concepts) < 2 or any(self._is_sure(one, part) for one in concepts) or self._meet(concepts)

    @cached_property
    def head(self) -> Concept | None:
        """The first word of the theme that the documents treat, and that says something: « santé » of rural health.

        A French noun comes before what narrows it: an extract that only holds the rest is about something else.
        """
        stems = analyse(self.material.inquiry.standalone)
        told = {one.label: min(map(stems.index, form)) for one in self._known for form in one.forms if form <= {*stems}}
        heavy = [one for one in self._known if one.label in told and not one.light]
        return min(heavy, key=lambda one: told[one.label], default=None)

    @cached_property
    def _parts(self) -> tuple[frozenset[str], ...]:
        """The stems of each part; a part that cuts a term in two stands with its neighbours."""
        theme = self.material.inquiry.standalone
        cut = [frozenset(analyse(part)) for part in _PARTS.split(theme)]
        whole = frozenset(analyse(theme))
        forms = [form for concept in self._known for form in concept.forms if len(form) > 1 and form <= whole]
        parts: list[frozenset[str]] = []
        for part in filter(None, cut):
            if parts and any(form & parts[-1] and form & part and not form <= part for form in forms):
                parts[-1] |= part
            else:
                parts.append(part)
        return tuple(parts)

    @cached_property
    def _known(self) -> tuple[Concept, ...]:
        """The concepts of the theme that the documents treat."""
        return tuple(one for one in self.material.weighing.concepts if self._is_known(one))

    @cached_property
    def _titles(self) -> frozenset[str]:
        named = [name for entry in self.material.lexicon for name in entry.names]
        return _stems([*named, *(document.title for document in self.material.index.documents())])

    def _is_known(self, concept: Concept) -> bool:
        frequency = self._frequency(concept)
        return frequency >= TREATED_FROM or (bool(frequency) and any(form <= self._titles for form in concept.forms))

    def _frequency(self, concept: Concept) -> int:
        """Return the passages that hold the rarest stem of the most frequent form of a concept."""
        count = self.material.index.document_frequency
        return max(min(count(stem) for stem in form) for form in concept.forms)

    def _concepts(self, part: frozenset[str]) -> tuple[Concept, ...]:
        return tuple(one for one in self._known if any(form <= part for form in one.forms))

    def _untreated(self, part: frozenset[str]) -> frozenset[str]:
        told = [form for concept in self._concepts(part) for form in concept.forms if form <= part]
        left = part.difference(*told) if told else part
        return frozenset(stem for stem in left if not self._is_in_passing(stem))

    def _is_in_passing(self, stem: str) -> bool:
        """Tell whether a word that is no concept of the theme (« sujet », « notions ») is met somewhere."""
        named = {one for concept in self.material.weighing.concepts for form in concept.forms for one in form}
        return stem not in named and self.material.index.document_frequency(stem) > 0

    def _is_part_treated(self, part: frozenset[str]) -> bool:
        concepts = self._concepts(part)
        if any(self._is_sure(one, part) for one in concepts):
            return True
        if not concepts or self._untreated(part):
            return False
        return len(concepts) == 1 or self._meet(concepts) or any(self._is_rare(one) for one in concepts)

    def _is_sure(self, concept: Concept, part: frozenset[str]) -> bool:
        """Tell whether a part names a term that has no other sense: several words, an acronym, a name."""
        if concept.label not in {entry.term for entry in self.material.inquiry.terms}:
            return False
        said = [name for entry in self.material.inquiry.terms if entry.term == concept.label for name in entry.names]
        spoken = [name for name in said if frozenset(analyse(name)) and frozenset(analyse(name)) <= part]
        return any(" " in name or commonness(fold(name)) < EVERYDAY for name in spoken)

    def _is_rare(self, concept: Concept) -> bool:
        return self._frequency(concept) <= max(LEAST_RARE, RARE_SHARE * self.material.index.passage_count())

    def _meet(self, concepts: Iterable[Concept]) -> bool:
        """Tell whether a sentence, with its title and headings, holds most of some concepts, by weight."""
        held = tuple(concepts)
        total = sum(one.weight for one in held)
        units = ((unit.stems | unit.context) for unit in self.material.units)
        return any(sum(one.weight for one in held if one.is_in(stems)) >= TOGETHER * total for stems in units)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in _analysed(text))


@lru_cache(maxsize=1 << 14)
def _analysed(text: str) -> frozenset[str]:
    return frozenset(analyse(text))
