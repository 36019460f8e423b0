"""`efc workshop`: a timed plan for an animator, with its sources."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from assistant.adapters.plan_files import PlanFormat, export_plan
from assistant.answering import Assistant
from assistant.cli import ensure_index
from assistant.cli.border import Parser, data_option, guarded, readable, settings_of, typed
from assistant.domain import Abstention, Language
from assistant.drawing import plan_elements
from assistant.planning.bounding import BOUNDS, FRENCH
from assistant.wiring import build_assistant
from assistant.workshop_plan import LONGEST, MOST_PEOPLE, SHORTEST, Level, Setting, Variant, WorkshopPlan

_ABSTAINED = 3

FORMATS = ("json", *get_args(PlanFormat))
_PRINTED = ("json", "md", "html")
"""Formats that are text, and can be shown in a terminal."""

_HELP = {
    "theme": "le thème, ou une demande en une phrase (« un atelier de 2 h pour 12 élus sur les effets utiles »)",
    "minutes": f"durée en minutes, de {SHORTEST} à {LONGEST}",
    "people": f"nombre de personnes, de 1 à {MOST_PEOPLE}",
    "audience": "à qui il s’adresse (élus, dirigeants, habitants…)",
    "setting": "room : en salle · remote : à distance",
    "level": "novice : découvre · initiated : a commencé · animator : anime",
    "language": "fr, ou en : ce que dit l’assistant est en anglais, les extraits restent en français (défaut : fr)",
    "format": "md, html, docx, odt ou json (défaut : md, ou ce que dit l’extension du fichier)",
    "output": "fichier où écrire (défaut : la sortie standard)",
}


def _act(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    settings = settings_of(options)
    output: Path | None = options.output
    ensure_index(settings)
    assistant = build_assistant(settings)
    request = assistant.workshop_request(
        typed(options.theme),
        minutes=options.minutes,
        people=options.people,
        audience=typed(options.audience) if options.audience else None,
        setting=options.setting,
        level=options.level,
        variant=options.variant,
        language=options.language,
    )
    made = assistant.plan_workshop(request)
    if isinstance(made, Abstention):
        print(made.model_dump_json(indent=2) if options.json else _declined(made))
        return _ABSTAINED
    _write(_exported(made, _format(options.format, output, as_json=options.json), assistant), output)
    return 0


def _exported(plan: WorkshopPlan, form: str, assistant: Assistant) -> str | bytes:
    """Return a plan in a format; a plan around the reading grid comes with the grid to fill."""
    if form == "json":
        return plan.model_dump_json(indent=2) + "\n"
    content = export_plan(plan, form, plan_elements(plan, assistant.lexicon, assistant.index()))
    return content.decode() if form in _PRINTED else content


def _parser() -> Parser:
    parser = Parser("efc workshop", "Prépare un atelier minuté, prêt à imprimer, dont chaque extrait a sa source.")
    parser.add_argument("theme", metavar="THÈME", help=_HELP["theme"])
    parser.add_argument("--minutes", type=int, metavar="N", help=_HELP["minutes"])
    parser.add_argument("--people", type=int, metavar="N", help=_HELP["people"])
    parser.add_argument("--audience", metavar="PUBLIC", help=_HELP["audience"])
    parser.add_argument("--setting", choices=get_args(Setting), help=_HELP["setting"])
    parser.add_argument("--level", choices=get_args(Level), help=_HELP["level"])
    parser.add_argument("--variant", choices=get_args(Variant), help=_variants())
    parser.add_argument("--language", choices=get_args(Language), help=_HELP["language"])
    parser.add_argument("--format", choices=FORMATS, help=_HELP["format"])
    parser.add_argument("-o", "--output", type=Path, metavar="FICHIER", help=_HELP["output"])
    data_option(parser)
    return parser


def _variants() -> str:
    return " · ".join(f"{name} : {FRENCH[name]}, {low} à {high} min" for name, (low, high) in BOUNDS.items())


def _format(named: str | None, output: Path | None, *, as_json: bool) -> str:
    """Return the format named, else the one that the file ends with, else Markdown."""
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    return named or ("json" if as_json else suffix if suffix in FORMATS else "md")


def _write(content: str | bytes, output: Path | None) -> None:
    if isinstance(content, bytes):
        _ = output.write_bytes(content) if output else sys.stdout.buffer.write(content)
    elif output:
        output.write_text(readable(content), encoding="utf-8")
    else:
        sys.stdout.write(readable(content))


def _declined(made: Abstention) -> str:
    return "\n".join([readable(made.text), *(f"· {readable(text)}" for text in made.follow_ups)])


run = guarded("efc workshop", _act)
