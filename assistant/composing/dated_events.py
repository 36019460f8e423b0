"""Tell whether the date that a draft shows is that of the event asked about."""

from collections.abc import Sequence

from assistant.composing.composition import Material
from assistant.composing.dating import ORIGIN
from assistant.domain import Span
from assistant.evidence import Concept
from assistant.french import analyse, fold, word_set
from assistant.inquiry import Want

_DATED: frozenset[Want] = frozenset({"date", "day", "month", "year"})

_HAPPENING = word_set(
    "avoir eu lieu tenir tenu tenue tenus tenues tient derouler deroule deroulee arriver arrive "
    "arrivee tomber tombe tombee tombait tombent dater date datent situer situe ete etait precisement held happen "
    "happened took take place did fall"
)
"""Folded words that only say that something happened: a dated sentence says it without them."""

LEAST_EVENT = 0.3
"""Share of the weight of what happened, who and where aside, that the cited sentences of a date repeat.

Of the questions on dates of four sets, those rightly answered had 0.36 or more, and the nine that were told the date of
another event 0.20 or less.
"""


def dates_the_event(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether the date shown is that of what is asked: near it, a sentence says what happened."""
    inquiry = material.inquiry
    if inquiry.intent != "time" or not inquiry.wants & _DATED:
        return True
    quotes = [fold(span.quote) for span in spans]
    if ORIGIN.search(fold(inquiry.standalone)) and any(ORIGIN.search(quote) for quote in quotes):
        return True
    held = frozenset(stem for quote in quotes for stem in analyse(quote))
    event = [(concept.weight, concept.is_in(held)) for concept in _event(material)]
    return sum(weight for weight, is_told in event if is_told) >= LEAST_EVENT * sum(weight for weight, _ in event)


def _event(material: Material) -> list[Concept]:
    """Return what a question says happened, who and where aside; a word that no document uses counts too."""
    inquiry = material.inquiry
    known = {*(entry.term for entry in inquiry.terms), *(place.name for place in inquiry.places)}
    weighed = {concept.label: concept for concept in material.weighing.concepts if concept.label not in known}
    dropped = [word for word in inquiry.focus if word not in weighed and analyse(word)]
    named = frozenset(stem for entry in inquiry.terms for name in entry.names for stem in analyse(name))
    unheard = [
        Concept(word, (frozenset(analyse(word)),), 1.0) for word in dropped if not named.issuperset(analyse(word))
    ]
    return [concept for concept in (*weighed.values(), *unheard) if fold(concept.label) not in _HAPPENING]
