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
