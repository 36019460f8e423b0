"""The views beside the conversation: clubs, notions, the workshop and the grid, on the shapes their routes answer."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from assistant.domain import Citation, Source, Statement
from assistant.reading_grid import FilledBox, ReadingGrid
from assistant.workshop_plan import PlanBlock, WorkshopPlan, WorkshopRequest
from tests.api.browser.conftest import Watched
from tests.api.browser.scripted import ALL, ATTACKS, ScriptedAssistant
from tests.api.fakes import ENGINE, ORCHARD, PASSAGES

QUOTE = ORCHARD.text[:41]
CITED = Statement(
    text=QUOTE,
    origin="source",
    citations=(Citation(mark=1, passage_id=PASSAGES[0].id, start=0, end=41, quote=QUOTE),),
)
SOURCES = (Source(mark=1, document_id=ORCHARD.id, title=ORCHARD.title, kind="case", author_kind="human"),)


def _own(text: str) -> Statement:
    return Statement(text=text, origin="assistant")


def _plan(theme: str, minutes: int, title: str) -> dict[str, Any]:
    blocks = (
        PlanBlock(name="Ouverture", start=0, minutes=20, says=(_own("Bienvenue."), CITED), material=("un mur",)),
        PlanBlock(name="Pause", start=20, minutes=minutes - 20, is_break=True),
    )
    request = WorkshopRequest(theme=theme, minutes=minutes, people=9, audience="élus")
    plan = WorkshopPlan(id="p1", request=request, title=title, blocks=blocks, sources=SOURCES, engine=ENGINE)
    return json.loads(plan.model_dump_json())


def _grid(words: str) -> dict[str, Any]:
    boxes = (
        FilledBox(name="Acteurs", definition=CITED, question=_own("Qui agit ?"), words=(words,)),
        FilledBox(name="Visée", question=_own("Vers quoi ?")),
    )
    grid = ReadingGrid(boxes=boxes, to_sort=("Il fait beau.",), sources=SOURCES)
    return {**json.loads(grid.model_dump_json()), "svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}


NOTIONS = {
    "nodes": [
        {"term": term, "kind": "notion", "acronym": None, "definition": {"fr": told, "en": None}, "related": related}
        for term, told, related in (
            ("verger partagé", "Un verger tenu à plusieurs.", ["déjà-là", "visée"]),
            ("déjà-là", "Ce qui existe.", ["verger partagé"]),
            ("visée", ALL, ["verger partagé"]),
        )
    ]
}
CLUBS = {
    "regions": [
        {"name": "Plaine", "cover": "whole", "at": [0, 0], "clubs": [{"name": "Club des Essais"}], "partly": []},
        {
            "name": ALL,
            "cover": '" onclick="window.hit=1',
            "at": ["1;background:url(//loin.invalid)", 1],
            "clubs": [],
            "partly": [],
        },
    ],
    "countries": [],
}

Answering = Callable[[str, Any], None]


@pytest.fixture
def answering(watched: Watched) -> Answering:
    """Return a function that makes a route of the server answer some JSON."""

    def answer(path: str, content: Any) -> None:
        watched.page.route(f"**{path}", lambda route: route.fulfill(json=content))

    return answer


def test_a_place_gives_its_club_and_the_map_searches(watched: Watched, answering: Answering) -> None:
    """The club of a place, what is said of homonyms, and a region of the map as a way to search."""
    answering("/v1/maps/clubs.json", CLUBS)
    page = watched.open("/#clubs")
    page.fill("#club-place", "Bourg-Neuf")
    page.keyboard.press("Enter")
    page.wait_for_selector(".club")
    assert "Club des Essais" == page.locator(".club h2").inner_text()
    page.fill("#club-place", "Villebelle")
    page.keyboard.press("Enter")
    page.get_by_text("Plusieurs lieux").first.wait_for()
    assert 2 == page.locator(".places li").count()
    page.get_by_role("button", name="Plaine").click()
    page.wait_for_selector(".places", state="detached")
    assert "Plaine" == page.input_value("#club-place")


def test_a_club_leads_to_a_question(watched: Watched, assistant: ScriptedAssistant) -> None:
    """What one wants to know of a club is asked in the conversation."""
    page = watched.open("/#clubs")
    page.fill("#club-place", "Bourg-Neuf")
    page.keyboard.press("Enter")
    page.locator(".club .quiet").click()
    page.wait_for_selector(".said")
    assert ["Que fait Club des Essais\u00a0?"] == [one.text for one in assistant.asked]


def test_one_wanders_from_a_notion_to_its_neighbours(watched: Watched, answering: Answering) -> None:
    """Each notion has an address, takes the focus, and remembers the way one came."""
    answering("/v1/maps/notions.json", NOTIONS)
    page = watched.open("/#notions")
    page.get_by_role("link", name="déjà-là").first.click()
    page.get_by_text("Ce qui existe.").wait_for()
    assert "déjà-là" == page.evaluate("document.activeElement.textContent")
    assert ["verger partagé"] == page.locator(".trail a").all_text_contents()
    page.go_back()
    page.get_by_text("Un verger tenu à plusieurs.").wait_for()


def test_without_the_map_the_glossary_is_wandered_in(watched: Watched) -> None:
    """A server that draws no map still has its terms."""
    watched.page.route("**/v1/maps/**", lambda route: route.fulfill(status=404, json={"code": "not_found"}))
    page = watched.open("/#notions")
    page.get_by_text("Un verger tenu à plusieurs.").wait_for()


def test_the_plan_follows_the_form(watched: Watched, answering: Answering) -> None:
    """What is understood fills the fields nobody touched; the blocks, marks and files are those of the plan."""
    answering("/v1/workshops", _plan("le verger", 120, "Atelier : le verger"))
    page = watched.open("/#workshop")
    page.fill("#theme", "le verger")
    page.wait_for_selector(".blocks")
    assert ("120", "9", "élus") == tuple(page.input_value(f"#{one}") for one in ("minutes", "people", "audience"))
    assert ["0:00", "0:20"] == page.locator(".clock > :first-child").all_inner_texts()
    page.locator(".blocks .mark").click()
    assert QUOTE in page.locator(".card").inner_text()
    files = page.locator(".files a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert [f"/v1/workshops/p1.{one}" for one in ("docx", "odt", "html", "md")] == files


def test_a_field_that_is_touched_is_sent_and_kept(watched: Watched, answering: Answering) -> None:
    """The words of the theme decide for the others."""
    sent: list[Any] = []
    plan = _plan("le verger", 120, "Atelier")
    watched.page.route(
        "**/v1/workshops", lambda route: (sent.append(route.request.post_data_json), route.fulfill(json=plan))
    )
    page = watched.open("/#workshop")
    page.fill("#minutes", "45")
    page.fill("#theme", "le verger")
    page.wait_for_selector(".blocks")
    assert [{"theme": "le verger", "language": "fr", "minutes": 45}] == sent
    assert "45" == page.input_value("#minutes")


def test_words_are_sorted_into_the_grid(watched: Watched, answering: Answering) -> None:
    """Each box holds its words, its question and its cited definition; what is left is shown; the sheet is saved."""
    answering("/v1/grids", _grid("La mairie agit."))
    page = watched.open("/#grid")
    page.fill("#description", "La mairie agit. Il fait beau.")
    page.get_by_role("button", name="Ranger dans la grille").click()
    page.wait_for_selector(".words")
    assert ["La mairie agit."] == page.locator(".words p").all_inner_texts()
    assert ["Il fait beau."] == page.locator(".to-sort p").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Enregistrer la grille").click()
    assert "grille-ect.svg" == saved.value.suggested_filename


def test_a_server_without_a_part_says_so(watched: Watched) -> None:
    """An absent route is told in plain words."""
    watched.page.route("**/v1/grids", lambda route: route.fulfill(status=404, json={"code": "not_found"}))
    page = watched.open("/#grid")
    page.get_by_text("Cette partie n’est pas offerte par ce serveur.").wait_for()


@pytest.mark.parametrize("view", ["clubs", "notions", "workshop", "grid"])
def test_what_a_view_shows_is_only_text(watched: Watched, answering: Answering, view: str) -> None:
    """Names, definitions, titles and words that attack are read as they are."""
    answering("/v1/maps/clubs.json", CLUBS)
    answering("/v1/maps/notions.json", NOTIONS)
    answering("/v1/workshops", _plan(ALL[:300], 120, ALL))
    answering("/v1/grids", _grid(ALL))
    page = watched.open(f"/#{view}" if view != "notions" else "/#notions/vis%C3%A9e")
    if view == "workshop":
        page.fill("#theme", "x")
        page.wait_for_selector(".blocks")
    page.get_by_text("window.hit = 8").first.wait_for()
    page.wait_for_timeout(200)
    assert ATTACKS[1] in page.locator("main").evaluate("(node) => node.textContent")
    assert None is page.evaluate("window.hit ?? null")
    assert ([], []) == (watched.left, watched.errors)
