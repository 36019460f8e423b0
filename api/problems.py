"""Errors as RFC 9457 problems: a French title, a stable code, the id of the request, never what was sent."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from assistant.domain import Record
from assistant.errors import EfcError

CATALOGUE: dict[str, tuple[int, str]] = {
    "bad_request": (400, "Requête refusée"),
    "host_refused": (400, "Nom d’hôte refusé"),
    "admin_key_required": (401, "Clé d’administration requise"),
    "origin_refused": (403, "Site non admis"),
    "not_found": (404, "Adresse inconnue"),
    "model_not_found": (404, "Modèle inconnu"),
    "document_not_found": (404, "Document inconnu"),
    "term_not_found": (404, "Terme inconnu"),
    "plan_not_found": (404, "Plan inconnu"),
    "schema_not_found": (404, "Schéma inconnu"),
    "method_not_allowed": (405, "Méthode refusée"),
    "request_timeout": (408, "Requête trop lente"),
    "body_too_large": (413, "Requête trop longue"),
    "media_type_unsupported": (415, "Type de contenu refusé"),
    "invalid_json": (422, "JSON illisible"),
    "invalid_input": (422, "Demande invalide"),
    "too_many_requests": (429, "Trop de demandes"),
    "head_too_large": (431, "En-têtes trop longs"),
    "internal_error": (500, "Erreur interne"),
    "extra_missing": (501, "Fonction non installée"),
    "format_unavailable": (501, "Format indisponible"),
    "not_started": (503, "Serveur en cours de démarrage"),
    "server_busy": (503, "Serveur occupé"),
    "data_folder": (503, "Dossier de données indisponible"),
    "index_unusable": (503, "Index indisponible"),
    "writer_busy": (503, "Index en cours d’écriture"),
    "model_unavailable": (503, "Modèle indisponible"),
}
"""Each stable code with its HTTP status and its title."""

RETRY_AFTER = 30
"""Seconds after which a client may come back: the time a first ingest of the shipped corpus takes."""

SHOWN_ERRORS = 20
"""Field errors listed in one problem; a body may hold thousands."""

SHOWN_NAME = 60
"""Characters of a field name that are echoed."""

_BY_STATUS = {404: "not_found", 405: "method_not_allowed"}
_DETAILS = {
    404: "Rien ne se trouve à cette adresse ; la liste des adresses est dans /openapi.json.",
    405: "Cette adresse n’accepte pas cette méthode ; voyez l’en-tête Allow.",
    400: "La requête n’a pas pu être lue.",
}
_FIELD_MESSAGES = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ n’existe pas.",
    "string_type": "Un texte est attendu.",
    "int_type": "Un nombre entier est attendu.",
    "list_type": "Une liste est attendue.",
    "model_attributes_type": "Un objet JSON est attendu.",
    "model_type": "Un objet JSON est attendu.",
    "literal_error": "Valeur attendue : {expected}.",
    "greater_than_equal": "La valeur doit être au moins {ge}.",
    "less_than_equal": "La valeur doit être au plus {le}.",
    "too_long": "Au plus {max_length} éléments.",
    "string_too_long": "Au plus {max_length} caractères.",
    "too_short": "Au moins {min_length} élément.",
}


class FieldError(Record):
    """What is wrong with one field."""

    field: str
    """Path of the field, for example `history.0.role`; empty for the whole body."""
    code: str
    message: str


class Problem(Record):
    """An error, as `application/problem+json`."""

    type: str
    """`urn:problem-type:efc:` and the code."""
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    code: str
    id: str
    """Also in the header `X-Request-ID`: give it when you report the problem."""
    errors: tuple[FieldError, ...] = ()


class RequestRefusedError(HTTPException):
    """A request the border refuses; `code` is a key of the catalogue."""

    def __init__(self, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(CATALOGUE[code][0], detail, headers)
        self.code = code


def problem_response(
    code: str,
    detail: str,
    request_id: str,
    *,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as a response; a 503 says when to come back, a 401 how to be admitted."""
    status, title = CATALOGUE[code]
    problem = Problem(
        type=f"urn:problem-type:efc:{code}",
        title=title,
        status=status,
        detail=detail,
        code=code,
        id=request_id,
        errors=tuple(errors),
    )
    content = json.dumps(problem.model_dump(), ensure_ascii=False).encode("utf-8", "replace")
    response = Response(content, status, headers, "application/problem+json")
    if status == 503:
        response.headers.setdefault("Retry-After", str(RETRY_AFTER))
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def code_of(error: EfcError) -> str:
    """Return the catalogued code of an error of the project; an unforeseen one is internal."""
    return error.code if error.code in CATALOGUE else "internal_error"


def add_handlers(app: FastAPI) -> None:
    """Make every error of the routes a problem."""
    app.add_exception_handler(RequestRefusedError, _on_refusal)
    app.add_exception_handler(HTTPException, _on_status)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(EfcError, _on_efc_error)


async def _on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestRefusedError)
    return problem_response(error.code, error.detail, request.state.request_id, headers=error.headers)


async def _on_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(error.status_code, "bad_request")
    detail = _DETAILS[CATALOGUE[code][0]]
    return problem_response(code, detail, request.state.request_id, headers=error.headers)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [_field_error(one) for one in error.errors()[:SHOWN_ERRORS]]
    detail = "La demande ne suit pas le format attendu ; voyez errors et /openapi.json."
    return problem_response("invalid_input", detail, request.state.request_id, errors=errors)


async def _on_efc_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, EfcError)
    code = code_of(error)
    if code == "internal_error":
        raise error
    return problem_response(code, str(error), request.state.request_id)


def _field_error(error: Mapping[str, Any]) -> FieldError:
    path = [str(part)[:SHOWN_NAME] for part in error["loc"][1:]]
    message = _FIELD_MESSAGES.get(error["type"], "Cette valeur est refusée.")
    bounds = {name: str(value).replace(" or ", " ou ") for name, value in error.get("ctx", {}).items()}
    return FieldError(field=".".join(path), code=error["type"], message=message.format_map(bounds))
