"""What a question takes for true is denied on evidence, told not to be said so without it, and never confirmed."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Question
from assistant.knowledge import Lexicon, load_lexicon
from tests.assistant.small_corpus import small_assistant

_NOTE = """---
title: {title}
kind: club
author_kind: human
publisher: Carnets des fours
---
## En bref

{body}
"""

NOTES = {
    "clubs/guilde.md": _NOTE.format(
        title="Guilde des meules",
        body="La Guilde des meules est une société de meuniers, créée en 1988. "
        "La Guilde des meules a dessiné la carte des ruisseaux. "
        "La Guilde des meules distingue deux étapes : le séchage du grain, puis la mouture du grain. "
        "Le sigle GDM signifie « guilde des meules ».",
    ),
    "clubs/ligue.md": _NOTE.format(
        title="Ligue des pétrins",
        body="La Ligue des pétrins est une société de boulangers, créée en 1979. "
        "La Ligue des pétrins a ouvert un atelier de brioche au hameau.",
    ),
}
TREES = ("aulne", "bouleau", "charme", "frêne", "hêtre", "merisier", "noisetier", "tilleul")
NOTES |= {
    f"clubs/bois-{tree}.md": _NOTE.format(title=f"Bois de {tree}", body=f"Le bois de {tree} chauffe mal.")
    for tree in TREES
}
"""Enough other passages for a word to be rare."""
ENTRIES = """- term: Guilde des meules
  kind: actor
  acronym: GDM
  expansions: [Guilde des meules]
  definition: {fr: Une société de meuniers., en: A society of millers.}
  note: clubs/guilde.md
- term: Ligue des pétrins
  kind: actor
  definition: {fr: Une société de boulangers., en: A society of bakers.}
  note: clubs/ligue.md
"""
DENIED = "Non, ce n’est pas ce que disent les documents."
NOT_SAID_SO = "Ce n’est pas dit ainsi dans mes documents"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The invented field with a guild and a league."""
    folder = tmp_path_factory.mktemp("premises")
    made = small_assistant(folder, NOTES)
    return Assistant(made.index, made._embedder, _with_actors(folder), made.places)


def _with_actors(folder: Path) -> Lexicon:
    """Return the lexicon with the guild and the league."""
    whole = folder / "actors"
    whole.mkdir()
    (whole / "lexicon.yaml").write_text((folder / "lexicon.yaml").read_text("utf-8") + ENTRIES, "utf-8")
    return load_lexicon(whole)


def ask(village: Assistant, text: str) -> str:
    """Return the text of the reply to a question, with ordinary spaces."""
    told = village.answer(Question(text=text)).text
    return told.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("La Guilde des meules est née en 1979 en même temps que la ligue, n’est-ce pas ?", "1988"),
        ("La Ligue des pétrins a dessiné la carte des ruisseaux, c’est exact ?", "La Guilde des meules a dessiné"),
        (
            "La Guilde des meules commence par la mouture puis finit par le séchage, dans cet ordre ?",
            "séchage du grain",
        ),
    ],
)
def test_a_wrong_year_actor_or_order_is_denied_by_the_sentence_that_says_otherwise(
    village: Assistant, text: str, instead: str
) -> None:
    """« Non » comes with what the documents say instead."""
    told = ask(village, text)
    assert [True, True] == [told.startswith(DENIED), instead in told]


@pytest.mark.parametrize(
    "text",
    [
        "La Guilde des meules est née en 1988, n’est-ce pas ?",
        "La Guilde des meules a dessiné la carte des ruisseaux, c’est exact ?",
        "La Guilde des meules commence par le séchage puis finit par la mouture, dans cet ordre ?",
        "La Ligue des pétrins a ouvert un atelier de brioche, c’est ça ?",
    ],
)
def test_what_the_documents_say_is_neither_denied_nor_doubted(village: Assistant, text: str) -> None:
    """A claim that its sentence bears out is answered by that sentence."""
    told = ask(village, text)
    assert [False, False, True] == [DENIED in told, NOT_SAID_SO in told, "[1]" in told]


def test_a_claim_that_no_cited_sentence_holds_is_told_not_to_be_said_so(village: Assistant) -> None:
    """What is left unsaid is not passed over in silence."""
    told = ask(village, "La Ligue des pétrins a ouvert un atelier de mouture au hameau, c’est ça ?")
    assert [True, True] == [told.startswith(NOT_SAID_SO), "brioche" in told]


@pytest.mark.parametrize(
    "text",
    ["GDM veut dire gazette du moulin ?", "gdm = grenier de mars, c bien ca ?", "Does GDM stand for Great Dry Mill?"],
)
def test_a_false_reading_of_letters_is_denied(village: Assistant, text: str) -> None:
    """Letters read by words that none of their known readings holds are read wrongly."""
    told = ask(village, text)
    assert [True, True] == [told.startswith(("Non, cette lecture", "No, this is not")), "meules" in told.lower()]


@pytest.mark.parametrize("text", ["GDM veut dire guilde des meules ?", "GDM veut dire quoi au juste ?"])
def test_a_right_reading_of_letters_is_not_denied(village: Assistant, text: str) -> None:
    """The known reading, or none, leaves nothing to deny."""
    assert "erronée" not in ask(village, text)


def test_what_is_taken_for_granted_is_not_what_is_wanted(village: Assistant) -> None:
    """« Puisque c'est gratuit » asks for no price."""
    assert "montant" not in ask(village, "Puisque le prix est oublié, que fait la Guilde des meules ?")
