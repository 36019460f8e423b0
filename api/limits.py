"""The outermost layer: id of the request, host allow-list, size of the body, headers, uncaught errors."""

import logging
import re
import traceback
from collections.abc import Iterable
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import RequestRefusedError, problem_response

BODY_LIMIT = 64 * 1024
"""Bytes of a body: forty turns of ordinary length and the question."""

HEAD_LIMIT = 32 * 1024
"""Bytes of all headers together; browsers send a few kibibytes."""

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What a page of ours may do: run and fetch what this server sends, and never make markup or code out of a text."""

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

OWN_HEADERS = ("Content-Security-Policy", "Cross-Origin-Resource-Policy")
"""What a route may say otherwise: a document we write names its style, the files of the widget are for other sites."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_log = logging.getLogger(__name__)


class Border:
    """Let through what is addressed to this server and short enough; mark every response.

    Args:
        app: what is behind.
        hosts: accepted names of the server, without port; `*` accepts all, `*.x.fr` every name under x.fr.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.strip().lower() for host in hosts if host.strip())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; other scopes pass as they are."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id
        outgoing = _Outgoing(send, request_id, scope["method"])
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        try:
            _require_short_head(scope)
            self._require_host(headers)
            _require_length(headers)
            await self._app(scope, _limited(receive), outgoing)
        except RequestRefusedError as error:
            refusal = problem_response(error.code, error.detail, request_id, headers=error.headers)
            await refusal(scope, receive, outgoing)
        except Exception as error:  # the border of the process: a client never sees a traceback
            record(error, request_id)
            if not outgoing.started:
                detail = "Le serveur n’a pas pu répondre ; donnez l’identifiant de la requête à son responsable."
                await problem_response("internal_error", detail, request_id)(scope, receive, outgoing)

    def _require_host(self, headers: Headers) -> None:
        host = _without_port(headers.get("host", ""))
        parents = {f"*{host[position:]}" for position, letter in enumerate(host) if letter == "."}
        if not self._hosts & {"*", host, *parents}:
            raise RequestRefusedError(
                "host_refused", "Ce serveur ne répond pas à ce nom ; ajoutez-le à EFC_ALLOWED_HOSTS."
            )


class _Outgoing:
    """Add the headers to a response, and keep its body back when only the head was asked."""

    def __init__(self, send: Send, request_id: str, method: str) -> None:
        self._send = send
        self._request_id = request_id
        self._bodiless = method == "HEAD"
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            own = {name: headers[name] for name in OWN_HEADERS if name in headers}
            headers.update({**SECURITY_HEADERS, **own, "X-Request-ID": self._request_id})
            headers.setdefault("Cache-Control", "no-store")
        elif self._bodiless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _without_port(host: str) -> str:
    name = re.sub(r":\d*$", "", host.strip().lower())
    return name.strip("[]").removesuffix(".")


def _require_short_head(scope: Scope) -> None:
    if sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD_LIMIT:
        raise RequestRefusedError("head_too_large", f"Les en-têtes dépassent {HEAD_LIMIT // 1024} Kio.")


def _require_length(headers: Headers) -> None:
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit():
        raise RequestRefusedError("bad_request", "L’en-tête Content-Length n’est pas un nombre.")
    if len(length) > 18 or int(length) > BODY_LIMIT:
        raise _too_large()


def _limited(receive: Receive) -> Receive:
    received = 0

    async def receive_within_limit() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > BODY_LIMIT:
            raise _too_large()
        return message

    return receive_within_limit


def _too_large() -> RequestRefusedError:
    return RequestRefusedError("body_too_large", f"Le corps dépasse {BODY_LIMIT // 1024} Kio.")


def record(error: Exception, request_id: str) -> None:
    """Log where an error comes from; its message may hold what somebody asked, so it stays out."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("request %s failed: %s\n%s", request_id, type(error).__qualname__, frames)
