"""Errors of the OpenAI-compatible routes in the shape their clients read, wherever they come from."""

import json
from typing import Literal

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.completion_schemas import OpenAIError, OpenAIProblem
from api.problems import Problem

PATHS = frozenset({"/v1/chat/completions", "/v1/models"})

PROBLEM_TYPE = "application/problem+json"


class OpenAIErrors:
    """Rewrite each problem that leaves on `PATHS`; the status, the id and `Retry-After` stay."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        concerned = scope["type"] == "http" and scope["path"] in PATHS
        await self._app(scope, receive, _Rewriting(send) if concerned else send)


class _Rewriting:
    """Hold the head of a problem back until its body is known: a problem is one body."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._head: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if MutableHeaders(scope=message).get("content-type") == PROBLEM_TYPE:
                self._head = message
                return
        elif self._head is not None and message.get("body"):
            message = {**message, "body": _in_their_shape(message["body"])}
        if self._head is not None:
            head, self._head = self._head, None
            headers = MutableHeaders(scope=head)
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(len(message.get("body", b"")))
            await self._send(head)
        await self._send(message)


def _in_their_shape(body: bytes) -> bytes:
    problem = Problem.model_validate_json(body)
    fields = " ".join(f"{one.field} : {one.message}" for one in problem.errors)
    error = OpenAIError(
        message=f"{problem.detail} {fields}".strip(),
        type=_type_of(problem.status),
        param=problem.errors[0].field if problem.errors else None,
        code=problem.code,
    )
    return json.dumps(OpenAIProblem(error=error).model_dump(), ensure_ascii=False).encode()


def _type_of(status: int) -> Literal["invalid_request_error", "rate_limit_error", "server_error"]:
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"
