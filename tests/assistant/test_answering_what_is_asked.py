"""An answer tells the very thing asked: a sentence on a near thing, however many words it shares, is none."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Question
from tests.assistant.small_corpus import small_assistant

_NOTE = """---
title: Le livre du fournil
kind: practice
author_kind: human
publisher: Carnets des fours
url: https://exemple.invalid/livre
places: []
terms: [four commun villageois]
audience: [newcomer]
sources:
  - title: Carnet public des fours
    url: https://exemple.invalid/carnet
---

## En bref

Le livre du fournil raconte dix recettes de boulangers, chacune avec sa farine.

La troisième recette du livre du fournil marie le seigle et la châtaigne.

Le livre du fournil a paru en 2011, avec l’appui de quelques confréries.

Le grenier du moulin est tenu par une association, Les Épis Levés, depuis le printemps.

Le panetier du hameau range le grenier du moulin, dont la superficie n’est jamais dite.

Un quart des familles du hameau possède un levain de seigle.

La mouture lente est une façon de moudre qui chauffe peu le grain du moulin.

Le blutage suit la mouture lente dans le grenier du moulin.

## Limites

Le livre du fournil ne nomme aucun imprimeur.
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the invented corpus and one note more."""
    folder: Path = tmp_path_factory.mktemp("fours")
    return small_assistant(folder, {"practices/livre-du-fournil.md": _NOTE})


_TOLD = (
    ("Combien de recettes raconte le livre du fournil ?", "dix recettes"),
    ("Que marie la troisième recette du livre du fournil ?", "châtaigne"),
    ("En quelle année le livre du fournil a-t-il paru ?", "2011"),
    ("Quelle association tient le grenier du moulin ?", "Épis Levés"),
    ("Comment s’appelle l’association du grenier du moulin ?", "Épis Levés"),
    ("Quelle part des familles du hameau possède un levain de seigle ?", "quart"),
    ("La mouture lente, vous la définissez comment ?", "façon de moudre"),
)
_NEAR = (
    "Combien de boulangers raconte le livre du fournil ?",
    "Que marie la sixième recette du livre du fournil ?",
    "En quelle année le livre du fournil a-t-il brûlé ?",
    "Quelles confréries ont appuyé le livre du fournil ?",
    "Comment s’appelle le panetier du hameau ?",
    "Quelle est la superficie du grenier du moulin ?",
    "Le blutage, vous le définissez comment ?",
)


@pytest.mark.parametrize(("text", "told"), _TOLD)
def test_what_is_told_is_answered(reader: Assistant, text: str, told: str) -> None:
    """A sentence that tells the thing asked is given."""
    reply = reader.answer(Question(text=text))
    assert ("answer", True) == (reply.kind, told in reply.text)


@pytest.mark.parametrize("text", _NEAR)
def test_a_near_thing_is_no_answer(reader: Assistant, text: str) -> None:
    """Another thing counted, another of a series, another act, a kind without a name: none of them answers."""
    assert "abstention" == reader.answer(Question(text=text)).kind


def test_every_thing_told_is_surer_than_every_near_thing(reader: Assistant) -> None:
    """The confidence ranks the questions that the notes answer above those that they do not."""
    told = [reader.answer(Question(text=text)).confidence for text, _ in _TOLD]
    near = [reader.answer(Question(text=text)).confidence for text in _NEAR]
    assert min(told) > max(near)


@pytest.mark.parametrize(
    "asked",
    [
        "comment changer une chambre à air ?",
        "comment réparer mon vélo ?",
        "comment obtenir un permis de construire pour une chaufferie ?",
        "comment tailler une haie de charmes ?",
        "comment organiser un loto pour l’association ?",
        "comment convaincre un banquier de nous prêter ?",
    ],
)
def test_no_practice_is_given_for_another_act(assistant: Assistant, asked: str) -> None:
    """Steps that name none of the things asked are no way to do them."""
    assert "abstention" == assistant.answer(Question(text=asked)).kind


@pytest.mark.parametrize(
    ("asked", "step"),
    [
        ("comment ouvrir une séance ?", "trois questions"),
        ("comment repérer le déjà-là ?", "coopération qui marche"),
        ("comment sensibiliser des élus à l’EFC ?", "trois temps"),
        ("comment animer un échange entre pairs ?", "pairs"),
        ("comment se servir d’une grille visuelle ?", "tableau de cinq cases"),
    ],
)
def test_a_practice_is_given_for_its_own_act(assistant: Assistant, asked: str, step: str) -> None:
    """Steps are given whole to who asks for what they do, with whomever it is done."""
    reply = assistant.answer(Question(text=asked))
    assert "answer" == reply.kind
    assert step in reply.text


@pytest.mark.parametrize("asked", ["comment convaincre mes élus de se lancer ?", "comment motiver nos bénévoles ?"])
def test_a_question_on_the_people_of_the_field_is_not_sent_away(assistant: Assistant, asked: str) -> None:
    """What no document tells of « mes élus » or « les habitants » is missing, and not out of the field."""
    assert "no_evidence" == assistant.answer(Question(text=asked)).reason


def test_the_place_of_a_question_without_answer_gives_its_club(assistant: Assistant) -> None:
    """Nobody who names a town is asked for it."""
    steps = assistant.answer(Question(text="y a des assos qui font de l’EFC vers nantes ?")).next_steps
    assert any("Nantes" in step.why for step in steps)
