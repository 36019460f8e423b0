"""Whatever is sent to the routes of an animator, they answer, and never with a failure of their own."""

import json
import string
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from api.workshops import FORMATS
from assistant.planning import plan_id, requested
from tests.api.planners import planning
from tests.api.test_fuzzing import SCALARS, VALUES

SEND = planning()
ROUTES = st.sampled_from(["/v1/workshops", "/v1/grids"])
FIELDS = st.sampled_from(
    ["theme", "minutes", "people", "audience", "setting", "level", "variant", "language", "description"]
)
NUMBERS = st.sampled_from([-1, 0, 5, 60, 480, 481, 500, 10**4, 10**9]) | SCALARS
PLAUSIBLE: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "theme": st.sampled_from(["le four commun", "un atelier de 2 h pour 12 élus sur le levain"]) | st.text(),
        "minutes": NUMBERS,
        "people": NUMBERS,
        "audience": st.text(max_size=130) | SCALARS,
        "setting": st.sampled_from(["room", "remote", "salle"]),
        "level": st.sampled_from(["novice", "animator", ""]),
        "variant": st.sampled_from(["workshop", "talk", "grid", "icebreaker", "invitation", "cards", "readings", "x"]),
        "language": st.sampled_from(["fr", "en", "de"]),
        "description": st.text(max_size=300) | SCALARS,
    },
)


@settings(max_examples=200, deadline=None)
@given(path=ROUTES, value=PLAUSIBLE | VALUES | st.dictionaries(FIELDS, SCALARS))
def test_no_json_value_breaks_them(path: str, value: object) -> None:
    """Any JSON is served or refused, and what is refused is a problem."""
    content = json.dumps(value).encode()
    response = SEND("POST", path, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 422}
    assert bool(response.json().get("code")) == (response.status_code == 422)


@settings(max_examples=100, deadline=None)
@given(path=ROUTES, body=st.binary(max_size=300), kind=st.sampled_from(["application/json", "text/plain", ""]))
def test_no_bytes_break_them(path: str, body: bytes, kind: str) -> None:
    """Any bytes, under any type, are answered below 500."""
    assert SEND("POST", path, content=body, headers={"Content-Type": kind}).status_code < 500


PATHS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.text(string.printable, max_size=60)
KNOWN = st.sampled_from([plan_id(requested("le four commun", minutes=minutes)) for minutes in (15, 60)])


@settings(max_examples=150, deadline=None)
@given(
    folder=st.sampled_from(["/v1/workshops/", "/v1/grids/", "/v1/maps/", "/schemas/"]),
    name=PATHS | KNOWN,
    ending=st.sampled_from(["", ".svg", *(f".{form}" for form in FORMATS)]) | PATHS,
    headers=st.fixed_dictionaries({}, optional={"If-None-Match": st.text(string.printable.strip(), max_size=40)}),
)
def test_no_address_breaks_them(folder: str, name: str, ending: str, headers: dict[str, str]) -> None:
    """Any name is served, not found or refused."""
    target = "".join(f"%{one:02x}" for one in (name + ending).encode())
    assert SEND("GET", folder + target, headers=headers).status_code in {200, 304, 404, 405, 422}
