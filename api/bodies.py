"""Read a JSON body strictly: what two readers could understand differently is refused, with the reason."""

import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers

from api.problems import RequestRefusedError
from assistant.errors import InvalidInputError

DEPTH_LIMIT = 8
"""Levels of nesting accepted; the deepest body of the contract has three."""

_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Control characters that are no white space, and halves of surrogate pairs."""


class StrictRoute(APIRoute):
    """A route whose body, when it takes one, is strict JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of the route, behind the strict reading of its body."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def handle_strictly(request: Request) -> Response:
            _require_json(request.headers)
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly


class _StrictRequest(Request):
    async def json(self) -> object:
        return read_json(await self.body())


def read_json(body: bytes) -> object:
    """Return what a UTF-8 JSON body holds.

    Raises:
        RequestRefusedError: not UTF-8, not JSON, a field given twice, a number that JSON does not
            know, nesting beyond `DEPTH_LIMIT`, or a text with control characters or half a character.
    """
    try:
        value = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_unique_fields, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise RequestRefusedError("invalid_json", "Le corps n’est pas en UTF-8.") from error
    except json.JSONDecodeError as error:
        raise RequestRefusedError("invalid_json", f"Le corps n’est pas du JSON (caractère {error.pos}).") from error
    except (RecursionError, ValueError) as error:
        raise RequestRefusedError(
            "invalid_json", "Le corps est trop imbriqué, ou contient un nombre démesuré."
        ) from error
    _require_plain(value)
    return value


def require_text(text: str) -> str:
    """Return a text given in an address, unchanged.

    Raises:
        InvalidInputError: it holds a control character or half a character.
    """
    if _NOT_TEXT.search(text):
        raise InvalidInputError("Le texte contient un caractère de contrôle.", "Retapez-le.")
    return text


def _require_json(headers: Headers) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not re.fullmatch(r"application/[\w.-]+\+json", kind):
        raise RequestRefusedError(
            "media_type_unsupported", "Envoyez du JSON, avec l’en-tête Content-Type: application/json."
        )
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise RequestRefusedError("media_type_unsupported", "Envoyez un corps sans compression.")


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise RequestRefusedError("invalid_json", "Un même champ est donné deux fois.")
    return fields


def _refuse_constant(name: str) -> None:
    raise RequestRefusedError("invalid_json", f"{name} n’est pas une valeur JSON.")


def _require_plain(value: object) -> None:
    pending = [(value, 0)]
    while pending:
        one, depth = pending.pop()
        if depth > DEPTH_LIMIT:
            raise RequestRefusedError("invalid_json", "Le corps est trop imbriqué.")
        if isinstance(one, str) and _NOT_TEXT.search(one):
            raise RequestRefusedError(
                "invalid_input", "Un texte contient un caractère de contrôle, ou un caractère incomplet."
            )
        if isinstance(one, dict):
            pending += [(part, depth + 1) for pair in one.items() for part in pair]
        elif isinstance(one, list):
            pending += [(part, depth + 1) for part in one]
