"""Next steps: what the reader can do now, drawn from the corpus, and why it fits who asks, where and at which stage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import Persona, Span
from assistant.french import fold
from assistant.guidance.addressees import covers, sends_to_club, speaks_elsewhere, suits
from assistant.guidance.catalogue import Search, StepCatalogue, Suggestion
from assistant.guidance.local_steps import local_step, where
from assistant.guidance.step import Step
from assistant.guidance.step_words import enumerated, reason, said
from assistant.guidance.three_times import FIELD, PROFILES, Pointer, pointers
from assistant.inquiry import Inquiry

MOST = 3
"""Steps proposed at most: one of the place, one of the notion, one of who asks and at which stage."""


def next_steps(inquiry: Inquiry, cited: Sequence[Span], catalogue: StepCatalogue, search: Search) -> tuple[Step, ...]:
    """Return at most three steps, each at another place of the documents than the others and the answer.

    With the place known, its club, or what to do without one; then what the notes cited suggest to such a person;
    then, for somebody whose stage is known or who asks where to begin, what the corpus tells such a person. Finding
    one's club when there is none of these. Who asks is asked for when it is unknown and changes the steps.
    """
    local = local_step(inquiry, cited, catalogue, search)
    if inquiry.intent == "place" and local is None:
        return ()
    steps = [local] if local else []
    if inquiry.language == "fr" and not (local and local.asks):
        steps += _of_notion(inquiry, cited, catalogue) if inquiry.intent != "place" else []
        steps += _of_person(inquiry, cited, catalogue, has_step=bool(steps))
    if not steps:
        steps += _find_club(inquiry, catalogue, search)
    asked = _which_person(inquiry, catalogue)
    return (*_apart(steps)[: MOST - len(asked)], *asked)


def _of_notion(inquiry: Inquiry, cited: Sequence[Span], catalogue: StepCatalogue) -> list[Step]:
    """Return what a cited note suggests, or a practice on the notion shows, to such a person."""
    begins = inquiry.intent == "next_step"  # cites the clubs of the place, and is for anybody until a person is known
    documents = {one.document.id: one.document for one in cited if not (begins and one.document.kind == "club")}
    noted = [one for document in documents.values() if (one := catalogue.suggested_by(document))]
    terms = [entry.term for entry in inquiry.terms if not (begins and entry.note == FIELD)]
    shown = catalogue.practices_on(terms) if inquiry.persona or inquiry.stage else []
    acts = inquiry.stage in {"committed", "animating"}
    found = [*shown, *noted] if acts else [*noted, *shown]
    return [_step(one, inquiry) for one in found if fits(one, inquiry) and not _is_said(one, cited)][:1]


def _of_person(inquiry: Inquiry, cited: Sequence[Span], catalogue: StepCatalogue, *, has_step: bool) -> list[Step]:
    """Return what the corpus tells such a person at such a stage."""
    asks_club = inquiry.intent == "place" and inquiry.persona != "newcomer"  # whose first step is the club itself
    begins = inquiry.intent == "next_step" or asks_club or not has_step
    if not inquiry.stage and not (inquiry.persona and begins):
        return []
    first = of_club(inquiry, catalogue) if inquiry.stage in {None, "aware"} else []
    found = (*first, *pointed(inquiry, inquiry.persona, catalogue))
    return [_step(one, inquiry) for one in found if not _is_said(one, cited)][:1]


def of_club(inquiry: Inquiry, catalogue: StepCatalogue) -> list[Suggestion]:
    """Return what the note of the only club of the place suggests to such a person."""
    here = where(inquiry)
    ids = {club for place in here for club in place.clubs}
    clubs = [catalogue.places.clubs[one] for one in ids if one in catalogue.places.clubs]
    notes = [note for club in clubs if (note := catalogue.note(club.note))]
    found = [one for note in notes if (one := catalogue.suggested_by(note)) and suits(one.persons, inquiry.persona)]
    elsewhere = any(speaks_elsewhere(one.label, here, catalogue.places) for one in found)
    return found if len(ids) == 1 and not elsewhere else []


def pointed(inquiry: Inquiry, persona: Persona | None, catalogue: StepCatalogue) -> Iterator[Suggestion]:
    """Yield the steps of the table for a person at the stage of the inquiry, those of other places left out."""
    here = where(inquiry)
    for pointer in pointers(persona, inquiry.stage):
        one = at(pointer, catalogue)
        if one and covers(one.clubs, here) and not (here and sends_to_club(fold(one.label))):
            yield one


def at(pointer: Pointer, catalogue: StepCatalogue) -> Suggestion | None:
    """Return the step that a pointer leads to, None when this generation does not hold it."""
    note = catalogue.note(pointer.note)
    if note is None:
        return None
    if pointer.says:
        return catalogue.told(note, pointer.says)
    return catalogue.practice(note) or catalogue.suggested_by(note)


def fits(suggestion: Suggestion, inquiry: Inquiry) -> bool:
    """Tell whether a step is one for such a person, where the person is."""
    here = where(inquiry)
    is_late = suggestion.persons == {"newcomer"} and inquiry.stage in {"committed", "animating"}
    vain = is_late or (bool(here) and sends_to_club(fold(suggestion.label)))
    return suits(suggestion.persons, inquiry.persona) and covers(suggestion.clubs, here) and not vain


def _is_said(suggestion: Suggestion, cited: Sequence[Span]) -> bool:
    span = suggestion.span
    return any(one.document.id == span.document.id and one.start <= span.start < one.end for one in cited)


def _step(suggestion: Suggestion, inquiry: Inquiry) -> Step:
    """Return a suggestion as a step, with why it fits; where it is described when home is not known."""
    key: str = suggestion.manner
    regions = enumerated(suggestion.document.places, inquiry.language, "and")
    if suggestion.clubs and regions and not where(inquiry):
        key = "bound"
    why = reason(inquiry.language, key, persona=inquiry.persona, stage=inquiry.stage, where=regions)
    return Step(suggestion.label, why, (suggestion.span,))


def _find_club(inquiry: Inquiry, catalogue: StepCatalogue, search: Search) -> list[Step]:
    """Return how to find one's club: that of the place the question names, else by telling one's town."""
    near = local_step(replace(inquiry, home=inquiry.places), (), catalogue, search) if inquiry.places else None
    if near:
        return [near]
    role = catalogue.role_of_clubs(search)
    why = reason(inquiry.language, "why_club", persona=inquiry.persona, stage=inquiry.stage)
    return [Step(said("find_club", inquiry.language), why, (role.span,))] if role else []


def _which_person(inquiry: Inquiry, catalogue: StepCatalogue) -> list[Step]:
    """Ask who the person is, when it is not known and each profile has another first step."""
    if inquiry.persona or inquiry.intent != "next_step":
        return []
    firsts = {one.span for persona in PROFILES for one in list(pointed(inquiry, persona, catalogue))[:1]}
    unit = catalogue.profiles() if len(firsts) > 1 else None
    language, spans = inquiry.language, (unit.span,) if unit else ()
    asked = Step(said("which_persona", language), said("why_persona", language), spans, asks=True)
    return [asked] if len(firsts) > 1 else []


def _apart(steps: Sequence[Step]) -> list[Step]:
    """Return the steps without those that say again what one before says."""
    kept: list[Step] = []
    for step in steps:
        if not any(step.label == other.label or (step.spans and step.spans == other.spans) for other in kept):
            kept.append(step)
    return kept
