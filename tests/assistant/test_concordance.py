"""The concordance of a notion: each source tells its own definition, under its name and its date."""

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Reply
from assistant.french import fold
from assistant.understanding.intents import intent_of
from tests.assistant.small_corpus import small_assistant

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
EXTRA = {
    "studies/almanach.md": _NOTE.format(
        title="Almanach des fours",
        kind="study",
        publisher="Almanach du Rivage",
        published="2019-04",
        body="Le levain partagé est une pâte que plusieurs familles gardent vivante pour le pain du Rivage.",
    ),
    "studies/gazette.md": _NOTE.format(
        title="Ce que dit la Gazette",
        kind="study",
        publisher="Carnets des fours",
        published="null",
        body="La Gazette du Tertre décrit le levain partagé comme une pâte confiée chaque semaine à un autre hameau.",
    ),
}
FORMS = (
    "Qui définit {} ?",
    "Comment les différentes sources définissent-elles {} ?",
    "Est-ce que tout le monde est d’accord sur la définition de {} ?",
    "Quelles définitions de {} existent ?",
    "Y a-t-il plusieurs définitions de {} ?",
    "La définition de {} fait-elle consensus ?",
    "Selon les sources, {}, c’est quoi ?",
    "who defines {}?",
    "do all sources agree on the definition of {}?",
    "how do the sources define {}?",
)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The invented field, where three sources define the shared sourdough and one the village oven."""
    return small_assistant(tmp_path_factory.mktemp("concordance"), EXTRA)


def ask(assistant: Assistant, text: str) -> Reply:
    """Ask one question."""
    return assistant.answer(Question(text=text))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("subject", ["le levain", "la zygologie"])
def test_asking_who_defines_is_a_class(form: str, subject: str) -> None:
    """The wording makes the class, whatever the notion."""
    assert "concordance" == intent_of(fold(form.format(subject)))


@pytest.mark.parametrize(
    "text", ["Définis le levain", "Quelle est la définition du levain ?", "how do you define the levain?"]
)
def test_asking_what_a_thing_is_is_not_asking_who_says_so(text: str) -> None:
    """One definition is asked for by one definition."""
    assert "concordance" != intent_of(fold(text))


def test_every_source_that_defines_is_heard(village: Assistant) -> None:
    """Publisher or source named in the sentence: each has its line, its date, and its own sentence."""
    reply = ask(village, "Comment les différentes sources définissent-elles le levain partagé ?")
    assert 3 == len({citation.passage_id for one in reply.statements for citation in one.citations})
    labels = [one.text.replace("\u202f", " ").replace("\u00a0", " ") for one in reply.statements if not one.citations]
    assert "Carnets des fours (date inconnue) :" in labels
    assert "Almanach du Rivage (publié en avril 2019) :" in labels
    assert "La Gazette du Tertre (date inconnue) :" in labels


def test_what_definitions_share_is_the_assistants_word(village: Assistant) -> None:
    """The words in common are listed by the assistant, and each stands in every definition."""
    reply = ask(village, "Qui définit le levain partagé ?")
    shared = next(one for one in reply.statements if "en commun" in one.text)
    assert ("assistant", True) == (shared.origin, "pâte" in shared.text)
    assert all("pâte" in one.text for one in reply.statements if one.citations)


def test_a_single_source_is_said_to_be_alone(village: Assistant) -> None:
    """Where one source speaks, the reply says so and names it."""
    reply = ask(village, "Quelles définitions du four commun existent ?")
    assert reply.statements[0].text.startswith("Une seule source")
    assert 1 == len([one for one in reply.statements if one.citations])


def test_a_denial_defines_nothing(village: Assistant) -> None:
    """No sentence that only says what a term is not stands as somebody's definition."""
    reply = ask(village, "Qui définit le four commun ?")
    assert all(" ne " not in one.text for one in reply.statements if one.citations)


def test_the_corpus_tells_who_defines_the_economy_it_is_about(assistant: Assistant) -> None:
    """The movement, the administration and the research laboratory each speak once."""
    reply = ask(assistant, "Est-ce que tout le monde est d’accord sur la définition de l’EFC ?")
    for source in ("ATEMIS", "ORÉE", "Une page publique de l’administration"):
        assert any(one.text.startswith(f"{source} (") for one in reply.statements if not one.citations)
    assert 4 <= len([one for one in reply.statements if one.citations])
