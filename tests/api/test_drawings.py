"""The grid and the maps over HTTP: pictures that cannot act, the data they show, and a tag for who holds them."""

import base64
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.accepting import prefers
from api.drawings import SVG
from api.drawn import ClubMap, DrawnGrid, NotionMap
from assistant.drawing import club_map, grid_picture, notion_map
from assistant.knowledge import load_lexicon, load_places
from assistant.reading_grid import DESCRIPTION_LIMIT, filled_grid
from assistant.settings import Settings
from tests.api.conftest import Send, sender
from tests.api.fakes import FakeAssistant
from tests.api.planners import moved, planner, planning, without_index
from tests.assistant.drawn_pictures import read_picture

SEND = planning()
WORDS = "Un four existe déjà.\nZut."
PICTURES = ("/v1/grids/empty.svg", "/v1/maps/clubs.svg", "/v1/maps/notions.svg")
DATA = ("/v1/maps/clubs.json", "/v1/maps/notions.json")


def test_a_description_fills_the_boxes() -> None:
    """Each sentence in its box, as it was typed, and the picture that shows it; the definitions are cited."""
    held = DrawnGrid.model_validate_json(SEND("POST", "/v1/grids", json={"description": WORDS}).content)
    expected = filled_grid(WORDS, planner().lexicon, planner().index())
    assert expected.boxes == held.boxes
    assert (("Zut.",), expected.sources) == (held.to_sort, held.sources)
    assert grid_picture(expected) == held.svg


def test_no_description_is_a_grid_to_fill_by_hand() -> None:
    """The same as the picture that is fetched."""
    held = DrawnGrid.model_validate_json(SEND("POST", "/v1/grids", json={}).content)
    assert held.is_empty
    assert held.svg == SEND("GET", "/v1/grids/empty.svg").text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (SVG, SVG),
        ("image/svg+xml, application/json;q=0.5", SVG),
        ("image/*", SVG),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/json, image/svg+xml;q=0.9", "application/json"),
        ("image/svg+xml;q=0, */*", "application/json"),
        ("text/html", "application/json"),
        (";;q=,,image/svg+xml;q=é".encode("latin-1").decode("latin-1"), SVG),
    ],
)
def test_the_picture_is_sent_to_who_prefers_it(accept: str, kind: str) -> None:
    """`Accept` chooses, JSON when in doubt."""
    headers = {"Accept": accept.encode("latin-1")}
    response = SEND("POST", "/v1/grids", json={"description": WORDS}, headers=headers)
    assert (200, kind) == (response.status_code, response.headers["Content-Type"])
    assert "Accept" == response.headers["Vary"]


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice(accept: str) -> None:
    """A media type is never preferred to itself."""
    assert not prefers(SVG, SVG, accept)


def test_words_too_many_are_refused_with_the_limit() -> None:
    """422, with how many may be typed."""
    response = SEND("POST", "/v1/grids", json={"description": "a" * (DESCRIPTION_LIMIT + 1)})
    assert (422, "invalid_input") == (response.status_code, response.json()["code"])
    assert f"{DESCRIPTION_LIMIT} au plus" in response.json()["detail"]


@pytest.mark.parametrize("body", [{"description": None}, {"description": 1}, {"language": "de"}, {"words": "a"}])
def test_a_body_of_another_shape_is_refused(body: dict[str, object]) -> None:
    """The grid speaks French or English, and its one text is a text."""
    assert 422 == SEND("POST", "/v1/grids", json=body).status_code


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200) | st.just("<script>alert(1)</script>"))
def test_what_is_typed_is_only_words(words: str) -> None:
    """Markup typed in a description is shown, never run."""
    held = SEND("POST", "/v1/grids", json={"description": words}).json()
    assert read_picture(held["svg"]).title
    kept = [one for box in held["boxes"] for one in box["words"]] + held["to_sort"]
    assert all(one in words for one in kept)


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_asks_for_nothing(path: str) -> None:
    """Its type, its own style allowed by its hash, and nothing that runs."""
    response = SEND("GET", path)
    assert (200, SVG) == (response.status_code, response.headers["Content-Type"])
    assert read_picture(response.text).title
    policy = response.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_maps_are_those_of_the_command_line() -> None:
    """One picture, whatever the channel."""
    assert club_map(planner().places) == SEND("GET", "/v1/maps/clubs.svg").text
    assert notion_map(planner().lexicon) == SEND("GET", "/v1/maps/notions.svg").text


@pytest.fixture(scope="module")
def send_shipped() -> Send:
    """A client over the shipped tables, without an index."""
    corpus = Settings().corpus
    shown = FakeAssistant(ready=False)
    shown.lexicon, shown.places = load_lexicon(corpus), load_places(corpus)
    return sender(shown)


def test_one_can_wander_from_a_notion_to_its_neighbours_then_to_the_glossary(send_shipped: Send) -> None:
    """Each relation joins two notions of the map, goes both ways, and each notion opens in the glossary."""
    told = NotionMap.model_validate_json(send_shipped("GET", "/v1/maps/notions.json").content)
    drawn = read_picture(send_shipped("GET", "/v1/maps/notions.svg").text)
    related = {one.term: set(one.related) for one in told.nodes}
    assert (drawn.title, len(drawn.boxes)) == (told.title, len(told.nodes))
    assert all(one in related[other] for one, near in related.items() for other in near)
    assert {frozenset(edge) for edge in told.edges} == {
        frozenset((one, other)) for one, near in related.items() for other in near
    }
    assert len(told.edges) == sum(len(near) for near in related.values()) / 2
    for one in told.nodes:
        found = send_shipped("GET", f"/v1/glossary/{one.term}")
        assert (200, one.term) == (found.status_code, found.json()["term"])


def test_the_regions_are_those_of_the_picture(send_shipped: Send) -> None:
    """Each region with its clubs, those that cover a part apart, as the picture tells them."""
    told = ClubMap.model_validate_json(send_shipped("GET", "/v1/maps/clubs.json").content)
    drawn = read_picture(send_shipped("GET", "/v1/maps/clubs.svg").text)
    lines = dict(line.split("\u202f: ", 1) for line in drawn.told.split("\n")[1:])
    assert list(lines) == [one.name for one in (*told.regions, *told.countries)]
    for one in (*told.regions, *told.countries):
        assert [club.name for club in (*one.clubs, *one.partly) if club.name not in lines[one.name]] == []
        assert one.cover == ("whole" if one.clubs else "part" if one.partly else "none")


def test_nodes_and_clubs_point_to_the_documents_that_the_index_holds() -> None:
    """With an index, the note of a notion and of a club; without one, none."""
    ids = {one.id for one in planner().index().documents()}
    notions = NotionMap.model_validate_json(SEND("GET", "/v1/maps/notions.json").content)
    clubs = ClubMap.model_validate_json(SEND("GET", "/v1/maps/clubs.json").content)
    held = [one.document_id for one in notions.nodes]
    held += [club.document_id for tile in clubs.regions for club in (*tile.clubs, *tile.partly)]
    assert held
    assert ids.issuperset(held)
    bare = NotionMap.model_validate_json(sender(without_index())("GET", "/v1/maps/notions.json").content)
    assert {None} == {one.document_id for one in bare.nodes}


@pytest.mark.parametrize("path", [*PICTURES, *DATA])
def test_who_holds_it_is_told_that_nothing_changed(path: str) -> None:
    """304 without a body for the tag of the generation, 200 for another tag; HEAD gives the tag alone."""
    first = SEND("GET", path)
    tag = first.headers["ETag"]
    assert tag.startswith(f'"{planner().index().generation}-')
    assert "no-cache" == first.headers["Cache-Control"]
    for known in (tag, f"W/{tag}", f'"autre", {tag}', "*"):
        again = SEND("GET", path, headers={"If-None-Match": known})
        assert (304, b"", tag) == (again.status_code, again.content, again.headers["ETag"])
    assert 200 == SEND("GET", path, headers={"If-None-Match": '"autre"'}).status_code
    head = SEND("HEAD", path)
    assert (200, b"", tag) == (head.status_code, head.content, head.headers["ETag"])


@pytest.mark.parametrize("path", [*PICTURES, *DATA])
def test_another_generation_has_another_tag(path: str) -> None:
    """What was drawn over a generation is asked again once it has moved."""
    assert SEND("GET", path).headers["ETag"] != sender(moved())("GET", path).headers["ETag"]


def test_without_an_index_the_maps_are_drawn_and_the_grid_is_not() -> None:
    """The maps need the tables alone; the grid cites documents."""
    send = sender(without_index())
    assert [200] * 4 == [send("GET", path).status_code for path in (*PICTURES[1:], *DATA)]
    refused = (send("GET", PICTURES[0]), send("POST", "/v1/grids", json={}))
    assert [(503, "index_unusable")] * 2 == [(one.status_code, one.json()["code"]) for one in refused]


@pytest.mark.parametrize("path", ["/v1/maps/villes.svg", "/v1/maps/clubs.png", "/v1/maps", "/v1/grids/full.svg"])
def test_what_is_not_drawn_is_not_found(path: str) -> None:
    """A problem, like anything else that is not there."""
    assert (404, "not_found") == (SEND("GET", path).status_code, SEND("GET", path).json()["code"])
