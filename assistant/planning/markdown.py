"""Show a plan in Markdown: what cites is quoted and numbered, what is the assistant's own says so."""

import re
from collections.abc import Sequence

from assistant.composing.rendering import source_line, unmarked
from assistant.domain import Source, Statement
from assistant.french import typeset
from assistant.workshop_plan import PlanBlock, WorkshopPlan, WorkshopRequest

OURS = "Proposition de l’assistant"
"""What stands before a line that cites nothing."""

_LEGEND = (
    "Les lignes en retrait, suivies d’un numéro, citent mot à mot les documents : les sources sont en bas de page. "
    "Les lignes « Proposition de l’assistant », les durées, le matériel et les objectifs ne viennent pas des documents."
)
_SETTINGS = {"room": "en salle", "remote": "à distance"}
_LEVELS = {"novice": "public débutant", "initiated": "public initié", "animator": "public d’animateurs"}
_AROUND = (
    ("questions", "Questions à poser"),
    ("examples", "Exemples à raconter"),
    ("cautions", "Prudence"),
    ("afterwards", "Après la rencontre"),
)
_SPECIAL = re.compile(r"([\\`*_<>#|])")


def markdown(plan: WorkshopPlan) -> str:
    """Return a plan as Markdown; nothing that a document holds acts as markup."""
    mail = _mail(plan) if plan.request.variant == "invitation" else []
    blocks = [] if mail else [line for rank, block in enumerate(plan.blocks, 1) for line in _block(rank, block, plan)]
    lists = [line for name, title in _AROUND for line in _list(title, getattr(plan, name))]
    notes = ["## Sources", "", *(f"{one.mark}. {_plain(source_line(one))}" for one in plan.sources)]
    head = [f"# {_plain(plan.title)}", "", _summary(plan.request), "", f"*{typeset(_LEGEND)}*", ""]
    return "\n".join([*head, *mail, *_table(plan), *blocks, *lists, *notes]) + "\n"


def _summary(request: WorkshopRequest) -> str:
    people = "1 personne" if request.people == 1 else f"{request.people} personnes"
    parts = [f"{request.minutes} minutes", people, _plain(request.audience)]
    parts += [_SETTINGS[request.setting], _LEVELS[request.level]]
    return " · ".join(part for part in parts if part)


def _table(plan: WorkshopPlan) -> list[str]:
    rows = [
        f"| {_clock(one.start)} | {one.minutes} min | {_plain(one.name)} | {_plain(one.objective)} |"
        for one in plan.blocks
    ]
    return ["## Vue d’ensemble", "", "| Début | Durée | Temps | Objectif |", "|---|---|---|---|", *rows, ""]


def _block(number: int, block: PlanBlock, plan: WorkshopPlan) -> list[str]:
    title = f"## {number}. {_plain(block.name)} ({block.minutes} min)"
    if block.is_break:
        return [title, ""]
    material = typeset(f"Matériel : {' ; '.join(block.material)}.") if block.material else ""
    output = typeset(f"À la fin : {block.output}") if block.output else ""
    lines = [title, "", *_read(block, plan)]
    lines += _told("L’animation dit", block.says) + _told("Les participants font", block.does)
    return lines + [line for text in (material, output) if text for line in (f"*{_plain(text)}*", "")]


def _read(block: PlanBlock, plan: WorkshopPlan) -> list[str]:
    """Return the title and the address of the note to read, for a selection of readings."""
    cited = next((one.citations[0].mark for one in block.says if one.citations), None)
    if plan.request.variant != "readings" or cited is None:
        return []
    source: Source = plan.sources[cited - 1]
    return [f"**{_plain(source.title)}** [{cited}]", "", f"*{_plain(block.objective)}*", ""]


def _told(title: str, statements: Sequence[Statement]) -> list[str]:
    return [f"**{title}**", "", *_lines(statements), ""] if statements else []


def _list(title: str, statements: Sequence[Statement]) -> list[str]:
    return [f"## {title}", "", *_lines(statements), ""] if statements else []


def _lines(statements: Sequence[Statement]) -> list[str]:
    return [line for statement in statements for line in (_line(statement), "")][:-1]


def _line(statement: Statement) -> str:
    marks = "".join(f"[{mark}]" for mark in sorted({one.mark for one in statement.citations}))
    text = _plain(statement.text)
    return f"> {text} {marks}" if marks else typeset(f"*{OURS} :* {text}")


def _mail(plan: WorkshopPlan) -> list[str]:
    """Return the e-mail whole, ready to be copied, its quotations numbered."""
    said = [_line(one).replace(f"*{typeset(OURS + ' :')}* ", "") for block in plan.blocks for one in block.says]
    return ["## Le message", "", *(line for text in said for line in (text, "")), "---", ""]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}\u202fh\u202f{minutes % 60:02d}"


def _plain(text: str) -> str:
    """Return a text on one line, whose marks of markup are shown and do not act."""
    return _SPECIAL.sub(r"\\\1", unmarked(text.replace("\n", " "))).replace("](", "]\\(")
