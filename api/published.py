"""The JSON Schemas of what the project writes, beside the OpenAPI: those of the other folders are loaded by name."""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from starlette.responses import JSONResponse, Response

from api.bodies import require_text
from api.problems import Problem, RequestRefusedError
from assistant.domain import Record

GROUP = "efc.schemas"
"""Entry points that name what is published: a pydantic model, or a union of them."""

MEDIA_TYPE = "application/schema+json"

router = APIRouter()


class SchemaLink(Record):
    """A schema that is published."""

    name: str
    href: str


class SchemaList(Record):
    """The schemas, by name."""

    schemas: tuple[SchemaLink, ...]


@router.get("/schemas", summary="Les schémas JSON")
def schemas() -> SchemaList:
    """Les formes des plans, des réponses, des résultats de recherche, des ingestions et des évaluations."""
    return SchemaList(schemas=tuple(SchemaLink(name=name, href=_address(name)) for name in sorted(_declared())))


@router.get(
    "/schemas/{name}.json",
    summary="Un schéma JSON",
    response_class=Response,
    responses={
        200: {"description": "Le schéma", "content": {MEDIA_TYPE: {"schema": {"type": "object"}}}},
        404: {"model": Problem, "description": "Inconnu"},
        422: {"model": Problem, "description": "Demande invalide"},
    },
)
def schema(name: Annotated[str, Path(examples=["workshop-plan"])]) -> Response:
    """Ce que le programme écrit, décrit en JSON Schema (version 2020-12)."""
    if require_text(name) not in _declared():
        raise RequestRefusedError("schema_not_found", "Aucun schéma ne porte ce nom ; la liste est à /schemas.")
    return JSONResponse(published(name), media_type=MEDIA_TYPE)


@cache
def published(name: str) -> dict[str, Any]:
    """Return a declared schema of what is written, as it is serialised; the code it comes from is loaded now.

    Raises:
        KeyError: the name is not declared.
    """
    described = TypeAdapter(_declared()[name].load()).json_schema(mode="serialization")
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": _address(name), **described}


def _declared() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _address(name: str) -> str:
    return f"/schemas/{name}.json"
