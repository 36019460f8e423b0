"""Sources that give different values are both shown, each with its date; nothing else is called a disagreement."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Reply
from assistant.knowledge import Lexicon, load_lexicon
from tests.assistant.small_corpus import small_assistant

OPENING = "Les sources ne disent pas la même chose"
_NOTE = """---
title: {title}
kind: {kind}
author_kind: human
publisher: {publisher}
published_on: {published}
---
## En bref

{body}
"""


def note(title: str, publisher: str, published: str, body: str) -> str:
    """Return a note of the invented field."""
    return _NOTE.format(title=title, kind="club", publisher=publisher, published=published, body=body)


EXTRA = {
    "clubs/port-registre.md": note(
        "Le Cercle du Port au registre", "Registre du Rivage", "2011-03-02", "Le Cercle du Port a été créé en 1998."
    ),
    "clubs/port-gazette.md": note(
        "Le Cercle du Port dans la Gazette",
        "Gazette du Tertre",
        "null",
        "Le Cercle du Port est une association de boulangers, fondée en 2003 à Port-Clair.",
    ),
    "clubs/port-marche.md": note(
        "Le Cercle du Port et le marché",
        "Gazette du Tertre",
        "2015",
        "Le Cercle du Port a lancé le marché aux levains en 2009, avec un moulin créé en 2007.",
    ),
    "clubs/plaine-registre.md": note(
        "Le Cercle de Plaine au registre",
        "Registre du Rivage",
        "2011",
        "Le Cercle de Plaine a été fondé en 1990. Le Cercle de Plaine compte douze hameaux. "
        "Le Cercle de Plaine a lancé en 1995 la fête du pain, avec un moulin créé en 1994.",
    ),
    "clubs/plaine-almanach.md": note(
        "Le Cercle de Plaine à l’almanach",
        "Almanach",
        "2012",
        "Le Cercle de Plaine, créé en 1990, reste le plus ancien. Le Cercle de Plaine réunit quinze hameaux.",
    ),
    "clubs/fours.md": note(
        "Combien de fours",
        "Almanach",
        "null",
        "Les sources divergent sur la naissance du marché aux levains : 2008 selon le Registre, 2009 selon la Gazette.",
    ),
}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The invented field with a register, a gazette and an almanac that do not always agree."""
    folder = tmp_path_factory.mktemp("disagreements")
    made = small_assistant(folder, EXTRA)
    return Assistant(made.index, made._embedder, _with_circles(folder), made.places)


def _with_circles(folder: Path) -> Lexicon:
    """Return the lexicon with the two circles as actors."""
    entries = "".join(
        f"- term: {name}\n  kind: actor\n  definition: {{fr: Un cercle., en: A circle.}}\n  note: {path}\n"
        for name, path in (
            ("Cercle du Port", "clubs/cercle-du-port.md"),
            ("Cercle de Plaine", "clubs/cercle-de-plaine.md"),
        )
    )
    path = folder / "lexicon.yaml"
    path.write_text(path.read_text(encoding="utf-8") + entries, encoding="utf-8")
    return load_lexicon(folder)


def ask(assistant: Assistant, text: str) -> Reply:
    """Ask one question."""
    return assistant.answer(Question(text=text))


def plain(reply: Reply) -> list[str]:
    """Return the statements with ordinary spaces."""
    return [one.text.replace("\u202f", " ").replace("\u00a0", " ") for one in reply.statements]


@pytest.mark.parametrize(
    "text", ["Quand le Cercle du Port a-t-il été créé ?", "Depuis quand existe le Cercle du Port ?"]
)
def test_two_years_are_both_shown_with_their_dates(village: Assistant, text: str) -> None:
    """Another document that states another year of the same subject is heard, and each source is dated."""
    shown = plain(ask(village, text))
    assert f"{OPENING} :" == shown[0]
    assert "Registre du Rivage (publié le 2 mars 2011) :" in shown
    assert "Gazette du Tertre (date inconnue) :" in shown
    assert [True, True] == [any(year in one for one in shown) for year in ("1998", "2003")]


def test_the_same_year_is_no_disagreement(village: Assistant) -> None:
    """Two documents that agree are not set against each other, whatever else the subject began."""
    assert OPENING not in " ".join(plain(ask(village, "Quand le Cercle de Plaine a-t-il été fondé ?")))


def test_two_counts_are_both_shown(village: Assistant) -> None:
    """The same holds for how many."""
    shown = plain(ask(village, "Combien de hameaux compte le Cercle de Plaine ?"))
    assert f"{OPENING} :" == shown[0]
    assert [True, True] == [any(word in one for one in shown) for word in ("douze", "quinze")]


def test_a_sentence_that_opposes_its_sources_is_opened(village: Assistant) -> None:
    """A document that tells both values has them introduced, under its own publisher."""
    shown = plain(ask(village, "Quand est né le marché aux levains ?"))
    assert f"{OPENING} :" == shown[0]
    assert (
        "Almanach (date inconnue) :"
        == shown[[one.startswith("Les sources divergent") for one in shown].index(True) - 1]
    )


@pytest.mark.parametrize(
    "text",
    [
        "Quand le Club Noé a-t-il été créé ?",
        "Combien de clubs EFC existe-t-il ?",
        "En quelle année l’Écopôle a-t-il reçu le label PTCE ?",
        "Combien d’emplois à l’Écopôle d’Audruicq ?",
        "Quand commence et finit l’étude du Labo de l’ESS ?",
    ],
)
def test_the_disagreements_of_the_corpus_are_told(assistant: Assistant, text: str) -> None:
    """The notes hold real ones; each is opened as such, with a line that dates its source."""
    shown = plain(ask(assistant, text))
    assert f"{OPENING} :" == shown[0]
    assert shown[1].endswith(") :")


@pytest.mark.parametrize(
    "text",
    [
        "Quand a été créé ATEMIS ?",
        "L’IE-EFC date de quand ?",
        "Quand est né le Club Inné ?",
        "Depuis quand existe Nekoé ?",
        "Quand a commencé l’Écopôle d’Audruicq ?",
        "L’Université de l’EFC à Rouen, c’était quand ?",
        "Par qui le Club Noé a été fondé ?",
        "C’est quoi un ECT ?",
    ],
)
def test_what_agrees_is_not_opposed(assistant: Assistant, text: str) -> None:
    """Different events, different subjects and questions without a value open no disagreement."""
    assert OPENING not in " ".join(plain(ask(assistant, text)))
