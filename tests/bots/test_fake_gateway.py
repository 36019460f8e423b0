"""An unmodified client of the library connects to the pretended platform and does there all that a bot does."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from discord import LoginFailure

from tests.bots.discord_objects import Channel, User
from tests.bots.fake_discord import FakeDiscord
from tests.bots.small_client import SmallClient

Scene = Callable[[FakeDiscord, User, Channel], Awaitable[None]]


def play(scene: Scene) -> None:
    """Run a scene with one person in one channel, and the small client connected."""

    async def run() -> None:
        async with asyncio.timeout(30), FakeDiscord() as discord:
            channel = discord.channel()
            async with discord.running(SmallClient()):
                await scene(discord, discord.user(), channel)

    asyncio.run(run())


def test_a_command_is_deferred_then_answered_to_one_person() -> None:
    """A command is deferred then answered to one person."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        reply = await discord.slash(user, channel, "redire", texte="bonjour")
        assert ["bonjour", "et voilà"] == [one.content for one in reply.messages]
        assert all(one.seen_by is user for one in reply.messages)
        assert 0 <= reply.delay < 1
        assert ["PUT /applications/{application}/commands"] == [one.route for one in discord.calls("PUT")]

    play(scene)


def test_a_screen_offers_only_what_was_declared() -> None:
    """A screen offers only what was declared."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        for name, options in (("inconnue", {}), ("redire", {}), ("redire", {"texte": 3}), ("redire", {"x": "y"})):
            with pytest.raises(AssertionError):
                await discord.slash(user, channel, name, **options)
        reply = await discord.slash(user, channel, "redire", texte="bonjour")
        with pytest.raises(AssertionError, match="does not see"):
            await discord.click(reply, "Utile", by=discord.user("Alex"))
        with pytest.raises(AssertionError, match="no 'Partager'"):
            await discord.click(reply, "Partager")

    play(scene)


def test_an_option_proposes_what_completes_it() -> None:
    """An option proposes what completes it."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        assert ["usage"] == await discord.complete(user, channel, "redire", "texte", "us")

    play(scene)


def test_a_form_opens_and_is_sent() -> None:
    """A form opens and is sent."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        opened = await discord.slash(user, channel, "ouvrir")
        sent = await discord.submit(opened, {"Question": "pourquoi ?"})
        assert "lu : pourquoi ?" == sent.text
        assert [False] == [one.is_private for one in sent.messages]

    play(scene)


def test_the_menu_of_a_message_gives_its_words() -> None:
    """The menu of a message gives its words."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        message = await discord.say(user, channel, "un mot pour personne")
        assert "un mot pour personne" == (await discord.menu(user, message, "Relire")).text

    play(scene)


def test_a_mention_and_a_direct_message_are_answered() -> None:
    """A mention and a direct message are answered."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        for place, words in ((channel, f"{discord.bot.mention} bonjour"), (discord.direct(user), "bonjour")):
            message = await discord.say(user, place, words)
            answer = await discord.answer(message)
            assert f"lu : {len(words)} caractères" == answer.content
            assert [] == answer.mentioned()

    play(scene)


def test_words_not_addressed_to_the_bot_are_withheld_from_it() -> None:
    """Words not addressed to the bot are withheld from it."""

    async def run() -> None:
        async with asyncio.timeout(30), FakeDiscord() as discord:
            channel, client, user = discord.channel(), SmallClient(), discord.user()
            async with discord.running(client):
                first = await discord.say(user, channel, "entre nous")
                asked = await discord.say(user, channel, f"{discord.bot.mention} et toi ?", to=first)
                answer = await discord.answer(asked)
                await discord.answer(await discord.say(user, channel, "encore", to=answer))
                assert ["", f"{discord.bot.mention} et toi ?", "encore"] == client.heard

    asyncio.run(run())


def test_a_thread_is_opened_from_a_message() -> None:
    """A thread is opened from a message."""

    async def scene(discord: FakeDiscord, user: User, channel: Channel) -> None:
        message = await discord.say(user, channel, f"{discord.bot.mention} ouvre un fil")
        answer = await discord.answer(message)
        assert ("dans le fil", message.id) == (answer.content, answer.channel.id)

    play(scene)


def test_a_button_outlives_the_client_that_made_it() -> None:
    """A button outlives the client that made it."""

    async def run() -> None:
        async with asyncio.timeout(30), FakeDiscord() as discord:
            user, channel = discord.user(), discord.channel()
            async with discord.running(SmallClient()):
                reply = await discord.slash(user, channel, "redire", texte="bonjour")
            async with discord.running(SmallClient()):
                assert "merci pour essai" == (await discord.click(reply, "Utile")).text
                assert "merci pour essai" == (await discord.click(reply, "vote:essai")).text

    asyncio.run(run())


def test_a_wrong_token_is_refused() -> None:
    """A wrong token is refused."""

    async def run() -> None:
        async with asyncio.timeout(30), FakeDiscord() as discord:
            with pytest.raises(LoginFailure):
                async with discord.running(SmallClient(), token="faux"):
                    pass

    asyncio.run(run())
