"""The pretended platform fails as the real one does, and an unmodified client is seen to live through it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from tests.bots.discord_objects import Channel, User
from tests.bots.fake_discord import FakeDiscord
from tests.bots.small_client import SmallClient

Scene = Callable[[FakeDiscord, User, Channel], Awaitable[None]]

TYPING = "POST /channels/{channel}/typing"
SEND = "POST /channels/{channel}/messages"
RESPOND = "POST /interactions/{id}/{token}/callback"
FOLLOW = "POST /webhooks/{application}/{token}"


def play(scene: Scene) -> None:
    """Run a scene with one person in one channel, and the small client connected."""

    async def run() -> None:
        async with asyncio.timeout(60), FakeDiscord() as discord:
            channel = discord.channel()
            async with discord.running(SmallClient()):
                await scene(discord, discord.user(), channel)

    asyncio.run(run())


async def ask(discord: FakeDiscord, user: User, channel: Channel, words: str = "bonjour") -> float:
    """Mention the bot; return the seconds before its answer."""
    message = await discord.say(user, channel, f"{discord.bot.mention} {words}")
    return (await discord.answer(message)).at - message.at


def test_what_happened_while_the_line_was_cut_is_told_on_resuming() -> None:
    """What happened while the line was cut is told on resuming, once, in the same session."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        await ask(discord, user, channel)
        for close in (None, 1000, 4000):
            resumed = discord.gateway.resumed
            await discord.gateway.drop(close)
            await ask(discord, user, channel)
            assert resumed + 1 == discord.gateway.resumed
        assert 1 == len(discord.gateway.sessions)
        assert 4 == len(discord.posted)

    play(scene)


def test_a_client_asked_to_come_back_resumes() -> None:
    """A client asked to come back resumes its session."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        await discord.gateway.ask_reconnect()
        await discord.gateway.wait(lambda: discord.gateway.resumed == 1)
        await ask(discord, user, channel)

    play(scene)


def test_a_client_whose_session_is_lost_identifies_itself_again() -> None:
    """A client whose session is lost identifies itself again, and works."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        await discord.gateway.forget()
        await discord.gateway.wait(lambda: discord.gateway.is_connected)
        assert 0 == discord.gateway.resumed
        await ask(discord, user, channel)

    play(scene)


def test_heartbeats_are_sent_and_acknowledged() -> None:
    """Heartbeats are sent at the interval that the platform gives."""

    async def run() -> None:
        async with asyncio.timeout(30), FakeDiscord() as discord:
            discord.gateway.heartbeat_ms = 50
            client = SmallClient()
            async with discord.running(client):
                await discord.gateway.wait(lambda: len(discord.gateway.heartbeats) >= 4)
                assert client.latency < 1

    asyncio.run(run())


def test_an_event_sent_twice_is_received_twice() -> None:
    """An event sent twice reaches the client twice: it is for the bot to know it again."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.gateway.copies = 2
        await ask(discord, user, channel)
        assert 2 == len(discord.posted)
        await discord.slash(user, channel, "redire", texte="bonjour")
        assert [200, 400] == [one.status for one in discord.calls(RESPOND)]

    play(scene)


@pytest.mark.parametrize("is_global", [False, True])
def test_a_busy_platform_is_asked_again_after_the_wait_it_gives(*, is_global: bool) -> None:
    """A call refused with 429 is made again after the wait that it gives, not before."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.faults.busy(SEND, 0.3, is_global=is_global)
        assert 0.3 <= await ask(discord, user, channel) < 3
        assert [429, 200] == [one.status for one in discord.calls(SEND)]

    play(scene)


def test_a_client_keeps_to_the_limits_it_is_told() -> None:
    """A client told how many calls are left waits by itself: none is refused."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.faults.limit(SEND, 3, 0.4)
        before = time.monotonic()
        asked = [await discord.say(user, channel, f"{discord.bot.mention} bonjour") for _ in range(9)]
        for one in asked:
            await discord.answer(one)
        assert 0.8 <= time.monotonic() - before < 10
        assert 0 == discord.faults.broken_limits
        assert 9 == len(discord.posted)

    play(scene)


def test_a_call_beyond_a_limit_is_refused() -> None:
    """A limit that a client does not know yet is enforced: the first calls at once are too many."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.faults.limit(FOLLOW, 1, 0.4)
        replies = [await discord.begin(user, channel, "redire", texte=words) for words in ("un", "deux")]
        await discord.until(lambda: all(len(one.messages) == 2 for one in replies))
        statuses = [one.status for one in discord.calls(FOLLOW)]
        assert (200, 429, 4) == (statuses[0], statuses[1], statuses.count(200))
        assert statuses.count(429) == discord.faults.broken_limits

    play(scene)


def test_a_broken_platform_is_asked_again() -> None:
    """A call refused with 500 or 502 is made again."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.faults.fail(SEND, 502)
        await ask(discord, user, channel)
        assert [502, 200] == [one.status for one in discord.calls(SEND)]

    play(scene)


def test_a_message_whose_receipt_was_lost_is_posted_once() -> None:
    """A message posted, its receipt lost, is asked for again; its number (`nonce`) keeps it from being posted twice."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.faults.fail(SEND, 502, is_done=True)
        await ask(discord, user, channel, "une fois")
        await discord.until(lambda: len(discord.calls(SEND)) == 2)
        await discord.settle()
        assert 1 == len(discord.posted)

    play(scene)


def test_an_interaction_that_is_no_more_is_refused() -> None:
    """An answer to an interaction that the platform has given up is refused with 10062."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        discord.faults.fail(RESPOND, 404, code=10062, message="Unknown interaction")
        reply = await discord.begin(user, channel, "redire", texte="bonjour")
        await discord.until(lambda: bool(discord.calls(RESPOND)))
        assert ([404], float("inf")) == ([one.status for one in discord.calls(RESPOND)], reply.delay)
        assert [] == reply.messages

    play(scene)


def test_an_expired_token_answers_no_more() -> None:
    """A message sent after the fifteen minutes of an interaction is refused with 401."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        reply = await discord.begin(user, channel, "redire", texte="bonjour", attente=0.3)
        await discord.until(lambda: reply.response is not None)
        reply.is_expired = True
        await discord.until(lambda: bool(discord.calls(FOLLOW)))
        assert [401] == [one.status for one in discord.calls(FOLLOW)]
        assert [] == reply.messages

    play(scene)


def test_a_late_answer_is_refused() -> None:
    """An answer later than three seconds is refused, as the platform refuses it."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        reply = await discord.begin(user, channel, "redire", texte="bonjour")
        reply.sent_at -= 4
        await discord.until(lambda: bool(discord.calls(RESPOND)))
        assert [404] == [one.status for one in discord.calls(RESPOND)]

    play(scene)


def test_a_message_that_breaks_a_rule_is_refused() -> None:
    """A message that is too long, or empty, is refused; one in a closed channel too."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        for words in ("x" * 2001, " ", "👍" * 1001):
            reply = await discord.begin(user, channel, "redire", texte=words)
            await discord.until(lambda: any(one.status == 400 for one in discord.calls(FOLLOW)))
            assert [] == reply.messages
            discord.rest.calls.clear()
        channel.is_closed = True
        await discord.say(user, channel, f"{discord.bot.mention} bonjour")
        await discord.until(lambda: bool(discord.calls(TYPING)))
        assert [403] == [one.status for one in discord.calls(TYPING)]

    play(scene)
