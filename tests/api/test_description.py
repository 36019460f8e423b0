"""The OpenAPI description, driven by schemathesis: what it promises is what the server does."""

import os

import pytest
from hypothesis import HealthCheck, settings

from api.app import create_app
from tests.api.fakes import FakeAssistant

schemathesis = pytest.importorskip(
    "schemathesis", reason="schemathesis is not installed: pip install -c constraints.txt -e '.[dev]'"
)

openapi_checks = pytest.importorskip("schemathesis.specs.openapi.checks")

# No schema says « holds a letter that shows »: a blank or broken text is refused though it is a string.
UNTOLD = openapi_checks.positive_data_acceptance

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "40"))
"""Requests drawn for each operation and each kind of data; a soak draws more."""

SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", create_app(FakeAssistant(), hosts=["*"]))


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_keeps_what_it_describes(case: "schemathesis.Case") -> None:
    """No failure of ours, no undocumented status, type or shape, and no bad data taken for good."""
    case.call_and_validate(excluded_checks=[UNTOLD])
