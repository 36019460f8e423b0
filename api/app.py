"""The HTTP application: the routes, behind the border that bounds, marks and types what goes through."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI

from api import page, routes, web_files
from api.limits import Border
from api.ports import Assistant
from api.problems import add_handlers
from api.register import Registers

DESCRIPTION = (
    "Réponses sourcées sur l’économie de la fonctionnalité et de la coopération. "
    "Chaque phrase factuelle cite le passage exact d’un document ; ce qui manque est dit. "
    "Les erreurs suivent la RFC 9457, avec un code stable."
)
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def create_app(assistant: Assistant, *, hosts: Iterable[str] = LOCAL_HOSTS) -> FastAPI:
    """Return the application that serves an assistant.

    Args:
        assistant: who answers.
        hosts: names under which the server may be addressed, without port; `*` accepts all.
    """
    app = FastAPI(
        title="Assistant EFC",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # a trace would hold what people ask
    )
    app.state.assistant = assistant
    app.state.registers = Registers()
    app.add_middleware(Border, hosts=tuple(hosts))
    add_handlers(app)
    app.include_router(routes.router)
    app.include_router(page.router)
    app.include_router(web_files.router)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign] # the documented way to amend it
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, with problems under their own media type."""
    description = FastAPI.openapi(app)
    for path in description["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if status >= "400" and "application/json" in content:
                    content["application/problem+json"] = content.pop("application/json")
    return description
