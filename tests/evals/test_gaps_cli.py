import json
from pathlib import Path

import pytest

from assistant.adapters.journal_schema import JOURNAL_NAME
from assistant.askings import GapList, Judgement
from assistant.understanding import this_day
from evals.checking import forbidden_in, judge, missing_groups
from evals.gaps_cli import run
from evals.questions import load_questions
from tests.assistant.asking_journal import store_in, unanswered
from tests.evals.fakes import OneDocument

Captured = pytest.CaptureFixture[str]

QUETZAL = "Où voir un quetzal ?"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder where three people asked one thing, two another, and one judged a reply."""
    monkeypatch.chdir(tmp_path)
    store = store_in(tmp_path, questions=True)
    today = this_day()
    for number, question in enumerate([QUETZAL, "un quetzal", "le quetzal, svp", "une licorne ?", "la licorne"]):
        store.add_reply(unanswered(question), f"web {number}", today)
    said = Judgement(reply_id="r", verdict="down", reasons=("wrong",), comment="C’est faux.")
    store.add_judgement(said, "web 0", today)
    return tmp_path


def output(capsys: Captured, *words: str, code: int = 0) -> str:
    """Run the command, and return what it prints."""
    assert code == run([*words])
    return capsys.readouterr().out


def test_the_gaps_are_listed_by_what_three_people_said(data: Path, capsys: Captured) -> None:
    """One line a gap, the count of what is not shown, and the judgements; no wording."""
    shown = output(capsys, "--data", str(data))
    assert "1. quetzal — 3 personnes, 3 questions" in shown
    assert "Questions non montrées : 2" in shown
    assert "Avis favorables : 0 ; défavorables : 1 (faux 1)" in shown
    assert "licorne" not in shown
    found = GapList.model_validate_json(output(capsys, "--data", str(data), "--json"))
    assert [("quetzal",)] == [one.label for one in found.gaps]


def test_a_gap_becomes_a_question_of_the_evaluation(data: Path, capsys: Captured) -> None:
    """The line loads, its reference answer passes its own checks, and an abstention meets it."""
    printed = json.loads(output(capsys, "--data", str(data), "--case", "1"))
    file = data / "manques.jsonl"
    output(capsys, "--data", str(data), "--case", "1", "-o", str(file))
    (question,) = load_questions([file])
    assert printed == question.model_dump(mode="json")
    assert ("quetzal ?", False, ()) == (question.question, question.answerable, question.sources)
    assert ([], []) == (missing_groups(question, question.expected), forbidden_in(question, question.expected))
    assert () == judge(question, unanswered(question.question), OneDocument()).reasons
    assert 2 == run(["--data", str(data), "--case", "1", "-o", str(file)])
    assert "contient déjà" in capsys.readouterr().err


def test_the_case_keeps_its_id(data: Path, capsys: Captured) -> None:
    """The same gap makes the same question each time, whatever else is asked meanwhile."""
    first = output(capsys, "--data", str(data), "--case", "1")
    store_in(data).add_reply(unanswered("la pluie ?"), "web 9", this_day())
    assert first == output(capsys, "--data", str(data), "--case", "1")


def test_texts_are_shown_only_when_asked_for(data: Path, capsys: Captured) -> None:
    """Comments and kept questions, redacted, a line each or a JSON object a line."""
    assert "down  C’est faux." in output(capsys, "--data", str(data), "--comments")
    kept = [json.loads(line) for line in output(capsys, "--data", str(data), "--questions", "--json").splitlines()]
    assert 5 == len(kept)
    assert QUETZAL in {one["text"] for one in kept}
    assert "" == output(capsys, "--data", str(data / "elsewhere"), "--comments")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--case", "7"], 2, "Il n’y a pas de manque n° 7"),
        (["--case", "0"], 2, "Il n’y a pas de manque n° 0"),
        (["--since", "3000-01-01"], 0, ""),
        (["--case", "1", "-o", "nowhere/x.jsonl"], 1, "ne peut pas être écrit"),
    ],
)
def test_what_cannot_be_done_is_said(data: Path, capsys: Captured, words: list[str], code: int, said: str) -> None:
    """The exit codes of the contract, and one line that says what."""
    assert code == run(["--data", str(data), *words])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--since", "hier"], ["--since", "2026-02-30"], ["--case", "x"], ["--lune"]])
def test_a_wrong_use_is_a_usage_error(words: list[str], capsys: Captured) -> None:
    """Code 2, in French."""
    with pytest.raises(SystemExit) as left:
        run(words)
    assert 2 == left.value.code
    assert "efc gaps" in capsys.readouterr().err


def test_a_damaged_journal_is_a_failure_with_its_remedy(data: Path, capsys: Captured) -> None:
    """Code 1."""
    (data / JOURNAL_NAME).write_bytes(b"nothing of a database" * 100)
    assert 1 == run(["--data", str(data)])
    assert "journal des questions" in capsys.readouterr().err


def test_without_a_journal_there_is_no_gap(tmp_path: Path, capsys: Captured) -> None:
    """An empty folder is no error."""
    assert "Aucun manque" in output(capsys, "--data", str(tmp_path))
