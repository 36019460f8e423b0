import pytest

from api.schemas import AskBody
from assistant.domain import Answer
from tests.api.conftest import Send
from tests.api.fakes import DOCUMENTS, MEADOW, ORCHARD, PASSAGES, FakeAssistant


def test_a_question_gets_the_reply_of_the_assistant(send: Send) -> None:
    """POST /v1/ask returns the reply in the one shape of every channel."""
    response = send("POST", "/v1/ask", json={"question": "Que devient le verger ?"})
    assert response.status_code == 200
    assert Answer.model_validate_json(response.content).question == "Que devient le verger ?"


def test_what_is_known_of_the_person_reaches_the_assistant(send: Send, assistant: FakeAssistant) -> None:
    """History, persona, place and language are handed over as they were sent."""
    body = {
        "question": "et là ?",
        "history": [{"role": "user", "text": "Où ?"}, {"role": "assistant", "text": "Ici."}],
        "persona": "animateur",
        "place": "Bourg-Neuf",
        "language": "en",
    }
    send("POST", "/v1/ask", json=body)
    assert AskBody.model_validate(body).as_question() == assistant.asked[0]
    assert (
        assistant.asked[0].persona,
        assistant.asked[0].place,
        assistant.asked[0].language,
    ) == ("animateur", "Bourg-Neuf", "en")


def test_a_search_lists_passages_with_the_rank_of_each_leg(send: Send) -> None:
    """POST /v1/search returns passages of the kinds asked, k at most."""
    response = send("POST", "/v1/search", json={"query": "verger", "k": 1, "kinds": ["case"]})
    expected = {
        "passage_id": PASSAGES[0].id,
        "document_id": ORCHARD.id,
        "title": ORCHARD.title,
        "text": ORCHARD.text,
        "score": 1.0,
        "legs": {"lexical": 1},
    }
    assert {"hits": [expected]} == response.json()


@pytest.mark.parametrize("club", ["essais", "Club des Essais", "CLUB DES ESSAIS"])
def test_a_search_can_be_kept_to_a_club(send: Send, assistant: FakeAssistant, club: str) -> None:
    """A club keeps its note and what it published, searched deeper than what is shown."""
    response = send("POST", "/v1/search", json={"query": "verger", "k": 2, "club": club})
    assert [ORCHARD.id, MEADOW.id] == [hit["document_id"] for hit in response.json()["hits"]]
    assert assistant.counts[0] > 2


def test_an_unknown_club_is_refused_with_the_known_ones(send: Send) -> None:
    """A club outside the list is bad input, and the message says what would work."""
    response = send("POST", "/v1/search", json={"query": "verger", "club": "Lune"})
    assert (response.status_code, "essais" in response.json()["detail"]) == (422, True)


def test_the_documents_are_listed_without_their_text(send: Send) -> None:
    """GET /v1/documents gives the ten fields of a card, in the order of the index."""
    cards = send("GET", "/v1/documents").json()["documents"]
    assert [one.location for one in DOCUMENTS] == [card["location"] for card in cards]
    fields = ["id", "title", "kind", "author_kind", "location", "url", "publisher"]
    assert [*fields, "published_on", "event_on", "language"] == list(cards[0])


def test_a_document_gives_the_text_that_citations_point_into(send: Send) -> None:
    """GET /v1/documents/{id} gives passages that are slices of its text."""
    read = send("GET", f"/v1/documents/{ORCHARD.id}").json()
    assert ORCHARD.text == read["text"]
    assert [one["text"] for one in read["passages"]] == [
        read["text"][one["start"] : one["end"]] for one in read["passages"]
    ]


def test_the_glossary_lists_terms_and_finds_one_by_any_name(send: Send) -> None:
    """A term is found by its acronym, case aside, with the document that explains it."""
    assert [one["term"] for one in send("GET", "/v1/glossary").json()["terms"]] == ["verger partagé"]
    found = send("GET", "/v1/glossary/vp").json()
    assert ("verger partagé", ORCHARD.id) == (found["term"], found["document_id"])


@pytest.mark.parametrize(
    ("path", "code"), [("documents/absent", "document_not_found"), ("glossary/absent", "term_not_found")]
)
def test_what_is_not_held_is_not_found(send: Send, path: str, code: str) -> None:
    """An unknown id or term is a 404 with its own code."""
    response = send("GET", f"/v1/{path}")
    assert (404, code) == (response.status_code, response.json()["code"])


@pytest.mark.parametrize(
    ("place", "places", "clubs", "silent"),
    [
        ("bourg neuf", 1, ["essais"], True),
        ("Villebelle", 2, ["essais"], False),
        ("Port-Clair", 1, [], False),
        ("Atlantide", 0, [], False),
        ("", 0, ["essais"], True),
        (None, 0, ["essais"], True),
    ],
)
def test_the_clubs_of_a_place(send: Send, place: str | None, places: int, clubs: list[str], silent: bool) -> None:
    """A place gives its clubs, homonyms together; a hole or an unknown place is said in French."""
    found = send("GET", "/v1/clubs", params={} if place is None else {"place": place}).json()
    assert (places, clubs) == (len(found["places"]), [one["id"] for one in found["clubs"]])
    assert silent == (found["message"] is None)


def test_a_club_points_to_its_note(send: Send) -> None:
    """A club carries the id of the document the index holds about it."""
    assert MEADOW.id == send("GET", "/v1/clubs").json()["clubs"][0]["document_id"]


def test_glossary_and_directory_do_not_need_an_index(send_unready: Send) -> None:
    """Without an index they answer, and point to no document."""
    assert send_unready("GET", "/v1/clubs").json()["clubs"][0]["document_id"] is None
    assert send_unready("GET", "/v1/glossary/vp").json()["document_id"] is None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/ask", {"question": "Que devient le verger ?"}),
        ("POST", "/v1/search", {"query": "verger"}),
        ("GET", "/v1/documents", None),
        ("GET", f"/v1/documents/{ORCHARD.id}", None),
        ("GET", "/readyz", None),
    ],
)
def test_without_an_index_the_server_says_when_to_come_back(
    send_unready: Send, method: str, path: str, body: dict[str, str] | None
) -> None:
    """What needs an index is a 503 with Retry-After and the remedy."""
    response = send_unready(method, path, json=body)
    assert (response.status_code, response.json()["code"]) == (503, "index_unusable")
    assert response.headers["Retry-After"].isdigit()
    assert "efc ingest" in response.json()["detail"]


def test_health_and_readiness(send: Send, send_unready: Send) -> None:
    """The process is alive without an index, and ready only with one."""
    assert send_unready("GET", "/healthz").json() == {"status": "ok"}
    assert send("GET", "/readyz").json() == {"status": "ready", "generation": "g1", "passages": 2}
