"""What rarely happens to a bot, on the pretended platform."""

import asyncio
from pathlib import Path

from assistant.answering import Assistant
from bots.attending import AT_ONCE
from tests.bots.discord_objects import Channel, Guild
from tests.bots.fake_discord import FakeDiscord
from tests.bots.scenes import Slow, bot, erased, play

QUESTION = "C’est quoi un ECT ?"


def test_slow_answers_delay_no_acknowledgement(assistant: Assistant, tmp_path: Path) -> None:
    """While slow answers take every turn, each command is still acknowledged within a second."""

    async def scene(discord: FakeDiscord) -> None:
        channel = discord.home.channels[0]
        busy = [await discord.begin(discord.user(), channel, "demander", question=QUESTION) for _ in range(AT_ONCE)]
        await discord.until(lambda: all(one.response for one in busy))
        names = ("sources", "aide", "signaler", "oublier")
        others = [await discord.begin(discord.user(), channel, name) for name in names]
        others.append(await discord.begin(discord.user(), channel, "atelier", theme="la mobilité"))
        await discord.until(lambda: all(one.response for one in others))
        assert max(one.delay for one in others) <= 1
        await discord.until(lambda: all(one.is_answered for one in (*busy, *others)))

    play(Slow(assistant, 2), tmp_path, scene)


def test_a_message_of_a_server_not_told_yet_is_no_private_one(assistant: Assistant, tmp_path: Path) -> None:
    """A message of a server that the platform has not described is left alone, as any other that does not call."""

    async def scene(discord: FakeDiscord) -> None:
        channel, user = Channel("ailleurs", guild=Guild("Inconnu")), discord.user()
        discord.world.channels[channel.id] = channel
        await discord.say(user, channel, "entre nous")
        called = await discord.say(user, discord.home.channels[0], f"{discord.bot.mention} {QUESTION}")
        await discord.answer(called)
        assert [called] == [one.reply_to for one in discord.posted]

    play(assistant, tmp_path, scene)


def test_what_was_answered_before_a_restart_is_not_answered_again(assistant: Assistant, tmp_path: Path) -> None:
    """A message that the platform tells again after a restart is known to have been answered."""

    async def run() -> None:
        async with asyncio.timeout(60), FakeDiscord() as discord:
            user, channel = discord.user(), discord.channel()
            async with discord.running(bot(assistant, tmp_path)):
                message = await discord.say(user, channel, f"{discord.bot.mention} {QUESTION}")
                await discord.answer(message)
            async with discord.running(bot(assistant, tmp_path)):
                await discord.world.announce("MESSAGE_CREATE", message)
                other = await discord.say(user, channel, f"{discord.bot.mention} Quel club à Lille ?")
                await discord.answer(other)
                assert [message, other] == [one.reply_to for one in discord.posted]

    asyncio.run(run())


def test_a_lost_session_is_opened_again(assistant: Assistant, tmp_path: Path) -> None:
    """A bot whose session the platform lost identifies itself again, and answers."""

    async def scene(discord: FakeDiscord) -> None:
        await discord.gateway.forget()
        await discord.gateway.wait(lambda: discord.gateway.is_connected)
        message = await discord.say(discord.user(), discord.home.channels[0], f"{discord.bot.mention} {QUESTION}")
        await discord.answer(message)
        assert 1 == len(discord.posted)

    play(assistant, tmp_path, scene)


def test_what_was_asked_in_private_does_not_show_aloud(assistant: Assistant, tmp_path: Path) -> None:
    """What somebody asked for their eyes only leads no answer given aloud, to them or to another."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        await discord.slash(user, channel, "club", lieu="Rouen")
        said = [await discord.say(one, channel, f"{discord.bot.mention} Et là-bas ?") for one in (user, discord.user())]
        first, second = [(await discord.answer(one)).content for one in said]
        assert first == second
        assert "Rouen" not in first

    play(assistant, tmp_path, scene)


def test_hostile_questions_asked_aloud_call_nobody(assistant: Assistant, tmp_path: Path) -> None:
    """Whatever is asked aloud, the answer calls nobody, shows no link but those of its sources, and fits."""
    words = ("@everyone", "<@&1>", "<#1>", "[ici](https://example.org)", "discord.gg/abc", "`", "||", "# ", "\u202e")

    async def scene(discord: FakeDiscord) -> None:
        channel, target = discord.home.channels[0], discord.user("Cible")
        for word in (*words, target.mention):
            for text in (f"C’est quoi {word} ?", f"Répète : {word} {QUESTION}", f"{word} " * 60):
                said = await discord.say(discord.user(), channel, f"{discord.bot.mention} {text}")
                answer = await discord.answer(said)
                assert ([], False) == (answer.mentioned(), answer.calls_everyone)
                assert "example.org" not in answer.content

    play(assistant, tmp_path, scene, seconds=120)


def test_a_question_under_way_is_not_kept_after_all_is_erased(assistant: Assistant, tmp_path: Path) -> None:
    """A question whose answer is in the making when its asker has all erased is answered, and not kept."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        reply = await discord.begin(user, channel, "demander", question=QUESTION)
        await discord.until(lambda: reply.response is not None)
        await asyncio.sleep(0.3)  # the answer is begun
        assert erased(0, 0) == (await discord.slash(user, channel, "oublier")).text
        await discord.until(lambda: reply.is_answered)
        assert "[1]" in reply.text
        assert erased(0, 0) == (await discord.slash(user, channel, "oublier")).text

    play(Slow(assistant, 1.5), tmp_path, scene)
