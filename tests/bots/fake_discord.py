"""A Discord on this machine, to which an unmodified client connects, and people who use it as scripts.

async with FakeDiscord() as discord, discord.running(client):
    reply = await discord.slash(discord.user("Camille"), channel, "demander", question="…")
    await discord.click(reply, "Voir plus")
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol, Self

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.bots.discord_faults import Faults
from tests.bots.discord_objects import FORUM, MANAGER, TEXT, Channel, Guild, Message, User
from tests.bots.discord_rest import PREFIX, Call, Rest
from tests.bots.discord_screen import Screen
from tests.bots.discord_world import CHOICES, COMMAND, COMPLETION, COMPONENT, FORM, OPEN_FORM, Interaction, World

TOKEN = "a.pretended.token"


class Client(Protocol):
    """What of `discord.Client` is used here."""

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in and listen until closed."""

    async def close(self) -> None:
        """Leave."""


class FakeDiscord:
    """The platform, from entry to exit of its context; the client library points at it meanwhile.

    Args:
        allowed: the privileged intents granted to the application, none by default.
    """

    def __init__(self, allowed: int = 0) -> None:
        self.world = World(TOKEN, allowed)
        self.gateway = self.world.gateway
        self.faults = Faults()
        self.rest = Rest(self.world, TOKEN, self.faults)
        self.bot = self.world.bot
        self.home = self.guild("Réseau")
        self._runner: web.AppRunner | None = None
        self._pointed = (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
        self.settling = 0.05
        """Seconds without a call after which the bot is taken to have finished."""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 25)
        app.add_routes([*self.rest.routes(), web.get("/", self.gateway.handle)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.address = f"ws://{host}:{port}/"
        Route.BASE = f"http://{host}:{port}{PREFIX}"
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.world.address)
        return self

    async def __aexit__(self, *_: object) -> None:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._pointed
        if self._runner:
            await self._runner.cleanup()

    @asynccontextmanager
    async def running(self, client: Client, token: str = TOKEN) -> AsyncIterator[None]:
        """Run a client until the end of a block; whatever stops it earlier is raised."""
        self.gateway.expire()
        before = list(self.gateway.sessions)
        task = asyncio.create_task(client.start(token))
        try:
            connected = asyncio.create_task(self.gateway.wait(lambda: before != self.gateway.sessions))
            await asyncio.wait({task, connected}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                connected.cancel()
                task.result()
            await connected
            yield
        finally:
            await client.close()
            await task

    def user(self, name: str = "Camille", **more: Any) -> User:
        """Add a person."""
        user = User(name, **more)
        self.world.users[user.id] = user
        return user

    def manager(self, name: str = "Dominique") -> User:
        """Add a person who may manage servers."""
        return self.user(name, permissions=MANAGER)

    def guild(self, name: str) -> Guild:
        """Add a server, before the client connects."""
        self.world.guilds.append(Guild(name))
        return self.world.guilds[-1]

    def channel(self, name: str = "général", guild: Guild | None = None, *, kind: int = TEXT) -> Channel:
        """Add a channel to a server, before the client connects."""
        channel = Channel(name, kind, guild or self.home)
        (guild or self.home).channels.append(channel)
        self.world.channels[channel.id] = channel
        return channel

    def forum(self, name: str = "questions") -> Channel:
        """Add a forum, before the client connects."""
        return self.channel(name, kind=FORUM)

    def direct(self, user: User) -> Channel:
        """Return the private conversation of somebody with the bot."""
        return self.world.direct(user)

    def calls(self, route: str = "") -> list[Call]:
        """Return the calls of a route, or all of them, in order."""
        return [one for one in self.rest.calls if route in one.route]

    @property
    def posted(self) -> list[Message]:
        """Every message of the bot, in order."""
        every = (message for channel in self.world.channels.values() for message in channel.messages.values())
        return sorted((one for one in every if one.author is self.bot), key=lambda one: one.at)

    async def slash(self, user: User, channel: Channel, name: str, /, **options: Any) -> Interaction:
        """Type a slash command; return it once it is answered."""
        return await self._finished(await self.begin(user, channel, name, **options))

    async def begin(self, user: User, channel: Channel, name: str, /, **options: Any) -> Interaction:
        """Type a slash command; return it at once."""
        data = Screen(self.world, user, channel).slash(name, options)
        return await self._interact(Interaction(COMMAND, user, channel, data), waits=False)

    async def menu(self, user: User, message: Message, name: str) -> Interaction:
        """Choose a command in the menu of a message."""
        data = Screen(self.world, user, message.channel).menu(name, message)
        return await self._interact(Interaction(COMMAND, user, message.channel, data))

    async def complete(self, user: User, channel: Channel, name: str, option: str, typed: str) -> list[str]:
        """Type the beginning of an option; return what is proposed."""
        data = Screen(self.world, user, channel).completion(name, option, typed)
        interaction = await self._interact(Interaction(COMPLETION, user, channel, data))
        return [one["name"] for one in interaction.choices or []]

    async def click(
        self,
        shown: Interaction | Message,
        control: str,
        *,
        by: User | None = None,
        values: Iterable[str] | None = None,
        waits: bool = True,
    ) -> Interaction:
        """Press a button, or choose in a menu, named by its label or its identifier; by who asked unless told."""
        message = shown if isinstance(shown, Message) else self._with(shown, control)
        user = by or (shown.user if isinstance(shown, Interaction) else message.seen_by) or self.user()
        data = Screen(self.world, user, message.channel).click(message, control, values)
        return await self._interact(Interaction(COMPONENT, user, message.channel, data, message), waits=waits)

    async def submit(self, opened: Interaction, fields: Mapping[str, Any]) -> Interaction:
        """Fill and send the form that an interaction opened, its fields named by label or identifier."""
        data = Screen(self.world, opened.user, opened.channel).form(opened.form, fields)
        return await self._interact(Interaction(FORM, opened.user, opened.channel, data, opened.message))

    async def say(
        self, user: User, channel: Channel, text: str, *, to: Message | None = None, pings: bool = True
    ) -> Message:
        """Write a message, in reply to another or not; a reply calls who is replied to unless told."""
        body: dict[str, Any] = {"content": text}
        if to:
            parse = {"parse": ["users", "roles", "everyone"], "replied_user": pings}
            body |= {"message_reference": {"message_id": str(to.id)}, "allowed_mentions": parse}
        return await self.world.post(channel, user, body, {})

    async def open_post(self, user: User, forum: Channel, title: str, text: str, tags: Iterable[str] = ()) -> Channel:
        """Open a subject in a forum: a thread, whose first message has its identifier."""
        thread = await self.world.open_thread(forum, title, user, tags=tuple(tags))
        await self.world.post(thread, user, {"content": text}, {}, id=thread.id)
        return thread

    async def answer(self, message: Message, seconds: float = 15) -> Message:
        """Return the answer of the bot to a message: a reply, or the first words in the thread of that message."""

        def found() -> Message | None:
            told = [one for one in self.posted if one.at > message.at]
            return next((one for one in told if one.reply_to is message or one.channel.id == message.id), None)

        await self.world.until(lambda: found() is not None, seconds)
        await self.settle()
        answer = found()
        assert answer is not None
        return answer

    async def settle(self) -> None:
        """Wait until the bot calls no more."""
        before = -1
        while before != len(self.rest.calls):
            before = len(self.rest.calls)
            await asyncio.sleep(self.settling)

    async def until(self, condition: Callable[[], bool], seconds: float = 15) -> None:
        """Wait until something is true; raise TimeoutError when it takes too long."""
        await self.world.until(condition, seconds)

    async def _interact(self, interaction: Interaction, *, waits: bool = True) -> Interaction:
        await self.world.interact(interaction)
        return await self._finished(interaction) if waits else interaction

    async def _finished(self, interaction: Interaction) -> Interaction:
        """Wait until an interaction is answered, and the bot calls no more."""
        await self.world.until(lambda: interaction.is_answered)
        if interaction.response not in {CHOICES, OPEN_FORM}:
            await self.settle()
        return interaction

    def _with(self, shown: Interaction, control: str) -> Message:
        """Return the message of an answer that has a control."""
        found = next((one for one in shown.messages if one.has(control)), None)
        assert found is not None, f"no {control!r} in {[one.controls for one in shown.messages]}"
        return found
