"""People, servers, channels and messages of a pretended Discord, and the JSON that the real one sends about them.

Shapes after the public documentation of the API, version 10: only what a client reads is given.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

EPOCH_MS = 1_420_070_400_000
"""First millisecond of 2015: what the identifiers of Discord count from."""

TEXT, DIRECT, THREAD, FORUM = 0, 1, 11, 15
"""Types of channel."""
EPHEMERAL = 1 << 6
"""Flag of a message that one person sees."""
HAS_THREAD = 1 << 5

MEMBER = 1 << 10 | 1 << 11 | 1 << 16 | 1 << 31
"""See the channel, send messages, read what was said, use commands."""
MANAGER = MEMBER | 1 << 5
"""A member who may manage the server."""
EVERYTHING = (1 << 50) - 1

_serial = count(1)
_NOWHERE = "about:blank"
_MENTION = re.compile(r"<@!?(\d+)>")


def snowflake() -> int:
    """Return a new identifier, later than the ones before it, that carries its date as those of Discord do."""
    return (int(time.time() * 1000) - EPOCH_MS) << 22 | (next(_serial) & 0x3FFFFF)


def iso(identifier: int) -> str:
    """Return the date that an identifier carries."""
    return datetime.fromtimestamp(((identifier >> 22) + EPOCH_MS) / 1000, UTC).isoformat()


@dataclass(eq=False, slots=True)
class User:
    """A person, or a bot."""

    name: str
    is_bot: bool = False
    permissions: int = MEMBER
    locale: str = "fr"
    takes_direct: bool = True
    """Whether bots may write to them in private."""
    id: int = field(default_factory=snowflake)

    @property
    def mention(self) -> str:
        """What is typed to call them."""
        return f"<@{self.id}>"

    def payload(self) -> dict[str, Any]:
        """Return the user object."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.is_bot,
            "public_flags": 0,
        }

    def member(self) -> dict[str, Any]:
        """Return what a server says of them, the user left out."""
        return {"roles": [], "joined_at": iso(self.id), "deaf": False, "mute": False, "flags": 0, "nick": None}


@dataclass(eq=False, slots=True)
class Guild:
    """A server."""

    name: str
    locale: str = "fr"
    id: int = field(default_factory=snowflake)
    channels: "list[Channel]" = field(default_factory=list)

    def payload(self, bot: User) -> dict[str, Any]:
        """Return the guild object of a GUILD_CREATE, with the bot as its only known member."""
        everyone = {"id": str(self.id), "name": "@everyone", "permissions": str(MEMBER), "position": 0, "color": 0}
        rest = {"hoist": False, "managed": False, "mentionable": False, "flags": 0}
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": "1",
            "preferred_locale": self.locale,
            "features": [],
            "member_count": 12,
            "large": False,
            "roles": [everyone | rest],
            "emojis": [],
            "stickers": [],
            "members": [bot.member() | {"user": bot.payload()}],
            "channels": [one.payload() for one in self.channels if one.kind in {TEXT, FORUM}],
            "threads": [one.payload() for one in self.channels if one.kind == THREAD],
            "unavailable": False,
        }


@dataclass(eq=False, slots=True)
class Channel:
    """Where messages are: a channel of a server, a thread, a forum, a private conversation."""

    name: str
    kind: int = TEXT
    guild: Guild | None = None
    parent: "Channel | None" = None
    owner: User | None = None
    recipient: User | None = None
    is_closed: bool = False
    """Whether the bot may not write there."""
    tags: tuple[str, ...] = ()
    """Labels that a forum offers, or that a post bears."""
    id: int = field(default_factory=snowflake)
    messages: "dict[int, Message]" = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """Return the channel object."""
        shown: dict[str, Any] = {"id": str(self.id), "type": self.kind, "last_message_id": None, "flags": 0}
        if self.recipient:
            return shown | {"recipients": [self.recipient.payload()]}
        shown |= {"name": self.name, "position": 0, "nsfw": False, "permission_overwrites": [], "parent_id": None}
        shown |= {"guild_id": str(self.guild.id)} if self.guild else {}
        if self.kind == FORUM:
            shown["available_tags"] = [
                {"id": str(number), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
                for number, name in enumerate(self.tags, 1)
            ]
        return shown | self._of_thread() if self.parent else shown

    def _of_thread(self) -> dict[str, Any]:
        stamp = iso(self.id)
        offered = self.parent.tags if self.parent else ()
        lasting = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": stamp, "locked": False}
        return {
            "parent_id": str(self.parent.id) if self.parent else None,
            "owner_id": str(self.owner.id) if self.owner else "1",
            "message_count": len(self.messages),
            "member_count": 1,
            "thread_metadata": lasting,
            "rate_limit_per_user": 0,
            "applied_tags": [str(offered.index(one) + 1) for one in self.tags],
        }


def names(control: Mapping[str, Any]) -> set[str]:
    """Return what a button or a menu can be called by."""
    every = (control.get("label"), (control.get("emoji") or {}).get("name"), control.get("custom_id"))
    return {one for one in every if one}


@dataclass(eq=False, slots=True)
class Message:
    """A message, and what it would do on the screens of those who see it."""

    channel: Channel
    author: User
    content: str = ""
    flags: int = 0
    components: list[dict[str, Any]] = field(default_factory=list)
    embeds: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    reply_to: "Message | None" = None
    allowed: dict[str, Any] | None = None
    """`allowed_mentions`, as the author sent it; None lets every mention act."""
    people: "dict[int, User]" = field(default_factory=dict, repr=False)
    seen_by: User | None = None
    """The one person who sees an ephemeral message."""
    at: float = field(default_factory=time.monotonic)
    id: int = field(default_factory=snowflake)
    edits: int = 0

    @property
    def is_private(self) -> bool:
        """Whether one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def controls(self) -> list[dict[str, Any]]:
        """Its buttons and menus, in order."""
        return [one for row in self.components for one in row.get("components", [row])]

    def has(self, control: str) -> bool:
        """Return whether it has a button or a menu of that label, emoji or identifier."""
        return any(control in names(one) for one in self.controls)

    def labels(self) -> list[str]:
        """Return the labels of its buttons, in order."""
        return [one.get("label") or one["emoji"]["name"] for one in self.controls if one["type"] == 2]

    def mentioned(self) -> list[User]:
        """Return the people whom it calls, in the order of their names in it; the one replied to comes last."""
        allowed = self.allowed if self.allowed is not None else {"parse": ["users"], "replied_user": True}
        named = [int(found) for found in _MENTION.findall(self.content)]
        every = "users" in allowed.get("parse", ())
        chosen = [one for one in named if every or str(one) in map(str, allowed.get("users", ()))]
        if self.reply_to and allowed.get("replied_user"):
            chosen.append(self.reply_to.author.id)
        return [self.people[one] for one in dict.fromkeys(chosen) if one in self.people]

    @property
    def calls_everyone(self) -> bool:
        """Whether it calls the whole channel, or a role."""
        parse = self.allowed.get("parse", ()) if self.allowed is not None else ("everyone", "roles")
        everyone = "everyone" in parse and re.search(r"@(everyone|here)\b", self.content)
        return bool(everyone or ("roles" in parse and re.search(r"<@&\d+>", self.content)))

    def payload(self, *, is_readable: bool = True, is_event: bool = False) -> dict[str, Any]:
        """Return the message object; its words are blank for a bot that may not read them."""
        reply = self.reply_to
        shown: dict[str, Any] = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "type": 19 if reply else 0,
            "author": self.author.payload(),
            "timestamp": iso(self.id),
            "edited_timestamp": iso(self.id) if self.edits else None,
            "tts": False,
            "pinned": False,
            "mention_everyone": self.calls_everyone,
            "mentions": [one.payload() for one in self.mentioned()],
            "mention_roles": [],
            "flags": self.flags,
            "content": self.content if is_readable else "",
            "embeds": self.embeds if is_readable else [],
            "components": self.components if is_readable else [],
            "attachments": self._attachments() if is_readable else [],
        }
        if is_event and self.channel.guild:
            shown |= {"guild_id": str(self.channel.guild.id), "member": self.author.member()}
        if reply:
            shown["message_reference"] = {"message_id": str(reply.id), "channel_id": str(reply.channel.id)}
            shown["referenced_message"] = reply.payload()
        return shown

    def _attachments(self) -> list[dict[str, Any]]:
        return [
            {"id": str(self.id + n), "filename": name, "size": len(data), "url": _NOWHERE, "proxy_url": _NOWHERE}
            for n, (name, data) in enumerate(self.files.items())
        ]
