import json
from typing import Any

from pydantic import TypeAdapter

from api.completion_schemas import CompletionBody
from api.completions import COMPLETION_EXAMPLES
from api.drawings import GridBody
from api.examples import ASK_EXAMPLES, REPLY_EXAMPLE, SEARCH_EXAMPLES
from api.schemas import AskBody, SearchBody
from api.workshop_examples import GRID_EXAMPLES, PLAN_ID_EXAMPLE, WORKSHOP_EXAMPLES
from api.workshops import WorkshopBody
from assistant.domain import Reply
from assistant.planning import request_of
from tests.api.conftest import Send


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [one for part in node.values() for one in _references(part)]
    return [one for part in node for one in _references(part)] if isinstance(node, list) else []


def test_the_description_lists_the_contract(send: Send) -> None:
    """Every route of the contract is described, and the page is not."""
    paths = {
        "/v1/ask",
        "/v1/ask/stream",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/search",
        "/v1/register",
        "/v1/documents",
        "/v1/documents/{id}",
        "/v1/glossary",
        "/v1/glossary/{term}",
        "/v1/clubs",
        "/v1/workshops",
        "/v1/workshops/{id}.{format}",
        "/v1/grids",
        "/v1/grids/empty.svg",
        "/v1/maps/clubs.svg",
        "/v1/maps/clubs.json",
        "/v1/maps/notions.svg",
        "/v1/maps/notions.json",
        "/schemas",
        "/schemas/{name}.json",
        "/v1/feedback",
        "/v1/gaps",
        "/healthz",
        "/readyz",
        "/metrics",
    }
    assert paths == set(send("GET", "/openapi.json").json()["paths"])


def test_the_description_refers_only_to_what_it_holds(send: Send) -> None:
    """Every reference resolves, and errors are problems under their own media type."""
    description = send("GET", "/openapi.json").json()
    schemas = {f"#/components/schemas/{name}" for name in description["components"]["schemas"]}
    assert set(_references(description)) <= schemas
    assert "HTTPValidationError" not in json.dumps(description)
    responses = description["paths"]["/v1/ask"]["post"]["responses"]
    expected = {"200", "400", "403", "408", "413", "415", "422", "429", "431", "500", "503"}
    assert expected == set(responses)
    assert list(responses["422"]["content"]) == ["application/problem+json"]


def test_every_example_follows_its_schema() -> None:
    """What the description shows can be sent and received."""
    for one in ASK_EXAMPLES.values():
        AskBody.model_validate(one["value"])
    for one in COMPLETION_EXAMPLES.values():
        CompletionBody.model_validate(one["value"])
    for one in SEARCH_EXAMPLES.values():
        SearchBody.model_validate(one["value"])
    for one in WORKSHOP_EXAMPLES.values():
        WorkshopBody.model_validate(one["value"])
    for one in GRID_EXAMPLES.values():
        GridBody.model_validate(one["value"])
    assert ("les effets utiles", 120) == (request_of(PLAN_ID_EXAMPLE).theme, request_of(PLAN_ID_EXAMPLE).minutes)
    TypeAdapter(Reply).validate_python(REPLY_EXAMPLE)
