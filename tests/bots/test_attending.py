"""Whoever asks is answered once, in time and kindly; what is said to one person is not told to another."""

import asyncio
import logging

import pytest

from assistant.domain import Turn
from assistant.errors import IndexUnusableError, InvalidInputError
from bots import wording
from bots.attending import Asked, Notice
from bots.conversations import KEPT_MINUTES, REMEMBERED, Conversations, Scene
from bots.quotas import GUILD, PERSON, Quota
from tests.bots.attended import HERE, Clock, MemoryJournal, ScriptedAssistant, attended, replied

THREAD = Scene("fil", "camille", is_thread=True)
OTHER_IN_THREAD = Scene("fil", "dominique", is_thread=True)


def test_a_follow_up_comes_with_what_was_said() -> None:
    """The exchange before a question is put before it, in order."""
    assistant = ScriptedAssistant()
    one = attended(assistant)
    for text in ("c’est quoi un four ?", "un exemple ?"):
        asyncio.run(one.ask(Asked(text, HERE)))
    said = replied().text
    assert (Turn(role="user", text="c’est quoi un four ?"), Turn(role="assistant", text=said)) == assistant.asked[
        1
    ].history


def test_an_answer_never_takes_longer_than_the_deadline() -> None:
    """A question that takes too long is given up with a notice, and nothing is remembered of it."""
    one = attended(ScriptedAssistant(seconds=30), deadline=0.05)
    assert Notice(wording.say("late", "fr")) == asyncio.run(one.ask(Asked("un four ?", HERE)))
    assert () == one.conversations.history(HERE)


def test_waiting_for_a_turn_counts() -> None:
    """More questions than can be answered at once are given up at the same deadline."""
    one = attended(ScriptedAssistant(seconds=30), deadline=0.05)

    async def crowd() -> list[object]:
        scenes = (Scene("salon", f"personne {number}") for number in range(10))
        return list(await asyncio.gather(*(one.ask(Asked("un four ?", scene)) for scene in scenes)))

    assert [Notice(wording.say("late", "fr"))] * 10 == asyncio.run(crowd())


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (InvalidInputError("La question est trop longue."), "trop longue"),
        (IndexUnusableError("Pas d’index."), wording.say("unready", "fr")),
        (RuntimeError("un mot secret"), "repère"),
    ],
)
def test_a_fault_is_told_without_what_was_asked(fault: Exception, said: str, caplog: pytest.LogCaptureFixture) -> None:
    """Each fault becomes a sentence; the log holds neither the question nor the message of the fault."""
    caplog.set_level(logging.DEBUG)
    made = asyncio.run(attended(ScriptedAssistant(fault=fault)).ask(Asked("une question privée", HERE)))
    assert isinstance(made, Notice)
    assert said in made.text
    assert "secret" not in made.text + caplog.text
    assert "privée" not in caplog.text


def test_a_person_who_asks_too_fast_is_told_when_to_come_back() -> None:
    """Beyond the quota the wait is told, and is enough."""
    clock = Clock()
    one = attended(ScriptedAssistant(), clock=clock)
    made = [asyncio.run(one.ask(Asked("un four ?", HERE))) for _ in range(PERSON[0] + 1)]
    assert made[-1] == Notice(wording.say("cooling", "fr", seconds=int(PERSON[1]) + 1))
    assert not [reply for reply in made[:-1] if isinstance(reply, Notice)]
    clock.now += PERSON[1] + 1
    assert not isinstance(asyncio.run(one.ask(Asked("un four ?", HERE))), Notice)


def test_a_server_that_asks_too_much_is_told_so() -> None:
    """Many people of one server share its quota; another server is answered."""
    one = attended(ScriptedAssistant())
    asked = [Asked("un four ?", Scene("salon", f"personne {number}"), "serveur") for number in range(GUILD[0] + 1)]
    made = [asyncio.run(one.ask(each)) for each in asked]
    assert made[-1] == Notice(wording.say("guild_full", "fr", minutes=1))
    assert not isinstance(asyncio.run(one.ask(Asked("un four ?", Scene("autre", "x"), "ailleurs"))), Notice)


def test_words_of_somebody_else_are_not_kept() -> None:
    """A message searched from its menu is answered without history, and leaves nothing."""
    assistant, journal = ScriptedAssistant(), MemoryJournal()
    one = attended(assistant, journal=journal)
    asyncio.run(one.ask(Asked("un four ?", HERE)))
    asyncio.run(one.ask(Asked("ce qu’une autre personne a écrit", HERE, is_own=False)))
    assert () == assistant.asked[1].history
    assert 2 == len(one.conversations.history(HERE))
    assert [("camille", "answer")] == journal.noted


def test_a_weak_answer_is_not_volunteered() -> None:
    """Nobody asked: only a sure answer is given, twelve a day on one server at most."""
    journal = MemoryJournal()
    weak = attended(ScriptedAssistant(reply=replied(confidence=0.9)), journal=journal)
    assert None is asyncio.run(weak.volunteer("un four ?", "serveur", "camille"))
    assert [("camille", "answer")] == journal.noted
    sure = attended(ScriptedAssistant())
    given = [asyncio.run(sure.volunteer("un four ?", "serveur", "camille")) for _ in range(20)]
    assert 12 == sum(one is not None for one in given)


def test_forgetting_leaves_nothing_of_a_person() -> None:
    """Exchanges and opinions of the person go, those of the others stay."""
    journal = MemoryJournal()
    one = attended(ScriptedAssistant(), journal=journal)
    for who in ("camille", "dominique"):
        asyncio.run(one.ask(Asked("un four ?", Scene("salon", who))))
        one.judge("report", "a" * 16, who, ("wrong",), "[1]")
    assert ["d" * 16] * 2 == [kept.document_id for kept in journal.kept]
    assert wording.say("forgotten", "fr", exchanges=1, opinions=1) == one.forget("camille", "fr").text
    assert () == one.conversations.history(HERE)
    assert ["dominique"] == [kept.who for kept in journal.kept]


def test_a_private_answer_is_recalled_in_private_only() -> None:
    """In a thread, what was said aloud is shared; what was said to one person is not."""
    known = Conversations(Clock())
    private = Scene("fil", "camille", is_thread=True, is_private=True)
    known.remember(private, "en privé", replied(id_="b" * 16))
    known.remember(THREAD, "tout haut", replied())
    assert ["tout haut"] == asked_in(known, OTHER_IN_THREAD)
    assert ["tout haut"] == asked_in(known, THREAD)
    assert ["en privé", "tout haut"] == asked_in(known, private)
    assert () == known.history(Scene("ailleurs", "camille"))
    assert () == known.history(Scene("ailleurs", "dominique"), "b" * 16)


def test_a_reply_to_an_answer_follows_it() -> None:
    """Whoever replies to an answer given aloud continues it."""
    known = Conversations(Clock())
    known.remember(HERE, "un four ?", replied())
    assert ["un four ?"] == asked_in(known, Scene("salon", "dominique"), "a" * 16)
    assert [] == asked_in(known, Scene("salon", "dominique"))


def test_memory_is_short() -> None:
    """A few exchanges come back, and none after an hour."""
    clock = Clock()
    known = Conversations(clock)
    for number in range(20):
        known.remember(HERE, f"question {number}", replied())
    assert [f"question {number}" for number in range(20 - REMEMBERED, 20)] == asked_in(known, HERE)
    clock.now += KEPT_MINUTES * 60 + 1
    assert () == known.history(HERE)
    assert None is known.reply("a" * 16)


def test_a_quota_refills_and_keeps_to_its_key() -> None:
    """After the seconds told, one more is allowed; another key has its own."""
    clock = Clock()
    quota = Quota(1, 10.0, clock)
    assert [0.0, 10.0, 0.0] == [quota.take("a"), quota.take("a"), quota.take("b")]
    clock.now += 10
    assert [0.0, 10.0] == [quota.take("a"), quota.take("a")]


def test_quotas_do_not_pile_up() -> None:
    """Ten thousand passers-by leave no more than ten thousand buckets, and the empty ones stay."""
    quota = Quota(1, 1e9, Clock())
    quota.take("insistant")
    for number in range(30_000):
        quota.take(f"personne {number}")
    assert len(quota._buckets) <= 10_001


def asked_in(known: Conversations, scene: Scene, replied_to: str | None = None) -> list[str]:
    """Return the questions that come back."""
    return [turn.text for turn in known.history(scene, replied_to) if turn.role == "user"]
