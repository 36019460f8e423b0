"""What a pretended Discord holds, and what happens in it: messages, threads, interactions."""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.bots import discord_gateway as gate
from tests.bots.discord_objects import (
    DIRECT,
    EPHEMERAL,
    HAS_THREAD,
    THREAD,
    Channel,
    Guild,
    Message,
    User,
    iso,
    snowflake,
)
from tests.bots.discord_rules import RefusedError, check_message

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5
"""Types of interaction."""
MESSAGE, WAIT, WAIT_UPDATE, UPDATE, CHOICES, OPEN_FORM = 4, 5, 6, 7, 8, 9
"""Types of first answer."""


@dataclass(eq=False, slots=True)
class Interaction:
    """A command, a click, a completion or a form, and everything the bot answered to it."""

    kind: int
    user: User
    channel: Channel
    data: dict[str, Any]
    message: Message | None = None
    """The message clicked on."""
    id: int = field(default_factory=snowflake)
    sent_at: float = field(default_factory=time.monotonic)
    acknowledged_at: float | None = None
    response: int | None = None
    """Type of the first answer."""
    is_private: bool = False
    """Whether the first answer was deferred for one person’s eyes."""
    is_expired: bool = False
    original: Message | None = None
    is_updated: bool = False
    """Whether the message clicked on was changed."""
    others: list[Message] = field(default_factory=list)
    form: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None

    @property
    def token(self) -> str:
        """What the bot must show to answer."""
        return f"token-{self.id}"

    @property
    def delay(self) -> float:
        """Seconds before the bot acknowledged it; infinite when it did not."""
        return float("inf") if self.acknowledged_at is None else self.acknowledged_at - self.sent_at

    @property
    def is_answered(self) -> bool:
        """Whether its person sees something else than a wait."""
        if self.response == WAIT_UPDATE:
            return self.is_updated or bool(self.others)
        return self.response is not None and not (self.response == WAIT and self.original is None)

    @property
    def messages(self) -> list[Message]:
        """What the bot answered, in order."""
        is_new = self.original is not None and (self.is_updated or self.original is not self.message)
        return [*([self.original] if self.original and is_new else []), *self.others]

    @property
    def text(self) -> str:
        """The words of what the bot answered."""
        return "\n".join(one.content for one in self.messages)

    def payload(self, application: int, permissions: int) -> dict[str, Any]:
        """Return the interaction object."""
        guild = self.channel.guild
        shown: dict[str, Any] = {
            "id": str(self.id),
            "application_id": str(application),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(self.channel.id),
            "channel": self.channel.payload(),
            "app_permissions": str(permissions),
            "locale": self.user.locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.id)} if guild else {"1": str(self.user.id)},
            "context": 0 if guild else 1,
            "attachment_size_limit": 10_485_760,
        }
        if guild:
            shown["guild_id"], shown["guild_locale"] = str(guild.id), guild.locale
            shown["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
            member = self.user.member() | {"user": self.user.payload(), "permissions": str(self.user.permissions)}
            shown["member"] = member
        else:
            shown["user"] = self.user.payload()
        return shown | ({"message": self.message.payload()} if self.message else {})


class World:
    """Everything that exists, and the events that tell the bot of it."""

    def __init__(self, token: str, allowed: int) -> None:
        self.bot = User("Assistant", is_bot=True)
        self.application = snowflake()
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: list[Guild] = []
        self.channels: dict[int, Channel] = {}
        self.commands: list[dict[str, Any]] = []
        self.interactions: dict[str, Interaction] = {}
        self.gateway = gate.Gateway(token, allowed, self._opening)
        self.address = ""
        self._numbered: dict[tuple[int, int, str], Message] = {}
        self._changed = asyncio.Condition()

    async def until(self, condition: Callable[[], bool], seconds: float = 15) -> None:
        """Wait until something is true; raise TimeoutError when it takes too long."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(condition)

    async def tell(self) -> None:
        """Wake those who wait for a change."""
        async with self._changed:
            self._changed.notify_all()

    def channel(self, identifier: str) -> Channel:
        """Return a channel by its identifier as a route gives it."""
        found = self.channels.get(int(identifier))
        if found is None:
            raise RefusedError(404, 10003, "Unknown Channel")
        return found

    def message(self, channel: Channel, identifier: str) -> Message:
        """Return a message of a channel, not one that a single person sees."""
        found = channel.messages.get(int(identifier))
        if found is None or found.is_private:
            raise RefusedError(404, 10008, "Unknown Message")
        return found

    def reader(self, channel: Channel) -> User | None:
        """Return who else is in a private conversation."""
        return channel.recipient if channel.kind == DIRECT else None

    async def post(
        self, channel: Channel, author: User, body: Mapping[str, Any], files: Mapping[str, bytes], **more: Any
    ) -> Message:
        """Post a message, and tell the bot of it unless a single person sees it."""
        check_message(body, files)
        nonce = (channel.id, author.id, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._numbered:
            return self._numbered[nonce]
        reference = body.get("message_reference")
        reply_to = channel.messages.get(int(reference["message_id"])) if reference else None
        if reference and reply_to is None and reference.get("fail_if_not_exists", True):
            raise RefusedError(400, 50035, "Invalid Form Body: message_reference: Unknown message")
        message = Message(channel, author, reply_to=reply_to, people=self.users, **more)
        self._fill(message, body, files)
        channel.messages[message.id] = self._numbered[nonce] = message
        if not message.is_private:
            await self.announce("MESSAGE_CREATE", message)
        await self.tell()
        return message

    async def edit(self, message: Message, body: Mapping[str, Any], files: Mapping[str, bytes]) -> Message:
        """Change a message; what is not given stays."""
        kept = {"content": message.content, "embeds": message.embeds, "components": message.components}
        files = files or (message.files if "attachments" not in body else {})
        check_message(kept | dict(body), files)
        self._fill(message, kept | {"allowed_mentions": message.allowed, "flags": message.flags} | dict(body), files)
        message.edits += 1
        if not message.is_private:
            await self.announce("MESSAGE_UPDATE", message)
        await self.tell()
        return message

    async def announce(self, event: str, message: Message) -> None:
        """Tell the bot of a message, with its words when it may read them."""
        intent = gate.GUILD_MESSAGES if message.channel.guild else gate.DIRECT_MESSAGES
        is_ours = message.author is self.bot or self.bot in message.mentioned() or not message.channel.guild

        def shown(session: gate.Session) -> dict[str, Any]:
            is_readable = is_ours or bool(session.intents & gate.MESSAGE_CONTENT)
            return message.payload(is_readable=is_readable, is_event=True)

        await self.gateway.dispatch(event, shown, intent=intent)

    async def open_thread(
        self, parent: Channel, name: str, owner: User, message: Message | None = None, tags: tuple[str, ...] = ()
    ) -> Channel:
        """Open a thread in a channel, from a message of it or not; a thread has the identifier of its message."""
        identifier = message.id if message else snowflake()
        if identifier in self.channels:
            raise RefusedError(400, 160004, "A thread has already been created for this message")
        thread = Channel(name, THREAD, parent.guild, parent, owner, id=identifier, tags=tags)
        self.channels[thread.id] = thread
        if parent.guild:
            parent.guild.channels.append(thread)
        if message:
            message.flags |= HAS_THREAD
        await self.gateway.dispatch("THREAD_CREATE", thread.payload() | {"newly_created": True}, intent=gate.GUILDS)
        await self.tell()
        return thread

    def direct(self, user: User) -> Channel:
        """Return the private conversation of the bot with somebody."""
        found = next((one for one in self.channels.values() if one.recipient is user), None)
        if found is None:
            found = Channel("", DIRECT, recipient=user)
            self.channels[found.id] = found
        return found

    async def interact(self, interaction: Interaction) -> None:
        """Tell the bot of an interaction."""
        self.interactions[interaction.token] = interaction
        payload = interaction.payload(self.application, self.bot.permissions)
        interaction.sent_at = time.monotonic()
        await self.gateway.dispatch("INTERACTION_CREATE", payload)

    def _fill(self, message: Message, body: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        message.content = body.get("content") or ""
        message.embeds = list(body.get("embeds") or [])
        message.components = list(body.get("components") or [])
        message.allowed = body.get("allowed_mentions")
        message.flags = (message.flags & (EPHEMERAL | HAS_THREAD)) | (body.get("flags") or 0)
        message.files = dict(files)

    def _opening(self, session: gate.Session) -> tuple[dict[str, Any], Iterable[tuple[str, object]]]:
        """Return what a client is told when it has identified itself."""
        ready = {
            "v": 10,
            "user": self.bot.payload(),
            "guilds": [{"id": str(one.id), "unavailable": True} for one in self.guilds],
            "resume_gateway_url": self.address,
            "application": {"id": str(self.application), "flags": 0},
        }
        guilds = [("GUILD_CREATE", one.payload(self.bot) | {"joined_at": iso(one.id)}) for one in self.guilds]
        return ready, guilds if session.intents & gate.GUILDS else []
