"""`/mcp`: the tools over streamable HTTP, each request on its own, so that any process can serve it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.ports import Assistant
from api.problems import RequestRefusedError

PATH = "/mcp"
METHODS = ("POST", "GET", "DELETE")
ABSENT = 'Ce serveur n’a pas le paquet du protocole MCP. Installez-le : pip install "efc[mcp]".'

STOPPED = "Le serveur démarre ou s’arrête ; revenez dans un instant."


def is_installed() -> bool:
    """Tell whether the extra `mcp` is installed; nothing is imported."""
    return find_spec("mcp") is not None


class ToolEndpoint:
    """The ASGI application of the tools; it serves between the start and the end of its lifespan.

    Args:
        assistant: who answers.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._handle: ASGIApp | None = None

    @asynccontextmanager
    async def running(self, app: FastAPI) -> AsyncIterator[None]:
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
        await self._handle(scope, receive, send)

    def route(self) -> Route:
        """Return the route of the tools."""
        return Route(PATH, self, methods=list(METHODS), include_in_schema=False)
