"""The French of the answers, held over the replies to every question of our sets.

What the assistant says in its own name (statements of origin `assistant`, labels of next steps, further questions)
obeys every law. A sentence of a source keeps its words, its apostrophes and its accents: only its spaces are set and
its first letter and last stop finished, so the laws on words are held for it only as far as our corpus writes well.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.domain import Question, Reply, Statement, Turn
from assistant.errors import InvalidInputError
from assistant.french import typeset

QUESTIONS = Path(__file__).parents[2] / "evals" / "questions"
SETS = ("own", "further", "hostile")

BROKEN_ELISION = re.compile(
    r"\b(?:[dD]e|[lL]e|[lL]a|[qQ]ue|[jJ]e|[nN]e|[sS]e|[jJ]usque|[lL]orsque|[pP]uisque) "
    r"(?:[aàâeéèêëiîïoôuùûAÀÂEÉÈÊËIÎÏOÔUÙÛ]|h(?:abit|istoir|omme|eure|ôpit|umain))(?!nze\b|ui\b)"
    r"|\b[sS]i ils?\b|\bce (?:est|était)\b|\b(?:de|à) (?:le|les) (?=\w)(?!\w+-|\w+(?:er|ir|re|oir)\b)"
)
DOUBLED_STOP = re.compile(r"(?<!\.)\.\.(?!\.)|[?!:;,]\.|\. \.|\.[;:,]|\?\?|!!")
BAD_SPACE = re.compile(
    r"  |\s[,.](?!\d|\w)|[«(\[]\s\s|\s[)\]]|[ \u00a0][;:?!»]|«[ \u00a0]|\w[;?!»](?!\w)|\w:(?=\s|$)|«\w"
)
STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
FIRST = re.compile(r"[A-ZÀ-ÝŒ0-9«“(]|[a-z]+[A-Z]|- ")
LAST = re.compile(r"[.!?…:][\u202f»”)]*$")


def replies(name: str, assistant: Assistant) -> Iterator[Reply]:
    """Yield the reply to each question of a set that is one."""
    for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        history = tuple(Turn(role="user", text=turn) for turn in asked["turns"])
        try:
            yield assistant.answer(Question(text=asked["question"], history=history))
        except InvalidInputError:
            continue


def own_words(reply: Reply) -> list[str]:
    """Return what the assistant says in its own name, with what it leads the reader to."""
    steps = [text for step in reply.next_steps for text in ((step.label, step.why) if not step.url else (step.why,))]
    return [*(one.text for one in reply.statements if one.origin == "assistant"), *steps, *reply.follow_ups]


def french(reply: Reply) -> list[str]:
    """Return all that is shown in French."""
    return (
        [*own_words(reply), *(one.text for one in reply.statements if one.citations)] if reply.language == "fr" else []
    )


def is_list(statement: Statement) -> bool:
    """Tell whether a statement is a list, or lines under a heading."""
    return "\n" in statement.text or statement.text.startswith("- ")


@pytest.mark.parametrize(
    ("law", "wrong", "right"),
    [
        (BROKEN_ELISION, "le club de EFC", "le club d’EFC"),
        (BROKEN_ELISION, "le animateur du four", "l’animateur du four"),
        (BROKEN_ELISION, "il dit que il vient", "il dit qu’il vient"),
        (BROKEN_ELISION, "si il vient", "s’il vient"),
        (BROKEN_ELISION, "la liste de les clubs", "la liste des clubs"),
        (DOUBLED_STOP, "Fin..", "Fin…"),
        (DOUBLED_STOP, "Fin ?.", "Fin ?"),
        (DOUBLED_STOP, "Fin. .", "Fin."),
        (BAD_SPACE, "Quoi ?", "Quoi\u202f?"),
        (BAD_SPACE, "Voici\u00a0:", "Voici\u202f:"),
        (BAD_SPACE, "Voici: le four", "Voici\u202f: le four, http://exemple.invalid"),
        (BAD_SPACE, "« four\u202f»", "«\u202ffour\u202f»"),
        (BAD_SPACE, "un four , un pain", "un four, un pain de 2,5 kg"),
        (BAD_SPACE, "deux  espaces", "un espace"),
        (STRAIGHT, "l'assistant", "l’assistant"),
    ],
)
def test_the_laws_can_be_broken(law: re.Pattern[str], wrong: str, right: str) -> None:
    """Each law sees the fault it is for, and lets its correction pass."""
    assert (True, False) == (law.search(wrong) is not None, law.search(right) is not None)


@pytest.fixture(scope="module")
def shown(assistant: Assistant) -> list[Reply]:
    """Every reply, asked once."""
    return [reply for name in SETS for reply in replies(name, assistant)]


def test_no_elision_is_broken(shown: list[Reply]) -> None:
    """« d’EFC », « l’animateur », « qu’il », « s’il »."""
    assert [] == sorted({text for reply in shown for text in french(reply) if BROKEN_ELISION.search(text)})


def test_no_stop_is_doubled(shown: list[Reply]) -> None:
    """One mark ends a sentence."""
    assert [] == sorted({text for reply in shown for text in french(reply) if DOUBLED_STOP.search(text)})


def test_spaces_are_french(shown: list[Reply]) -> None:
    """A narrow no-break space before « ; ! ? : » and inside guillemets, none before a comma, never two together."""
    assert [] == sorted({text for reply in shown for text in french(reply) if BAD_SPACE.search(text)})


def test_apostrophes_of_the_assistant_are_curly(shown: list[Reply]) -> None:
    """No straight apostrophe inside a word of the assistant's own."""
    assert [] == sorted({text for reply in shown for text in own_words(reply) if STRAIGHT.search(text)})


def test_sentences_begin_and_end(shown: list[Reply]) -> None:
    """A statement opens with a capital, a figure or a mark, and ends with a stop, unless it is a list."""
    statements = [one for reply in shown for one in reply.statements]
    assert [] == sorted({one.text for one in statements if not FIRST.match(one.text)})
    assert [] == sorted({one.text for one in statements if not is_list(one) and not LAST.search(one.text)})


def test_no_mark_dangles(shown: list[Reply]) -> None:
    """Every `[n]` of a text is a source, and further questions and labels hold none."""
    for reply in shown:
        known = {source.mark for source in reply.sources}
        assert {int(mark) for mark in re.findall(r"\[(\d+)\]", reply.text)} <= known
        assert [] == [text for text in own_words(reply) if re.search(r"\[\d+\]", text)]


def test_short_comes_first(shown: list[Reply]) -> None:
    """Two to four sentences, lists, steps, plans and the voices of several sources aside; the rest is on demand."""
    long = [
        reply.question
        for reply in shown
        if reply.kind == "answer"
        and not any(is_list(one) for one in reply.statements)
        and not any("sources" in one.text for one in reply.statements if one.origin == "assistant")
        and len([one for one in reply.statements if one.citations]) > 4
    ]
    assert [] == long


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("« four »", "«\u202ffour\u202f»"),
        ("Voici :\n- un ;", "Voici\u202f:\n- un\u202f;"),
        ("à 10 :30, http://exemple.invalid", "à 10 :30, http://exemple.invalid"),
        ("what is it?", "what is it?"),
    ],
)
def test_only_spaces_are_typeset(written: str, set_: str) -> None:
    """Words and marks stay; setting twice changes nothing."""
    assert set_ == typeset(written) == typeset(typeset(written))
    assert written.split() == set_.split()
