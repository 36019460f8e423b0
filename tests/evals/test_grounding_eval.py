"""Corrupted statements are dropped, true ones are kept, over the shipped corpus."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from evals.cli import run as evaluate
from evals.grounding_eval import LEAST_CAUGHT, MOST_REFUSED, GroundingReport, measure_grounding, render_grounding
from evals.mutating import MUTATIONS
from evals.rates import Rate


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> GroundingReport:
    """What grounding does of 400 statements of the shipped corpus."""
    return measure_grounding(assistant.index(), assistant.lexicon, 400)


def test_corrupted_statements_are_caught(report: GroundingReport) -> None:
    """At least 98 % of the corruptions are dropped, of each of the kinds measured."""
    assert 400 == report.statements
    assert {*MUTATIONS, "sigle faux", "mauvais document", "*"} == {rate.kind for rate in report.caught}
    assert LEAST_CAUGHT <= report.caught[0].share
    assert all(rate.share >= 0.95 for rate in report.caught)


def test_true_statements_are_kept(report: GroundingReport) -> None:
    """At most 1 % of the honest wordings are refused, and none that is word for word."""
    assert report.refused[0].share <= MOST_REFUSED
    assert [0] == [rate.passed for rate in report.refused if rate.kind == "mot à mot"]


def test_the_report_says_what_was_measured(report: GroundingReport) -> None:
    """Text gives both rates; the verdict falls when either target is missed."""
    text = render_grounding(report)
    assert "Corruptions écartées" in text
    assert "Phrases vraies refusées" in text
    assert report.is_sound
    missed = (Rate.of("*", 97, 100),)
    assert not report.model_copy(update={"caught": missed}).is_sound
    assert not report.model_copy(update={"refused": (Rate.of("*", 2, 100),)}).is_sound


def test_the_command_prints_both_rates(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """« efc eval --grounding » exits 0 when both targets are reached."""
    assert 0 == evaluate(["--grounding", "--data", str(shipped)])
    assert "Phrases vraies refusées" in capsys.readouterr().out
