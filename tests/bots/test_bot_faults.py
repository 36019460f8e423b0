"""The bot answers each question once, on time, whatever the platform does meanwhile."""

import asyncio
import random
from pathlib import Path

import pytest

from assistant.answering import Assistant
from bots.quotas import GUILD
from tests.bots.discord_objects import Message
from tests.bots.discord_world import OPEN_FORM
from tests.bots.fake_discord import FakeDiscord
from tests.bots.scenes import bot, erased, play

QUESTION = "C’est quoi un ECT ?"
ANSWER = "écosystème coopératif territorialisé"
TYPING = "POST /channels/{channel}/typing"
SEND = "POST /channels/{channel}/messages"
RESPOND = "POST /interactions/{id}/{token}/callback"
ORIGINAL = "PATCH /webhooks/{application}/{token}/messages/{message}"


def test_fifty_commands_at_once_are_all_acknowledged_within_a_second(assistant: Assistant, tmp_path: Path) -> None:
    """Fifty people who ask at once are all acknowledged within a second, and all answered."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        asked = [await discord.begin(discord.user(f"P{n}"), channel, "demander", question=QUESTION) for n in range(50)]
        others = [
            await discord.begin(discord.user(), channel, name) for name in ("sources", "oublier", "signaler", "aide")
        ]
        await discord.until(lambda: all(one.is_answered for one in (*asked, *others)), 40)
        assert max(one.delay for one in (*asked, *others)) <= 1
        assert 50 == sum("écosystème coopératif" in one.text for one in asked)

    play(assistant, tmp_path, scene, seconds=90)


def test_an_event_sent_twice_is_answered_once(assistant: Assistant, tmp_path: Path) -> None:
    """Messages and commands that the platform sends three times are answered once."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        discord.gateway.copies = 3
        reply = await discord.slash(discord.user(), channel, "demander", question=QUESTION)
        message = await discord.say(discord.user("Alex"), channel, f"{discord.bot.mention} {QUESTION}")
        await discord.answer(message)
        assert (1, 1) == (len(reply.messages), len([one for one in discord.posted if one.reply_to is message]))
        assert [200] == [one.status for one in discord.calls(RESPOND)]

    play(assistant, tmp_path, scene)


def test_nothing_is_lost_nor_said_twice_on_a_bad_line(assistant: Assistant, tmp_path: Path) -> None:
    """Over 200 questions on a line that is cut and stutters at random, each is answered exactly once."""
    chance = random.Random(7)

    async def scene(discord: FakeDiscord) -> None:
        discord.settling = 0.0
        channel = discord.home.channels[0]
        asked: list[Message] = []
        for number in range(200):
            discord.gateway.copies = chance.choice((1, 1, 2, 3))
            user = discord.user(f"P{number}")
            asked.append(await discord.say(user, channel, f"{discord.bot.mention} bonjour"))
            if chance.random() < 0.25:
                await discord.gateway.drop(chance.choice((None, 1000, 4000)))
            await asyncio.sleep(chance.random() * 0.02)
        await discord.until(lambda: len({one.reply_to for one in discord.posted}) == len(asked), 60)
        await asyncio.sleep(0.5)
        assert asked == sorted((one.reply_to for one in discord.posted if one.reply_to), key=lambda one: one.id)
        assert discord.gateway.resumed >= 20

    play(assistant, tmp_path, scene, seconds=120)


def test_a_server_that_asks_a_lot_is_told_kindly(assistant: Assistant, tmp_path: Path) -> None:
    """Beyond the quota of a server, people are asked to come back later; in private they are answered."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        discord.settling = 0.0
        people = [discord.user(f"P{n}") for n in range(GUILD[0] + 2)]
        replies = [await discord.slash(one, channel, "demander", question="bonjour") for one in people]
        assert "beaucoup de questions" in replies[-1].text
        alone = await discord.slash(people[-1], discord.direct(people[-1]), "demander", question="bonjour")
        assert "beaucoup de questions" not in alone.text

    play(assistant, tmp_path, scene)


def test_buttons_outlive_a_restart(assistant: Assistant, tmp_path: Path) -> None:
    """After a restart opinions are taken, forms open, further questions are answered; what is gone is told."""

    async def run() -> None:
        async with asyncio.timeout(60), FakeDiscord() as discord:
            user, channel = discord.user(), discord.channel()
            async with discord.running(bot(assistant, tmp_path)):
                reply = await discord.slash(user, channel, "demander", question=QUESTION)
            async with discord.running(bot(assistant, tmp_path)):
                assert "Merci" in (await discord.click(reply, "👍")).text
                assert "Merci" in (await discord.click(reply, "👎")).text
                assert OPEN_FORM == (await discord.click(reply, "Signaler une source")).response
                assert "reposez la question" in (await discord.click(reply, "Voir plus")).text
                assert "reposez la question" in (await discord.click(reply, "Partager")).text
                further = reply.messages[-1].labels()[-1]
                assert "[1]" in (await discord.click(reply, further)).text
                assert erased(1, 1) == (await discord.slash(user, channel, "oublier")).text

    asyncio.run(run())


def test_an_answer_is_shared_by_its_asker_alone(assistant: Assistant, tmp_path: Path) -> None:
    """« Partager » shows the answer to the channel when its asker presses it, once; nobody else can."""

    async def scene(discord: FakeDiscord) -> None:
        user, other, channel = discord.user(), discord.user("Alex"), discord.home.channels[0]
        reply = await discord.slash(user, channel, "demander", question=QUESTION)
        reply.messages[-1].seen_by = None
        forged = await discord.click(reply, "Partager", by=other)
        assert ("Seule la personne" in forged.text, True) == (True, forged.messages[0].is_private)
        shared = await discord.click(reply, "Partager", by=user)
        assert ANSWER in shared.messages[0].content
        assert [False] == [one.is_private for one in shared.messages]
        again = await discord.click(reply, "Partager", by=user)
        assert [True] == [one.is_private for one in again.messages]

    play(assistant, tmp_path, scene)


@pytest.mark.parametrize(("status", "is_done"), [(500, False), (502, True)])
def test_a_broken_platform_loses_no_answer(assistant: Assistant, tmp_path: Path, status: int, *, is_done: bool) -> None:
    """An answer that a broken platform refuses, or whose receipt it loses, is given again, and shown once."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        discord.faults.fail(SEND, status, is_done=is_done)
        discord.faults.fail(TYPING, status)
        message = await discord.say(discord.user(), channel, f"{discord.bot.mention} {QUESTION}")
        await discord.until(lambda: [one.status for one in discord.calls(SEND)] == [status, 200])
        assert [message] == [one.reply_to for one in discord.posted]
        discord.faults.fail(RESPOND, status, is_done=is_done)
        discord.faults.fail(ORIGINAL, status, is_done=is_done)
        assert "[1]" in (await discord.slash(discord.user("Alex"), channel, "demander", question=QUESTION)).text

    play(assistant, tmp_path, scene)


def test_a_limit_on_everything_met_by_a_sign_stops_nothing(assistant: Assistant, tmp_path: Path) -> None:
    """A limit that holds for every call, met while the bot shows that it types, delays answers and loses none."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        discord.faults.busy(TYPING, 3.3, is_global=True)
        asked = [await discord.say(discord.user(), channel, f"{discord.bot.mention} {QUESTION}") for _ in range(2)]
        await discord.until(lambda: len(discord.posted) == 2)
        assert set(asked) == {one.reply_to for one in discord.posted}

    play(assistant, tmp_path, scene)


@pytest.mark.parametrize("is_global", [False, True])
def test_a_busy_platform_is_waited_for(assistant: Assistant, tmp_path: Path, *, is_global: bool) -> None:
    """An answer put off by a limit is given after the wait."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        discord.faults.busy(SEND, 0.3, is_global=is_global)
        discord.faults.busy(ORIGINAL, 0.3, is_global=is_global)
        answer = await discord.answer(await discord.say(discord.user(), channel, f"{discord.bot.mention} {QUESTION}"))
        assert "[1]" in answer.content
        assert "[1]" in (await discord.slash(discord.user("Alex"), channel, "demander", question=QUESTION)).text

    play(assistant, tmp_path, scene)


@pytest.mark.parametrize("is_done", [False, True])
def test_a_connection_lost_costs_no_answer(assistant: Assistant, tmp_path: Path, *, is_done: bool) -> None:
    """A call whose connection is lost, its effect done or not, does not cost the answer, nor doubles it."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        for route in (TYPING, SEND, RESPOND, ORIGINAL, ORIGINAL):
            discord.faults.hang_up(route, is_done=is_done)
        message = await discord.say(user, channel, f"{discord.bot.mention} {QUESTION}")
        answer = await discord.answer(message)
        assert [message] == [one.reply_to for one in discord.posted]
        reply = await discord.slash(user, channel, "demander", question=QUESTION)
        assert [answer.content] == [one.content for one in reply.messages]
        planned = await discord.slash(user, channel, "atelier", theme="la mobilité")
        assert [True] == [bool(data) for data in planned.messages[0].files.values()]

    play(assistant, tmp_path, scene)


def test_an_interaction_given_up_costs_nothing_to_the_next(assistant: Assistant, tmp_path: Path) -> None:
    """An interaction that the platform gave up, before or after its acknowledgement, does not stop the bot."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        discord.faults.fail(RESPOND, 404, code=10062, message="Unknown interaction")
        lost = await discord.begin(user, channel, "demander", question=QUESTION)
        late = await discord.begin(discord.user("Alex"), channel, "demander", question=QUESTION)
        late.is_expired = True
        await discord.until(lambda: len(discord.calls(RESPOND)) == 2)
        assert ([], []) == (lost.messages, late.messages)
        assert "[1]" in (await discord.slash(user, channel, "demander", question=QUESTION)).text

    play(assistant, tmp_path, scene)


def test_a_channel_that_refuses_the_bot_costs_nothing_to_the_others(assistant: Assistant, tmp_path: Path) -> None:
    """A message deleted meanwhile, a channel closed to the bot, a person who takes no message: the bot goes on."""

    async def scene(discord: FakeDiscord) -> None:
        user, (channel, _, other) = discord.user(), discord.home.channels
        channel.is_closed = True
        await discord.say(user, channel, f"{discord.bot.mention} {QUESTION}")
        user.takes_direct = False
        await discord.say(user, discord.direct(user), QUESTION)
        deleted = await discord.say(user, other, f"{discord.bot.mention} {QUESTION}")
        del other.messages[deleted.id]
        await discord.answer(await discord.say(user, other, f"{discord.bot.mention} {QUESTION}"))
        assert 1 == len(discord.posted)

    play(assistant, tmp_path, scene)
