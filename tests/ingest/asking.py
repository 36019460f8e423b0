"""Ten fixed questions, asked in a child as a server would, of the notes of the trials."""

import json
import sys
from functools import cache
from pathlib import Path

from assistant.answering import Assistant
from assistant.domain import Question
from assistant.errors import IndexUnusableError
from assistant.settings import Settings
from assistant.wiring import build_assistant
from tests.ingest.trials import WORDS, Child

QUESTIONS = tuple(f"La coopération entre le lieu « {word} » et son territoire au club EFC ?" for word in WORDS[:10])


@cache
def reader(data: Path) -> Assistant:
    """Return who answers, its word lists read once for all the children, and no index opened yet."""
    return build_assistant(Settings(data=data))


def tell(data: Path) -> int:
    """Write each answer on a line of stderr, without what changes each time; or the error that refuses them."""
    assistant = reader(data)
    try:
        for question in QUESTIONS:
            reply = assistant.answer(Question(text=question)).model_dump(mode="json", exclude={"id", "elapsed_ms"})
            sys.stderr.write(json.dumps(reply) + "\n")
    except IndexUnusableError as error:
        sys.stderr.write(f"{error}\n")
    return 0


def answers(data: Path) -> list[str]:
    """Return the answers of a sound folder, which must be cited ones for half of the questions at least."""
    reader(data)
    told = Child(lambda: tell(data)).told()
    answered = 0 if told.code else sum('"kind": "answer"' in one for one in told.lines)
    if answered < len(QUESTIONS) // 2:
        raise SystemExit(f"the sound index does not answer: {told.lines[-1:]}")
    return told.lines
