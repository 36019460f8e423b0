"""A date is told of the thing asked, or not at all."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Reply, Turn
from assistant.knowledge import Lexicon, load_lexicon
from tests.assistant.small_corpus import small_assistant

_NOTE = """---
title: {title}
kind: club
author_kind: human
publisher: Carnets des fours
published_on: {published}
---
## En bref

{body}
"""


def note(title: str, body: str, published: str = "null") -> str:
    """Return a note of the invented field."""
    return _NOTE.format(title=title, body=body, published=published)


NOTES = {
    "clubs/port-dates.md": note(
        "Le Cercle du Port",
        "Le Cercle du Port est une association loi 1901, créée en 2004 à Port-Clair. "
        "Le Cercle du Port a rénové son moulin en 2011. "
        "La fête des levains du Cercle du Port attire tous les hameaux du rivage.",
    ),
    "clubs/plaine-dates.md": note(
        "Le Cercle de Plaine",
        "Le Cercle de Plaine est la plus vieille société de boulangers, créée en 1998. "
        "Le Cercle de Plaine a ouvert un marché aux farines.",
    ),
    "clubs/tertre-dates.md": note(
        "Le Cercle du Tertre",
        "Le Cercle du Tertre est le premier venu des hauteurs : le Cercle de Plaine l’a fondé en 2001.",
    ),
    "concepts/farine-grise.md": note(
        "Farine grise",
        "La farine grise est moulue une seule fois au moulin du rivage. "
        "La farine grise portait en 1999 le nom de farine des pauvres. "
        "Selon le Cercle du Port, la farine grise se garde deux hivers.",
        "1997-02-03",
    ),
    "concepts/pain-lourd.md": note(
        "Pain lourd",
        "Le pain lourd est un pain de veillée, cuit pour trois semaines. "
        "La veillée du pain lourd du 6 mai a eu lieu : ses recettes sont affichées au moulin. "
        "Le concours du pain lourd est ouvert jusqu’en mars 2003. "
        "Les carnets ne disent pas ce que devient le concours du pain lourd après mars 2003. "
        "Deux règlements ont encadré le pain lourd : celui de 1991, puis celui de 1996.",
    ),
}
ACTORS = {"Cercle du Port": "port", "Cercle de Plaine": "plaine", "Cercle du Tertre": "tertre"}


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The invented field with the dates of three circles."""
    folder = tmp_path_factory.mktemp("dating")
    made = small_assistant(folder, NOTES)
    return Assistant(made.index, made._embedder, _with_circles(folder), made.places)


def _with_circles(folder: Path) -> Lexicon:
    """Return the lexicon with the circles as actors."""
    whole = folder / "circles"
    whole.mkdir()
    entry = "- term: {}\n  kind: actor\n  definition: {{fr: Un cercle., en: A circle.}}\n  note: clubs/{}-dates.md\n"
    entries = "".join(entry.format(name, path) for name, path in ACTORS.items())
    (whole / "lexicon.yaml").write_text((folder / "lexicon.yaml").read_text("utf-8") + entries, "utf-8")
    return load_lexicon(whole)


def ask(village: Assistant, text: str, *before: str) -> Reply:
    """Return the reply to a question, after some others."""
    return village.answer(Question(text=text, history=tuple(Turn(role="user", text=one) for one in before)))


@pytest.mark.parametrize(
    "text",
    [
        "La fête des levains du Cercle du Port, c’était quelle année ?",
        "En quelle année le Cercle du Port a-t-il changé d’adresse ?",
        "Le Cercle de Plaine ferme à quelle date ?",
    ],
)
def test_the_date_of_one_event_is_not_told_of_another(village: Assistant, text: str) -> None:
    """A sentence that says nothing of what is asked does not date it."""
    assert "abstention" == ask(village, text).kind


def test_the_date_of_the_event_asked_is_told(village: Assistant) -> None:
    """The sentence that says what happened gives its year."""
    reply = ask(village, "Le Cercle du Port a rénové son moulin en quelle année ?")
    assert ("answer", True) == (reply.kind, "2011" in reply.text)


def test_who_founds_is_not_what_is_founded(village: Assistant) -> None:
    """« A l'a fondé en 2001 » is not the birth of A."""
    text = ask(village, "Range par ordre de naissance le Cercle du Tertre et le Cercle de Plaine.").text
    assert 0 <= text.find("1998") < text.find("2001")


@pytest.mark.parametrize(
    "text",
    [
        "Le Cercle de Plaine est né avant ou après le Cercle du Tertre ?",
        "La vieille société de boulangers est née avant ou après la venue des hauteurs ?",
    ],
)
def test_two_beginnings_set_against_each_other_are_told_in_order(village: Assistant, text: str) -> None:
    """The earliest comes first, whether the things are terms or not."""
    told = ask(village, text).text
    assert 0 <= told.find("1998") < told.find("2001")


def test_no_order_is_told_when_one_thing_has_no_year(village: Assistant) -> None:
    """An order needs both years."""
    reply = ask(village, "Le Cercle de Plaine est né avant ou après le marché aux farines ?")
    assert ("answer", True) != (reply.kind, "1998" in reply.text and "2004" in reply.text)


def test_the_law_of_an_association_is_not_its_year(village: Assistant) -> None:
    """A year that names a law is not that of what the law is about."""
    text = ask(village, "Du Cercle du Port ou du Cercle de Plaine, lequel est né en premier ?").text
    assert 0 <= text.find("1998") < text.find("2004")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Le Cercle de Plaine est né quand ?", ()),
        ("il a démarré quand ?", ("Parle-moi du Cercle de Plaine",)),
        ("Le Cercle de Plaine est né en 2005 ou avant ?", ()),
    ],
)
def test_a_beginning_is_asked_in_any_order(village: Assistant, text: str, before: tuple[str, ...]) -> None:
    """« Né quand », « quand est né » and « né en 2005 ou avant » ask the same thing."""
    assert "1998" in ask(village, text, *before).text


@pytest.mark.parametrize(
    "text", ["La page sur la farine grise a été publiée quand ?", "When was the page on the farine grise published?"]
)
def test_the_day_of_a_page_is_told_from_its_document(village: Assistant, text: str) -> None:
    """A day that no sentence tells is told as that of the page, in the assistant's name, beside what the page says."""
    reply = ask(village, text)
    lines = [one for one in reply.statements if one.origin == "assistant"]
    assert ["answer", True] == [reply.kind, "1997" in " ".join(one.text for one in lines)]
    assert [True] == ["moulue" in one.text for one in reply.statements if one.origin == "source"]


@pytest.mark.parametrize(
    "text",
    [
        "La page sur le pain lourd a été publiée quand ?",
        "À quelle date la page sur la farine grise a-t-elle été consultée ?",
    ],
)
def test_the_unknown_day_of_a_page_stays_unknown(village: Assistant, text: str) -> None:
    """No other date stands for one that nobody kept."""
    reply = ask(village, text)
    assert ("abstention", False) == (reply.kind, any(char.isdigit() for char in reply.text))


@pytest.mark.parametrize(
    "text",
    [
        "La veillée du 6 mai, c’est déjà passé ?",
        "La veillée du pain lourd a-t-elle eu lieu ?",
        "la prochaine veillée du pain lourd c le 6 mai nan ?",
    ],
)
def test_what_was_held_is_said_to_be_held(village: Assistant, text: str) -> None:
    """A day taken for coming is answered by the sentence that says it was held."""
    assert "a eu lieu" in ask(village, text).text


def test_a_day_of_which_nothing_is_said_is_not_said_to_be_past(village: Assistant) -> None:
    """The event of another day proves nothing."""
    assert "a eu lieu" not in ask(village, "La veillée du pain lourd du 9 juin est déjà passée ?").text


def test_two_dates_answer_how_long_it_is_between_them(village: Assistant) -> None:
    """A time between two things is told by the sentence that dates both."""
    text = ask(village, "Combien de temps entre les deux règlements du pain lourd ?").text
    assert [True, True] == [year in text for year in ("1991", "1996")]


def test_what_came_after_is_not_what_came_before(village: Assistant) -> None:
    """« Après mars 2003 » is answered by what is said of that time, be it that nothing is known."""
    first = ask(village, "Et après mars 2003, le concours du pain lourd continue ?").statements[0].text
    assert "après mars 2003" in first


def test_a_former_name_is_the_one_it_bore(village: Assistant) -> None:
    """Asked how a thing was called, the sentence that tells a name comes first."""
    assert "des pauvres" in ask(village, "Comment s’appelait la farine grise en 1999 ?").statements[0].text


def test_what_somebody_says_is_told_in_their_name(village: Assistant) -> None:
    """Asked what somebody says of a thing, the sentence said to be theirs comes first."""
    told = ask(village, "La farine grise est moulue une fois ; que dit le Cercle du Port de la farine grise ?")
    assert "deux hivers" in told.statements[0].text


@pytest.mark.parametrize("text", ["Le Cercle du Port a ouvert le club en 2007 ?", "le club a changé en quel mois"])
def test_a_year_and_a_question_word_are_no_place(village: Assistant, text: str) -> None:
    """What follows « en » is a place only when it may name one."""
    assert "lieu nommé" not in ask(village, text).text
