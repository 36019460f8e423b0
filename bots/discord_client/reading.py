"""What an event of Discord says, in the words of the bot."""

from typing import Any

import discord

from bots.conversations import Scene
from bots.speaking import Heard, Post

_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
"""Messages that a person typed; the others are news of the server."""


def heard_in(message: discord.Message, me: int) -> Heard:
    """Return a message as heard by the bot of id `me`."""
    referred = message.reference.resolved if message.reference else None
    return Heard(
        text=message.content,
        is_from_person=_is_person(message) and message.author.id != me,
        is_direct=isinstance(message.channel, discord.DMChannel),  # a server not told yet has no guild
        mentions_me=any(one.id == me for one in message.mentions),
        replies_to_me=isinstance(referred, discord.Message) and referred.author.id == me,
    )


def post_of(message: discord.Message, thread: discord.Thread) -> Post:
    """Return the post that a first message opens."""
    return Post(
        forum=str(thread.parent_id),
        title=thread.name,
        tags=tuple(tag.name for tag in thread.applied_tags),
        is_from_person=_is_person(message),
        is_open=not (thread.archived or thread.locked),
        replies=thread.message_count,
    )


def scene_of(channel: Any, who: str, *, private: bool) -> Scene:  # noqa: ANN401 - any kind of channel
    """Return where something is asked; a channel that Discord does not tell is one of its own."""
    is_thread = isinstance(channel, discord.Thread)
    return Scene(str(getattr(channel, "id", "")), who, is_thread=is_thread, is_private=private)


def _is_person(message: discord.Message) -> bool:
    return not message.author.bot and message.webhook_id is None and message.type in _WRITTEN
