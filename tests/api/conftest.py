"""A client of the application in this process: no socket is opened."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.app import create_app
from tests.api.fakes import FakeAssistant

Send = Callable[..., httpx.Response]


def sender(assistant: FakeAssistant, **options: Any) -> Send:
    """Return a function that sends one request to an application, named 127.0.0.1."""
    transport = httpx.ASGITransport(app=create_app(assistant, **options))

    async def exchange(method: str, path: str, **parts: Any) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.request(method, path, **parts)

    return lambda method, path, **parts: asyncio.run(exchange(method, path, **parts))


@pytest.fixture
def assistant() -> FakeAssistant:
    """Return an assistant with an index."""
    return FakeAssistant()


@pytest.fixture
def send(assistant: FakeAssistant) -> Send:
    """Return a client of that assistant."""
    return sender(assistant)


@pytest.fixture
def send_unready() -> Send:
    """Return a client of an assistant without an index."""
    return sender(FakeAssistant(ready=False))
