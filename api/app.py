"""The HTTP application: the routes, behind the border that bounds, marks and types what goes through."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI

from api import (
    completions,
    drawings,
    embedding,
    feedback,
    metering,
    page,
    published,
    routes,
    ui_stream,
    web_files,
    widget,
    workshops,
)
from api.administering import digest_of
from api.limits import Border
from api.mcp_serving import ToolEndpoint
from api.ports import Assistant
from api.problems import add_handlers
from api.register import Registers
from api.traffic import UNBOUNDED, Traffic, describe, observe, regulate
from assistant.adapters.journal_queue import SilentJournal
from assistant.ports import Journal

DESCRIPTION = (
    "Réponses sourcées sur l’économie de la fonctionnalité et de la coopération. "
    "Chaque phrase factuelle cite le passage exact d’un document ; ce qui manque est dit. "
    "Les erreurs suivent la RFC 9457, avec un code stable."
)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def create_app(
    assistant: Assistant,
    *,
    hosts: Iterable[str] = LOCAL_HOSTS,
    traffic: Traffic = UNBOUNDED,
    journal: Journal | None = None,
    admin_key: str = "",
) -> FastAPI:
    """Return the application that serves an assistant.

    Args:
        assistant: who answers.
        hosts: names under which the server may be addressed, without port; `*` accepts all.
        traffic: who may call, how often, and how many at once.
        journal: where what is asked is noted, closed when the application ends; nothing is noted without one.
        admin_key: the key of the routes of the operator, which are closed without one.
    """
    kept = journal or SilentJournal()
    tools = ToolEndpoint(assistant, kept)
    app = FastAPI(
        title="Assistant EFC",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=partial(_living, tools),
        telemetry={"tracing": False, "metrics": False, "logs": False},  # a trace would hold what people ask
    )
    app.state.assistant = assistant
    app.state.registers = Registers()
    app.state.journal = kept
    app.state.admin_digest = digest_of(admin_key)
    regulate(app, traffic)
    app.add_middleware(Border, hosts=tuple(hosts))
    observe(app)
    add_handlers(app)
    app.include_router(routes.router)
    app.include_router(page.router)
    app.include_router(web_files.router)
    app.router.routes.append(tools.route())
    for more in (workshops, drawings, published, feedback, ui_stream, completions, metering, widget, embedding):
        app.include_router(more.router)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign] # the documented way to amend it
    return app


@asynccontextmanager
async def _living(tools: ToolEndpoint, app: FastAPI) -> AsyncIterator[None]:
    """Serve the tools while the application lives, and write what the journal still holds when it ends."""
    try:
        async with tools.running():
            yield
    finally:
        await asyncio.to_thread(app.state.journal.close)


def _described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, with problems under their own media type."""
    description = FastAPI.openapi(app)
    for path in description["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if status >= "400" and "application/json" in content:
                    content["application/problem+json"] = content.pop("application/json")
    return describe(description)
