"""Ask Discord who the bot is and what it may do, without listening to anything."""

from dataclasses import dataclass

import aiohttp
import discord

from assistant.errors import ChannelRefusedError

_PAGE = 200
"""Servers asked for at once, Discord’s most."""
_PRIVILEGED = sum(1 << bit for bit in (12, 13, 14, 15, 18, 19))
"""Flags of an application whose presence, members or message-content intent is on, granted or limited."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The bot as Discord knows it."""

    name: str
    listens_to_everything: bool
    """True when a privileged intent is on."""
    guilds: tuple[tuple[str, int], ...]
    """The name of each server, and the permissions of the bot on it, by name; 200 at most."""


async def survey(token: str) -> Survey:
    """Return what Discord says of a bot.

    Raises:
        ChannelRefusedError: the token is wrong, or Discord cannot be reached.
    """
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        async with client:
            await client.login(token)
            application = await client.application_info()
            guilds = await client.http.get_guilds(_PAGE)
            name = client.user.name if client.user else application.name
    except discord.LoginFailure as error:
        raise ChannelRefusedError("Discord refuse le jeton.", "Copiez-le à nouveau.") from error
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise ChannelRefusedError(f"Discord ne répond pas ({type(error).__name__}).", "Réessayez.") from error
    known = sorted((str(one["name"]), int(one["permissions"])) for one in guilds)
    return Survey(name, bool(application.flags.value & _PRIVILEGED), tuple(known))
