"""The id of a plan: its request, written short, so that any server makes the plan anew without having kept it."""

import base64
import json
import zlib

from assistant.errors import InvalidInputError
from assistant.planning.bounding import bounded
from assistant.workshop_plan import WorkshopRequest

ID_LIMIT = 2400
"""Characters of an id, at most: the longest theme and audience, every sign of four bytes, take 2 318."""

_CHECKSUM = 4
"""Bytes of the CRC-32: it tells any change within 32 bits, so that of any three neighbouring characters of an id."""


def plan_id(request: WorkshopRequest) -> str:
    """Return the id of the plan of a request, in the alphabet of base64url: letters, digits, `-` and `_`.

    The fields in their order as a JSON list, what ends it left out when it is the default, then a checksum. Equal
    requests have equal ids, on any machine; a field added later, with a default, changes no id.
    """
    values = list(request.model_dump().values())
    defaults = [field.get_default() for field in WorkshopRequest.model_fields.values()]
    while values[-1] == defaults[len(values) - 1]:
        values.pop()
    payload = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(payload + _checksum(payload)).rstrip(b"=").decode()


def request_of(identifier: str) -> WorkshopRequest:
    """Return the request whose plan has an id: no other text stands for it, and it is within its bounds.

    Raises:
        InvalidInputError: no plan has this id; it was cut, mistyped, or made up.
    """
    request = _read(identifier) if len(identifier) <= ID_LIMIT else None
    if request is None or plan_id(request) != identifier:
        raise InvalidInputError(
            f"Aucun plan n’a l’identifiant {identifier[:40]!r}.",
            "Recopiez l’adresse en entier, ou demandez le plan de nouveau.",
        )
    return request


def _read(identifier: str) -> WorkshopRequest | None:
    try:
        content = base64.b64decode(identifier + "=" * (-len(identifier) % 4), altchars=b"-_", validate=True)
        payload, checksum = content[:-_CHECKSUM], content[-_CHECKSUM:]
        if checksum != _checksum(payload):
            return None
        named = dict(zip(WorkshopRequest.model_fields, json.loads(payload), strict=False))
        return bounded(WorkshopRequest.model_validate(named))
    except (ValueError, TypeError, RecursionError, InvalidInputError):
        return None


def _checksum(payload: bytes) -> bytes:
    return zlib.crc32(payload).to_bytes(_CHECKSUM, "little")
