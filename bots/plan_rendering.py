"""A workshop plan as one Discord message, its timetable; the excerpts and their notes are in the file beside it."""

import re

from assistant.french import fold
from assistant.workshop_plan import PlanBlock, WorkshopPlan
from bots import wording
from bots.escaping import cleaned, escaped
from bots.rendering import MESSAGE_LIMIT
from bots.splitting import pack

_LINE = 160
"""Characters of a line of the timetable."""


def plan_message(plan: WorkshopPlan) -> str:
    """Return the title, the timetable, as many blocks as fit, and where the rest is."""
    language = plan.request.language
    told = wording.say(
        "plan",
        language,
        title=_short(plan.title),
        minutes=plan.request.minutes,
        people=plan.request.people,
    )
    end = f"-# {wording.say('plan_file', language)}"
    lines = (f"**{told}**", *map(_block, plan.blocks))
    return f"{next(pack(lines, MESSAGE_LIMIT - len(end) - 1))}\n{end}"


def plan_file_name(plan: WorkshopPlan) -> str:
    """Return a file name made of the theme: letters, digits and dashes."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(plan.request.theme))[:60].strip("-")
    return f"atelier-{words or 'efc'}.md"


def _block(block: PlanBlock) -> str:
    return f"• {block.start}–{block.start + block.minutes} min : **{_short(block.name)}** {_short(block.objective)}"


def _short(text: str) -> str:
    shown = cleaned(text).replace("\n", " ") if text else ""
    return escaped(shown if len(shown) <= _LINE else f"{shown[: _LINE - 1]}…")
