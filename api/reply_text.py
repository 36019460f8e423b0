"""A whole reply as plain text, for readers that show no structure: answer, next steps, sources, further questions."""

from assistant.composing import rendering
from assistant.domain import NextStep, Reply

SOURCES = "Sources"
NEXT = "Prochain pas"
FOLLOW_UPS = "Pour aller plus loin"


def whole_text(reply: Reply) -> str:
    """Return the text of a reply with its marks, then what each mark stands for."""
    parts = [reply.text]
    parts += _part(NEXT, [_step(step) for step in reply.next_steps])
    parts += _part(SOURCES, [f"[{source.mark}] {rendering.source_line(source)}" for source in reply.sources])
    parts += _part(FOLLOW_UPS, list(reply.follow_ups))
    return "\n\n".join(parts)


def _part(heading: str, lines: list[str]) -> list[str]:
    return ["\n".join([heading, *(f"- {line}" for line in lines)])] if lines else []


def _step(step: NextStep) -> str:
    marks = "".join(f"[{mark}]" for mark in sorted({citation.mark for citation in step.citations}))
    return " ".join(part for part in (step.label, step.why, marks, step.url or "") if part)
