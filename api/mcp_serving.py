"""`/mcp`: the tools over streamable HTTP, each request on its own, so that any process can serve it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any, cast

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.ports import Assistant
from api.problems import RequestRefusedError
from assistant.gaps.recording import Recorded
from assistant.ports import Journal

PATH = "/mcp"
METHODS = ("POST", "GET", "DELETE")
ABSENT = 'Ce serveur n’a pas le paquet du protocole MCP. Installez-le : pip install "efc[mcp]".'

STOPPED = "Le serveur démarre ou s’arrête ; revenez dans un instant."


def is_installed() -> bool:
    """Tell whether the extra `mcp` is installed; nothing is imported."""
    return find_spec("mcp") is not None


_client: ContextVar[str] = ContextVar("client", default="")
"""Who sends the message that is being handled; the tools run in the context of its request."""


class _Noted:
    """Answer as another assistant does, each reply being noted for the client that asks."""

    def __init__(self, assistant: Assistant, journal: Journal) -> None:
        self._assistant = assistant
        self._journal = journal

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the assistant offers
        return getattr(Recorded(self._assistant, self._journal, f"web {_client.get()}"), name)


class ToolEndpoint:
    """The ASGI application of the tools; it serves between the start and the end of its lifespan.

    Args:
        assistant: who answers.
        journal: where what is asked is noted.
    """

    def __init__(self, assistant: Assistant, journal: Journal) -> None:
        self._assistant = cast("Assistant", _Noted(assistant, journal))
        self._handle: ASGIApp | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve the tools while the context is open; without the extra, they are refused with the remedy."""
        if not is_installed():
            yield
            return
        from api.mcp_tools import make_manager  # noqa: PLC0415 - the extra may be absent, and takes 0.4 s to import

        async with (manager := make_manager(self._assistant)).run():
            self._handle = manager.handle_request
            yield
        self._handle = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if not is_installed():
            raise RequestRefusedError("extra_missing", ABSENT)
        if self._handle is None:
            raise RequestRefusedError("not_started", STOPPED)
        _client.set(scope["state"].get("client", ""))
        await self._handle(scope, receive, send)

    def route(self) -> Route:
        """Return the route of the tools."""
        return Route(PATH, self, methods=list(METHODS), include_in_schema=False)
