"""Next steps are as the tables of the corpus have them, and the measure falls when they are not."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Reply
from assistant.errors import InvalidInputError
from evals.cli import run as evaluate
from evals.floors import broken_by, raised_by, reached_by
from evals.steps_cases import StepCase, load_cases, shipped_cases
from evals.steps_eval import StepsReport, measure_steps, render_steps

CASES = load_cases(shipped_cases())
ROUEN = next(case for case in CASES if case.place == "Rouen" and case.persona == "newcomer")


class Spoiled:
    """An assistant whose first step is changed before it is checked."""

    def __init__(self, assistant: Assistant, change: Callable[[Reply], Reply]) -> None:
        self._assistant = assistant
        self._change = change

    async def ask(self, question: Question) -> Reply:
        """Return the reply, changed."""
        return self._change(self._assistant.answer(question))


def first_step(**fields: object) -> Callable[[Reply], Reply]:
    """Return what changes the first step of a reply, and leaves the others out."""
    return lambda reply: reply.model_copy(update={"next_steps": (reply.next_steps[0].model_copy(update=fields),)})


def measured(assistant: Assistant, case: StepCase, change: Callable[[Reply], Reply]) -> StepsReport:
    """Measure one case on a changed assistant."""
    return asyncio.run(measure_steps((case,), Spoiled(assistant, change), assistant.index()))


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> StepsReport:
    """What the assistant reaches on one case in five."""
    return asyncio.run(measure_steps(CASES[::5], assistant, assistant.index()))


def test_every_step_is_as_the_tables_have_it(report: StepsReport) -> None:
    """Clubs, persons, stages and sources are right on every case, and nothing is made up."""
    assert () == report.faults
    assert report.is_sound
    assert len(CASES[::5]) < report.steps


def test_the_cases_are_enough_and_true_to_the_place_table(assistant: Assistant) -> None:
    """At least 150 cases; the clubs each expects are those the table of places gives."""
    assert 150 <= len(CASES)
    assert len(CASES) == len({case.id for case in CASES})
    clubs = assistant.places.clubs
    for case in (one for one in CASES if one.named):
        places = assistant.places.find(case.named.split(" (")[0])
        expected = {clubs[club].name for place in places for club in place.clubs}
        assert expected == set(case.clubs), case.id


def test_the_cases_cover_who_asks_where_and_at_which_stage() -> None:
    """Every persona meets every coverage of a place, and every stage."""
    personas = {case.persona for case in CASES} - {None}
    assert {"newcomer", "entreprise", "collectivite", "animateur", "association"} == personas
    coverages = {case.coverage for case in CASES}
    assert {(one, other) for one in personas for other in coverages} <= {(c.persona, c.coverage) for c in CASES}
    stages = {"découvrez", "avez déjà commencé", "animez un groupe"}
    assert {(one, other) for one in personas for other in stages} <= {(c.persona, c.stands) for c in CASES}


@pytest.mark.parametrize(
    ("check", "fields"),
    [
        ("rien d’inventé", {"label": "Contacter le club de votre territoire : Club Inné, au 02 35 00 00 00."}),
        ("rien d’inventé", {"label": "Contacter le Club Inné pour 120 euros."}),
        ("rien d’inventé", {"label": "Contacter le Club Inné le mardi 3 mars."}),
        ("rien d’inventé", {"label": "Contacter le Club Inné : contact@exemple.invalid."}),
        ("club du lieu", {"label": "Contacter le club de votre territoire : Club Noé."}),
        ("club du lieu", {"why": "Vous découvrez l’EFC."}),
        ("profil", {"why": "Votre territoire est Rouen (Normandie)."}),
        ("source exacte", {"citations": ()}),
        ("source exacte", {"url": "https://exemple.invalid/"}),
        ("club cité", {"citations": ()}),
    ],
)
def test_what_is_wrong_is_told(assistant: Assistant, check: str, fields: dict[str, object]) -> None:
    """A made-up contact, price, date or link, a wrong club, a reason without who or where: each fails its check."""
    assert check in {fault.check for fault in measured(assistant, ROUEN, first_step(**fields)).faults}


@pytest.mark.parametrize("spoil", ["again", "silent", "clubless"])
def test_an_answer_that_is_no_first_step_is_told(assistant: Assistant, spoil: str) -> None:
    """An answer that says a step again, that is missing, or that does not name the club, fails its check."""
    case = next(one for one in CASES if one.begins and one.coverage == "one")
    changes: dict[str, Callable[[Reply], dict[str, object]]] = {
        "again": lambda reply: {"text": f"{reply.text} {reply.next_steps[0].label}"},
        "silent": lambda reply: {"kind": "abstention"},
        "clubless": lambda reply: {"text": "Le premier pas dépend de chacun."},
    }
    found = measured(assistant, case, lambda reply: reply.model_copy(update=changes[spoil](reply)))
    assert "corps de la réponse" in {fault.check for fault in found.faults}


def test_no_step_at_all_is_told(assistant: Assistant) -> None:
    """A reply without a step fails, for the number and for the place."""
    found = measured(assistant, ROUEN, lambda reply: reply.model_copy(update={"next_steps": ()}))
    assert {"un à trois pas", "club du lieu"} <= {fault.check for fault in found.faults}
    assert not found.is_sound
    assert ROUEN.id in render_steps(found)


def test_floors_hold_what_was_reached_and_break_under_it(assistant: Assistant, report: StepsReport) -> None:
    """The gate opens on the same shares, closes under them, on other cases and without floors."""
    floors = reached_by(report)
    worse = measured(assistant, ROUEN, first_step(why="Parce que."))
    lower = report.model_copy(update={"rates": worse.rates})
    assert [] == broken_by(report, floors)
    assert any("profil" in one for one in broken_by(lower, floors))
    assert ["ont changé" in one for one in broken_by(worse, floors)] == [True]
    assert ["--update" in one for one in broken_by(report, None)] == [True]
    with pytest.raises(InvalidInputError, match="baisserait"):
        raised_by(lower, floors, allow_regression=False)
    assert reached_by(lower) == raised_by(lower, floors, allow_regression=True)


def test_a_broken_case_names_its_line(tmp_path: Path) -> None:
    """A case whose clubs do not go with its coverage is refused, with its line."""
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": "a", "question": "?", "coverage": "one"}) + "\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="ligne 1"):
        load_cases(path)
    with pytest.raises(InvalidInputError, match="ne se lit pas"):
        load_cases(tmp_path / "absent.jsonl")


def test_the_command_holds_its_floors(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """« efc eval --steps --gate » exits 0 on the shipped corpus and its shipped floors."""
    assert 0 == evaluate(["--steps", "--gate", "--data", str(shipped)])
    assert "rien d’inventé" in capsys.readouterr().out
