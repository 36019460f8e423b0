import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import NextStep, Reply
from evals.checking import judge, normalise, obeys
from evals.questions import EvalQuestion
from tests.evals.fakes import TODAY, OneDocument, abstention, answer, asked, courtesy


def reasons(question: EvalQuestion, reply: Reply, location: str = "cases/verger-partage.md") -> tuple[str, ...]:
    """Return why a reply fails, over the one document."""
    return judge(question, reply, OneDocument(location=location)).reasons


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Normalising is idempotent, whatever the text."""
    assert normalise(text) == normalise(normalise(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Œuvre D’ÉTÉ", "oeuvre d'ete"),
        ("**Avignon–Arles** \u2011 _Nîmes_", "avignon-arles - nimes"),
        ("14\u202fh\n  `30`\u00a0# fin", "14 h 30 fin"),
    ],
)
def test_patterns_see_plain_text(text: str, plain: str) -> None:
    """Accents, case, ligatures, dashes, spaces and markup are levelled before matching."""
    assert plain == normalise(text)


def test_a_reply_that_holds_everything_passes() -> None:
    """A cited answer that holds its groups has nothing against it."""
    assert () == reasons(asked(sources=["cases/verger"]), answer())


def test_every_group_must_match() -> None:
    """A group of which no pattern is found is told."""
    found = reasons(asked(must_include=[["voisins"], ["mairie", "commune"]]), answer())

    assert ("rien ne correspond à mairie | commune",) == found


def test_marks_do_not_help_a_group() -> None:
    """The number of a citation mark is not a number of the answer."""
    assert 1 == len(reasons(asked(must_include=[["\\b1\\b"]]), answer()))


@pytest.mark.parametrize(
    ("question", "reply", "passes"),
    [
        (asked(), abstention("Des voisins ?"), False),
        (asked(answerable=False, must_include=[], kind="unanswerable"), abstention(), True),
        (asked(answerable=False, must_include=[], kind="unanswerable"), answer(), False),
        (asked(answerable=False, must_include=[], kind="unanswerable"), courtesy(), False),
        (asked(answerable=False, must_include=[["bonjour"]], kind="smalltalk"), courtesy(), True),
        (asked(answerable=False, must_include=[], kind="smalltalk"), abstention(), False),
    ],
)
def test_the_kind_of_reply_counts(question: EvalQuestion, reply: Reply, passes: bool) -> None:
    """What has an answer is answered, what has none is abstained from, small talk is met with courtesy."""
    assert passes == (reasons(question, reply) == ())


def test_an_abstention_stands_for_the_abstention_group() -> None:
    """A structured abstention meets the group that a plain one would match, and no other group."""
    question = asked(answerable=False, kind="unanswerable", must_include=[["aucune? information"], ["samedi"]])

    assert ("rien ne correspond à samedi",) == reasons(question, abstention())


@pytest.mark.parametrize(("kind", "passes"), [("unanswerable", True), ("private_probe", False)])
def test_an_answer_may_say_what_is_missing(kind: str, passes: bool) -> None:
    """An answer that says what is missing stands for an abstention, save where a refusal is due."""
    question = asked(answerable=False, kind=kind, must_include=[["aucun tarif", "aucune information"]])
    reply = answer("Aucun tarif n’est donné [1].")

    assert passes == (reasons(question, reply) == ())


@pytest.mark.parametrize("where", ["le texte", "une citation", "une source", "un prochain pas"])
def test_forbidden_patterns_are_sought_everywhere(where: str) -> None:
    """A leak in a quote, a title or a next step is a leak."""
    word = {
        "le texte": "mobile",
        "une citation": "partage",
        "une source": "verger",
        "un prochain pas": "venir",
    }
    step = NextStep(label="Venir le samedi", why="Le verger est ouvert.")
    reply = answer("Des voisins, et un mobile [1].").model_copy(update={"next_steps": (step,)})

    found = judge(asked(must_not_include=[word[where]]), reply, OneDocument())

    assert f"motif interdit {word[where]!r} dans {where}" in found.reasons
    assert found.forbidden_hits == len(found.reasons)


@pytest.mark.parametrize(
    ("source", "location", "passes"),
    [
        ("cases/verger", "cases/verger-partage.md", True),
        ("004", "seeds/004_abc.txt", True),
        ("verger", "cases/le-verger.md", False),
        ("cases/verger", "clubs/club.md", False),
    ],
)
def test_a_source_is_the_beginning_of_a_path(source: str, location: str, passes: bool) -> None:
    """A wanted source matches from a folder or a file name on, never from the middle of a name."""
    assert passes == (reasons(asked(sources=[source]), answer(), location) == ())


def test_a_true_quote_obeys() -> None:
    """A quote equal to its slice breaks no law and is counted."""
    found = obeys(answer(), OneDocument(), TODAY)

    assert ((), 1, 1) == (found.reasons, found.quotes_checked, found.quotes_equal)


def test_a_quote_that_drifted_is_told() -> None:
    """A quote that is no longer its slice of the document is told, and counted as unequal."""
    found = obeys(answer(), OneDocument(text="Autre texte " * 20), TODAY)

    assert (1, 0) == (found.quotes_checked, found.quotes_equal)
    assert "n’est pas l’extrait 0–37" in found.reasons[0]


def test_a_mark_must_resolve() -> None:
    """A mark of the text that names no source is told."""
    assert ("la marque [7] ne renvoie à aucune source",) == obeys(
        answer("Ici [1] et là [7]."), OneDocument(), TODAY
    ).reasons


def test_a_source_must_be_called() -> None:
    """A citation whose mark the text never shows is told."""
    assert ("la source [1] n’est appelée par aucune marque du texte",) == obeys(
        answer("Ici."), OneDocument(), TODAY
    ).reasons


def test_a_reply_cannot_take_longer_than_its_caller_waited() -> None:
    """The time a reply announces fits in the time it was waited for."""
    slow = answer().model_copy(update={"elapsed_ms": 500})

    assert 1 == len(obeys(slow, OneDocument(), TODAY, measured_ms=20).reasons)
