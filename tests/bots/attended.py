"""An attendant over a scripted assistant, and a clock that a test moves."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from assistant.domain import Answer, Citation, Question, Reply, Source, Statement
from bots.attending import Attendant
from bots.conversations import Scene
from bots.feedback import Feedback
from tests.bots.reply_strategies import ENGINE

QUOTE = "Le four commun cuit le pain de chacun."
HERE = Scene("salon", "camille")


def replied(text: str = QUOTE, *, id_: str = "a" * 16, confidence: float = 1.0) -> Answer:
    """Return an answer of one sentence."""
    cited = Citation(mark=1, passage_id="p", start=0, end=len(QUOTE), quote=QUOTE)
    return Answer(
        id=id_,
        language="fr",
        question="q",
        text=f"{text} [1]",
        statements=(Statement(text=text, origin="source", citations=(cited,)),),
        sources=(Source(mark=1, document_id="d" * 16, title="Four", kind="session", author_kind="human"),),
        confidence=confidence,
        engine=ENGINE,
    )


@dataclass
class Clock:
    """Seconds that a test moves."""

    now: float = 0.0

    def __call__(self) -> float:
        """Return them."""
        return self.now


@dataclass
class ScriptedAssistant:
    """Answer what it is told to; keep what it was asked."""

    reply: Reply = field(default_factory=replied)
    fault: Exception | None = None
    seconds: float = 0.0
    asked: list[Question] = field(default_factory=list)

    async def ask(self, question: Question) -> Reply:
        """Answer."""
        self.asked.append(question)
        await asyncio.sleep(self.seconds)
        if self.fault:
            raise self.fault
        return self.reply

    def __getattr__(self, name: str) -> Any:
        """Offer the rest empty."""
        return SimpleNamespace()


@dataclass
class MemoryJournal:
    """A `FeedbackJournal` in memory."""

    kept: list[Feedback] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)

    def asked(self, reply: Reply, who: str) -> None:
        """Keep who asked, and the kind of the reply."""
        self.noted.append((who, reply.kind))

    def note(self, feedback: Feedback) -> None:
        """Keep."""
        self.kept.append(feedback)

    def forget(self, who: str) -> int:
        """Erase."""
        gone = [one for one in self.kept if one.who == who]
        self.kept = [one for one in self.kept if one.who != who]
        return len(gone)


def attended(
    assistant: ScriptedAssistant,
    *,
    deadline: float = 5.0,
    clock: Clock | None = None,
    journal: MemoryJournal | None = None,
) -> Attendant:
    """Return an attendant."""
    return Attendant(assistant, journal or MemoryJournal(), deadline, clock or Clock())
