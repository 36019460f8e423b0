"""The operator's key: routes that answer nobody else, and that are not there without a key."""

import hmac
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Request

from api.problems import Problem, RequestRefusedError

UNADMITTED: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "Clé absente ou fausse"},
    404: {"model": Problem, "description": "Aucune clé n’est réglée (EFC_ADMIN_KEY) : la route n’existe pas"},
}
"""What an admin route answers to those it does not admit."""

_SCHEME = "bearer"


def digest_of(key: str) -> bytes | None:
    """Return the digest under which an application holds its admin key, None for no key at all."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest() if key.strip() else None


async def _require_admin(request: Request) -> None:
    """Let through who gives the key of the application, as `Authorization: Bearer …`; compared in constant time.

    Raises:
        RequestRefusedError: there is no key, so no such route; or the one given is absent or wrong.
    """
    wanted: bytes | None = request.app.state.admin_digest
    if wanted is None:
        raise RequestRefusedError("not_found", "Cette route n’est ouverte que si EFC_ADMIN_KEY est réglé.")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    # A header is read as Latin-1; the key was typed in UTF-8.
    digest = sha256(given.strip().encode("latin-1", "replace")).digest()
    if not hmac.compare_digest(digest, wanted) or scheme.lower() != _SCHEME:
        raise RequestRefusedError("admin_key_required", "Donnez la clé dans l’en-tête Authorization: Bearer.")


RequireAdmin = Annotated[None, Depends(_require_admin)]
"""A parameter of the routes of the operator."""
