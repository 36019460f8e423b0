"""What a person reads on the pretended platform is what the same question gets over HTTP."""

import json
import re
from pathlib import Path
from typing import Any

import httpx

from api.app import create_app
from assistant.answering import Assistant
from bots import wording
from tests.bots.discord_world import Interaction
from tests.bots.fake_discord import FakeDiscord
from tests.bots.scenes import play

SETS = Path(__file__).parents[2] / "evals" / "questions"
MARK = re.compile(r"(?<!\\)\[(\d+)\]")
ADDRESS = re.compile(r"^\[(\d+)\] .*?(?: · <([^>]+)>)?$", re.MULTILINE)


def questions() -> list[str]:
    """Return 120 public questions without earlier turns, one in three that the corpus does not answer."""
    sets = {name: (SETS / f"{name}.jsonl").read_text(encoding="utf-8") for name in ("own", "further", "unanswerable")}
    rows = {name: [json.loads(line) for line in text.splitlines()] for name, text in sets.items()}
    return [row["question"] for known in rows.values() for row in [one for one in known if not one["turns"]][:40]]


async def over_http(assistant: Assistant, texts: list[str]) -> list[dict[str, Any]]:
    """Return the replies of `POST /v1/ask`."""
    transport = httpx.ASGITransport(app=create_app(assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        return [(await client.post("/v1/ask", json={"question": text})).json() for text in texts]


async def on_discord(discord: FakeDiscord, texts: list[str]) -> list[tuple[Interaction, str]]:
    """Ask each question in private, as another person; return what is shown, and what « Voir plus » opens."""
    people = [discord.user(f"P{number}") for number in range(len(texts))]
    asked = [
        await discord.begin(one, discord.direct(one), "demander", question=text)
        for one, text in zip(people, texts, strict=True)
    ]
    await discord.until(lambda: all(one.is_answered for one in asked), 60)
    await discord.settle()
    with_more = [one for one in asked if one.messages[-1].has("Voir plus")]
    opened = {one.id: await discord.click(one, "Voir plus", waits=False) for one in with_more}
    await discord.until(lambda: all(one.is_answered for one in opened.values()), 60)
    await discord.settle()
    return [(one, opened[one.id].text if one.id in opened else "") for one in asked]


def letters(text: str) -> str:
    """Return the letters and the digits of a text, whatever its typography and its escapes."""
    return "".join(re.findall(r"[^\W_]+", text))


def test_discord_and_http_say_the_same(assistant: Assistant, tmp_path: Path) -> None:
    """On 120 questions: the same statements in order, the same marks, sources, addresses and verdict."""
    texts = questions()
    told: list[dict[str, Any]] = []
    shown: list[tuple[Interaction, str]] = []

    async def scene(discord: FakeDiscord) -> None:
        discord.settling = 0.3
        told.extend(await over_http(assistant, texts))
        shown.extend(await on_discord(discord, texts))

    play(assistant, tmp_path, scene, seconds=120)
    assert 120 == len(told) == len(shown)
    assert {"answer", "abstention"} <= {one["kind"] for one in told}
    for reply, (interaction, more) in zip(told, shown, strict=True):
        compare(reply, interaction.text, more)


def compare(reply: dict[str, Any], text: str, more: str) -> None:
    """Compare a reply over HTTP with what is read on Discord."""
    place, read = 0, letters(MARK.sub("", f"{text}\n{more}"))
    for statement in reply["statements"]:
        wanted = letters(statement["text"])
        found = read.find(wanted, place)
        assert found >= place, (reply["question"], statement["text"])
        place = found + len(wanted)
    listed = dict(ADDRESS.findall(f"{text}\n{more}"))
    assert {str(one["mark"]): one["url"] or "" for one in reply["sources"]} == listed
    cited = {str(one["mark"]) for statement in reply["statements"] for one in statement["citations"]}
    assert cited <= set(MARK.findall(f"{text}\n{more}")) <= set(listed)
    reason = reply["reason"] and wording.pick(wording.VERDICTS[reply["reason"]], reply["language"])
    assert not reason or text.startswith(f"**{reason}**")
    verdicts = [wording.pick(pair, language) for pair in wording.VERDICTS.values() for language in ("fr", "en")]
    assert bool(reason) == any(text.startswith(f"**{one}**") for one in verdicts)
