"""Show replies and hits in a terminal, or in a pipe."""

import os
import sys

from assistant.cli.border import readable
from assistant.composing import rendering
from assistant.domain import Hit, NextStep, Reply, Source


def reply_text(reply: Reply) -> str:
    """Return a reply as a person reads it: text, sources, next step, further questions."""
    lines = [readable(reply.text)]
    if reply.sources:
        lines += ["", _strong("Sources")]
        lines += [f"[{source.mark}] {source_line(source)}" for source in reply.sources]
    if reply.next_steps:
        lines += ["", _strong("Prochain pas")]
        lines += [step_text(step) for step in reply.next_steps]
    if reply.follow_ups:
        lines += ["", _strong("Pour aller plus loin")]
        lines += [f"· {readable(question)}" for question in reply.follow_ups]
    return "\n".join(lines)


def step_text(step: NextStep) -> str:
    """Return a next step with its marks, then why it fits who asks, then where it leads, each on its own line."""
    first = f"→ {readable(step.label)} {_marks(step.citations)}".rstrip()
    below = [readable(one) for one in (step.why, step.url or "") if one]
    return "\n".join([first, *(f"  {one}" for one in below)])


def source_line(source: Source) -> str:
    """Return one source without any control character; see `rendering.source_line`."""
    return readable(rendering.source_line(source))


def hit_text(rank: int, hit: Hit) -> str:
    """Return a hit: rank, title, headings, the passage, and the rank each leg gave it."""
    where = " › ".join([hit.document.title, *hit.passage.headings])
    legs = ", ".join(f"{leg} {place}" for leg, place in sorted(hit.legs.items()))
    return f"{rank}. {_strong(readable(where))}  ({legs})\n{readable(hit.passage.text)}\n"


def _marks(citations: tuple[object, ...]) -> str:
    return "".join(f"[{mark}]" for mark in sorted({getattr(one, "mark", 0) for one in citations}))


def _strong(text: str) -> str:
    plain = os.environ.get("NO_COLOR") or sys.stdout is None or not sys.stdout.isatty()
    return text if plain else f"\033[1m{text}\033[0m"
