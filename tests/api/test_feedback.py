from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.journal import AskingStore
from assistant.adapters.journal_queue import QueuedJournal, SilentJournal
from assistant.askings import GapList, Judgement
from assistant.domain import Reply
from assistant.errors import DataFolderError
from tests.api.conftest import Send, sender
from tests.api.fakes import ORCHARD, FakeAssistant
from tests.assistant.asking_journal import unanswered

KEY = "clé-d’essai-assez-longue"
UP = {"reply_id": "r1", "verdict": "up"}


class Slate(SilentJournal):
    """A journal that holds what it was given."""

    def __init__(self) -> None:
        self.replies: list[tuple[str, str, str]] = []
        self.judgements: list[tuple[Judgement, str]] = []
        self.since: list[date | None] = []

    def asked(self, reply: Reply, asker: str) -> None:
        """Hold a reply."""
        self.replies.append((reply.kind, reply.question, asker))

    def judged(self, judgement: Judgement, asker: str) -> bool:
        """Hold a judgement."""
        self.judgements.append((judgement, asker))
        return True

    def gaps(self, since: date | None = None) -> GapList:
        """Return no gap, and hold the day."""
        self.since.append(since)
        return super().gaps(since)


@pytest.fixture
def slate() -> Slate:
    """Return an empty journal."""
    return Slate()


@pytest.fixture
def send(assistant: FakeAssistant, slate: Slate) -> Send:
    """Return a client of an application with a journal and a key."""
    return sender(assistant, journal=slate, admin_key=KEY)


def bearer(key: str) -> dict[str, bytes]:
    """Return the header that gives a key."""
    return {"Authorization": f"Bearer {key}".encode()}


def test_every_channel_notes_what_it_replies(send: Send, slate: Slate) -> None:
    """The API and the page go through one seam; what is refused or fails is not noted."""
    send("POST", "/v1/ask", json={"question": "introuvable"})
    send("GET", "/", params={"question": "bonjour"})
    send("GET", "/", params={"question": "Que devient le verger ?"})
    send("POST", "/v1/ask", json={"question": " "})
    send("POST", "/v1/ask", json={"question": "panne"})
    expected = [("abstention", "introuvable"), ("courtesy", "bonjour"), ("answer", "Que devient le verger ?")]
    assert expected == [(kind, question) for kind, question, _ in slate.replies]
    assert {"web 127.0.0.1"} == {asker for _, _, asker in slate.replies}


def test_a_judgement_reaches_the_journal_whole(send: Send, slate: Slate) -> None:
    """Verdict, reasons, question given back, disputed source and comment."""
    body = {
        "reply_id": "r1",
        "verdict": "down",
        "reasons": ["wrong", "source"],
        "question": "Que devient le verger ?",
        "document_id": ORCHARD.id,
        "comment": "Il a été arraché.",
    }
    response = send("POST", "/v1/feedback", json=body)
    assert (202, {"kept": True}) == (response.status_code, response.json())
    assert [(Judgement.model_validate(body), "web 127.0.0.1")] == slate.judgements


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"verdict": "maybe"}, 422),
        ({"reasons": ["laid"]}, 422),
        ({"reasons": ["other"] * 7}, 422),
        ({"reply_id": ""}, 422),
        ({"reply_id": "a b"}, 422),
        ({"reply_id": "a" * 65}, 422),
        ({"comment": "a" * 501}, 422),
        ({"comment": "a" * 500}, 202),
        ({"question": "a" * 4001}, 422),
        ({"document_id": "f" * 16}, 404),
        ({"more": 1}, 422),
        ({"comment": None}, 422),
    ],
)
def test_a_judgement_out_of_bounds_is_refused(send: Send, slate: Slate, change: dict[str, Any], status: int) -> None:
    """Unknown codes, fields, documents and long texts are refused, and nothing is kept."""
    assert status == send("POST", "/v1/feedback", json={**UP, **change}).status_code
    assert (status == 202) == bool(slate.judgements)


def test_a_server_without_a_journal_says_that_nothing_is_kept(assistant: FakeAssistant) -> None:
    """A judgement is received and told not to be kept."""
    response = sender(assistant)("POST", "/v1/feedback", json=UP)
    assert (202, {"kept": False}) == (response.status_code, response.json())


@pytest.mark.parametrize(
    ("key", "headers", "status", "code"),
    [
        ("", {}, 404, "not_found"),
        ("", bearer(""), 404, "not_found"),
        ("  ", bearer("  "), 404, "not_found"),
        ("", bearer(KEY), 404, "not_found"),
        (KEY, {}, 401, "admin_key_required"),
        (KEY, bearer(""), 401, "admin_key_required"),
        (KEY, bearer(KEY[:-1]), 401, "admin_key_required"),
        (KEY, bearer(f"{KEY}é"), 401, "admin_key_required"),
        (KEY, {"Authorization": f"Basic {KEY}".encode()}, 401, "admin_key_required"),
        (KEY, {"Authorization": KEY.encode()}, 401, "admin_key_required"),
        (KEY, {"Authorization": b"Bearer " + b"a" * 9000}, 401, "admin_key_required"),
        (KEY, {"X-Api-Key": KEY.encode()}, 401, "admin_key_required"),
        (KEY, bearer(KEY), 200, None),
        (KEY, {"Authorization": f"bearer  {KEY} ".encode()}, 200, None),
    ],
)
def test_the_gaps_open_to_the_key_alone(
    assistant: FakeAssistant, slate: Slate, key: str, headers: dict[str, bytes], status: int, code: str | None
) -> None:
    """Without a key set the route is not there; with one, only the key opens it, and nobody else reads the journal."""
    response = sender(assistant, journal=slate, admin_key=key)("GET", "/v1/gaps", headers=headers)
    assert (status, code) == (response.status_code, response.json().get("code"))
    assert ("Bearer" if status == 401 else None) == response.headers.get("WWW-Authenticate")
    assert (status == 200) == bool(slate.since)
    assert KEY not in response.text


def test_the_key_in_the_address_opens_nothing(send: Send) -> None:
    """A key belongs in a header: an address ends in logs."""
    assert 401 == send("GET", "/v1/gaps", params={"key": KEY, "token": KEY}).status_code


def test_the_gaps_can_be_asked_from_a_day(send: Send, slate: Slate) -> None:
    """An ISO day; anything else is refused."""
    assert 200 == send("GET", "/v1/gaps", params={"since": "2026-03-02"}, headers=bearer(KEY)).status_code
    assert [date(2026, 3, 2)] == slate.since
    for wrong in ("hier", "2026-13-01", "", "20260302111", "\x00"):
        assert 422 == send("GET", "/v1/gaps", params={"since": wrong}, headers=bearer(KEY)).status_code


def test_no_route_with_an_effect_on_the_corpus_is_open(send: Send) -> None:
    """Of the description, only questions, searches, plans and judgements take a body; the gaps ask for the key."""
    paths = send("GET", "/openapi.json").json()["paths"]
    assert {"401", "404"} <= set(paths["/v1/gaps"]["get"]["responses"])
    assert {"post"} == set(paths["/v1/feedback"])


def test_a_journal_that_cannot_be_read_is_a_503(assistant: FakeAssistant) -> None:
    """The operator is told the remedy, and when to come back."""

    class Broken(Slate):
        def gaps(self, since: date | None = None) -> GapList:
            raise DataFolderError("Le journal est illisible.", "Supprimez-le.")

    response = sender(assistant, journal=Broken(), admin_key=KEY)("GET", "/v1/gaps", headers=bearer(KEY))
    assert (503, True) == (response.status_code, "Retry-After" in response.headers)


def test_a_journal_that_fails_fails_no_answer(assistant: FakeAssistant, tmp_path: Path) -> None:
    """With no folder to write in, questions are answered as ever, and a judgement is soon told not to be kept."""
    journal = QueuedJournal(AskingStore(tmp_path / "nowhere", str))
    broken = sender(assistant, journal=journal, admin_key=KEY)
    assert {200} == {broken("POST", "/v1/ask", json={"question": "introuvable"}).status_code for _ in range(5)}
    journal.close()
    assert (202, {"kept": False}) == ((found := broken("POST", "/v1/feedback", json=UP)).status_code, found.json())
    journal.close()
    assert 6 == journal.lost
    assert 200 == broken("GET", "/v1/gaps", headers=bearer(KEY)).status_code


def test_three_people_make_a_gap_from_the_question_to_the_list(assistant: FakeAssistant, tmp_path: Path) -> None:
    """Three addresses ask what is not there, or find fault with an answer: the operator reads it, and no address."""
    journal = QueuedJournal(AskingStore(tmp_path, str))
    ask = sender(assistant, journal=journal, admin_key=KEY)
    for number in range(3):
        journal.asked(unanswered("Où voir un quetzal ?"), f"web 203.0.113.{number}")
        judged = Judgement(reply_id="r1", verdict="down", question="Où sont les licornes ?", document_id=ORCHARD.id)
        journal.judged(judged, f"web 203.0.113.{number}")
    journal.close()
    response = ask("GET", "/v1/gaps", headers=bearer(KEY))
    found = GapList.model_validate_json(response.content)
    assert [("licornes",), ("voir", "quetzal")] == sorted(one.label for one in found.gaps)
    assert [ORCHARD.id] == [one.document_id for one in found.disputed]
    assert "203.0" not in response.text
