from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.french import fold
from ingest.forgotten import Forgotten, marks_of, new_key, words_of
from ingest.forgotten_register import record
from ingest.redacting_questions import redact_question, redactor_for
from tests.assistant.labelled_gaps import GROUPS, LONE

FIRST = ("Marie", "Sophie", "Kevin", "Jean-Pierre", "Nathalie", "Mohamed", "Camille", "Aurélie", "Thibault", "Zoé")
FAMILY = ("Dupont", "Oberkampfski", "Le Guennec", "Benali", "de Vries", "Lheureux", "Martinez", "Leroux", "Nguyen")
FRAMES = (
    "Quel est le numéro de {name} ?",
    "est-ce que {name} était là hier",
    "{name} a dit quoi sur les effets utiles ?",
    "Comment joindre {name} du club ?",
    "l’adhésion de {name} est payée ?",
    "je cherche {name}",
    "Le mail de {name} pour s’inscrire ?",
    "merci de dire à {name} que je viens",
)
VALUES = (
    ("06 12 34 56 78", "Appeler le {value} pour adhérer ?"),
    ("+33 6 12 34 56 78", "tel {value} ca marche"),
    ("marie.dupont@exemple.fr", "Écrire à {value} ?"),
    ("https://zoom.us/j/98765432100?pwd=s3cr3t", "Le lien {value} ne marche pas"),
    ("739 204", "Le code d’accès : {value}, c’est bon ?"),
    ("FR76 3000 6000 0112 3456 7890 189", "Payer sur {value} ?"),
)

TYPED = (str, str.lower, str.upper)
RECALL = 0.99
"""Floor of the share of names of which nothing is left: all of the 2,160 questions made here, whose first names are of
the list; of a name outside of it, the journal keeps hashes only."""


def left_of(name: str, text: str) -> bool:
    """Tell whether a word of a name is still in a text."""
    words = [one for one in fold(name).split() if len(one) > 2]
    return any(one in fold(text).replace("'", " ").replace(",", " ").split() for one in words)


def test_names_leave_the_questions_as_people_type_them() -> None:
    """Full names, with capitals or none, in the frames of questions: nearly all are wholly gone."""
    asked = [
        (typed(f"{first} {family}"), frame)
        for first in FIRST
        for family in FAMILY
        for frame in FRAMES
        for typed in TYPED
    ]
    missed = [
        frame.format(name=name) for name, frame in asked if left_of(name, redact_question(frame.format(name=name)))
    ]
    share = 1 - len(missed) / len(asked)
    assert share >= RECALL, (share, missed[:20])


@pytest.mark.parametrize(("value", "frame"), VALUES, ids=[value for value, _ in VALUES])
def test_private_values_leave_the_questions(value: str, frame: str) -> None:
    """Numbers, addresses, links and codes are gone whatever the sentence."""
    assert value not in redact_question(frame.format(value=value))


def test_questions_about_the_field_are_left_as_they_are() -> None:
    """Of the labelled questions, which name no private person, one in a hundred at most loses a word."""
    asked = [one for group in (*GROUPS, LONE) for one in group]
    changed = [one for one in asked if redact_question(one) != one]
    assert len(changed) <= len(asked) / 100 + 1, changed


@given(st.text(max_size=200))
def test_any_text_can_be_redacted(text: str) -> None:
    """Nothing that can be typed breaks the redactor, and what it leaves it leaves again."""
    once = redact_question(text)
    assert once == redact_question(once) or len(redact_question(once)) <= len(once)


def test_a_name_to_forget_leaves_the_questions_too(tmp_path: Path) -> None:
    """What the data folder was told to forget is hidden from the next question on, whatever the name looks like."""
    redact = redactor_for(tmp_path)
    assert "quetzal" in redact("où est tournesol quetzal ?")
    record(tmp_path, Forgotten(tuple(marks_of([words_of("Tournesol Quetzal")], new_key()))))
    assert "où est … ?" == redact("où est tournesol quetzal ?")
