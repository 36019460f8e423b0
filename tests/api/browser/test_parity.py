"""What a reader sees is what the API answers: the page and the widget show the same statements and sources."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.traffic import Traffic
from assistant.settings import Settings
from assistant.wiring import build_assistant
from tests.api.browser.conftest import DESK, served
from tests.api.browser.hosting import Site, hosted

QUESTIONS = Path(__file__).parents[3] / "evals" / "questions" / "own.jsonl"
COUNT = 110
LEAST_ANSWERED = 60
"""Questions of that file that bring sources: parity on abstentions alone would say little."""

READ = """(turn) => {
  const clean = (node) => {
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll('.mark, .card')) one.remove();
    return copy.textContent;
  };
  const all = (node, name) => [...node.querySelectorAll(name)];
  return {
    text: all(turn, '.answer > div').map(clean).join(''),
    marks: all(turn, '.answer .mark').map((one) => Number(one.textContent)),
    steps: all(turn, '.step').map((one) => clean(one.querySelector('.step-label'))),
    sources: all(turn, '.source').map((one) => [
      one.value, one.querySelector('.title').textContent, all(one, 'blockquote').map((quote) => quote.textContent),
    ]),
    followUps: all(turn, '.follow-ups button').map((one) => one.textContent),
  };
}"""


@pytest.fixture(scope="module")
def site(shipped: Path) -> Iterator[Site]:
    """Run a site with a widget of the shipped corpus."""
    assistant = build_assistant(Settings(data=shipped))
    with hosted() as found, served(assistant, traffic=Traffic(origins=frozenset({found.address}))) as server:
        found.server = server
        yield found


def _joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _told(reply: dict[str, Any]) -> dict[str, Any]:
    """Return what a reader must see of a reply, without white space nor the signs that begin an item."""
    statements = reply["statements"] or [{"text": reply["text"], "citations": []}]
    lines = [line.strip() for one in statements for line in one["text"].splitlines()]
    text = "".join(re.sub(r"^(?:[-•*]|\d{1,2}[.)])\s+", "", line) for line in lines)
    marks = [list(dict.fromkeys(one["mark"] for one in part["citations"])) for part in statements]
    quoted: dict[int, dict[tuple[int, int], str]] = {}
    for part in (*reply["statements"], *reply["next_steps"]):
        for one in part["citations"]:
            quoted.setdefault(one["mark"], {})[one["start"], one["end"]] = one["quote"]
    return {
        "text": _joined(text),
        "marks": [mark for group in marks for mark in group],
        "steps": [_joined(one["label"]) for one in reply["next_steps"]],
        "sources": [
            (one["mark"], one["title"], [_joined(quote) for _, quote in sorted(quoted.get(one["mark"], {}).items())])
            for one in reply["sources"]
        ],
        "followUps": [_joined(one) for one in reply["follow_ups"]],
    }


def _seen(shown: dict[str, Any]) -> dict[str, Any]:
    shown["text"] = _joined(shown["text"])
    shown["steps"] = [_joined(one) for one in shown["steps"]]
    shown["followUps"] = [_joined(one) for one in shown["followUps"]]
    shown["sources"] = [(mark, title, [_joined(one) for one in quotes]) for mark, title, quotes in shown["sources"]]
    return shown


@pytest.mark.parametrize("front", ["page", "widget"])
def test_a_front_shows_what_the_api_answers(chromium: Any, site: Site, front: str) -> None:
    """Asked again as the browser asked, the API gives the statements, marks, quotes and sources that are on screen."""
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()][:COUNT]
    context = chromium.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(site.server if front == "page" else f"{site.address}/calm")
    if front == "widget":
        page.click("efc-assistant .open")
    page.wait_for_selector(".composer.live")
    differ, answered = [], 0
    for rank, question in enumerate(questions):
        page.fill("#question", question)
        with page.expect_request(lambda one: "/v1/ask" in one.url and one.method == "POST") as sent:
            page.click(".composer [type=submit]")
        turn = page.locator(".turn").nth(rank)
        turn.locator(".said .answer").wait_for()
        turn.locator(".actions").wait_for()
        reply = httpx.post(f"{site.server}/v1/ask", json=sent.value.post_data_json, timeout=30).json()
        answered += bool(reply["sources"])
        if _told(reply) != _seen(turn.evaluate(READ)):
            differ.append(question)
    context.close()
    assert [] == differ
    assert answered >= LEAST_ANSWERED
