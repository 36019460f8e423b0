"""What Discord shows is what the assistant said: the same statements, sources and verdict."""

import json
import re
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.composing.blocks import blocks_of
from assistant.domain import AbstentionReason, Question, Reply
from assistant.exporting.reply_markdown import reply_markdown
from bots import wording
from bots.escaping import unescaped
from bots.rendering import MESSAGE_LIMIT, Shown, render

SETS = Path(__file__).parents[2] / "evals" / "questions"
MARKS = re.compile(r"(?<!\\)\[(\d+)\]")
LISTED = re.compile(r"^\[(\d+)\] (.+?)(?: · <([^>]+)>)?$", re.MULTILINE)


def asked() -> list[str]:
    """Return 160 public questions, of every kind, answerable or not."""
    sets = [(SETS / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("own", "unanswerable")]
    rows = [json.loads(line) for text in sets for line in text.splitlines()]
    return [row["question"] for row in rows if not row["turns"]][::3][:160]


@pytest.fixture(scope="module")
def replies(assistant: Assistant) -> list[Reply]:
    """What the assistant answers."""
    return [assistant.answer(Question(text=text)) for text in asked()]


def test_enough_is_compared(replies: list[Reply]) -> None:
    """A hundred questions and more, answers, abstentions and their reasons among them."""
    assert len(replies) >= 100
    assert {"answer", "abstention"} <= {reply.kind for reply in replies}


def test_the_statements_are_the_same(replies: list[Reply]) -> None:
    """Each statement is read in order, followed by the marks of its citations."""
    for reply in replies:
        read = body(render(blocks_of(reply)), reply)
        pieces = [
            (letters(statement.text), tuple(sorted({one.mark for one in statement.citations})))
            for statement in reply.statements
        ]
        said = "".join(text + "".join(f"⟦{mark}⟧" for mark in marks) for text, marks in pieces)
        assert said == letters(unescaped(MARKS.sub(r"⟦\1⟧", read)))


def test_the_sources_are_the_same(replies: list[Reply]) -> None:
    """Each source is listed under its mark, with its title and its address; no other is."""
    for reply in replies:
        shown = render(blocks_of(reply))
        listed = {
            int(mark): (words, url) for mark, words, url in LISTED.findall("\n".join((*shown.messages, *shown.more)))
        }
        assert {source.mark for source in reply.sources} == set(listed)
        for source in reply.sources:
            words, url = listed[source.mark]
            assert letters(source.title) in letters(unescaped(words))
            assert (source.url or "") == url


def test_the_verdict_is_the_same(replies: list[Reply]) -> None:
    """An abstention opens with its reason, in words that no other reason has; nothing else opens so."""
    for reply in replies:
        first = render(blocks_of(reply)).messages[0].splitlines()[0].strip("*")
        assert reply.reason == reason_of(first)


def test_no_real_answer_needs_two_messages_for_its_text(replies: list[Reply]) -> None:
    """The answer, its step and its sources mostly fit one message: at most one reply in twenty takes two."""
    counts = [len(render(blocks_of(reply)).messages) for reply in replies]
    assert sum(count > 1 for count in counts) * 20 <= len(counts)
    assert not [text for reply in replies for text in render(blocks_of(reply)).messages if len(text) > MESSAGE_LIMIT]


def test_a_terminal_reads_the_same(replies: list[Reply]) -> None:
    """The Markdown of `efc chat`, another renderer of the same blocks, says the same with the same marks."""
    for reply in replies:
        text = reply_markdown(blocks_of(reply))
        assert all(f"- [{source.mark}] " in text for source in reply.sources)
        plain = letters(re.sub(r"\\([^0-9A-Za-z\s])", r"\1", MARKS.sub("", text)))
        assert plain.startswith("".join(letters(statement.text) for statement in reply.statements))


def body(shown: Shown, reply: Reply) -> str:
    """Return what is said, the verdict, the steps and the sources left out."""
    first = shown.messages[0].partition("\n\n")[0]
    verdict = f"**{wording.pick(wording.VERDICTS[reply.reason], reply.language)}**" if reply.reason else ""
    rest = "\n".join(shown.more).partition(f"**{wording.say('sources', reply.language)}**")[0]
    return first.removeprefix(verdict) + rest


def reason_of(line: str) -> AbstentionReason | None:
    """Return the reason that a verdict tells."""
    return next(
        (reason for reason, pair in wording.VERDICTS.items() if line in (*pair, wording.pick(pair, "fr"))), None
    )


def letters(text: str) -> str:
    """Return the letters, digits and marks of a text."""
    return "".join(re.findall(r"[\w⟦⟧]+", text.replace("_", "")))
