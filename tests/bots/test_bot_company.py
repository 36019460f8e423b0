"""The bot among people who speak too, and among copies of itself."""

import asyncio
from pathlib import Path

from assistant.answering import Assistant
from bots.state import FILE_NAME
from tests.bots.fake_discord import FakeDiscord
from tests.bots.scenes import Slow, bot, play

QUESTION = "C’est quoi un ECT ?"
SEND = "POST /channels/{channel}/messages"


async def opted_in(discord: FakeDiscord) -> None:
    """Opt the forum in."""
    channel, forum, _ = discord.home.channels
    await discord.slash(discord.manager(), channel, "efc-forum", forum=forum)


def test_a_person_who_answers_first_is_left_the_floor(assistant: Assistant, tmp_path: Path) -> None:
    """When a person answers a post while the bot prepares to, the bot says nothing."""

    async def scene(discord: FakeDiscord) -> None:
        await opted_in(discord)
        forum = discord.home.channels[1]
        taken = await discord.open_post(discord.user(), forum, QUESTION, "qui sait ?")
        await discord.say(discord.user("Alex"), taken, "moi !")
        free = await discord.open_post(discord.user(), forum, QUESTION, "et là ?")
        await discord.until(lambda: len(free.messages) == 2)
        await discord.settle()
        assert 2 == len(taken.messages)
        assert [discord.bot] == [one.author for one in free.messages.values()][1:]

    play(Slow(assistant, 0.5), tmp_path, scene)


def test_a_post_that_is_settled_or_wants_a_person_is_left_alone(assistant: Assistant, tmp_path: Path) -> None:
    """A post whose label says that it is solved, or that a person is wanted, is not answered."""

    async def scene(discord: FakeDiscord) -> None:
        await opted_in(discord)
        forum, user = discord.home.channels[1], discord.user()
        left = [
            await discord.open_post(user, forum, QUESTION, "…", [tag]) for tag in ("Résolu", "Besoin d’une personne")
        ]
        free = await discord.open_post(user, forum, QUESTION, "…", ["Débat"])
        await discord.until(lambda: len(free.messages) == 2)
        await discord.settle()
        assert [1, 1] == [len(one.messages) for one in left]

    play(assistant, tmp_path, scene)


def test_a_post_told_three_times_is_answered_once(assistant: Assistant, tmp_path: Path) -> None:
    """A post that the platform tells three times gets one answer."""

    async def scene(discord: FakeDiscord) -> None:
        await opted_in(discord)
        discord.gateway.copies = 3
        post = await discord.open_post(discord.user(), discord.home.channels[1], QUESTION, "…")
        await discord.until(lambda: len(post.messages) == 2)
        await asyncio.sleep(0.3)
        assert 2 == len(post.messages)

    play(assistant, tmp_path, scene)


def test_two_processes_of_one_bot_answer_once(assistant: Assistant, tmp_path: Path) -> None:
    """Two processes that share a data folder, as during an update, answer each question once between them."""

    async def run() -> None:
        async with asyncio.timeout(60), FakeDiscord() as discord:
            channel = discord.channel()
            async with discord.running(bot(assistant, tmp_path)), discord.running(bot(assistant, tmp_path)):
                assert 2 == len(discord.gateway.sessions)
                for number in range(20):
                    user = discord.user(f"P{number}")
                    reply = await discord.slash(user, channel, "demander", question=QUESTION)
                    message = await discord.say(user, channel, f"{discord.bot.mention} {QUESTION}")
                    await discord.answer(message)
                    assert 1 == len(reply.messages)
                    assert 1 == sum(one.reply_to is message for one in discord.posted)

    asyncio.run(run())


def test_the_limits_of_the_platform_are_kept(assistant: Assistant, tmp_path: Path) -> None:
    """Thirty mentions in a channel that takes five messages a second are all answered, none by dint of insisting.

    The platform and the library do not begin a window at the same instant: a window of calls may be told to wait.
    """

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        discord.faults.limit(SEND, 5, 1)
        first = await discord.say(discord.user(), channel, f"{discord.bot.mention} bonjour")
        await discord.answer(first)
        asked = [await discord.say(discord.user(), channel, f"{discord.bot.mention} bonjour") for _ in range(29)]
        await discord.until(lambda: len(discord.posted) == 30, 30)
        assert {first, *asked} == {one.reply_to for one in discord.posted}
        assert discord.faults.broken_limits <= 10

    play(assistant, tmp_path, scene)


def test_commands_given_while_the_line_is_cut_are_not_missed(assistant: Assistant, tmp_path: Path) -> None:
    """Fifty commands given while the line is cut ten times are all acknowledged before the platform gives them up."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        asked = []
        for number in range(50):
            user = discord.user(f"P{number}")
            asked.append(await discord.begin(user, channel, "demander", question=QUESTION))
            if number % 5 == 4:
                await discord.gateway.drop()
                await asyncio.sleep(0.05)
        await discord.until(lambda: all(one.is_answered for one in asked), 40)
        assert max(one.delay for one in asked) < 3
        assert {1} == {len(one.messages) for one in asked}
        assert discord.gateway.resumed >= 5

    play(assistant, tmp_path, scene)


def test_nothing_of_people_is_written(assistant: Assistant, tmp_path: Path) -> None:
    """After a day of talk, the file of the bot holds neither the identifier nor the name of anybody, nor a question."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user("Zéphyrine"), discord.home.channels[0]
        reply = await discord.slash(user, channel, "demander", question=f"{QUESTION} Zanzibar")
        await discord.click(reply, "👎")
        await discord.answer(await discord.say(user, discord.direct(user), "Quel club à Rouen ?"))
        written = (tmp_path / FILE_NAME).read_bytes()
        for private in (str(user.id), user.name, "Zanzibar", "Rouen", str(discord.direct(user).id)):
            assert private.encode() not in written
        assert str(channel.id).encode() not in written

    play(assistant, tmp_path, scene)
