"""Claims as a chat model words them, labelled by hand: no unfaithful one passes, and most of the faithful ones do."""

import pytest

from assistant.answering import Assistant
from assistant.domain import Drafted, Hit
from assistant.grounding import located, unsupported
from tests.assistant import labelled_claims as labelled

FAITHFUL = (*labelled.FAITHFUL, *labelled.LATER_FAITHFUL)
UNFAITHFUL = (*labelled.UNFAITHFUL, *labelled.LATER_UNFAITHFUL)

KEPT = 24
"""Of the 40 faithful claims; a claim dropped costs a wording, never an answer: the extract stands in its place."""


@pytest.fixture(scope="module")
def notes(assistant: Assistant) -> dict[str, list[Hit]]:
    """The passages of each note of the shipped corpus, by the name of its file."""
    index = assistant.index()
    return {
        document.location.rsplit("/", 1)[-1]: [
            Hit(passage, document, 1.0) for passage in index.passages_of(document.id)
        ]
        for document in index.documents()
    }


def is_kept(text: str, hits: list[Hit], assistant: Assistant) -> bool:
    """Tell whether grounding keeps a claim on the passages of a note."""
    spans = located(text, hits, assistant.lexicon)
    return bool(spans) and unsupported(Drafted(text, spans), assistant.lexicon) is None


def test_no_unfaithful_claim_is_kept(assistant: Assistant, notes: dict[str, list[Hit]]) -> None:
    """Two places stitched, another number, a cause, a praise, general knowledge: all are dropped."""
    assert 40 == len(UNFAITHFUL)
    assert [] == [text for note, text in UNFAITHFUL if is_kept(text, notes[note], assistant)]


def test_most_faithful_claims_are_kept(assistant: Assistant, notes: dict[str, list[Hit]]) -> None:
    """A free wording of one sentence is kept when it adds nothing to it."""
    assert 40 == len(FAITHFUL)
    assert KEPT <= sum(is_kept(text, notes[note], assistant) for note, text in FAITHFUL)
