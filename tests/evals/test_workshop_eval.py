"""Laws of the measure of workshop plans: what is wrong is seen, floors hold what was reached."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Statement
from assistant.errors import InvalidInputError
from assistant.planning import requested
from assistant.workshop_plan import PlanBlock, WorkshopPlan
from evals import workshop_checks as checks
from evals.floors import broken_by, raised_by, reached_by
from evals.workshop_eval import WorkshopReport, measure_workshops, render_workshops
from evals.workshop_requests import AskedWorkshop, AskedWorkshops, Told, load_requests, shipped_requests
from tests.assistant.small_corpus import small_assistant

TODAY = date(2026, 3, 1)
ASKED = (
    AskedWorkshop(id="a", words="un atelier de 2h pour 12 élus sur le four commun", expected="served"),
    AskedWorkshop(id="b", words="la zygologie des Xorbes", given=Told(minutes=60), expected="declined"),
    AskedWorkshop(id="c", words="le four commun", given=Told(people=500), expected="refused"),
)


def untouched(texts: Sequence[str]) -> Sequence[str]:
    """Redact nothing."""
    return texts


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over the invented notes."""
    return small_assistant(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def plan(assistant: Assistant) -> WorkshopPlan:
    """A plan with a break."""
    made = assistant.plan_workshop(requested("le four commun", minutes=120, people=12))
    assert isinstance(made, WorkshopPlan)
    return made


def measured(assistant: Assistant, *asked: AskedWorkshop) -> WorkshopReport:
    """Return the report on some requests."""
    return measure_workshops(AskedWorkshops(digest="d", requests=asked or ASKED), assistant, TODAY, untouched)


def test_what_is_expected_passes(assistant: Assistant) -> None:
    """A plan, an abstention and a refusal where they are expected."""
    report = measured(assistant)
    treated = [(rate.passed, rate.count) for rate in report.rates[:3]]
    assert [(1, 1), (1, 1), (1, 1)] == treated
    assert "Plans d’atelier : 3 demandes" in render_workshops(report)


def test_what_is_not_expected_is_told(assistant: Assistant) -> None:
    """Each request treated otherwise is a miss under what was expected."""
    wrong = [
        one.model_copy(update={"expected": other})
        for one, other in zip(ASKED, ("refused", "served", "declined"), strict=True)
    ]
    report = measured(assistant, *wrong)
    assert not report.is_sound
    assert {"a", "b", "c"} <= {miss.id for miss in report.misses}


def test_what_is_misread_is_told(assistant: Assistant) -> None:
    """A field that the words told otherwise is a miss."""
    report = measured(assistant, ASKED[0].model_copy(update={"reads": Told(people=99)}))
    assert ["demandes lues juste"] == [miss.what for miss in report.misses if miss.what.startswith("demandes")]


def test_what_redaction_hides_is_a_leak(assistant: Assistant) -> None:
    """A sentence that redaction changes is personal."""
    report = measure_workshops(
        AskedWorkshops(digest="d", requests=ASKED[:1]), assistant, TODAY, lambda texts: ["[retiré]" for _ in texts]
    )
    assert 0.0 == report.shares["aucune donnée personnelle"]


def with_block(plan: WorkshopPlan, **changes: object) -> WorkshopPlan:
    """Return a plan whose first block is changed, unchecked."""
    return plan.model_copy(update={"blocks": (plan.blocks[0].model_copy(update=changes), *plan.blocks[1:])})


def test_a_sound_plan_breaks_nothing(assistant: Assistant, plan: WorkshopPlan) -> None:
    """Every check is silent on it."""
    assert [] == list(checks.wrong_times(plan, Told()))
    assert [] == list(checks.missing_breaks(plan))
    assert [] == list(checks.uncited_claims(plan))
    assert [] == list(checks.inexact_quotes(plan, assistant.index()))
    assert [] == checks.announcements(plan, TODAY)


def test_wrong_times_are_seen(plan: WorkshopPlan) -> None:
    """A gap, a sum that is not the one asked."""
    assert [] != list(checks.wrong_times(with_block(plan, minutes=99), Told()))
    assert [] != list(checks.wrong_times(plan, Told(minutes=90)))


def test_a_missing_break_is_seen(plan: WorkshopPlan) -> None:
    """Without its break, a plan of two hours has none and a run that lasts too long."""
    blocks = tuple(block.model_copy(update={"is_break": False}) for block in plan.blocks)
    assert 1 < len(list(checks.missing_breaks(plan.model_copy(update={"blocks": blocks}))))


@pytest.mark.parametrize(
    "text", ["Le four date de 1830.", "Demandez au club FCV.", "Bienvenue. Nous avons 999 minutes ensemble ; voici."]
)
def test_an_uncited_claim_is_seen(plan: WorkshopPlan, text: str) -> None:
    """A fact, an acronym, a number that nobody asked for, wherever it stands."""
    said = (Statement(text=text, origin="assistant"),)
    assert [text] == list(checks.uncited_claims(with_block(plan, says=said)))
    assert [text] == list(checks.uncited_claims(with_block(plan, objective=text)))


def test_blocks_without_a_citation_lower_the_share(plan: WorkshopPlan) -> None:
    """Breaks do not count."""
    bare = (PlanBlock(name="a", start=0, minutes=60), PlanBlock(name="b", start=60, minutes=60, is_break=True))
    assert 0.0 == checks.cited_share(plan.model_copy(update={"blocks": bare}))


def test_a_quote_of_elsewhere_is_seen(assistant: Assistant, plan: WorkshopPlan) -> None:
    """A quote one character off is not the slice of its document."""
    cited = next(one for one in plan.statements() if one.citations)
    citation = cited.citations[0]
    moved = citation.model_copy(update={"start": citation.start + 1, "end": citation.end + 1})
    wrong = plan.model_copy(update={"questions": (cited.model_copy(update={"citations": (moved,)}),)})
    assert [citation.quote] == list(checks.inexact_quotes(wrong, assistant.index()))


def test_floors_hold_what_was_reached(assistant: Assistant) -> None:
    """The gate opens on the same shares, closes without floors, on other requests and under a floor."""
    report = measured(assistant)
    floors = reached_by(report)
    worse = measured(assistant, *(one.model_copy(update={"expected": "refused"}) for one in ASKED[:1]))
    assert [] == broken_by(report, floors)
    assert 1 == len(broken_by(report, None))
    assert 1 == len(broken_by(report, floors.model_copy(update={"requests_digest": "x"})))
    assert [] != broken_by(worse, floors)
    with pytest.raises(InvalidInputError):
        raised_by(worse, floors, allow_regression=False)
    assert raised_by(worse, floors, allow_regression=True).shares["demandes refusées"] < 1


def test_the_shipped_requests_are_many_and_varied() -> None:
    """Sixty at least, of each expectation, each variant, each setting, each with its own id."""
    requests = load_requests(shipped_requests()).requests
    assert len({one.id for one in requests}) == len(requests) >= 60
    assert {"served", "declined", "refused"} == {one.expected for one in requests}
    told = [one for request in requests for one in (request.given, request.reads)]
    assert 7 == len({one.variant for one in told if one.variant})
    assert {"room", "remote"} == {one.setting for one in told if one.setting}


def test_a_line_that_is_no_request_is_named(tmp_path: Path) -> None:
    """The error names the line."""
    path = tmp_path / "requests.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="ligne 1"):
        load_requests(path)
