"""Which web sites may call this server from a browser: an exact list, and the server’s own pages."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import RequestRefusedError, problem_response
from assistant.errors import InvalidInputError

EXPOSED = "X-Request-ID, Retry-After, x-vercel-ai-ui-message-stream"
"""Response headers that a script of an allowed site may read."""

PREFLIGHT_SECONDS = 600
"""Seconds a browser may keep what a preflight told."""

_ORIGIN = re.compile(r"https?://[^\s/?#@,*]+")
_NAMES = re.compile(r"[\w-]+(\s*,\s*[\w-]+)*", re.ASCII)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def read_origins(text: str) -> frozenset[str]:
    """Return the origins of a setting, separated by commas; `*` alone stands for every site.

    Raises:
        InvalidInputError: one is not `https://host` or `https://host:port`, without a path.
    """
    origins = frozenset(part.strip().lower().removesuffix("/") for part in text.split(",") if part.strip())
    for one in sorted(origins - {"*"}):
        if not _ORIGIN.fullmatch(one):
            raise InvalidInputError(
                f"L’origine {one!r} de EFC_ALLOWED_ORIGINS n’en est pas une.",
                "Écrivez https://hôte, sans chemin ; plusieurs se séparent par des virgules.",
            )
    return origins


class Origins:
    """Refuse what a page of another site would do in a visitor’s name; let listed sites read the responses.

    Cookies and passwords of the browser are never accepted: no response carries `Access-Control-Allow-Credentials`.

    Args:
        app: what is behind; a `RequestRefusedError` it raises becomes a problem that a listed site can read.
        origins: as `read_origins` returns them.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str] = ()) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        answering = _Readable(send, self._shown(origin), varies=bool(self._origins))
        try:
            allowed = origin is None or self._admits(origin, headers.get("host", ""))
            if origin is not None and _is_preflight(scope, headers):
                await _preflight(headers, allowed=allowed)(scope, receive, answering)
                return
            if not allowed and scope["method"] not in _SAFE:
                raise _refusal()
            await self._app(scope, receive, answering)
        except RequestRefusedError as error:
            if answering.started:
                raise
            request_id = scope["state"]["request_id"]
            response = problem_response(error.code, error.detail, request_id, headers=error.headers)
            await response(scope, receive, answering)

    def _admits(self, origin: str, host: str) -> bool:
        """Tell whether an origin is listed, or is this server under the name it was called by."""
        own = urlsplit(origin).netloc.lower() if _ORIGIN.fullmatch(origin.lower()) else ""
        return bool(self._origins & {"*", origin.lower()}) or (own != "" and own == host.lower())

    def _shown(self, origin: str | None) -> str | None:
        if "*" in self._origins:
            return "*"
        return origin if origin is not None and origin.lower() in self._origins else None


class _Readable:
    """Tell the browser, on each response, which site may read it."""

    def __init__(self, send: Send, origin: str | None, *, varies: bool) -> None:
        self._send = send
        self._origin = origin
        self._varies = varies
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            if self._varies:
                headers.add_vary_header("Origin")
            if self._origin:
                headers["Access-Control-Allow-Origin"] = self._origin
                headers["Access-Control-Expose-Headers"] = EXPOSED
        await self._send(message)


def _is_preflight(scope: Scope, headers: Headers) -> bool:
    return scope["method"] == "OPTIONS" and "access-control-request-method" in headers


def _preflight(headers: Headers, *, allowed: bool) -> Response:
    if not allowed:
        raise _refusal()
    asked = headers.get("access-control-request-headers", "")
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": asked if _NAMES.fullmatch(asked) else "Content-Type",
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        },
    )


def _refusal() -> RequestRefusedError:
    return RequestRefusedError(
        "origin_refused", "Ce site n’est pas admis à appeler ce serveur ; ajoutez-le à EFC_ALLOWED_ORIGINS."
    )
