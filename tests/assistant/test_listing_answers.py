"""A list is the one whose items are the things asked for, however they are asked."""

import pytest

from assistant.answering import Assistant
from assistant.domain import Question


@pytest.mark.parametrize(
    "text",
    ["Quels sont les clubs EFC ?", "liste des clubs EFC", "donne la liste des clubs", "Quels sont les clubs ?"],
)
def test_the_clubs_are_listed_under_every_name(assistant: Assistant, text: str) -> None:
    """Ten clubs, and not what clubs do."""
    shown = assistant.answer(Question(text=text)).text
    assert all(club in shown for club in ("Club Noé", "Nekoé", "Club CLEF", "Club Inné"))
