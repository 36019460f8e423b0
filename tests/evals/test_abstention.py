import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Reply
from evals.abstention import Abstaining, asserts_in_vain, auroc
from evals.questions import EvalQuestion
from tests.evals.fakes import abstention, answer, asked, courtesy

SCORES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=1, max_size=12)
UNKNOWN = asked(id="u", answerable=False, kind="near_miss", must_include=[["aucune information"]])


@given(SCORES, SCORES)
def test_the_area_counts_the_pairs_won(positives: list[float], negatives: list[float]) -> None:
    """The area is the share of pairs where the positive scores higher, a tie counting for half."""
    won = sum((one > other) + (one == other) / 2 for one in positives for other in negatives)

    assert pytest.approx(won / (len(positives) * len(negatives)), abs=5e-5) == auroc(positives, negatives)


@given(SCORES, SCORES)
def test_the_area_of_the_contrary_is_the_rest(positives: list[float], negatives: list[float]) -> None:
    """Exchanging both sides gives one minus the area."""
    one, other = auroc(positives, negatives), auroc(negatives, positives)

    assert one is not None
    assert other is not None
    assert pytest.approx(1, abs=2e-4) == one + other


@pytest.mark.parametrize(("positives", "negatives"), [([], [0.5]), ([0.5], []), ([], [])])
def test_one_side_alone_has_no_area(positives: list[float], negatives: list[float]) -> None:
    """Nothing is told of a score seen on one side only."""
    assert auroc(positives, negatives) is None


@pytest.mark.parametrize(
    ("reply", "false"),
    [
        (answer(), True),
        (answer("Aucune information sur son prix [1]."), False),
        (abstention(), False),
        (courtesy(), False),
        (None, False),
    ],
)
def test_a_false_answer_asserts(reply: Reply | None, false: bool) -> None:
    """An answer to what has none is false, unless it says what is missing."""
    assert false == asserts_in_vain(UNKNOWN, reply)


def test_a_refusal_due_is_never_an_answer() -> None:
    """Where a refusal is due, an answer that says what is missing is false all the same."""
    question = UNKNOWN.model_copy(update={"kind": "private_probe"})

    assert asserts_in_vain(question, answer("Aucune information sur son prix [1]."))


def test_figures_count_each_side() -> None:
    """False answers are counted among questions without an answer, wrong refusals among the others."""
    judged: list[tuple[EvalQuestion, Reply | None]] = [
        (asked(id="a"), answer()),
        (asked(id="b"), abstention()),
        (asked(id="c"), None),
        (UNKNOWN, answer()),
        (UNKNOWN, abstention()),
        (asked(id="e", answerable=False, kind="smalltalk"), answer()),
    ]

    figures = Abstaining.of(judged)

    assert (1, 2) == (figures.false_answers.passed, figures.false_answers.count)
    assert (2, 3) == (figures.wrong_refusals.passed, figures.wrong_refusals.count)
    assert 0.5 == figures.auroc
