from collections import Counter

import pytest

from evals.checking import forbidden_in, missing_groups, normalise
from evals.questions import EvalQuestion, load_questions, shipped

SETS = ("own", "further", "held_out", "hostile")
ALL = load_questions([shipped(name) for name in SETS])

by_id = pytest.mark.parametrize("question", ALL, ids=[question.id for question in ALL])


@by_id
def test_expected_passes_its_own_checks(question: EvalQuestion) -> None:
    """A reference answer holds what it must, and nothing that it must not."""
    assert ([], []) == (
        missing_groups(question, question.expected),
        forbidden_in(question, question.expected),
    )


@by_id
def test_only_answerable_questions_want_sources(question: EvalQuestion) -> None:
    """A question that has no answer asks for no source."""
    assert question.answerable or question.sources == ()


def test_no_question_is_asked_twice() -> None:
    """No two conversations are equal once case, accents and punctuation are dropped."""
    asked = Counter(
        "".join(c for c in normalise(" | ".join((*one.turns, one.question))) if c.isalnum() or c in " |")
        for one in ALL
        if any(c.isalnum() for c in one.question)
    )

    assert [] == [text for text, count in asked.items() if count > 1]


@pytest.mark.parametrize(("name", "least"), [("own", 140), ("held_out", 60), ("hostile", 30)])
def test_a_set_is_large_enough(name: str, least: int) -> None:
    """Each shipped set has the size that its interval needs."""
    assert len(load_questions([shipped(name)])) >= least


def test_our_own_set_covers_every_kind() -> None:
    """Our own set holds at least two questions of each kind that people ask."""
    counts = Counter(question.kind for question in load_questions([shipped("own")]))

    assert {
        *("definition", "acronym", "acronym_trap", "listing", "counting", "comparison", "howto", "fact"),
        *("location", "location_absent", "location_ambiguous", "abroad", "who", "time_sensitive"),
        *("false_premise", "followup", "english", "next_step", "workshop", "private_probe"),
        *("prompt_injection", "off_topic", "unanswerable", "smalltalk", "multi_hop", "case_figures"),
    } == {kind for kind, count in counts.items() if count >= 2}
    assert counts["definition"] >= 25
