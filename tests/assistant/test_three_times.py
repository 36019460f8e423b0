"""Over the shipped corpus, who asks, where and at which stage changes the steps; each pointer of the table holds."""

from typing import get_args

import pytest

from assistant.answering import Assistant
from assistant.domain import Persona, Question, Reply, Turn
from assistant.evidence import Reader
from assistant.guidance import StepCatalogue
from assistant.guidance.addressees import addressees, bound_clubs, covers, speaks_elsewhere
from assistant.guidance.steps import at
from assistant.guidance.three_times import PROFILES, pointers
from assistant.inquiry import Stage

STAGES: tuple[Stage | None, ...] = (None, *get_args(Stage))
PERSONAS: tuple[Persona, ...] = ("newcomer", *PROFILES)


def ask(assistant: Assistant, text: str, *before: str, **known: str) -> Reply:
    """Ask one question after some others."""
    history = tuple(Turn(role="user", text=turn) for turn in before)
    return assistant.answer(Question.model_validate({"text": text, "history": history, **known}))


def labels(reply: Reply) -> list[str]:
    """Return the steps of a reply."""
    return [step.label for step in reply.next_steps]


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("stage", STAGES)
def test_every_pointer_leads_to_a_step_for_its_person(
    assistant: Assistant, persona: Persona, stage: Stage | None
) -> None:
    """Each note of the table is in the corpus, holds a step, and is written for the person; one holds anywhere."""
    catalogue = StepCatalogue(assistant.index(), Reader(assistant.index()), assistant.places)
    found = [at(pointer, catalogue) for pointer in pointers(persona, stage)]
    assert found
    assert all(one is not None and persona in one.persons for one in found)
    assert any(one is not None and not one.clubs for one in found)


def test_who_asks_changes_the_steps(assistant: Assistant) -> None:
    """The four profiles that begin get four different steps."""
    steps = {persona: tuple(labels(ask(assistant, "Par où commencer ?", persona=persona))) for persona in PROFILES}
    assert len(PROFILES) == len(set(steps.values()))


def test_the_stage_changes_the_steps(assistant: Assistant) -> None:
    """Who discovers and who has begun do not get the same steps for the same question, and why says so."""
    begun = ask(assistant, "C’est quoi le déjà-là ?", "On a déjà commencé un projet.", persona="collectivite")
    new = ask(assistant, "C’est quoi le déjà-là ?", "On découvre.", persona="collectivite")
    assert labels(begun) != labels(new)
    assert "Nommer le déjà-là." in labels(begun)
    assert all("déjà commencé" in step.why for step in begun.next_steps)
    assert begun.id != new.id


def test_two_clubs_are_both_named(assistant: Assistant) -> None:
    """At Nîmes both clubs are named and cited, and neither is put first."""
    step = ask(assistant, "C’est quoi un ECT ?", place="Nîmes").next_steps[0]
    for club in ("Terre d’EFC Bassin d’Avignon-Arles-Nîmes", "Terres d’EFC Occitanie"):
        assert club in step.label
        assert any(club in citation.quote for citation in step.citations)
    assert "sans dire lequel" in step.why


def test_the_club_of_a_part_of_a_region_is_said_to_be_beside(assistant: Assistant) -> None:
    """At Nice no club is proposed; the one that the list names in the same region is told as such."""
    step = ask(assistant, "Par où commencer ?", place="Nice", persona="association").next_steps[0]
    assert "IE-EFC" in step.label
    assert "dans la même région" in step.why
    assert "Avignon" in step.why


def test_who_asks_is_asked_for_only_where_it_changes_the_answer(assistant: Assistant) -> None:
    """A first step asked by nobody in particular asks who it is; a definition, or a known person, does not."""
    asked = ["Dites-moi qui vous êtes" in " ".join(labels(reply)) for reply in (
        ask(assistant, "Par où commencer ?"),
        ask(assistant, "C’est quoi un ECT ?"),
        ask(assistant, "Par où commencer ?", persona="entreprise"),
        ask(assistant, "Nous sommes une entreprise. Par où commencer ?"),
    )]  # fmt: skip
    assert [True, False, False, False] == asked


def test_a_country_is_no_place_to_find_a_club(assistant: Assistant) -> None:
    """France is covered by nine clubs: none is proposed for it."""
    assert not any("Contacter" in label for label in labels(ask(assistant, "Par où commencer en France ?")))


@pytest.mark.parametrize("text", ["C’est combien l’adhésion au Club Noé ?", "Le téléphone du Club Inné ?"])
def test_what_no_document_gives_is_in_no_step(assistant: Assistant, text: str) -> None:
    """After a price or a number nobody gives, no step holds a digit that its sources do not."""
    for step in ask(assistant, text, place="Rouen").next_steps:
        quotes = " ".join(citation.quote for citation in step.citations)
        assert all(character in quotes for character in step.label + step.why if character.isdigit())


@pytest.mark.parametrize(
    ("sentence", "persons"),
    [
        ("une collectivite ou une association peut lire", {"collectivite", "association"}),
        ("une animatrice ou un animateur de territoire peut", {"animateur"}),
        ("une personne qui decouvre l'efc peut", {"newcomer"}),
        ("un territoire peut commencer par une entreprise", set()),
        ("un groupe de travail faisait partie des suites", set()),
    ],
)
def test_a_step_speaks_to_whom_its_subject_names(sentence: str, persons: set[str]) -> None:
    """Only what stands before the verb says whom a step is for."""
    assert persons == addressees(sentence)


def test_a_step_holds_where_its_note_says(assistant: Assistant) -> None:
    """A note on a region, or a step that sends to a club, is for its territory; towns named are not others."""
    places = assistant.places
    rouen, lille = places.find("Rouen"), places.find("Lille")
    sent = bound_clubs("une equipe peut demander au club inne le support", (), places)
    noted = bound_clubs("une equipe peut lire la note", ("Hauts-de-France",), places)
    told = bound_clubs("une equipe peut reprendre les questions du club inne", (), places)
    assert [(True, False), (False, True), (True, True)] == [
        (covers(clubs, rouen), covers(clubs, lille)) for clubs in (sent, noted, told)
    ]
    assert speaks_elsewhere("Une personne de Toulouse peut lire le site.", rouen, places)
    assert not speaks_elsewhere("Une personne de Rouen peut lire le site.", rouen, places)
