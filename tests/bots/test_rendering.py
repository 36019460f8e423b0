"""Any reply over any document becomes messages that fit, that mention nobody, and whose marks have their sources."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.composing.blocks import blocks_of
from assistant.domain import Answer, Reply, Source, Statement
from bots import wording
from bots.escaping import ADDRESS_LIMIT, BREAK, bare_address, cleaned, escaped, unescaped, width
from bots.rendering import ANSWER_LIMIT, BUTTONS, LABEL_LIMIT, MESSAGE_LIMIT, Shown, render, render_evidence
from bots.splitting import cut, pack
from tests.bots.attended import replied
from tests.bots.reply_strategies import ENGINE, HOSTILE, TEXTS, URLS, citation, replies

MARK = re.compile(r"(?<!\\)\[(\d+)\]")
SOURCE = re.compile(r"^\[(\d+)\] ", re.MULTILINE)
PATIENT = settings(deadline=None)
"""A busy machine fails no law."""
FEWER = settings(max_examples=50, deadline=None)
"""A reply holds tens of texts: fifty of them are more than a thousand."""
ADDRESS = re.compile(r"(?<!\\)<([^<>]*)>")


def shown_texts(shown: Shown) -> tuple[str, ...]:
    """Return every message of a reply."""
    return (*shown.messages, *shown.more)


def answer_of(shown: Shown) -> str:
    """Return the first block; no text holds a blank line."""
    return shown.messages[0].partition("\n\n")[0]


@FEWER
@given(replies())
def test_no_message_is_over_a_limit(reply: Reply) -> None:
    """Messages, the answer in the first, and labels of buttons fit, and none is blank."""
    shown = render(blocks_of(reply))
    assert shown.messages
    assert not [text for text in shown_texts(shown) if width(text) > MESSAGE_LIMIT or not text.strip()]
    assert len(shown.follow_ups) <= BUTTONS
    assert not [label for label in shown.follow_ups if not 0 < width(label) <= LABEL_LIMIT]
    assert width(answer_of(shown)) <= ANSWER_LIMIT


@FEWER
@given(replies())
def test_no_mention_resolves(reply: Reply) -> None:
    """No text of a document mentions a member, a role, a channel or everybody, nor draws a date or a command."""
    for text in shown_texts(render(blocks_of(reply))):
        assert [] == re.findall(rf"@(?!{BREAK})", text)
        for address in ADDRESS.findall(text):
            assert bare_address(address) == f"<{address}>"


@FEWER
@given(replies())
def test_no_document_makes_a_link(reply: Reply) -> None:
    """Only addresses of sources and steps are links, each between brackets that show no preview."""
    for text in shown_texts(render(blocks_of(reply))):
        assert [] == re.findall(r"(?<!<)https?://", text)
        assert [] == re.findall(r"(?<!\\)\]\(", text)
        assert [] == re.findall(r"discord\.(?:gg|com)/", text, re.IGNORECASE)


@FEWER
@given(replies())
def test_each_mark_has_its_source(reply: Reply) -> None:
    """What is sent at once lists the source of each of its marks, and so does what « Voir plus » opens."""
    known = {source.mark for source in reply.sources}
    shown = render(blocks_of(reply))
    for messages in (shown.messages, shown.more):
        text = "\n".join(messages)
        marks = {int(mark) for mark in MARK.findall(text)}
        assert marks <= known
        assert marks == {int(mark) for mark in SOURCE.findall(text)}


@FEWER
@given(replies())
def test_every_word_is_said_in_order(reply: Reply) -> None:
    """The answer and what « Voir plus » opens say each statement whole, in order."""
    shown = render(blocks_of(reply))
    rest = "\n".join(shown.more).partition(f"**{wording.say('sources', reply.language)}**\n[")[0]
    read = letters(unescaped(MARK.sub("", "\n".join((answer_of(shown), rest)))))
    said = "".join(letters(cleaned(statement.text)) for statement in reply.statements)
    verdict = f"**{letters(wording.pick(wording.VERDICTS[reply.reason], reply.language))}**" if reply.reason else ""
    assert read.startswith(verdict + said)


@FEWER
@given(replies())
def test_a_quote_is_shown_whole_or_not_at_all(reply: Reply) -> None:
    """Each quote of a citation stands unbroken in one message, or its length stands for it."""
    messages = render_evidence(blocks_of(reply))
    whole = {letters(unescaped(re.sub(r"^> ", "", text, flags=re.MULTILINE))) for text in messages}
    for each in (*reply.statements, *reply.next_steps):
        for one in each.citations:
            told = wording.say("too_long", reply.language, count=len(one.quote))
            assert any(letters(cleaned(one.quote)) in text or letters(told) in text for text in whole)


@PATIENT
@given(st.lists(st.sampled_from(HOSTILE), max_size=8).map(" ".join) | TEXTS)
def test_a_document_is_read_as_it_is(text: str) -> None:
    """Escaping loses nothing of a text, and leaves none of its marks to Discord."""
    assert cleaned(text) == unescaped(escaped(cleaned(text)))
    assert [] == re.findall(r"(?<!\\)(?:\\\\)*[*_~`|<>\[\]#]", escaped(cleaned(text)))


@settings(max_examples=300, deadline=None)
@given(TEXTS.map(cleaned), st.integers(32, 400))
def test_a_cut_loses_nothing_and_spares_quotes_and_addresses(text: str, limit: int) -> None:
    """Head and tail are the text; neither a quote nor an address that fits a message is cut."""
    head, tail = cut(text, limit)
    assert head
    assert width(escaped(head)) <= limit
    assert letters(text) == letters(head) + letters(tail)
    place = len(text) - len(tail) if tail else len(text)
    for found in re.finditer(r"«[^«»]*»|“[^“”]*”|https?://\S+", text):
        inside = found.start() < place < found.end() and len(head) > found.start()
        assert not (inside and width(escaped(found.group())) <= limit)


@PATIENT
@given(st.lists(st.text("ab\n", min_size=1, max_size=50)))
def test_packing_keeps_order_and_limit(atoms: list[str]) -> None:
    """Atoms follow one another, whole, in messages that fit."""
    packed = list(pack(atoms, 60))
    assert "\n".join(atoms) == "\n".join(packed)
    assert not [one for one in packed if width(one) > 60]


@PATIENT
@given(URLS)
def test_an_address_is_shown_only_when_nothing_in_it_acts(url: str | None) -> None:
    """Credentials, other schemes, blanks, brackets and endless addresses are not shown."""
    shown = bare_address(url)
    assert shown in {"", f"<{url}>"}
    assert "" == shown or (str(url).startswith("http") and len(str(url)) <= ADDRESS_LIMIT and "@" not in str(url))


@PATIENT
@given(TEXTS)
def test_a_shared_answer_says_what_was_asked(question: str) -> None:
    """Those who did not ask read the question as understood, its end left out when it is long; else nobody does."""
    blocks = blocks_of(replied().model_copy(update={"question": question}))
    text = "\n".join(render(blocks, tells_question=True).messages)
    assert wording.say("understood", "fr", question="").strip() not in "".join(render(blocks).messages)
    told = wording.say("understood", "fr", question="").strip()
    line = next(one for one in text.splitlines() if told in one)
    asked = letters(unescaped(line.partition(told)[2])).removesuffix("[…]")
    assert asked
    assert letters(cleaned(question)).startswith(asked)


def test_a_long_answer_goes_on_behind_see_more() -> None:
    """What does not fit is announced, comes after, and each part of a statement that is cut keeps its mark."""
    sentence = "Le territoire coopère autour des effets utiles et du travail réel des personnes. "
    said = Statement(text=(sentence * 40).strip(), origin="source", citations=(citation(3, sentence),))
    source = Source(mark=3, document_id="d" * 16, title="Titre", kind="session", author_kind="human")
    reply = Answer(
        id="0" * 16,
        language="fr",
        question="q",
        text="t",
        statements=(said,),
        sources=(source,),
        confidence=1,
        engine=ENGINE,
    )
    shown = render(blocks_of(reply))
    assert 1 == len(shown.messages)
    assert answer_of(shown).splitlines()[0].endswith("personnes. [3]")
    assert wording.say("rest", "fr") in shown.messages[0]
    assert all(text.splitlines()[0].endswith("[3]") for text in shown.more[:2])


def letters(text: str) -> str:
    """Return a text without its blanks."""
    return re.sub(r"[\s\u200b]+", "", text)
