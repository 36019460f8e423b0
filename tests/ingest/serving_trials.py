"""Trials of readers whose data folder changes or cannot be written, run in a process of its own that forks children.

Run as a program: `python serving_trials.py KIND TIMES SEED FOLDER`, KIND being

- `swaps`: TIMES generations are published while two threads ask, and while a reader holds the first one;
- `readonly`: nobody may write in the folder; ten questions are asked, then an ingestion is, TIMES times.

Prints one JSON object.
"""

import ctypes
import json
import os
import random
import sys
import threading
from pathlib import Path
from typing import Any

from assistant.adapters.subword import SubwordEmbedder
from assistant.answering import Assistant
from assistant.domain import Question
from assistant.ports import PassageIndex
from assistant.settings import Settings
from assistant.wiring import build_assistant, following
from tests.ingest.asking import QUESTIONS, answers
from tests.ingest.trials import Child, change, command, cpu_seconds, started

READERS = 2

CAPABILITIES = 0x20080522
"""Version 3 of the header of `capset`, of linux/capability.h."""


def main(kind: str, times: int, seed: int, folder: Path) -> int:
    """Run the trials and print what they gave; return 1 when there was a violation."""
    random.seed(seed)
    source, data = started(folder)
    found = _swaps(times, source, data) if kind == "swaps" else _readonly(times, source, data)
    sys.stdout.write(json.dumps({"seed": seed, **found, "cpu_s": round(cpu_seconds())}) + "\n")
    return 1 if found["violations"] else 0


def _swaps(times: int, source: Path, data: Path) -> dict[str, Any]:
    journal = data.with_name("journal")
    publisher = Child(lambda: _publish(times, source, data, journal))
    held, assistant = following(data)(), build_assistant(Settings(data=data))
    first = {one.id: one.text for one in held.documents()}
    told: list[dict[str, Any]] = []
    violations: list[str] = []
    over = threading.Event()
    readers = [threading.Thread(target=_ask, args=(assistant, over, told, violations)) for _ in range(READERS)]
    for one in readers:
        one.start()
    code = publisher.told().code
    over.set()
    for one in readers:
        one.join()
    texts = dict(json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines())
    violations += [f"the publisher ended with {code}"] if code else []
    violations += [one for reply in told for one in _mixed(reply, texts)] + _let_go(held, first)
    seen = {reply["engine"]["generation"] for reply in told}
    counts = {"published": len(texts), "answers": len(told), "citations": sum(map(_citations, told))}
    return {**counts, "generations_seen": len(seen), "violations": violations[:9]}


def _citations(reply: dict[str, Any]) -> int:
    return sum(len(statement["citations"]) for statement in reply["statements"])


def _publish(times: int, source: Path, data: Path, journal: Path) -> int:
    """Publish changed documents some times over, and write down what each generation holds, the first included."""
    with journal.open("w", encoding="utf-8") as file:
        for number in range(times + 1):
            if number:
                change(source, number)
                if command(source, data) != 0:
                    return 1
            now = following(data)()
            file.write(json.dumps([now.generation, {one.id: one.text for one in now.documents()}]) + "\n")
    return 0


def _ask(assistant: Assistant, over: threading.Event, told: list[dict[str, Any]], violations: list[str]) -> None:
    """Ask until the publisher is over, and ten times more."""
    left, number = len(QUESTIONS), 0
    while left:
        left -= over.is_set()
        number += 1
        try:
            told.append(assistant.answer(Question(text=QUESTIONS[number % len(QUESTIONS)])).model_dump(mode="json"))
        except Exception as error:
            violations.append(f"{type(error).__name__}: {error}")


def _mixed(reply: dict[str, Any], texts: dict[str, dict[str, str]]) -> list[str]:
    """Say what an answer quotes that its generation does not hold there."""
    generation = reply["engine"]["generation"]
    if generation not in texts:
        return [f"{generation} was never published"]
    documents = {one["mark"]: one["document_id"] for one in reply["sources"]}
    found = []
    for one in (citation for statement in reply["statements"] for citation in statement["citations"]):
        text = texts[generation].get(documents[one["mark"]], "")
        if text[one["start"] : one["end"]] != one["quote"]:
            found.append(f"{generation}: {one['quote']!r} is not in {documents[one['mark']]}")
    return found


def _let_go(held: PassageIndex, first: dict[str, str]) -> list[str]:
    """Say what a reader lost of the generation that it held since before the first publication."""
    vector = SubwordEmbedder().embed_questions([QUESTIONS[0]])[0]
    ids = [one.passage_id for one in (*held.search_dense(vector, 5), *held.search_lexical(QUESTIONS[0], 5))]
    found = held.passages(ids).values()
    if len(ids) != 10 or any(first[one.document_id][one.start : one.end] != one.text for one in found):
        return ["the held generation does not answer as it did"]
    return []


def _readonly(times: int, source: Path, data: Path) -> dict[str, Any]:
    expected = answers(data)
    change(source, 1)
    before = _contents(data)
    for path in (data, *data.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    _renounce()
    violations = [] if _is_refused(data) else ["this process may write in the folder all the same"]
    for _ in range(times):
        violations += [] if answers(data) == expected else ["other answers"]
        told = Child(lambda: command(source, data)).told()
        violations += [] if (told.code, bool(told.refusal())) == (1, True) else [f"{told.code}: {told.lines[-2:]}"]
    violations += [] if _contents(data) == before else ["something was written"]
    for path in (data, *data.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return {"times": times, "questions": times * len(expected), "refusal": told.refusal(), "violations": violations}


def _contents(data: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in data.rglob("*") if path.is_file()}


def _is_refused(data: Path) -> bool:
    try:
        (data / "CURRENT").open("r+b").close()
    except PermissionError:
        return True
    return False


def _renounce() -> None:
    """Give up what lets root write where nobody may: every capability; the user stays the same."""
    if os.geteuid() == 0 and sys.platform == "linux":
        header, none = (ctypes.c_uint32 * 2)(CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
        ctypes.CDLL(None, use_errno=True).capset(header, none)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
