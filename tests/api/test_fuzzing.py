import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.conftest import sender
from tests.api.fakes import FakeAssistant

SEND = sender(FakeAssistant())
ROUTES = st.sampled_from(["/v1/ask", "/v1/search"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=()))
NAMES = st.sampled_from(
    ["question", "history", "persona", "place", "language", "role", "text", "query", "k", "kinds", "club"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=5),
    max_leaves=12,
)
PLAUSIBLE = st.fixed_dictionaries(
    {},
    optional={
        "question": st.text(st.characters(exclude_categories=())).filter(lambda text: not text.startswith("panne")),
        "history": st.lists(st.fixed_dictionaries({"role": st.just("user"), "text": st.text()}), max_size=3),
        "place": SCALARS,
        "query": SCALARS,
        "k": SCALARS,
        "kinds": VALUES,
        "club": SCALARS,
    },
)


@settings(max_examples=150, deadline=None)
@given(path=ROUTES, value=PLAUSIBLE | VALUES)
def test_no_json_value_breaks_the_server(path: str, value: object) -> None:
    """Whatever JSON is sent, the server answers, and never with its own failure."""
    content = json.dumps(value).encode()
    response = SEND("POST", path, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 422}
    response.json()


@settings(max_examples=100, deadline=None)
@given(
    path=ROUTES,
    body=st.binary(max_size=300),
    kind=st.sampled_from(["application/json", "text/plain", "a", ""]),
)
def test_no_bytes_break_the_server(path: str, body: bytes, kind: str) -> None:
    """Whatever bytes are sent, under whatever type, the server answers below 500."""
    response = SEND("POST", path, content=body, headers={"Content-Type": kind})
    assert response.status_code < 500


@settings(max_examples=100, deadline=None)
@given(fields=st.dictionaries(st.sampled_from(["question", "place", "q"]), st.text(max_size=150)))
def test_no_question_breaks_the_page(fields: dict[str, str]) -> None:
    """Whatever is typed in the form, the page is a page."""
    response = SEND("GET", "/", params=fields)
    assert response.status_code in {200, 422}
    assert response.text.startswith("<!doctype html>")
