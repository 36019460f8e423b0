"""Tell whether a draft shows the kind of thing that is asked: a name, a number of the thing counted, a definition."""

import re
from collections.abc import Callable, Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.dated_events import dates_the_event
from assistant.composing.dating import YEAR
from assistant.composing.defining import DEFINES, DETERMINERS
from assistant.composing.designating import speaks_of_the_one
from assistant.composing.elapsed import asks_between
from assistant.composing.identifying import identifies
from assistant.domain import Span
from assistant.evidence import Unit, holds
from assistant.french import NUMBER_WORDS, analyse, fold, stem
from assistant.inquiry import Inquiry, Want

_TOLD: frozenset[Want] = frozenset({"address", "link", "hour", "day", "month", "duration", "superlative"})
"""Wants that every way of composing must meet; the others are seen to where a way deals with them."""

_NUMBER = (
    rf"(?:\d[\d\u00a0\u202f .,]*|{'|'.join(NUMBER_WORDS)}|dizaine|vingtaine|centaine|aucune?|une? seule?|plusieurs)"
)

_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_MEASURE = r"(?:litres?|tonnes?|kilos?|kg|grammes|hectares?|metres?|kilometres?|km|types?|sortes?|groupes?|millions?)"
_NUMBERED = re.compile(
    rf"\b{_NUMBER} (?:d'|de |{_MEASURE} d'|{_MEASURE} de )?{_WORD}(?: (?!d'|de\b|des\b|du\b){_WORD})?"
)
"""A number and the words it may bear on: the noun, an adjective and the noun, a measure of the noun."""

_ASKS_A_DEFINITION = re.compile(
    r"\b(?:c'est quoi|qu'est-ce qu(?:e c'est|e |'une? )|defini\w+|sens d|what (?:is|are))\b(?!.* (?:ont|a eu|comme) )"
)
_QUOTED_NOTION = re.compile(
    r"\b(?:derriere|par|sens (?:de|du)|definition (?:de|du)) (?:l'|le |la |les )?"
    r"(?:mots? |termes? |expression |notion )?(?:de |d')?[«\"“] ?(?P<notion>[^»\"”]{3,60}?) ?[»\"”]"
)
"""A notion quoted in a question on what is meant by it."""

_OPENING_NOTION = re.compile(
    r"^\W*(?P<notion>[^,:?]{3,60}?) ?[,:] ?(?:[^,:?]{1,40} )?(?:definition|definissent|definit|definissez)\b"
)
"""A notion that opens a question on its definition: « le compost, comment le définit-on ? »."""

LONGEST_NOTION = 2
"""Words of a notion asked about, its grammar aside: more are a question about something."""

LATEST_SUBJECT = 60
"""Characters of a sentence within which the thing it defines is named."""


def shows_what_is_asked(material: Material, composition: Composition) -> bool:
    """Tell whether a draft shows the amounts, hours, names, counts or definition that its question asks."""
    checks: tuple[Callable[[Material, Sequence[Span]], bool], ...] = (
        _shows_wants,
        _values,
        dates_the_event,
        _names,
        _defines,
    )
    spans = [span for draft in composition.drafted for span in draft.spans]
    return (
        all(check(material, spans) for check in checks)
        and speaks_of_the_one(spans, material)
        and _counts(material, composition)
    )


_VALUES = (
    (
        r"\bquel(?:le)? (?:est la |est le )?(?:part|pourcentage|proportion|taux)\b|\bwhat (?:share|percentage)\b",
        r"%|\bpour ?cent\b|\b(?:moitie|tiers|quart|dixieme|majorite|plupart|percent|half|most)\b|"
        r"\b\w+ sur (?:dix|cent|\d+)\b",
    ),
    (r"\bquel(?:le)? (?:est la )?(?:superficie|surface)\b", r"\d ?(?:hectares?|ha|m2|m²|km2|km²|metres? carres?)\b"),
    (r"\bquelle distance\b|\bcombien de (?:km|kilometres)\b", r"\d ?(?:km|kilometres?|metres?|m)\b"),
    (
        r"\bquel(?:le)?s? (?:articles?(?: de (?:la )?loi)?|loi|decret)\b|\bwhich law\b",
        r"\b(?:article|loi|decret|ordonnance|act|law)\b[^.]{0,20}\d",
    ),
)
"""Attributes that a question asks by their name, each with what its value looks like; on folded text."""


def _values(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether a span about the subject gives the value of each attribute asked: a share, an area, an article."""
    asked = fold(material.inquiry.standalone)
    quotes = [fold(span.quote) for span in _telling(material, spans)]
    sought = [value for attribute, value in _VALUES if re.search(attribute, asked)]
    return all(any(re.search(value, quote) for quote in quotes) for value in sought)


def _telling(material: Material, spans: Sequence[Span]) -> list[Span]:
    """Return the spans that name a term of the question, all when it names none."""
    terms = {entry.term for entry in material.inquiry.terms}
    named = [concept for concept in material.weighing.concepts if concept.label in terms]
    return [span for span in spans if not named or any(concept.is_in(_around(span)) for concept in named)]


def _shows_wants(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether each kind of thing wanted is shown by a span that names the subject."""
    quotes = [fold(span.quote) for span in _telling(material, spans)]
    wants = material.inquiry.wants & _TOLD
    if asks_between(material) and any(len(set(YEAR.findall(quote))) > 1 for quote in quotes):
        wants -= {"duration"}
    return all(any(holds(want, quote) for quote in quotes) for want in wants)


def _around(span: Span) -> frozenset[str]:
    """Return the stems of a span, of its headings and of its title."""
    return frozenset(analyse(" . ".join((span.document.title, *span.passage.headings, span.quote))))


def _names(material: Material, spans: Sequence[Span]) -> bool:
    """Tell whether the spans name what the question asks to name."""
    return identifies([unit for span in spans for unit in _units(span, material)], material)


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
    about = [span for span in spans if _names_all(span, material)]
    return not heads or borne or any(_numbers(head, span) for head in heads for span in about)


def _names_all(span: Span, material: Material) -> bool:
    """Tell whether a span, its headings and its title name all that is asked about but notions."""
    inquiry = material.inquiry
    named = {entry.term for entry in inquiry.terms if entry.kind not in {"notion", "method"}}
    labels = {*named, *(place.name for place in inquiry.places)}
    around = _around(span)
    return all(concept.is_in(around) for concept in material.weighing.concepts if concept.label in labels)


def _numbers(head: frozenset[str], span: Span) -> bool:
    """Tell whether a span gives a number of things: « dix grands projets », and not « dix récits de projets »."""
    folded = fold(span.quote)
    for match in _NUMBERED.finditer(folded):
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
    notion = _notion(material.inquiry)
    words = [stem(fold(word)) for word in notion]
    return not words or any(_is_subject(words, unit) for span in spans for unit in _units(span, material))


def _notion(inquiry: Inquiry) -> tuple[str, ...]:
    """Return the words of a notion that is no term of the field and whose meaning is asked, none otherwise."""
    folded = fold(inquiry.standalone)
    quoted = _QUOTED_NOTION.search(folded)
    if quoted is not None:
        words = tuple(word for word in inquiry.focus if fold(word) in quoted["notion"].split())
        return words if len(words) <= LONGEST_NOTION else ()
    if not 0 < len(inquiry.focus) <= LONGEST_NOTION:
        return ()
    opens = _OPENING_NOTION.search(folded)
    if opens is not None and all(fold(word) in opens["notion"] for word in inquiry.focus):
        return inquiry.focus
    asked = inquiry.intent == "definition" and _ASKS_A_DEFINITION.search(folded)
    return inquiry.focus if asked and not inquiry.terms else ()


def _is_subject(words: Sequence[str], unit: Unit) -> bool:
    opening = unit.folded[: LATEST_SUBJECT + 20]
    found = [match for match in re.finditer(r"[^\W_]+", opening) if stem(match.group()) in words]
    if len({stem(match.group()) for match in found}) < len(set(words)):
        return set(words) <= set(analyse(unit.document.title))
    return (
        DETERMINERS.match(opening, 0, found[0].start()) is not None
        and DEFINES.match(opening, found[-1].end()) is not None
    )
