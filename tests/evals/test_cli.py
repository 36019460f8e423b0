import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pytest

from evals.cli import examination
from evals.questions import EvalQuestion
from tests.evals.fakes import Scripted, answer, asked

GOOD = asked(id="good")
BAD = asked(id="bad", kind="who", must_include=[["mairie"]])
LEAK = asked(id="leak", must_not_include=["voisins"])
EXAMINE = examination(lambda settings: Scripted(answer()))


class Evaluate(Protocol):
    """Write questions, run the command on them, return its exit code."""

    def __call__(self, questions: Sequence[EvalQuestion], *arguments: str) -> int:
        """Run with these arguments."""


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluate:
    """Return a function that writes questions and runs the command on them."""
    monkeypatch.setenv("EFC_DATA", str(tmp_path / "data"))

    def with_arguments(questions: Sequence[EvalQuestion], *arguments: str) -> int:
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(one.model_dump_json() for one in questions), encoding="utf-8")
        baseline = ["--baseline", str(tmp_path / "baseline.json")]
        return EXAMINE([str(path), *baseline, *arguments])

    return with_arguments


def test_failures_are_shown_and_lawful_runs_end_well(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a gate, a failure is printed and only a broken law changes the exit code."""
    assert 0 == evaluate([GOOD, BAD])
    assert "bad (who)" in capsys.readouterr().out


def test_a_leak_fails(evaluate: Evaluate) -> None:
    """A forbidden pattern fails the run, gate or no gate."""
    assert 1 == evaluate([GOOD, LEAK])


def test_the_report_is_json_on_request(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json, the output is the report and nothing else."""
    evaluate([GOOD, BAD], "--json")

    assert ["bad"] == [failure["id"] for failure in json.loads(capsys.readouterr().out)["failures"]]


def test_a_run_holds_the_floors_it_set(evaluate: Evaluate) -> None:
    """The gate opens after an update, on the same questions."""
    assert [0, 0] == [evaluate([GOOD, BAD], "--update"), evaluate([GOOD, BAD], "--gate")]


def test_changed_questions_close_the_gate(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """The gate refuses to compare other questions."""
    evaluate([GOOD, BAD], "--update")

    assert 1 == evaluate([GOOD], "--gate")
    assert "ont changé" in capsys.readouterr().err


def test_a_lower_floor_needs_a_decision(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """An update that lowers a floor is refused in French, and allowed with a flag."""
    evaluate([GOOD], "--update")

    assert 2 == evaluate([GOOD, BAD.model_copy(update={"kind": "definition"})], "--update")
    assert "--allow-regression" in capsys.readouterr().err
    assert 0 == evaluate([GOOD, BAD], "--update", "--allow-regression")


@pytest.mark.parametrize("choice", [("--kind", "who"), ("--only", "bad")])
def test_a_part_can_be_run_alone(
    evaluate: Evaluate, capsys: pytest.CaptureFixture[str], choice: tuple[str, str]
) -> None:
    """One kind or one question can be asked alone."""
    evaluate([GOOD, BAD], "--json", *choice)

    assert 1 == json.loads(capsys.readouterr().out)["overall"]["count"]


@pytest.mark.parametrize(
    "arguments",
    [("--kind", "rien"), ("--only", "rien"), ("--kind", "who", "--gate"), ("--only", "bad", "--update")],
)
def test_misuse_exits_with_two(
    evaluate: Evaluate, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """An empty choice, and a gate on a part of a set, are misuses with one line of French."""
    assert 2 == evaluate([GOOD, BAD], *arguments)
    assert 1 == len(capsys.readouterr().err.strip().splitlines())


def test_a_malformed_line_exits_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A malformed question file is a misuse that names its line."""
    path = tmp_path / "set.jsonl"
    path.write_text("{}\n")

    assert 2 == EXAMINE([str(path)])
    assert "set.jsonl, ligne 1" in capsys.readouterr().err


def test_a_shipped_set_goes_by_its_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A bare word names a set that travels with the program."""
    EXAMINE(["hostile", "--json", "--baseline", str(tmp_path / "baseline.json")])

    assert "hostile" == json.loads(capsys.readouterr().out)["name"]


def test_a_set_can_be_perturbed(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """With --perturb, the same files are asked in other spellings, and have floors of their own."""
    assert [0, 0] == [evaluate([GOOD], "--perturb", "--update"), evaluate([GOOD], "--perturb", "--gate")]
    assert "formules de politesse" in capsys.readouterr().out
    assert 1 == evaluate([GOOD], "--gate")


def test_the_perturbed_report_is_json_on_request(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """With --perturb and --json, the output is that report and nothing else."""
    evaluate([GOOD], "--perturb", "--json")

    assert 1.0 == json.loads(capsys.readouterr().out)["overall"]["verdicts"]["share"]


def test_the_day_can_be_given(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """Dates are past from the day that --today gives; anything else there is a misuse."""
    evaluate([GOOD], "--json", "--today", "2026-03-01")

    assert "2026-03-01" == json.loads(capsys.readouterr().out)["today"]
    assert 2 == evaluate([GOOD], "--today", "demain")
    assert "AAAA-MM-JJ" in capsys.readouterr().err


def test_abstention_is_reported(evaluate: Evaluate, capsys: pytest.CaptureFixture[str]) -> None:
    """The text says how many false answers, wrong refusals and dates were found."""
    evaluate([GOOD])

    shown = capsys.readouterr().out
    assert all(part in shown for part in ("refus à tort", "courbe ROC", "Dates absentes des citations"))
