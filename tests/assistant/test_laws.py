"""The laws of an answer, held over every question of our sets and over what hypothesis types."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.domain import MINIMAL_QUOTE, Citation, Question, Reply, Turn
from assistant.errors import InvalidInputError
from assistant.french import fold

SETS = sorted((Path(__file__).parents[2] / "evals" / "questions").glob("*.jsonl"))
WORDS = [
    "ECT",
    "EFC",
    "club",
    "clubs",
    "Rouen",
    "Bordeaux",
    "effets",
    "utiles",
    "méso-économie",
    "c",
    "koi",
    "combien",
    "liste",
    "qui",
    "quand",
    "comment",
    "pourquoi",
    "la",
    "le",
    "des",
    "de",
    "et",
    "à",
    "2018",
    "Labo",
    "ESS",
    "confiance",
    "atelier",
    "15",
    "min",
    "prix",
    "téléphone",
    "what",
    "is",
    "the",
    "where",
    "?",
    "!",
    "…",
    "«",
    "»",
    "[1]",
    "**",
]


def citations(reply: Reply) -> list[Citation]:
    """Every citation of a reply."""
    return [one for part in (*reply.statements, *reply.next_steps) for one in part.citations]


def assert_lawful(reply: Reply, assistant: Assistant) -> None:
    """Check the laws that hold for any reply."""
    index = assistant.index()
    documents = {source.mark: index.document(source.document_id) for source in reply.sources}
    for one in citations(reply):
        document = documents[one.mark]
        assert document is not None
        assert one.quote == document.text[one.start : one.end]
        assert len(one.quote) >= MINIMAL_QUOTE
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", reply.text)}
    assert {one.mark for part in reply.statements for one in part.citations} == marks
    for name in assistant.lexicon.false_names:
        for sentence in re.split(r"(?<=[.!?])\s", fold(reply.text)):
            assert name not in sentence or re.search(r"\bne (?:veut|signifie)|n'est|pas|erron|fau", sentence)


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_every_question_of_a_set_gets_a_lawful_reply(path: Path, assistant: Assistant) -> None:
    """Quotes equal their slice, marks resolve, no false expansion is asserted, whatever is asked."""
    for line in path.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        history = tuple(Turn(role="user", text=turn) for turn in asked["turns"])
        try:
            reply = assistant.answer(Question(text=asked["question"], history=history))
        except InvalidInputError:
            continue
        assert_lawful(reply, assistant)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), st.lists(st.sampled_from(WORDS), max_size=4))
def test_any_words_get_a_lawful_reply(assistant: Assistant, words: list[str], before: list[str]) -> None:
    """Whatever words come in whatever order, the laws hold."""
    history = (Turn(role="user", text=" ".join(before)),) if before else ()
    try:
        reply = assistant.answer(Question(text=" ".join(words), history=history))
    except InvalidInputError:
        return
    assert_lawful(reply, assistant)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_is_answered_or_refused_clearly(assistant: Assistant, text: str) -> None:
    """No text makes the assistant fail otherwise than by a clear error."""
    try:
        reply = assistant.answer(Question(text=text))
    except InvalidInputError as error:
        remedy = error.remedy
    else:
        assert_lawful(reply, assistant)
        return
    assert remedy


@pytest.mark.parametrize(
    "written",
    [
        "C'est quoi un ECT ?",
        "c koi un ECT ??",
        "C’EST QUOI UN ECT",
        "cest quoi un ect",
        "c'est quoi un E.C.T. ?",
    ],
)
def test_spelling_changes_nothing(assistant: Assistant, written: str) -> None:
    """Accents, case, apostrophes and chat spelling do not change the statements."""
    plain = assistant.answer(Question(text="C’est quoi un ECT ?"))
    assert plain.statements == assistant.answer(Question(text=written)).statements


def test_a_reply_repeats(assistant: Assistant) -> None:
    """Same index, same question: same reply and same id, elapsed time aside."""
    question = Question(text="Comment engager les acteurs d’un territoire ?")
    first, second = (assistant.answer(question).model_dump(exclude={"elapsed_ms"}) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "…", "\x00\x01", "a" * 2001, "\ud800 quoi"])
def test_a_question_that_is_none_is_refused(assistant: Assistant, text: str) -> None:
    """Empty, blank, invisible, too long or broken questions get a clear error with its remedy."""
    with pytest.raises(InvalidInputError) as caught:
        assistant.answer(Question.model_construct(text=text, history=(), persona=None, place=None, language=None))
    assert caught.value.remedy
