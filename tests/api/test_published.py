"""The JSON Schemas beside the OpenAPI describe what is really written."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.published import GROUP, published
from evals.cli import run as evaluate
from ingest.cli import run as ingest
from tests.api.conftest import Send
from tests.api.planners import planning

ROOT = Path(__file__).parents[2]
SEND = planning()


def schema(name: str) -> dict[str, Any]:
    """Fetch a schema."""
    response = SEND("GET", f"/schemas/{name}.json")
    assert (200, "application/schema+json") == (response.status_code, response.headers["Content-Type"])
    held: dict[str, Any] = response.json()
    return held


def faults(name: str, written: Any) -> list[str]:
    """Return what breaks a schema in something written."""
    return [one.message for one in Draft202012Validator(schema(name)).iter_errors(written)]


def test_the_schemas_of_the_contract_are_listed() -> None:
    """Those that the package declares, each at its address; the four of the contract among them."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"][GROUP]
    listed = {one["name"]: one["href"] for one in SEND("GET", "/schemas").json()["schemas"]}
    assert {name: f"/schemas/{name}.json" for name in sorted(declared)} == listed
    assert {"workshop-plan", "search-results", "ingest-plan", "eval-report"} <= set(listed)


@pytest.mark.parametrize("one", SEND("GET", "/schemas").json()["schemas"], ids=lambda one: one["name"])
def test_each_schema_is_one(one: dict[str, str]) -> None:
    """It is sound, of a known dialect, closed, and every reference of it resolves."""
    held = schema(one["name"])
    Draft202012Validator.check_schema(held)
    assert ("https://json-schema.org/draft/2020-12/schema", one["href"]) == (held["$schema"], held["$id"])
    closed = [part for part in [held, *held.get("$defs", {}).values()] if part.get("type") == "object"]
    assert closed
    assert all(part["additionalProperties"] is False for part in closed)
    assert held == published(one["name"])


def test_what_the_server_writes_follows_its_schema() -> None:
    """A plan, an abstention, a search, a grid and a problem."""
    plan = SEND("POST", "/v1/workshops", json={"theme": "le four commun"}).json()
    assert [] == faults("workshop-plan", plan)
    assert [] == faults("reply", SEND("POST", "/v1/workshops", json={"theme": "la zygologie des Xorbes"}).json())
    assert [] == faults("reply", SEND("POST", "/v1/ask", json={"question": "C’est quoi un FCV ?"}).json())
    assert [] == faults("search-results", SEND("POST", "/v1/search", json={"query": "four"}).json())
    assert [] == faults("problem", SEND("POST", "/v1/search", json={}).json())
    grid = SEND("POST", "/v1/grids", json={"description": "Un four existe déjà."}).json()
    assert [] == faults("reading-grid", {name: value for name, value in grid.items() if name != "svg"})


def test_a_schema_refuses_what_is_not_written() -> None:
    """A field less, a field more, a value of another type."""
    plan = SEND("POST", "/v1/workshops", json={"theme": "le four commun"}).json()
    for spoilt in (plan | {"extra": 1}, plan | {"blocks": []}, {k: v for k, v in plan.items() if k != "sources"}):
        assert [] != faults("workshop-plan", spoilt)


def test_what_the_commands_write_follows_their_schemas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shipped: Path
) -> None:
    """The plan and the report of an ingestion, and the report of an evaluation, as `--json` prints them."""
    source = tmp_path / "notes"
    source.mkdir()
    (source / "note.md").write_text("# Un four\n\nLe four commun cuit le pain de plusieurs hameaux.\n")
    words = [str(source), "--data", str(tmp_path / "data"), "--json"]
    for name, more in (("ingest-plan", ["--dry-run"]), ("ingest-report", [])):
        assert 0 == ingest([*words, *more])
        assert [] == faults(name, json.loads(capsys.readouterr().out))
    evaluate(["own", "--data", str(shipped), "--json", "--kind", "definition"])
    assert [] == faults("eval-report", json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("path", ["absent.json", "%00.json", "é.json", "..%2fpyproject.json", "reply"])
def test_a_schema_that_is_not_published_is_not_found(path: str) -> None:
    """A problem below 500; a name is never a path."""
    response = SEND("GET", f"/schemas/{path}")
    assert response.status_code in {404, 422}
    assert "application/problem+json" == response.headers["Content-Type"]


def test_the_schemas_need_no_index(send_unready: Send) -> None:
    """They describe shapes."""
    assert 200 == send_unready("GET", "/schemas/eval-report.json").status_code
