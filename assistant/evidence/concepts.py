"""The concepts of a question and their weights."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log

from assistant.evidence.synonyms import interchangeable, light_stems
from assistant.french import analyse, commonness, fold
from assistant.inquiry import Inquiry
from assistant.ports import PassageIndex

LIGHT_WEIGHT = 0.3
"""Share of its weight that a word of little meaning keeps (« servir », « aider »)."""

EVERYDAY, EVERYDAY_WEIGHT = 3.0, 0.5
"""Beside a term of the field, an everyday word that no document uses is a turn of phrase: it weighs half."""

CONTEXT_SHARE = 0.6
"""Share of a concept's weight that counts when only the headings or the title around a unit name it."""


_WORDED = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDED, 2)} | {
    str(number): word for number, word in enumerate(_WORDED, 2)
}
"""Small numbers in words and in figures, which say the same."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a question is about, with the ways a text may say it."""

    label: str
    forms: tuple[frozenset[str], ...]
    """Sets of stems; a text names the concept when it holds every stem of one form."""
    weight: float

    def is_in(self, stems: Collection[str]) -> bool:
        """Tell whether a text with these stems names the concept."""
        return any(form.issubset(stems) for form in self.forms)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The concepts of one question."""

    concepts: tuple[Concept, ...]

    @property
    def total(self) -> float:
        """Return the sum of the weights."""
        return sum(concept.weight for concept in self.concepts)

    def matched(self, stems: Collection[str]) -> frozenset[str]:
        """Return the labels of the concepts that a text names."""
        return frozenset(concept.label for concept in self.concepts if concept.is_in(stems))

    def coverage(self, own: Collection[str], context: Collection[str] = ()) -> float:
        """Return the share of the weights that a text covers, in [0, 1]; 0 for a question about nothing.

        Args:
            own: stems of the text itself.
            context: stems of the headings and of the title around it, counted for `CONTEXT_SHARE`.
        """
        if not self.total:
            return 0.0
        around = {*own, *context}
        gained = sum(
            concept.weight * (1 if concept.is_in(own) else CONTEXT_SHARE)
            for concept in self.concepts
            if concept.is_in(around)
        )
        return gained / self.total

    def missing(self, stems: Collection[str]) -> tuple[Concept, ...]:
        """Return the concepts that a text does not name."""
        return tuple(concept for concept in self.concepts if not concept.is_in(stems))


def weighing_of(inquiry: Inquiry, index: PassageIndex) -> Weighing:
    """Return the concepts of a question, weighted by how rare they are in the index.

    The weight is the inverse document frequency of Robertson and Spärck Jones with the usual smoothing,
    `ln(1 + (N - n + 0.5) / (n + 0.5))`, n being the number of passages with the rarest stem of the most
    frequent form. A word that the index never holds weighs the most: nothing can answer for it.
    """
    named = [(entry.term, _forms(entry.names)) for entry in inquiry.terms]
    named += [(place.name, _forms([place.name])) for place in inquiry.places]
    spoken = {stem for _, forms in named for form in forms for stem in form}
    words = [(word, _word_forms(word)) for word in inquiry.focus]
    free = [(word, forms) for word, forms in words if forms and not any(form <= spoken for form in forms[:1])]
    concepts = {label: Concept(label, forms, _weight(forms, index)) for label, forms in named if forms}
    for word, forms in free:
        everyday = bool(inquiry.terms) and commonness(fold(word)) >= EVERYDAY and not _occurs(forms, index)
        concepts[word] = Concept(word, forms, _weight(forms, index) * (EVERYDAY_WEIGHT if everyday else 1.0))
    return Weighing(tuple(concepts.values()))


def of_phrase(phrase: str, index: PassageIndex) -> Weighing:
    """Return the concepts of a bare phrase, one a word."""
    words = [(stem, (frozenset([stem]),)) for stem in dict.fromkeys(analyse(phrase))]
    return Weighing(tuple(Concept(label, forms, _weight(forms, index)) for label, forms in words))


def _forms(names: Iterable[str]) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(form for form in (frozenset(analyse(name)) for name in names) if form))


def _word_forms(word: str) -> tuple[frozenset[str], ...]:
    own = analyse(word)
    if not own:
        return ()
    spelled = _NUMBERS.get(fold(word))
    number = (frozenset([spelled]),) if spelled else ()
    return (frozenset(own[:1]), *number, *interchangeable(own[0]))


def _occurs(forms: Sequence[frozenset[str]], index: PassageIndex) -> bool:
    return any(all(index.document_frequency(stem) for stem in form) for form in forms)


def _weight(forms: Sequence[frozenset[str]], index: PassageIndex) -> float:
    frequency = max(min(index.document_frequency(stem) for stem in form) for form in forms)
    rarity = log(1 + (index.passage_count() - frequency + 0.5) / (frequency + 0.5))
    return rarity * (LIGHT_WEIGHT if forms[0] <= light_stems() else 1.0)
