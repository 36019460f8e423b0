"""Tell whether a draft shows the kind of thing that is asked: a name, a number of the thing counted, a definition."""

import re
from collections.abc import Callable, Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.dating import ORIGIN, YEAR
from assistant.composing.defining import DEFINES, DETERMINERS
from assistant.composing.elapsed import asks_between
from assistant.composing.selecting import new_names
from assistant.domain import Span
from assistant.evidence import Concept, Unit, holds
from assistant.french import NUMBER_WORDS, analyse, fold, stem, word_set
from assistant.inquiry import Want

_TOLD: frozenset[Want] = frozenset({"address", "link", "hour", "day", "month", "duration", "superlative"})
"""Wants that every way of composing must meet; the others are seen to where a way deals with them."""

_NAME = re.compile(
    r"\b(?:comment s'appel\w+|(?:son|leur|quel(?:s)?(?: est le)?) noms?|qui sont|quel(?:le)?s? (?:sont les )?"
    r"(?:entreprises?|associations?|societes?|communes?|collectivites?|organisations?|structures?|personnes?|partenaires?)"
    r"\b|"
    r"\bquel(?:le)? (?!secteur|facteur|moteur|vecteur)[^\W\d_]+(?:teur|trice)\b|"
    r"which (?:\w+ )?(?:compan\w+|people|organisations?))"
)
"""Questions that only a name answers."""

_NUMBER = rf"(?:\d[\d\u00a0\u202f .,]*|{'|'.join(NUMBER_WORDS)}|dizaine|vingtaine|centaine|aucune?|une?|plusieurs)"

_ASKS_A_DEFINITION = re.compile(
    r"\b(?:c'est quoi|qu'est-ce qu(?:e c'est|e |'une? )|defini\w+|sens d|what (?:is|are))\b(?!.* (?:ont|a eu|comme) )"
)
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

LONGEST_NOTION = 2
"""Words of a notion asked about, its grammar aside: more are a question about something."""

LATEST_SUBJECT = 60
"""Characters of a sentence within which the thing it defines is named."""


def shows_what_is_asked(material: Material, composition: Composition) -> bool:
    """Tell whether a draft shows the amounts, hours, names, counts or definition that its question asks."""
    checks: tuple[Callable[[Material, Sequence[Span]], bool], ...] = (_shows_wants, _dates, _names, _defines)
    spans = [span for draft in composition.drafted for span in draft.spans]
    return all(check(material, spans) for check in checks) and _counts(material, composition)


def _shows_wants(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether each kind of thing wanted is shown by a span that names the subject."""
    terms = {entry.term for entry in material.inquiry.terms}
    named = [concept for concept in material.weighing.concepts if concept.label in terms]
    telling = [span for span in spans if not named or any(concept.is_in(_around(span)) for concept in named)]
    quotes = [fold(span.quote) for span in telling]
    wants = material.inquiry.wants & _TOLD
    if asks_between(material) and any(len(set(YEAR.findall(quote))) > 1 for quote in quotes):
        wants -= {"duration"}
    return all(any(holds(want, quote) for quote in quotes) for want in wants)


def _dates(material: Material, spans: Sequence[Span]) -> bool:
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


def _around(span: Span) -> frozenset[str]:
    """Return the stems of a span, of its headings and of its title."""
    return frozenset(analyse(" . ".join((span.document.title, *span.passage.headings, span.quote))))


def _names(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether the spans give a name that the question does not, when a name is what it asks."""
    asked = fold(material.inquiry.standalone)
    if not _NAME.search(asked):
        return True
    units = [unit for span in spans for unit in _units(span, material)]
    sigles = [word for unit in units for word in re.findall(r"\b[A-ZÀ-Ý]{2,}\b", unit.text)]
    named = any(new_names(unit, material.inquiry) for unit in units) or any(fold(word) not in asked for word in sigles)
    return named or any(unit.kind == "list" for unit in units)


def _units(span: Span, material: Material) -> list[Unit]:
    units = material.reader.units_of(span.passage, span.document)
    return [unit for unit in units if unit.span.start < span.end and span.start < unit.span.end]


def _counts(material: Material, composition: Composition) -> bool:
    """Tell whether a draft numbers the thing counted: a number before it, a list it announces, items that bear it."""
    inquiry = material.inquiry
    if inquiry.intent != "count" or not inquiry.counted or inquiry.wants & {"money", "duration"}:
        return True
    heads = [frozenset(analyse(phrase)[:1]) for phrase in inquiry.counted if analyse(phrase)]
    spans = [span for draft in composition.drafted for span in draft.spans]
    items = [span for draft in composition.drafted if draft.text[:1].isdigit() for span in draft.spans]
    borne = any(head & set(analyse(span.quote)) for head in heads for span in items)
    return not heads or borne or any(_numbers(head, span) for head in heads for span in spans)


def _numbers(head: frozenset[str], span: Span) -> bool:
    folded = fold(span.quote)
    for match in re.finditer(rf"\b{_NUMBER} (?:[^\W\d_]+ )?(?:d'|de )?(?P<noun>[^\W\d_]+(?:-[^\W\d_]+)*)", folded):
        near = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", match.group())
        if any(set(analyse(word)) & head for word in near):
            return True
    listed = re.finditer(rf"(?P<noun>[^\W\d_]+) ?[:(] ?(?:environ )?{_NUMBER}\b", folded)
    if any(set(analyse(match["noun"])) & head for match in listed):
        return True
    announced = fold(" . ".join((span.document.title, *span.passage.headings, span.quote.split("\n", 1)[0])))
    return "\n" in span.quote and bool(head & set(analyse(announced)))


def _defines(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether a span defines a notion that the lexicon lacks: its subject, before a verb that defines."""
    inquiry = material.inquiry
    is_notion = 0 < len(inquiry.focus) <= LONGEST_NOTION and _ASKS_A_DEFINITION.search(fold(inquiry.standalone))
    if inquiry.intent != "definition" or inquiry.terms or not is_notion:
        return True
    words = [stem(fold(word)) for word in inquiry.focus]
    return any(_is_subject(words, unit) for span in spans for unit in _units(span, material))


def _is_subject(words: Sequence[str], unit: Unit) -> bool:
    opening = unit.folded[: LATEST_SUBJECT + 20]
    found = [match for match in re.finditer(r"[^\W_]+", opening) if stem(match.group()) in words]
    if len({stem(match.group()) for match in found}) < len(set(words)):
        return set(words) <= set(analyse(unit.document.title))
    return (
        DETERMINERS.match(opening, 0, found[0].start()) is not None
        and DEFINES.match(opening, found[-1].end()) is not None
    )
