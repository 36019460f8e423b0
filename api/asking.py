"""A question under way: an error that comes soon is still a plain response, and a client that leaves ends the work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.limits import record
from api.ports import Assistant
from api.problems import code_of
from assistant.domain import Question, Reply
from assistant.errors import EfcError

SOON = 0.5
"""Seconds an answer is waited for before a stream opens: extracts come in 0.01 to 0.1 s, and what refuses a
question refuses it sooner; past that, a chat model is writing, and the reader is told that it is under way."""

FAILED = "Une erreur s’est produite de notre côté. Signalez-la avec cet identifiant : {id}."

Asked = asyncio.Task[Reply]
"""The reply, done or to come."""


@asynccontextmanager
async def under_way(assistant: Assistant, question: Question) -> AsyncIterator[Asked]:
    """Ask a question, and hand over the work after `SOON`; leaving the context ends it.

    Raises:
        EfcError: the question was refused, or the index cannot be used, within `SOON`.
    """
    asked: Asked = asyncio.create_task(_reply(assistant, question))
    try:
        await asyncio.wait({asked}, timeout=SOON)
        if asked.done():
            asked.result()
        yield asked
    finally:
        asked.cancel()
        await asyncio.wait({asked})
        if not asked.cancelled():
            asked.exception()


async def _reply(assistant: Assistant, question: Question) -> Reply:
    return await assistant.ask(question)


def told(error: Exception, request_id: str) -> str:
    """Return what a reader is told of an error that came after the start of a stream; ours are told as they are."""
    if isinstance(error, EfcError) and code_of(error) != "internal_error":
        return str(error)
    record(error, request_id)
    return FAILED.format(id=request_id)
