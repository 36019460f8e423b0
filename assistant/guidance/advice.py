"""The answer to « par où commencer ? »: from the table of next steps, and what the notes say around them."""

from collections.abc import Sequence

from assistant.domain import Drafted, Language
from assistant.evidence import Weighing
from assistant.french import analyse, typeset
from assistant.guidance.catalogue import Search, StepCatalogue, Suggestion
from assistant.guidance.local_steps import clubs_of, homonyms, where
from assistant.guidance.step_words import opening, place_name, said
from assistant.guidance.steps import fits, of_club, pointed
from assistant.guidance.three_times import FIELD
from assistant.inquiry import Inquiry

MOST = 4
"""Sentences and lists of an answer."""

OWN_NOTE = 0.2
"""What the note of a notion, or a practice on it, is worth beside the share of the question that others cover."""

NAMED = 2
"""Clubs of a place that an answer names; the list of the network covers no place by more."""


def advice(inquiry: Inquiry, asked: Weighing, catalogue: StepCatalogue, search: Search) -> tuple[Drafted, ...]:
    """Return where somebody begins, at most four sentences: the place, the notion, then who asks and at which stage.

    A step of the table comes with the sentence by which its note opens, so that the reader learns why; the step after
    it is left to the next steps of the reply. Without a person or a stage, the first step depends on who one is: the
    points of entry are listed. Empty when this generation holds none of it.

    Args:
        inquiry: the question, with who asks, where and at which stage.
        asked: its concepts, to choose among the steps that the notes suggest on a notion.
        catalogue: the steps of the generation.
        search: retrieve hits for some words.
    """
    if inquiry.language == "en":
        return tuple(_in_english(inquiry, catalogue))
    local = _local(inquiry, catalogue, search)
    notion = _of_notion(inquiry, asked, catalogue)
    said_once = {draft.spans or draft.text: draft for draft in (*local, *notion)}
    person = _of_person(inquiry, catalogue, alone=not notion)
    told = (*said_once.values(), *(draft for draft in person if (draft.spans or draft.text) not in said_once))
    return told[: _cut(told)]


def _cut(told: Sequence[Drafted]) -> int:
    """Return after how many drafts the sentences are too many."""
    prose = [rank for rank, draft in enumerate(told) if draft.spans]
    return prose[MOST] if len(prose) > MOST else len(told)


def _local(inquiry: Inquiry, catalogue: StepCatalogue, search: Search) -> list[Drafted]:
    """Return the clubs of the place, or that the list names none there; nothing while the place is not known."""
    here = where(inquiry)
    if not here or homonyms(here):
        return []
    clubs = clubs_of(here, catalogue)
    lines = [line for club in clubs if (line := catalogue.naming(club, search))][:NAMED]
    if lines:
        several = [Drafted(said("several", inquiry.language))] if len(lines) > 1 else []
        return [*several, *(Drafted(line.text, (line.span,)) for line in lines)]
    return [] if clubs else _without_club(inquiry, catalogue)


def _without_club(inquiry: Inquiry, catalogue: StepCatalogue) -> list[Drafted]:
    """Return that the list names no club for the place, and what the note on such places says of it."""
    here = where(inquiry)
    none = Drafted(said("none_named", inquiry.language, place=place_name(here[0])))
    alone = catalogue.without_club
    around = {name for place in here for name in (place.name, *place.regions)}
    line = catalogue.opening_of(alone.document, "fr") if alone and around & set(alone.document.places) else None
    return [none, Drafted(line.text, (line.span,))] if line else [none]


def _of_notion(inquiry: Inquiry, asked: Weighing, catalogue: StepCatalogue) -> list[Drafted]:
    """Return the step that the notes on the notions of a question suggest, the one that says most of the question.

    What the notion is when no note suggests a step on it to such a person.
    """
    entries = [one for one in inquiry.terms if one.note != FIELD and catalogue.note(one.note) != catalogue.entry]
    own = [catalogue.note(one.note) for one in entries]
    named = {one.term for one in inquiry.terms}
    found: list[tuple[float, Suggestion]] = []
    for step in (one for entry in entries for one in catalogue.steps_on(entry) if fits(one, inquiry)):
        stems, title = analyse(step.label), analyse(step.document.title)
        is_on_it = step.manner == "practice" or step.document in own
        if is_on_it or asked.matched(stems) - named:  # the step of another note says more of the question
            found.append((asked.coverage(stems, title) + (OWN_NOTE if is_on_it else 0.0), step))
    best = max(found, key=lambda pair: pair[0], default=None)
    if best is not None:
        return _told(best[1], catalogue, inquiry.language)
    lines = [line for one in own[:1] if one and (line := catalogue.opening_of(one, inquiry.language))]
    return [Drafted(line.text, (line.span,)) for line in lines]


def _of_person(inquiry: Inquiry, catalogue: StepCatalogue, *, alone: bool) -> list[Drafted]:
    """Return the first step of the table for who asks; what each profile begins with when nothing says who it is."""
    first = next(iter(_candidates(inquiry, catalogue)), None)
    if first is not None:
        told = _told(first, catalogue, inquiry.language)
        opened = opening(inquiry.persona, inquiry.stage)
        return [*([Drafted(opened)] if opened else []), *(told if alone else told[:1])]
    here = where(inquiry)
    lacking = bool(here) and not homonyms(here) and not clubs_of(here, catalogue)  # no club to begin with
    profiles = None if lacking else catalogue.profiles()
    entries = catalogue.entries() if alone else None
    return [Drafted(one.text, (one.span,)) for one in (profiles, entries) if one]


def _candidates(inquiry: Inquiry, catalogue: StepCatalogue) -> Sequence[Suggestion]:
    """Return the steps for who asks, those described for one area last while the place is not known."""
    club = of_club(inquiry, catalogue) if inquiry.persona and inquiry.stage in {None, "aware"} else []
    found = [*club, *pointed(inquiry, inquiry.persona, catalogue)]
    return found if where(inquiry) else sorted(found, key=lambda one: bool(one.clubs))


def _told(step: Suggestion, catalogue: StepCatalogue, language: Language) -> list[Drafted]:
    """Return a step in the words of its note, then the sentence by which the note opens."""
    shown = typeset(" ".join(step.span.quote.split()))
    text = shown if step.manner == "practice" else step.label
    about = catalogue.opening_of(step.document, language)
    own = Drafted(text, (step.span,))
    return [own, Drafted(about.text, (about.span,))] if about and about.span != step.span else [own]


def _in_english(inquiry: Inquiry, catalogue: StepCatalogue) -> list[Drafted]:
    """Return what the notes say in English: that of the first steps, then those of the clubs and of the person."""
    here = where(inquiry)
    clubs = [] if homonyms(here) else clubs_of(here, catalogue)
    documents = [catalogue.entry, *(catalogue.note(club.note) for club in clubs[:NAMED])]
    documents += [catalogue.note(entry.note) for entry in inquiry.terms[:NAMED]]
    documents += [one.document for one in _candidates(inquiry, catalogue)[:1]]
    known = {one.id: one for one in documents if one}.values()
    lines = [line for one in known if (line := catalogue.opening_of(one, "en"))]
    return [Drafted(line.text, (line.span,)) for line in lines]
