"""Laws of what a plan is made on: themes that documents treat, the case that suits whoever hears it, true questions."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Abstention, Document, Passage, Span
from assistant.evidence import Unit
from assistant.planning import requested
from assistant.planning.asking import asked_alone
from assistant.planning.requesting import audience_of
from assistant.workshop_plan import WorkshopPlan
from evals.workshop_requests import load_requests

THEMES = Path(str(files("evals") / "workshops" / "themes.jsonl"))
SERVED = 41
"""Themes of the file that are served, of 45; `efc eval --workshops evals/workshops/themes.jsonl`."""


def told_case(assistant: Assistant, theme: str, audience: str = "") -> str:
    """Return the title of the case that a plan of two hours tells."""
    plan = assistant.plan_workshop(requested(theme, minutes=120, audience=audience))
    assert isinstance(plan, WorkshopPlan)
    (block,) = (one for one in plan.blocks if one.name == "Un exemple raconté")
    mark = next(one.citations[0].mark for one in block.says if one.citations)
    return plan.sources[mark - 1].title


def test_themes_are_served_or_declined_as_they_are_labelled(assistant: Assistant) -> None:
    """No theme foreign to the corpus is planned, and few of its own are declined."""
    asked = load_requests(THEMES).requests
    made = {one.id: assistant.plan_workshop(assistant.workshop_request(one.words)) for one in asked}
    declined = {name for name, plan in made.items() if isinstance(plan, Abstention)}
    assert [] == [one.words for one in asked if one.expected == "declined" and one.id not in declined]
    assert sum(one.expected == "served" and one.id not in declined for one in asked) >= SERVED


@pytest.mark.parametrize(
    ("theme", "caution"),
    [
        ("la santé en milieu rural", "Aucun document ne traite tout ce thème à la fois"),
        ("le déjà-là et la zygologie", "n’est traitée par aucun document"),
        ("les effets utiles", ""),
    ],
)
def test_what_a_plan_does_not_cover_is_said(assistant: Assistant, theme: str, caution: str) -> None:
    """Words that no sentence holds together, or that no document holds, are told among the cautions."""
    plan = assistant.plan_workshop(requested(theme, minutes=60))
    assert isinstance(plan, WorkshopPlan)
    told = [one.text for one in plan.cautions if "ce thème à la fois" in one.text or "par aucun document" in one.text]
    assert bool(caution) == bool(told)
    assert all(caution in text for text in told)


def test_what_is_told_of_a_theme_holds_its_head(assistant: Assistant) -> None:
    """Of rural health, documents on health are told, and not those on « un milieu favorable »."""
    plan = assistant.plan_workshop(requested("la santé en milieu rural", minutes=120))
    assert isinstance(plan, WorkshopPlan)
    (block,) = (one for one in plan.blocks if one.name == "Apport")
    told = [one.text for one in block.says if one.citations]
    assert told
    assert [] == [text for text in told if "santé" not in text and "soign" not in text]


@pytest.mark.parametrize("theme", ["EFC", "externalités"])
def test_another_audience_hears_another_case(assistant: Assistant, theme: str) -> None:
    """A theme that several cases suit is told to people who run a firm by a case of firms."""
    told = {audience: told_case(assistant, theme, audience) for audience in ("dirigeants", "associations")}
    assert told["dirigeants"] != told["associations"]
    documents = {one.title: one for one in assistant.index().documents()}
    assert "entreprise" in documents[told["dirigeants"]].audience


def test_the_case_of_the_place_is_told(assistant: Assistant) -> None:
    """A place that the request names brings the case told there."""
    assert "Hauts-de-France" in _places(
        assistant, told_case(assistant, "la gouvernance", "entreprises du Pas-de-Calais")
    )
    assert "Normandie" in _places(assistant, told_case(assistant, "les territoires en transition en Normandie"))


def _places(assistant: Assistant, title: str) -> tuple[str, ...]:
    return next(one.places for one in assistant.index().documents() if one.title == title)


def test_many_themes_do_not_tell_one_case(assistant: Assistant) -> None:
    """Eight themes tell five cases at least, and the same ones each time."""
    themes = ("EFC", "la mobilité", "la santé", "effets utiles", "déjà-là", "trajectoire", "monnaie locale", "énergie")
    told = [told_case(assistant, theme) for theme in themes]
    assert told == [told_case(assistant, theme) for theme in themes]
    assert len(set(told)) >= 5


@pytest.mark.parametrize(
    ("audience", "persona"),
    [("des mairies", "collectivite"), ("entreprises", "entreprise"), ("bénévoles d’association", "association")],
)
def test_an_audience_is_read_in_the_plural(audience: str, persona: str) -> None:
    """One says who comes in the plural, and the words of people are listed in the singular."""
    assert persona == audience_of(audience)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("La question tient en peu de mots : à qui cela fait-il du bien ?", "à qui cela fait-il du bien ?"),
        ("On peut se demander : que manque-t-il ici ?", "que manque-t-il ici ?"),
        ("Que manque-t-il ici ?", "Que manque-t-il ici ?"),
        ("Trois mots : pain, four, bois ?", "Trois mots : pain, four, bois ?"),
        ("On demande : où ?", "On demande : où ?"),
    ],
)
def test_a_question_is_asked_without_what_announces_it(text: str, asked: str) -> None:
    """What follows the colon is asked alone when it opens as a question and is long enough to be evidence."""
    unit = _unit(text)
    alone = asked_alone(unit)
    assert asked == alone.span.quote
    assert unit.span.end == alone.span.end
    assert alone == asked_alone(alone)


def _unit(text: str) -> Unit:
    document = Document(id="0" * 16, title="Fiche", location="fiche.md", text=text)
    passage = Passage(id="p", document_id=document.id, number=0, start=0, end=len(text), text=text)
    span = Span(passage, document, 0, len(text))
    blank = Unit(span, "sentence", text, frozenset(), frozenset(), 0, 0)
    return replace(blank, text=text)
