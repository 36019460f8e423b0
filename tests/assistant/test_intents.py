"""The class of a question is told by its form, whatever its subject."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import holds
from assistant.french import fold
from assistant.inquiry import Intent, Want
from assistant.understanding.courtesies import courtesy_in
from assistant.understanding.intents import intent_of, is_about_the_future, roles_in
from assistant.understanding.language import language_of
from assistant.understanding.wanting import wants_of

SUBJECTS = ("un four commun", "la zygologie", "le levain")


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(
    ("form", "intent"),
    [
        ("C’est quoi {} ?", "definition"),
        ("Qu’est-ce que {} ?", "definition"),
        ("what is {}?", "definition"),
        ("Quelle différence entre {} et un moulin ?", "comparison"),
        ("Combien de villages tiennent {} ?", "count"),
        ("Que veut dire {} ?", "acronym"),
        ("Donne un exemple pour {}", "example"),
        ("Qui a créé {} ?", "origin"),
        ("Depuis quand existe {} ?", "origin"),
        ("À quelle heure ouvre {} ?", "time"),
        ("Comment entretenir {} ?", "howto"),
        ("Quels sont les gestes pour {} ?", "list"),
        ("Qui finance {} ?", "who"),
        ("Par où commencer avec {} ?", "next_step"),
        ("Prépare un atelier de 2h sur {}", "workshop"),
        ("{} nourrit les familles", "fact"),
        ("Comment s’appelle {} ?", "fact"),
    ],
)
def test_the_form_makes_the_class(form: str, intent: Intent, subject: str) -> None:
    """The same form has the same class about anything."""
    assert intent == intent_of(fold(form.format(subject)))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quel est le tarif du four ?", {"money"}),
        ("Combien coûte le four ?", {"money"}),
        ("Quel est le téléphone du cercle ?", {"phone"}),
        ("L’e-mail du cercle ?", {"email"}),
        ("À quelle heure ouvre le four ?", {"hour"}),
        ("Combien de temps dure la cuisson ?", {"duration"}),
        ("Depuis quand existe le four ?", {"year"}),
        ("Combien de fours ?", {"number"}),
        ("Quelles questions ont été posées ?", {"question"}),
        ("Qui tient le four ?", set()),
    ],
)
def test_what_an_answer_must_show(text: str, wanted: set[Want]) -> None:
    """An amount, an hour, a number are wanted when they are asked, and not otherwise."""
    assert wanted == wants_of(fold(text))


@pytest.mark.parametrize(
    ("want", "shown", "not_shown"),
    [
        ("money", "Le four coûte 30 €.", "Le four coûte cher."),
        ("phone", "Appelez le 01 99 00 12 34.", "Appelez le 12."),
        ("email", "Écrivez à four@exemple.invalid.", "Écrivez au four."),
        ("address", "12 rue du Four", "rue du Four"),
        ("hour", "Le four ouvre à 9h30.", "Le four ouvre tôt."),
        ("duration", "La cuisson dure trois heures.", "La cuisson dure."),
        ("date", "Le four ouvre le 3 mai.", "Le four ouvre."),
        ("year", "Le four date de 1987.", "Le four date de loin."),
        ("number", "Douze fours et 3 moulins.", "Des fours."),
        ("question", "Qui chauffe le four ?", "On chauffe le four."),
        ("link", "Voir exemple.org.", "Voir la page."),
        ("superlative", "Le four le plus vaste.", "Un four d’au moins deux foyers."),
    ],
)
def test_a_text_shows_what_is_wanted_or_does_not(want: Want, shown: str, not_shown: str) -> None:
    """A lure word in the question is not evidence: the thing itself must be there."""
    assert (True, False) == (holds(want, fold(shown)), holds(want, fold(not_shown)))


def test_a_question_points_at_roles_and_at_the_future() -> None:
    """« l’annonce », « le compte rendu » and « la prochaine » are seen."""
    assert {"invitation", "ai_summary"} == roles_in(fold("selon l’annonce ou le compte rendu ?"))
    assert is_about_the_future(fold("quand est la prochaine cuisson ?"))
    assert not is_about_the_future(fold("quand a eu lieu la cuisson ?"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bonjour !", "greeting"),
        ("coucou tout le monde", "greeting"),
        ("merci beaucoup", "thanks"),
        ("ok super", "thanks"),
        ("à bientôt", "goodbye"),
        ("qui es-tu ?", "identity"),
        ("es-tu un robot ?", "identity"),
        ("tu sais faire quoi ?", "help"),
        ("bonjour, c’est quoi un four ?", None),
        ("merci de dire qui tient le four du village et pourquoi", None),
    ],
)
def test_courtesies_are_told_from_questions(text: str, kind: str | None) -> None:
    """A greeting alone is a courtesy; one that opens a question is none."""
    assert kind == courtesy_in(fold(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("C’est quoi un four ?", "fr"),
        ("what is an oven?", "en"),
        ("four commun", "fr"),
        ("tell me about the sourdough", "en"),
        ("", "fr"),
        ("levain vs sourdough", "fr"),
    ],
)
def test_french_unless_english_clearly_wins(text: str, language: str) -> None:
    """Function words decide; a bare term is French."""
    assert language == language_of(text)


@given(st.text(max_size=200))
def test_any_text_has_a_class(text: str) -> None:
    """Whatever is typed, one class, wants and a language are given."""
    folded = fold(text)
    assert intent_of(folded) == intent_of(folded)
    assert {"money", "number"} != wants_of(folded)
    assert language_of(text) in {"fr", "en"}
