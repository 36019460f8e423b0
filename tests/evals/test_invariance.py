import asyncio
from collections.abc import Sequence

import pytest

from assistant.domain import Reply
from evals.invariance import Change, InvarianceReport, Seen, run_perturbed
from evals.invariance_report import render_invariance
from evals.perturbing import Perturbation
from evals.questions import EvalQuestion
from tests.evals.fakes import Refusing, Scripted, Sensitive, abstention, answer, asked, courtesy

LOUD = Perturbation("loud", "en criant", lambda text, background: text.upper())
QUIET = Perturbation("quiet", "à voix basse", lambda text, background: text.lower(), frozenset({"who"}))


def report(questions: Sequence[EvalQuestion], respondent: Scripted, *tried: Perturbation) -> InvarianceReport:
    """Return the report of some perturbations."""
    return asyncio.run(run_perturbed(questions, respondent, name="set", perturbations=tried or (LOUD,)))


def seen(*documents: str) -> Seen:
    """Return what a reply with these first documents came to."""
    return Seen(typed="t", understood="u", outcome="answer", passes=True, documents=documents, text="…")


def quiet_only(text: str) -> Reply:
    """Answer what is not shouted, abstain from the rest."""
    return abstention() if text.isupper() else answer()


def test_the_same_reply_is_steady() -> None:
    """A respondent that does not see the difference changes nothing."""
    found = report([asked()], Scripted(answer()))

    assert ((1, 1), (1, 1)) == (
        (found.overall.documents.passed, found.overall.documents.count),
        (found.overall.verdicts.passed, found.overall.verdicts.count),
    )
    assert () == found.changes


def test_what_is_left_as_it_is_does_not_count() -> None:
    """A perturbation that leaves a question unchanged, or that does not fit its kind, is not asked."""
    respondent = Scripted(answer())

    found = report([asked(id="a"), asked(id="b", kind="who", question="QUI ?")], respondent, QUIET)

    assert 0 == found.overall.verdicts.count
    assert 2 == len(respondent.asked)


def test_another_verdict_is_counted_and_shown() -> None:
    """A reply that becomes an abstention is a change of verdict, shown with both questions."""
    found = report([asked()], Sensitive(quiet_only))

    assert (0, 1) == (found.overall.verdicts.passed, found.overall.verdicts.count)
    assert ["answer", "abstention no_evidence"] == [
        side.outcome for change in found.changes for side in (change.before, change.after)
    ]
    shown = render_invariance(found)
    for part in ("c’est quoi un verger partagé ?", "C’EST QUOI UN VERGER PARTAGÉ ?", "en criant", "0/1", "verdict"):
        assert part in shown


def test_checks_that_fail_are_another_verdict() -> None:
    """The same kind of reply with other checks passed is another verdict."""
    found = report([asked()], Sensitive(lambda text: answer("Rien [1].") if text.isupper() else answer()))

    assert [(True, False)] == [(change.before.passes, change.after.passes) for change in found.changes]


def test_other_documents_are_counted() -> None:
    """A search that finds another document is a change of documents, and not of verdict."""
    found = report([asked()], Sensitive(lambda text: answer(), lambda text: not text.isupper()))

    assert (0, 1) == (found.overall.documents.passed, found.overall.verdicts.passed)
    assert [(True, False)] == [(change.of_documents, change.of_verdict) for change in found.changes]


@pytest.mark.parametrize(
    ("after", "changed"),
    [(("a", "b"), False), (("b", "a"), False), (("a", "c"), True), (("a",), True)],
)
def test_a_swap_is_no_change(after: tuple[str, ...], changed: bool) -> None:
    """The first documents are compared as sets."""
    change = Change(perturbation="p", id="q", kind="k", before=seen("a", "b"), after=seen(*after))

    assert changed == change.of_documents


def test_replies_without_a_search_have_no_documents() -> None:
    """Two courtesies compare no document, and do not count as steady."""
    found = report([asked(answerable=False, kind="smalltalk", must_include=[])], Scripted(courtesy()))

    assert (0, 1) == (found.overall.documents.count, found.overall.verdicts.count)


def test_only_the_last_message_is_perturbed() -> None:
    """Earlier messages are asked once, as they are, and stand in the history of both."""
    respondent = Scripted(answer())

    report([asked(turns=["bonjour"], question="et lui ?")], respondent)

    assert [("bonjour", 0), ("et lui ?", 2), ("ET LUI ?", 2)] == [
        (question.text, len(question.history)) for question in respondent.asked
    ]


def test_a_leak_is_counted() -> None:
    """A forbidden pattern that only the perturbed question brings out makes the report unlawful."""
    question = asked(must_not_include=["secret"])
    respondent = Sensitive(lambda text: answer("Le secret des voisins [1].") if text.isupper() else answer())

    found = report([question], respondent)

    assert (1, False) == (found.leaks, found.is_lawful)
    assert "motif interdit" in render_invariance(found)


def test_an_unreadable_message_is_refused_and_not_the_end() -> None:
    """A message that the assistant refuses to read is a kind of reply of its own."""
    found = report([asked()], Refusing(answer()))

    assert (1, 1) == (found.overall.verdicts.passed, found.overall.verdicts.count)
