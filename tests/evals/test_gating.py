import asyncio
from pathlib import Path

import pytest

from assistant.errors import InvalidInputError
from evals.gating import Baseline, broken_floors, load_baseline, save_baseline, updated
from evals.invariance import InvarianceReport, run_perturbed
from evals.perturbing import Perturbation
from evals.questions import EvalQuestion
from evals.reporting import EvalReport
from evals.running import run_questions
from tests.evals.fakes import TODAY, OneDocument, Scripted, Sensitive, abstention, answer, asked

GOOD = asked(id="a")
BAD = asked(id="b", must_include=[["mairie"]])


def report(*questions: EvalQuestion, name: str = "set") -> EvalReport:
    """Return the report of questions over the one document."""
    return asyncio.run(run_questions(questions, Scripted(answer()), OneDocument(), name=name, today=TODAY))


def pinned(*questions: EvalQuestion) -> Baseline:
    """Return the floors that a run over some questions reaches."""
    return updated(Baseline(), report(*questions), allow_regression=False)


def perturbed(respondent: Scripted) -> InvarianceReport:
    """Return the report of one perturbation over one question."""
    loud = Perturbation("loud", "en criant", lambda text, background: text.upper())
    return asyncio.run(run_perturbed([GOOD], respondent, name="set", perturbations=[loud]))


def test_a_run_holds_its_own_floors() -> None:
    """The gate opens for the run that set the floors."""
    assert [] == broken_floors(report(GOOD, BAD), pinned(GOOD, BAD))


def test_a_lost_question_closes_the_gate() -> None:
    """A rate under its floor is told, by kind and over all."""
    baseline = pinned(GOOD, BAD)
    floors = baseline.sets["set"].model_copy(update={"shares": {"*": 1.0, "definition": 1.0}})

    found = broken_floors(report(GOOD, BAD), Baseline(sets={"set": floors}))

    assert [
        "* : 50,0 % sous le plancher de 100,0 %",
        "definition : 50,0 % sous le plancher de 100,0 %",
    ] == found


def test_other_questions_are_not_compared() -> None:
    """The gate stays closed when the questions are no longer those of the floors."""
    found = broken_floors(report(GOOD), pinned(GOOD, BAD))

    assert 1 == len(found)
    assert "rien n’est comparé" in found[0]


def test_a_set_without_floors_is_told() -> None:
    """The gate stays closed for a set that was never pinned."""
    assert "n’a pas de plancher" in broken_floors(report(GOOD), Baseline())[0]


def test_a_forbidden_pattern_closes_the_gate() -> None:
    """No floor allows a forbidden pattern."""
    question = asked(must_not_include=["voisins"])

    assert "motif(s) interdit(s)" in broken_floors(report(question), pinned(question))[0]


def test_a_floor_does_not_go_down_by_accident() -> None:
    """A lower rate is refused as a floor, unless a person says so."""
    baseline = pinned(GOOD)
    lower = report(GOOD, BAD)

    with pytest.raises(InvalidInputError, match=r"\*\s: 100,0\s% → 50,0\s%"):
        updated(baseline, lower, allow_regression=False)
    assert 0.5 == updated(baseline, lower, allow_regression=True).sets["set"].shares["*"]


def test_other_sets_keep_their_floors() -> None:
    """Pinning one set leaves the others as they are."""
    baseline = pinned(GOOD)

    assert baseline.sets["set"] == updated(baseline, report(BAD, name="b"), allow_regression=False).sets["set"]


def test_floors_survive_the_file(tmp_path: Path) -> None:
    """What is saved is what is read."""
    baseline = pinned(GOOD, BAD)
    save_baseline(baseline, tmp_path / "baseline.json")

    assert baseline == load_baseline(tmp_path / "baseline.json")


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    """A file that is no baseline is refused, never taken for an empty one."""
    path = tmp_path / "baseline.json"
    path.write_text('{"sets": 1}')

    with pytest.raises(InvalidInputError, match="illisible"):
        load_baseline(path)


def test_a_false_answer_closes_the_gate() -> None:
    """A share of false answers above its ceiling, or an area under its floor, is told."""
    unknown = asked(id="u", answerable=False, kind="near_miss", must_include=[])
    baseline = pinned(GOOD, unknown)
    floors = baseline.sets["set"].model_copy(update={"false_answers": 0.0, "auroc": 0.9})

    found = broken_floors(report(GOOD, unknown), Baseline(sets={"set": floors}))

    assert [("aire ROC", "90,0"), ("sans rép", "100,0")] == [(line[:8], line.split()[-2]) for line in found]


def test_a_wrong_refusal_closes_the_gate() -> None:
    """A share of wrong refusals above its ceiling is told."""
    refused = asyncio.run(run_questions([GOOD], Scripted(abstention()), OneDocument(), name="set", today=TODAY))

    assert any("ne pas refuser" in line for line in broken_floors(refused, pinned(GOOD)))


@pytest.mark.parametrize("law", ["invented_dates", "past_announced"])
def test_a_broken_law_of_dates_closes_the_gate(law: str) -> None:
    """No floor allows an invented date, or a past one announced."""
    broken = report(GOOD).model_copy(update={law: 2})

    assert ["2 date(s)"] == [line[:9] for line in broken_floors(broken, pinned(GOOD))]
    assert not broken.is_lawful


def test_steadiness_is_held() -> None:
    """A perturbation that changes more replies than before is told, by its name and over all."""
    steady = perturbed(Scripted(answer()))
    baseline = updated(Baseline(), steady, allow_regression=False)
    shaken = perturbed(Sensitive(lambda text: abstention() if text.isupper() else answer()))

    assert [] == broken_floors(steady, baseline)
    assert {"*\u00a0: même verdict", "loud\u00a0: même verdict"} == {
        line.split("verdict")[0] + "verdict" for line in broken_floors(shaken, baseline)
    }


def test_sets_and_perturbed_sets_keep_their_own_floors() -> None:
    """The floors of a set and those of the same set perturbed do not touch."""
    both = updated(pinned(GOOD), perturbed(Scripted(answer())), allow_regression=False)

    assert (pinned(GOOD).sets, ["set"]) == (both.sets, list(both.perturbed))
