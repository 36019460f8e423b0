"""The real bot, over the shipped corpus, on the pretended platform."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from assistant.adapters.journal import AskingStore
from assistant.adapters.journal_queue import QueuedJournal
from assistant.answering import Assistant
from assistant.domain import Question, Reply
from bots import wording
from bots.attending import Attendant
from bots.discord_client.client import EfcClient
from bots.recording import Recorder
from bots.state import State
from tests.bots.fake_discord import FakeDiscord

DEADLINE = 35.0
"""Seconds given to a question: what `efc discord` gives without a chat model."""

Scene = Callable[[FakeDiscord], Awaitable[None]]
"""What happens while the bot is connected."""


class Slow(Assistant):
    """The assistant, its answers late by some seconds, as a busy chat model makes them."""

    def __init__(self, assistant: Assistant, seconds: float) -> None:
        self.__dict__ = {**assistant.__dict__, "seconds": seconds}

    async def ask(self, question: Question) -> Reply:
        """Answer late."""
        await asyncio.sleep(self.seconds)
        return await super().ask(question)


def bot(assistant: Assistant, folder: Path) -> EfcClient:
    """Return a bot that has just started; what it must keep is in the folder."""
    state = State(folder)
    journal = Recorder(QueuedJournal(AskingStore(folder, str)), "discord")
    return EfcClient(Attendant(assistant, journal, DEADLINE), state)


def erased(exchanges: int, opinions: int) -> str:
    """Return what /oublier says when it has erased so much."""
    return wording.say("forgotten", "fr", exchanges=exchanges, opinions=opinions)


def play(assistant: Assistant, folder: Path, scene: Scene, *, seconds: float = 60) -> FakeDiscord:
    """Run a scene with the bot connected; return the platform after it.

    Its server has a channel, a forum, and a channel where answers are for everybody, in that order.
    """

    async def run() -> FakeDiscord:
        async with asyncio.timeout(seconds), FakeDiscord() as discord:
            discord.channel()
            discord.forum().tags = ("Résolu", "Besoin d’une personne", "Débat")
            discord.channel("demander-efc")
            async with discord.running(bot(assistant, folder)):
                await scene(discord)
            return discord

    return asyncio.run(run())
