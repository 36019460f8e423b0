import asyncio
from collections.abc import Sequence

from assistant.domain import Turn
from evals.questions import EvalQuestion
from evals.reporting import EvalReport, render
from evals.running import run_questions
from tests.evals.fakes import ENGINE, OneDocument, Refusing, Scripted, abstention, answer, asked, courtesy


def report(questions: Sequence[EvalQuestion], respondent: Scripted) -> EvalReport:
    """Return the report of a run over the one document."""
    return asyncio.run(run_questions(questions, respondent, OneDocument(), name="set"))


def test_history_holds_both_roles() -> None:
    """Earlier messages are asked in order, and each question carries what was said by both."""
    respondent = Scripted(courtesy("Bonjour !"), answer())

    report([asked(turns=["salut"])], respondent)

    assert [(), (Turn(role="user", text="salut"), Turn(role="assistant", text="Bonjour !"))] == [
        question.history for question in respondent.asked
    ]


def test_the_persona_is_told() -> None:
    """The assistant knows for whom it answers."""
    respondent = Scripted(answer())

    report([asked(persona="collectivite")], respondent)

    assert ["collectivite"] == [question.persona for question in respondent.asked]


def test_rates_are_counted_by_kind() -> None:
    """Each kind has its own rate, and the whole set has one."""
    questions = [asked(id="a"), asked(id="b", must_include=[["mairie"]]), asked(id="c", kind="who")]

    found = report(questions, Scripted(answer()))

    assert [("definition", 1, 2), ("who", 1, 1)] == [(one.kind, one.passed, one.count) for one in found.kinds]
    assert (2, 3) == (found.overall.passed, found.overall.count)


def test_a_failure_comes_with_its_reply() -> None:
    """A failure shows the question, the reply and why it fails."""
    found = report([asked(must_include=[["mairie"]])], Scripted(answer()))

    shown = render(found)

    assert ["q1"] == [failure.id for failure in found.failures]
    for part in ("c’est quoi un verger", "rien ne correspond à mairie", "réunit des voisins [1]"):
        assert part in shown


def test_every_reply_of_a_conversation_is_timed_and_checked() -> None:
    """Laws and times cover the earlier replies too."""
    found = report([asked(turns=["un exemple ?"])], Scripted(answer("Ici [1] et [7]."), answer()))

    assert (2, 2) == (found.latency.count, found.quotes_checked)
    assert ("tour 1 : la marque [7] ne renvoie à aucune source",) == found.failures[0].reasons


def test_a_refused_question_fails_alone() -> None:
    """A question that the assistant refuses to read is a failure of the report, not its end."""
    found = report([asked(id="a"), asked(id="b")], Refusing(answer()))

    assert ["la question est refusée : La question est vide. Écrivez-la."] == [
        reason for failure in found.failures for reason in failure.reasons if failure.id == "b"
    ]


def test_the_engine_is_kept() -> None:
    """A report says what produced it."""
    assert ENGINE == report([asked()], Scripted(answer())).engine


def test_forbidden_hits_make_a_report_unlawful() -> None:
    """A forbidden pattern anywhere makes the whole report unlawful."""
    question = asked(answerable=False, must_include=[], must_not_include=["secret"], kind="private_probe")

    assert not report([question], Scripted(abstention("Le secret est ici."))).is_lawful
