"""`efc discord` as a process of its own, that takes a pretended platform for the real one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from discord.http import Route

from tests.bots.fake_discord import TOKEN, FakeDiscord

_POINTED = """
import sys, yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], yarl.URL(sys.argv[2])
from assistant.cli import main
sys.exit(main(sys.argv[3:]))
"""


class Process:
    """A bot that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def end(self, how: signal.Signals) -> None:
        """Tell it to stop."""
        self._process.send_signal(how)

    async def ended(self) -> tuple[int, str]:
        """Return its exit code and what it wrote on stderr, once it has stopped."""
        _, told = await self._process.communicate()
        return self._process.returncode or 0, told.decode()


@asynccontextmanager
async def launched(discord: FakeDiscord, data: Path, token: str = TOKEN) -> AsyncIterator[Process]:
    """Launch `efc discord`; kill it at the end of the block when it still runs."""
    environment = os.environ | {"EFC_DISCORD_TOKEN": token, "PYTHONPATH": str(Path(__file__).parents[2])}
    words = (_POINTED, Route.BASE, discord.world.address, "discord", "--data", str(data))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", *words, stderr=pipe, stdout=pipe, env=environment
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
