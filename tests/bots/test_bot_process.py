"""`efc discord` as a person launches it: it stays, it stops when told, it says in one line why it cannot."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.bots.fake_discord import TOKEN, FakeDiscord
from tests.bots.process import launched

QUESTION = "C’est quoi un ECT ?"


def play(scene: Callable[[FakeDiscord], Awaitable[None]]) -> None:
    """Run a scene on a platform with one channel."""

    async def run() -> None:
        async with asyncio.timeout(120), FakeDiscord() as discord:
            discord.channel()
            await scene(discord)

    asyncio.run(run())


async def connected(discord: FakeDiscord) -> None:
    """Wait until the process is connected; it imports much on a slow machine."""
    await discord.gateway.wait(lambda: discord.gateway.is_connected, 60)


def test_a_wrong_token_is_told_in_one_line(shipped: Path) -> None:
    """With a token that the platform refuses it fails at once, with one line that says what to do and not the token."""

    async def scene(discord: FakeDiscord) -> None:
        async with launched(discord, shipped, token="un.jeton.faux") as bot:
            code, told = await bot.ended()
        assert (1, 1) == (code, len(told.splitlines()))
        assert "EFC_DISCORD_TOKEN" in told
        assert "un.jeton.faux" not in told
        assert ["GET /users/@me"] == [one.route for one in discord.calls()]

    play(scene)


def test_a_token_revoked_meanwhile_is_told_in_one_line(shipped: Path) -> None:
    """When the platform closes the line for good it stops, and says why in its last line."""

    async def scene(discord: FakeDiscord) -> None:
        async with launched(discord, shipped) as bot:
            await connected(discord)
            await discord.gateway.drop(4004)
            code, told = await bot.ended()
        assert 1 == code
        assert "EFC_DISCORD_TOKEN" in told.splitlines()[-1]
        assert "Traceback" not in told
        assert TOKEN not in told

    play(scene)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(shipped: Path, how: signal.Signals) -> None:
    """Told to stop, it answers no more and leaves without a word of error."""

    async def scene(discord: FakeDiscord) -> None:
        async with launched(discord, shipped) as bot:
            await connected(discord)
            message = await discord.say(discord.user(), discord.home.channels[0], f"{discord.bot.mention} {QUESTION}")
            await discord.answer(message, 30)
            bot.end(how)
            code, told = await bot.ended()
        assert code in {0, 130}
        assert "Traceback" not in told
        assert QUESTION not in told

    play(scene)


def test_a_bot_killed_and_launched_again_keeps_its_buttons_and_repeats_nothing(shipped: Path) -> None:
    """Killed without warning and launched again: what was answered stays answered, and its buttons work."""

    async def scene(discord: FakeDiscord) -> None:
        user, channel = discord.user(), discord.home.channels[0]
        async with launched(discord, shipped) as bot:
            await connected(discord)
            message = await discord.say(user, channel, f"{discord.bot.mention} {QUESTION}")
            answer = await discord.answer(message, 30)
            bot.end(signal.SIGKILL)
            await bot.ended()
        discord.gateway.sessions.clear()
        async with launched(discord, shipped):
            await connected(discord)
            await discord.world.announce("MESSAGE_CREATE", message)
            assert "Merci" in (await discord.click(answer, "👍", by=user)).text
            assert "reposez la question" in (await discord.click(answer, "Voir plus", by=user)).text
            assert [message] == [one.reply_to for one in discord.posted if one.reply_to]

    play(scene)
