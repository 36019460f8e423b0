"""Stay on Discord: connect, resume after a cut, leave when asked to; a refusal is told in one line."""

import asyncio
import signal
import sys
import threading

import aiohttp
import discord

from assistant.errors import ChannelRefusedError
from bots.attending import Attendant
from bots.discord_client.client import EfcClient
from bots.state import State

_REFUSED_TOKEN = 4004
"""Code with which the gateway closes the connection of a token it does not know."""


async def stay_connected(token: str, attendant: Attendant, state: State) -> None:
    """Serve until the process is told to stop; cuts are mended by resuming, rate limits waited for.

    Raises:
        ChannelRefusedError: the token is wrong, or Discord cannot be reached, or refuses the bot for good.
    """
    client = EfcClient(attendant, state)
    loop = asyncio.get_running_loop()
    closing: set[asyncio.Task[None]] = set()

    def leave() -> None:
        closing.add(loop.create_task(client.close()))

    if sys.platform != "win32" and threading.current_thread() is threading.main_thread():  # others hear no signal
        loop.add_signal_handler(signal.SIGTERM, leave)
    try:
        async with client:
            await client.start(token)
    except discord.LoginFailure as error:
        raise _wrong_token() from error
    except discord.ConnectionClosed as error:
        if error.code == _REFUSED_TOKEN:
            raise _wrong_token() from error
        raise _refused(f"Discord a fermé la connexion (code {error.code}).") from error
    except discord.HTTPException as error:
        raise _refused(f"Discord refuse une demande du bot (code {error.status}).") from error
    except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise _refused(f"Discord ne répond pas ({type(error).__name__}).") from error


def _wrong_token() -> ChannelRefusedError:
    return ChannelRefusedError(
        "Discord refuse le jeton de EFC_DISCORD_TOKEN.",
        "Copiez-le à nouveau depuis la page « Bot » de votre application ; « efc discord --guide » dit où.",
    )


def _refused(message: str) -> ChannelRefusedError:
    return ChannelRefusedError(message, "Vérifiez la connexion, puis lancez « efc doctor ».")
