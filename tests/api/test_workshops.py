"""The workshop plans over HTTP: typed, refused in French, and the same in each format, with nothing kept."""

import base64
import hashlib
import re
import sys
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from api.workshops import FORMATS
from assistant.adapters.plan_files import export_plan
from assistant.domain import Abstention
from assistant.drawing import plan_elements
from assistant.exporting import laid_out
from assistant.planning import plan_id, requested
from assistant.settings import Settings
from assistant.wiring import build_assistant
from assistant.workshop_plan import WorkshopPlan
from evals.workshop_requests import load_requests, shipped_requests
from tests.api.conftest import Send, sender
from tests.api.planners import moved, planner, planning, without_index
from tests.assistant.exported_files import READERS, pieces

WORDS = "un atelier de 2h pour 12 élus sur le four commun"
SEND = planning()


def made(body: dict[str, object], send: Send = SEND) -> WorkshopPlan:
    """Ask for a plan, which must be served."""
    response = send("POST", "/v1/workshops", json=body)
    assert 200 == response.status_code, response.text
    return WorkshopPlan.model_validate_json(response.content)


def timeless(plan: WorkshopPlan) -> WorkshopPlan:
    """Return a plan without the time that it took."""
    return plan.model_copy(update={"elapsed_ms": 0})


def test_words_tell_a_plan() -> None:
    """A sentence is enough: the minutes, the people and whom it is for are read in it."""
    plan = made({"theme": WORDS})
    assert ("workshop", 120, 12, "élus") == (
        plan.kind,
        plan.request.minutes,
        plan.request.people,
        plan.request.audience,
    )


def test_what_is_given_wins_over_the_words() -> None:
    """Each field reaches the plan, and its id, under its own name."""
    given = {"minutes": 90, "people": 20, "audience": "voisins", "setting": "remote", "level": "initiated"}
    plan = made({"theme": WORDS, **given, "variant": "grid", "language": "en"})
    assert {**given, "variant": "grid", "language": "en"} == plan.request.model_dump(exclude={"theme"})
    assert plan_id(plan.request) == plan.id


def test_a_theme_that_no_document_treats_is_an_abstention_with_others() -> None:
    """Not an error: kind, reason, and the themes that can be asked."""
    response = SEND("POST", "/v1/workshops", json={"theme": "la zygologie des Xorbes"})
    told = Abstention.model_validate_json(response.content)
    assert (200, "abstention", "out_of_scope") == (response.status_code, told.kind, told.reason)
    assert any("four commun villageois" in text for text in told.follow_ups)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"minutes": 5, "variant": "grid"}, "La durée 5 (en minutes) est hors limites. Choisissez de 20 à 180"),
        ({"minutes": -1}, "Choisissez de 5 à 480 minutes"),
        ({"minutes": 0}, "Choisissez de 5 à 480 minutes"),
        ({"minutes": 10_000}, "plusieurs plans"),
        ({"people": 500}, "prévoyez plusieurs ateliers"),
        ({"people": 0}, "au moins une personne"),
        ({"people": -1}, "au moins une personne"),
        ({"theme": " "}, "Dites sur quoi porte l’atelier"),
        ({"theme": "?!"}, "Dites sur quoi porte l’atelier"),
        ({"theme": "four " * 80}, "Résumez-le"),
        ({"theme": "un atelier de -1 minutes sur le four commun"}, "hors limites"),
        ({"theme": "un atelier de 2 h pour 500 élus sur le four commun"}, "prévoyez plusieurs ateliers"),
    ],
)
def test_what_is_out_of_bounds_is_refused_with_the_remedy(given: dict[str, object], told: str) -> None:
    """422, in French, with what to ask instead."""
    response = SEND("POST", "/v1/workshops", json={"theme": "le four commun", **given})
    assert (422, "invalid_input", "application/problem+json") == (
        response.status_code,
        response.json()["code"],
        response.headers["Content-Type"],
    )
    assert told in response.json()["detail"]


@pytest.mark.parametrize(
    "given",
    [
        {"minutes": "120"},
        {"minutes": 120.0},
        {"minutes": True},
        {"minutes": 10**30},
        {"people": [12]},
        {"audience": "é" * 121},
        {"setting": "sur place"},
        {"level": "expert"},
        {"variant": "concert"},
        {"language": "de"},
        {"theme": None},
        {"theme": "a" * 2001},
        {"lieu": "ici"},
    ],
)
def test_a_field_of_another_type_is_named(given: dict[str, object]) -> None:
    """Nothing is guessed: the field and what is expected are told."""
    response = SEND("POST", "/v1/workshops", json={"theme": "le four commun", **given})
    assert 422 == response.status_code
    assert next(iter(given)) == response.json()["errors"][0]["field"]
    assert response.json()["errors"][0]["message"].endswith(".")


@pytest.fixture(scope="module")
def send_shipped(shipped: object) -> Send:
    """A client of an assistant over the shipped corpus."""
    return sender(build_assistant(Settings(data=shipped)))


ASKED = [one for one in load_requests(shipped_requests()).requests if one.expected == "served"]


def test_twenty_plans_are_the_same_in_each_format(send_shipped: Send) -> None:
    """Blocks, statements, notes and sources read back from each file are those of the JSON."""
    plain = [one for one in ASKED if "grille" not in one.words and one.given.variant != "grid"][:20]
    assert 20 == len(plain)
    for one in plain:
        plan = made({"theme": one.words, **{k: v for k, v in one.given.given().items() if v is not None}}, send_shipped)
        assert "grid" != plan.request.variant
        files = {form: send_shipped("GET", f"/v1/workshops/{plan.id}.{form}").content for form in FORMATS}
        assert timeless(plan) == timeless(WorkshopPlan.model_validate_json(files["json"]))
        expected = pieces(laid_out(plan))
        for form, read in READERS.items():
            assert expected == read(files[form]), (one.id, form)


def test_a_plan_around_the_grid_brings_it_in_each_format() -> None:
    """The boxes to fill are a picture in the page, and a table where there is none."""
    plan = made({"theme": "le four commun", "variant": "grid"})
    extra = plan_elements(plan, planner().lexicon, planner().index())
    for form in ("md", "docx", "odt"):
        assert pieces(laid_out(plan, extra)) == READERS[form](SEND("GET", f"/v1/workshops/{plan.id}.{form}").content)
    assert 1 == SEND("GET", f"/v1/workshops/{plan.id}.html").text.count("<svg")


@pytest.mark.parametrize("form", [one for one in FORMATS if one != "json"])
def test_the_command_line_writes_the_same_file(form: str) -> None:
    """One plan, one file, whatever the channel."""
    plan = made({"theme": WORDS})
    assert export_plan(plan, form) == SEND("GET", f"/v1/workshops/{plan.id}.{form}").content


def test_another_server_makes_the_same_plan() -> None:
    """Nothing is kept: an id is good for a server that never saw the request."""
    plan = made({"theme": WORDS})
    other = sender(planner())("GET", f"/v1/workshops/{plan.id}.json")
    assert timeless(plan) == timeless(WorkshopPlan.model_validate_json(other.content))


def test_an_id_of_another_generation_is_good() -> None:
    """The plan is made anew from the generation that serves, under the same id."""
    plan = made({"theme": WORDS})
    later = sender(moved())("GET", f"/v1/workshops/{plan.id}.json")
    again = WorkshopPlan.model_validate_json(later.content)
    assert (200, plan.id) == (later.status_code, again.id)
    assert plan.engine.generation != again.engine.generation


def test_the_id_of_a_theme_that_is_treated_no_more_says_so() -> None:
    """An id whose theme the documents do not treat is not found, and the nearest themes are told."""
    response = SEND("GET", f"/v1/workshops/{plan_id(requested('la zygologie des Xorbes'))}.md")
    assert (404, "plan_not_found") == (response.status_code, response.json()["code"])
    assert "four commun villageois" in response.json()["detail"]


@pytest.mark.parametrize(
    "path", ["abc.md", ".md", "%00.md", "é.html", "a" * 5000 + ".json", "..%2f..%2fetc.md", "abc", "W10.md", "=.md"]
)
def test_what_is_no_id_is_not_found(path: str) -> None:
    """Cut, made up, endless, or no text: 404, as a problem."""
    response = SEND("GET", f"/v1/workshops/{path}")
    assert 404 == response.status_code
    assert "application/problem+json" == response.headers["Content-Type"]


def test_an_unknown_format_is_not_found_with_the_known_ones() -> None:
    """The formats are told."""
    response = SEND("GET", f"/v1/workshops/{made({'theme': WORDS}).id}.pdf")
    assert 404 == response.status_code
    assert "md, html, docx, odt" in response.json()["detail"]


def test_a_control_character_hidden_in_an_id_is_refused() -> None:
    """What no body may hold, no id may hold."""
    identifier = plan_id(requested("le four \x01 commun"))
    assert 404 == SEND("GET", f"/v1/workshops/{identifier}.md").status_code


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_mistyped_id_is_never_another_plan(data: st.DataObject) -> None:
    """One character of the address changed is not found, wherever it stands."""
    identifier = made({"theme": WORDS}).id
    place = data.draw(st.integers(0, len(identifier) - 1))
    letter = data.draw(st.sampled_from("ABCDEFXYZabcdefxyz0189-_~."))
    mistyped = identifier[:place] + letter + identifier[place + 1 :]
    expected = 200 if mistyped == identifier else 404
    assert expected == SEND("GET", f"/v1/workshops/{mistyped}.json").status_code


@pytest.mark.parametrize(("form", "kind"), FORMATS.items())
def test_a_file_bears_its_type_and_its_name(form: str, kind: str) -> None:
    """The type of the format, a name in ASCII, and the same with its accents."""
    plan = made({"theme": "le levain partagé"})
    response = SEND("GET", f"/v1/workshops/{plan.id}.{form}")
    assert kind == response.headers["Content-Type"]
    held = Message()
    held["Content-Disposition"] = response.headers["Content-Disposition"]
    assert ("inline" if form in {"html", "json"} else "attachment") == held.get_content_disposition()
    assert f"atelier-le-levain-partage.{form}" in response.headers["Content-Disposition"]
    accented = re.search(r"filename\*=UTF-8''(\S+)", response.headers["Content-Disposition"])
    assert accented is not None
    assert f"Atelier le levain partagé.{form}" == unquote(accented[1])


def test_a_page_may_show_its_own_style_and_nothing_else() -> None:
    """The style of the page is allowed by its hash, in the header as in the page; nothing inline is."""
    response = SEND("GET", f"/v1/workshops/{made({'theme': WORDS}).id}.html")
    policy = response.headers["Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", response.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{digest}'"
    assert policy.startswith(f"{allowed};")
    assert "unsafe" not in policy
    assert "sandbox" in policy
    assert "frame-ancestors 'none'" in policy
    (own,) = html.fromstring(response.content).xpath("//meta[@http-equiv]/@content")
    assert allowed == own
    assert "style=" not in response.text
    assert ("nosniff", "DENY") == (
        response.headers["X-Content-Type-Options"],
        response.headers["X-Frame-Options"],
    )


@pytest.mark.parametrize(("form", "package"), [("docx", "docx"), ("odt", "odfdo")])
def test_without_the_extra_the_remedy_is_said(form: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """501, how to install it, and the formats that need nothing."""
    identifier = made({"theme": WORDS}).id
    monkeypatch.setitem(sys.modules, package, None)
    response = SEND("GET", f"/v1/workshops/{identifier}.{form}")
    assert (501, "format_unavailable") == (response.status_code, response.json()["code"])
    assert "pip install" in response.json()["detail"]
    assert "md, html" in response.json()["detail"]
    assert 200 == SEND("GET", f"/v1/workshops/{identifier}.html").status_code


def test_without_an_index_the_server_says_when_to_come_back() -> None:
    """503 with Retry-After, for a request and for an id alike."""
    send, identifier = sender(without_index()), made({"theme": WORDS}).id
    for response in (
        send("POST", "/v1/workshops", json={"theme": WORDS}),
        send("GET", f"/v1/workshops/{identifier}.md"),
    ):
        assert (503, "index_unusable") == (response.status_code, response.json()["code"])
        assert response.headers["Retry-After"].isdigit()
