"""What to do where one is: join the club of the place, say which place it is, or turn to the institute."""

from collections import Counter
from collections.abc import Sequence

from assistant.domain import Span
from assistant.french import fold
from assistant.guidance.catalogue import Search, StepCatalogue
from assistant.guidance.step import Step
from assistant.guidance.step_words import enumerated, place_name, reason, said
from assistant.inquiry import Inquiry
from assistant.knowledge import Club, Place

_ASKED_HERE = frozenset({"place", "next_step"})
"""Classes of questions whose place is the one where the person wants to act."""

MOST_NAMED = 3
"""Clubs of one step that are cited."""


def where(inquiry: Inquiry) -> tuple[Place, ...]:
    """Return where the person wants to act; a place that a question only speaks of is not one."""
    asked = inquiry.places if inquiry.intent in _ASKED_HERE else ()
    return tuple(place for place in asked or inquiry.home if (place.level, place.name) != ("country", "France"))


def local_step(inquiry: Inquiry, cited: Sequence[Span], catalogue: StepCatalogue, search: Search) -> Step | None:
    """Return what to do where one is, None when the place is not known or no document names its clubs."""
    here = where(inquiry)
    if not here:
        return None
    if alike := homonyms(here):
        return _which(inquiry, alike, catalogue, search)
    clubs = clubs_of(here, catalogue)
    return (
        _contact(inquiry, here, clubs, cited, catalogue, search) if clubs else _alone(inquiry, here, catalogue, search)
    )


def homonyms(here: Sequence[Place]) -> list[Place]:
    """Return the places that bear one name and have not the same clubs."""
    counts = Counter(place.name for place in here)
    return [
        place
        for place in here
        if counts[place.name] > 1 and len({other.clubs for other in here if other.name == place.name}) > 1
    ]


def clubs_of(here: Sequence[Place], catalogue: StepCatalogue) -> list[Club]:
    """Return the clubs that cover some places, those of the place itself first."""
    known = catalogue.places.clubs
    return [known[one] for one in dict.fromkeys(club for place in here for club in place.clubs) if one in known]


def _which(inquiry: Inquiry, alike: Sequence[Place], catalogue: StepCatalogue, search: Search) -> Step:
    language = inquiry.language
    names = enumerated([place_name(place) for place in alike], language, "or")
    spans = _naming(clubs_of(alike, catalogue), catalogue, search)
    return Step(said("which_place", language, places=names), said("why_which", language), tuple(spans), asks=True)


def _contact(
    inquiry: Inquiry,
    here: Sequence[Place],
    clubs: Sequence[Club],
    cited: Sequence[Span],
    catalogue: StepCatalogue,
    search: Search,
) -> Step | None:
    names = [club.name for club in clubs]
    told = cited if inquiry.intent == "place" else ()  # another answer may name the club for another reason
    spans = [span for span in told if any(fold(name) in fold(span.quote) for name in names)][:MOST_NAMED]
    missing = [club for club in clubs if not any(fold(club.name) in fold(span.quote) for span in spans)]
    spans += _naming(missing, catalogue, search)[: MOST_NAMED - len(spans)]
    if not spans:
        return None
    language = inquiry.language
    key = "why_contact" if len(clubs) == 1 else "why_several"
    label = said("contact", language, club=enumerated(names, language, "or"))
    return Step(label, _why(inquiry, here, key), tuple(spans))


def _alone(inquiry: Inquiry, here: Sequence[Place], catalogue: StepCatalogue, search: Search) -> Step | None:
    """Return the nearest honest thing: what the documents suggest where the list names no club."""
    suggested, institute = catalogue.without_club, None
    if suggested is None:
        institute = catalogue.institute(search)
    span = suggested.span if suggested else institute.span if institute else None
    if span is None:
        return None
    partial = [club for place in here for club in _beside(place, catalogue)]
    key = "why_partly" if partial else "why_no_club"
    label = suggested.label if suggested and inquiry.language == "fr" else said("no_club", inquiry.language)
    names = enumerated([club.name for club in partial], inquiry.language, "and")
    spans = [span, *_naming(partial, catalogue, search)][:MOST_NAMED]
    return Step(label, _why(inquiry, here, key, club=names), tuple(spans))


def _beside(place: Place, catalogue: StepCatalogue) -> list[Club]:
    """Return the clubs that cover another part of the region of a place."""
    holes = [hole for hole in catalogue.places.table.holes if hole.region in place.regions]
    return [catalogue.places.clubs[one] for hole in holes for one in hole.partial if one in catalogue.places.clubs]


def _why(inquiry: Inquiry, here: Sequence[Place], key: str, **values: object) -> str:
    named = enumerated(list(dict.fromkeys(place_name(place) for place in here)), inquiry.language, "and")
    return reason(inquiry.language, key, persona=inquiry.persona, stage=inquiry.stage, place=named, **values)


def _naming(clubs: Sequence[Club], catalogue: StepCatalogue, search: Search) -> list[Span]:
    units = [catalogue.naming(club, search) for club in clubs]
    return list(dict.fromkeys(unit.span for unit in units if unit))
