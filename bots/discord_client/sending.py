"""Give what the bot says to Discord: nobody mentioned, no preview, one message never twice."""

import asyncio
import contextlib
import io
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import aiohttp
import discord

from assistant.composing.blocks import blocks_of
from assistant.domain import Language, Reply
from bots.attending import Notice
from bots.discord_client.buttons import reply_view
from bots.escaping import cleaned, escaped
from bots.rendering import MESSAGE_LIMIT, render
from bots.splitting import cut

NOBODY = discord.AllowedMentions.none()
_SIGN = 3.0
"""Seconds left to a sign that says nothing."""

_TRIES = 3
"""Times that a call is made whose connection is lost: the library makes it again on some systems only."""
_ALREADY_ACKNOWLEDGED = 40060

_signs: set[asyncio.Task[None]] = set()
"""Signs under way, held here so that they end."""

_Taken = TypeVar("_Taken")
_log = logging.getLogger(__name__)


def notice_text(notice: Notice) -> str:
    """Return what the bot says of itself, within one message; what somebody typed is shown as it is."""
    text = notice.text
    return escaped(cut(cleaned(text), MESSAGE_LIMIT)[0]) if notice.is_foreign else text


def texts_of(made: Reply | Notice, *, tells_question: bool = False) -> tuple[str, ...]:
    """Return the messages of a reply, or of a notice; see `render`."""
    if isinstance(made, Notice):
        return (notice_text(made),)
    return render(blocks_of(made), tells_question=tells_question).messages


def language_of(interaction: discord.Interaction) -> Language:
    """Return the language of the person’s Discord: English when it is, else French."""
    return "en" if interaction.locale in {discord.Locale.american_english, discord.Locale.british_english} else "fr"


async def insist(call: Callable[[], Awaitable[_Taken]]) -> _Taken:
    """Make a call, again when its connection is lost.

    A call is never cut short: the library bounds its waits, and one cut while it waits for a limit that holds for
    every call would leave the library waiting for good.

    Raises:
        aiohttp.ClientError: it was lost each time.
        discord.DiscordException: Discord refuses the call.
    """
    for wait in range(1, _TRIES):
        try:
            return await call()
        except (aiohttp.ClientError, OSError) as error:
            _log.warning("a connection was lost: %s", type(error).__name__)
            await asyncio.sleep(wait * 0.2)
    return await call()


async def acknowledge(interaction: discord.Interaction, *, private: bool) -> None:
    """Show « réfléchit… », or find it shown already: by a first try whose receipt was lost, or by another process."""

    async def defer() -> None:
        try:
            await interaction.response.defer(ephemeral=private, thinking=True)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise

    await insist(defer)


async def answer_interaction(
    interaction: discord.Interaction, made: Reply | Notice, *, private: bool, tells_question: bool = False
) -> None:
    """Show a reply in place of « réfléchit… », every message to the person alone when the first is."""
    texts = texts_of(made, tells_question=tells_question)
    await show_texts(interaction, texts, private=private, view=_view(interaction, made, private=private))


async def show_texts(
    interaction: discord.Interaction,
    texts: Sequence[str],
    *,
    private: bool,
    view: discord.ui.View | None = None,
    file: tuple[str, bytes] | None = None,
) -> None:
    """Show messages in place of « réfléchit… »; the buttons stand under the last, the file under the first."""

    async def show_first() -> None:
        attachments = [discord.File(io.BytesIO(file[1]), file[0])] if file else []  # the library closes what it sends
        first: dict[str, Any] = {"view": view} if view and len(texts) == 1 else {}
        await interaction.edit_original_response(
            content=texts[0], attachments=attachments, allowed_mentions=NOBODY, **first
        )

    await insist(show_first)
    for text in texts[1:]:
        last: dict[str, Any] = {"view": view} if view and text is texts[-1] else {}
        shown = {"ephemeral": private, "allowed_mentions": NOBODY, "suppress_embeds": True, **last}
        await insist(partial(interaction.followup.send, text, **shown))


async def answer_message(message: discord.Message, made: Reply | Notice) -> None:
    """Reply to a message; silently nothing when it was deleted meanwhile, or when the bot may not speak there."""
    texts = texts_of(made)
    view = None if isinstance(made, Notice) else reply_view(made, asker=message.author.id, private=False, language="fr")
    try:
        await _post(message, texts, view)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        _log.warning("a reply was not taken: %s", type(error).__name__)


async def _post(message: discord.Message, texts: Sequence[str], view: discord.ui.View | None) -> None:
    """Send each message under a number of its own, that Discord takes once."""
    for rank, text in enumerate(texts):
        last: dict[str, Any] = {"view": view} if view and rank == len(texts) - 1 else {}
        send = message.channel.send if rank else message.reply
        shown = {"nonce": f"{message.id}-{rank}", "mention_author": False, "allowed_mentions": NOBODY, **last}
        await insist(partial(send, text, suppress_embeds=True, **shown))


async def show_typing(channel: discord.abc.Messageable) -> None:
    """Show that an answer is being prepared; a sign that Discord does not take in time is left to end by itself."""
    sign = asyncio.create_task(_typing(channel))
    _signs.add(sign)
    sign.add_done_callback(_signs.discard)
    await asyncio.wait({sign}, timeout=_SIGN)


async def _typing(channel: discord.abc.Messageable) -> None:
    with contextlib.suppress(discord.DiscordException, aiohttp.ClientError, OSError, ValueError):
        await channel.typing()


def _view(interaction: discord.Interaction, made: Reply | Notice, *, private: bool) -> discord.ui.View | None:
    if isinstance(made, Notice):
        return None
    return reply_view(made, asker=interaction.user.id, private=private, language=language_of(interaction))
