"""The concepts of a question and their weights."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Self

from assistant.evidence.synonyms import interchangeable, light_stems
from assistant.french import NUMBER_WORDS, analyse, commonness, distance, fold, tolerance
from assistant.inquiry import Inquiry
from assistant.ports import PassageIndex

LIGHT_WEIGHT = 0.3
"""Share of its weight that a word of little meaning keeps (« servir », « aider »)."""

LONG_ENOUGH_TO_SLIP = 7
"""Letters of a stem from which one slip is seen through: « référenciel » for « référentiel »."""

LEAST_TERM_WEIGHT = 2.5
"""Weight of a term of the field that every passage names: it still is the subject."""

RARE = 2.0
"""Commonness under which a word that documents hold is a name or a word of the field."""

EVERYDAY = 3.0
"""Commonness from which a word that no document uses is a turn of phrase: beside a term, it weighs half a term."""

CONTEXT_SHARE = 0.7
"""Share of a concept's weight that counts when only the headings or the title around a unit name it."""


_NUMBERS = {word: str(number) for number, word in enumerate(NUMBER_WORDS, 2)} | {
    str(number): word for number, word in enumerate(NUMBER_WORDS, 2)
}
"""Small numbers in words and in figures, which say the same."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a question is about, with the ways a text may say it."""

    label: str
    forms: tuple[frozenset[str], ...]
    """Sets of stems; a text names the concept when it holds every stem of one form."""
    weight: float
    light: bool = False
    """True for a word of little meaning."""
    rare: bool = False
    """True for a word that the documents hold and everyday French does not: a name, a word of the field."""

    def is_in(self, stems: Collection[str]) -> bool:
        """Tell whether a text with these stems names the concept."""
        return any(form.issubset(stems) for form in self.forms)


def _with_slips(concept: Concept, stems: Collection[str]) -> Concept:
    word = next(iter(concept.forms[0])) if len(concept.forms[0]) == 1 else ""
    limit = min(1, tolerance(word))
    if len(word) < LONG_ENOUGH_TO_SLIP or concept.is_in(stems):
        return concept
    close = tuple(frozenset([stem]) for stem in sorted(stems) if distance(word, stem, limit) <= limit)
    return replace(concept, forms=(*concept.forms, *close)) if close else concept


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

    def seeing_through_slips(self, stems: Collection[str]) -> Self:
        """Return the same concepts, each that no text holds also found under a close spelling among `stems`."""
        return replace(self, concepts=tuple(_with_slips(concept, stems) for concept in self.concepts))

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
    concepts = {
        label: Concept(label, forms, max(LEAST_TERM_WEIGHT, _weight(forms, index))) for label, forms in named if forms
    }
    places = [(place.name, _forms([place.name])) for place in inquiry.places]
    concepts |= {label: Concept(label, forms, _weight(forms, index)) for label, forms in places if forms}
    spoken = {stem for concept in concepts.values() for form in concept.forms for stem in form}
    for word in inquiry.focus:
        forms = _word_forms(word)
        if forms and not forms[0] <= spoken:
            everyday = inquiry.language == "en" or commonness(fold(word)) >= EVERYDAY
            concepts[word] = _free(
                forms,
                word,
                index,
                turn_of_phrase=everyday,
                named=bool(inquiry.terms),
                asked_for=_is_head(word, inquiry),
            )
    return Weighing(tuple(concept for concept in concepts.values() if concept.weight))


def _free(
    forms: tuple[frozenset[str], ...],
    word: str,
    index: PassageIndex,
    *,
    turn_of_phrase: bool,
    named: bool,
    asked_for: bool,
) -> Concept:
    """Return the concept of a word that is no term; one of little meaning that no document holds weighs nothing."""
    light = forms[0] <= light_stems() and not asked_for
    weight = _rarity(forms, index) * (LIGHT_WEIGHT if light else 1.0)
    if not _occurs(forms, index):
        if light:
            weight = 0.0
        elif turn_of_phrase:
            weight = LEAST_TERM_WEIGHT / (2 if named else 1)
    known = bool(index.document_frequency(next(iter(forms[0])))) if len(forms[0]) == 1 else False
    rare = known and not light and len(word) > 3 and _usual(word) < RARE
    return Concept(word, forms, weight, light=light, rare=rare)


def _usual(word: str) -> float:
    """Return how common a word is, in the number that is used most."""
    folded = fold(word)
    return max(commonness(form) for form in (folded, folded.removesuffix("s"), f"{folded}s"))


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
    feminine = own[0][:-1] if own[0].endswith("e") else own[0] + "e"
    other = (frozenset([feminine]),) if len(own[0]) > 4 else ()
    return (frozenset(own[:1]), *other, *number, *interchangeable(own[0]), *interchangeable(feminine))


def _occurs(forms: Sequence[frozenset[str]], index: PassageIndex) -> bool:
    return any(all(index.document_frequency(stem) for stem in form) for form in forms)


def _is_head(word: str, inquiry: Inquiry) -> bool:
    """Tell whether a word is the noun that a list is asked of: « quelles suites », « les sujets »."""
    return inquiry.intent == "list" and word == inquiry.focus[0]


def _weight(forms: Sequence[frozenset[str]], index: PassageIndex) -> float:
    return _rarity(forms, index) * (LIGHT_WEIGHT if forms[0] <= light_stems() else 1.0)


def _rarity(forms: Sequence[frozenset[str]], index: PassageIndex) -> float:
    frequency = max(min(index.document_frequency(stem) for stem in form) for form in forms)
    return log(1 + (index.passage_count() - frequency + 0.5) / (frequency + 0.5))
