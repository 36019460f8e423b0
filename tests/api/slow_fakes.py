"""Assistants that take their time, as one with a chat model does."""

import asyncio

from assistant.domain import Question, Reply
from assistant.errors import ModelUnavailableError
from tests.api.fakes import FakeAssistant


class SlowAssistant(FakeAssistant):
    """Reply after some seconds, or fail then; remember what was begun and what was given up.

    Args:
        seconds: how long a reply takes.
        error: what it raises instead of replying.
    """

    def __init__(self, seconds: float, error: Exception | None = None) -> None:
        super().__init__()
        self.seconds = seconds
        self.error = error
        self.begun = 0
        self.given_up = 0
        self.finished = 0

    async def ask(self, question: Question) -> Reply:
        """Wait, then reply or fail."""
        self.begun += 1
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        self.finished += 1
        if self.error:
            raise self.error
        return await super().ask(question)


def unreachable() -> ModelUnavailableError:
    """Return an error of ours, in French, with its remedy."""
    return ModelUnavailableError("Le modèle ne répond pas.", "Réessayez dans une minute.")
