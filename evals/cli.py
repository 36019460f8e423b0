"""The command `efc eval`: ask question files, as they are or perturbed, print what passes, hold the floors."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from assistant.cli import ensure_index
from assistant.cli.border import Parser, data_option, guarded, settings_of
from assistant.errors import InvalidInputError
from assistant.ports import PassageIndex
from assistant.settings import Settings
from assistant.wiring import build_assistant
from evals.floors import Measured, broken_by, raised_by, reached_by
from evals.gating import Report, broken_floors, load_baseline, save_baseline, shipped_baseline, updated
from evals.grounding_eval import measure_grounding, render_grounding
from evals.invariance import Perturbed, run_perturbed
from evals.invariance_report import render_invariance
from evals.questions import OWN_SET, EvalQuestion, load_questions, shipped, shipped_sets
from evals.redaction_eval import measure_redaction, render_redaction
from evals.redaction_lines import load_lines, shipped_lines
from evals.reporting import EvalReport, render
from evals.running import Respondent, run_questions
from evals.steps_cases import load_cases, shipped_cases
from evals.steps_eval import measure_steps, render_steps
from evals.workshop_eval import Planner, measure_workshops, render_workshops
from evals.workshop_requests import load_requests, shipped_requests

_PROGRAM = "efc eval"
_ABOUT = "Pose des questions à l’assistant et vérifie ses réponses : contenu, citations, dates, abstention, temps."
_CODES = "codes de sortie : 0 réussi · 1 planchers non tenus ou loi enfreinte · 2 mauvais usage"
_HELP = {
    "files": "questions en JSON, une par ligne, ou jeux livrés (sinon own ; avec --perturb, {perturbed}) : {sets}",
    "perturb": "pose chaque question telle quelle, puis comme on la tape vraiment, et compte les réponses inchangées",
    "today": "jour à partir duquel une date est passée, AAAA-MM-JJ (défaut : celui de la machine)",
    "grounding": "corrompt des phrases vraies de l’index, et compte celles que l’ancrage écarte",
    "redaction": "caviarde des lignes annotées, et compte les noms cachés, les fuites et ce qui est caché à tort",
    "steps": "demande le prochain pas selon qui demande, d’où, à quel temps, et compare aux tables du corpus",
    "workshops": "prépare les ateliers demandés, et vérifie durées, pauses, citations, et ce qui est décliné ; "
    "FICHIER : d’autres demandes",
    "gate": "compare aux planchers enregistrés",
    "update": "enregistre les taux atteints comme planchers",
    "allow": "accepte, avec --update, de baisser un plancher",
    "kind": "ne pose que les questions de ce type (répétable)",
    "only": "ne pose que la question de cet identifiant (répétable)",
    "baseline": "fichier des planchers (défaut : celui du paquet)",
}
_PERTURBED_SETS = (OWN_SET, "further", "hostile")
"""The sets that --perturb runs when no file is given."""
_NO_DAY = "Le jour {text!r} n’est pas une date."
_SAY_DAY = "Écrivez-le AAAA-MM-JJ."
_NOTHING_LEFT = "Aucune question ne correspond à --kind ou --only."
_CHOOSE = "Choisissez parmi les types {kinds}."
_PARTIAL = "Un jeu partiel ne se compare pas aux planchers."
_WHOLE = "Retirez --kind et --only, ou --gate et --update."
_OTHER_REQUESTS = "Les planchers des ateliers valent pour les demandes livrées, et non pour celles d’un fichier."
_WITHOUT_FILES = "Retirez le fichier, ou --gate et --update."
_CLOSED = "Planchers non tenus :"
_OPEN = "Planchers tenus."
_SAVED = "Planchers enregistrés dans {path}."
_PROGRESS = "\rQuestions posées : {done}/{count}"


class Examined(Respondent, Perturbed, Planner, Protocol):
    """What is examined: it answers, searches, plans workshops, and shows the index that it cites."""

    def index(self) -> PassageIndex:
        """Return the generation that its replies cite."""


def examination(build: Callable[[Settings], Examined]) -> Callable[[Sequence[str] | None], int]:
    """Return the command that examines what `build` makes of the settings."""

    def act(arguments: Sequence[str] | None) -> int:
        options = _parser().parse_args(arguments)
        if options.redaction:
            return _redaction(options)
        if options.grounding:
            return _ground(build(settings_of(options)), options)
        if options.steps:
            return _steps(build(settings_of(options)), options)
        if options.workshops:
            return _workshops(build(settings_of(options)), options)
        questions = _chosen(options)
        report = asyncio.run(_examine(questions, build(settings_of(options)), options))
        print(report.model_dump_json(indent=2) if options.json else _rendered(report))
        return _decide(report, options)

    return guarded(_PROGRAM, act)


def _ground(examined: Examined, options: argparse.Namespace) -> int:
    """Measure grounding over the index; the exit code says whether its two targets are reached."""
    report = measure_grounding(examined.index(), examined.lexicon)
    print(report.model_dump_json(indent=2) if options.json else render_grounding(report))
    return 0 if report.is_sound else 1


def _redaction(options: argparse.Namespace) -> int:
    """Measure redaction on the labelled lines; without floors to hold or to move, the targets decide."""
    report = measure_redaction(load_lines(shipped_lines()))
    print(report.model_dump_json(indent=2) if options.json else render_redaction(report))
    return _held(report, options)


def _steps(examined: Examined, options: argparse.Namespace) -> int:
    """Measure next steps on the shipped cases; without floors to hold or to move, every case must pass."""
    report = asyncio.run(measure_steps(load_cases(shipped_cases()), examined, examined.index()))
    print(report.model_dump_json(indent=2) if options.json else render_steps(report))
    return _held(report, options)


def _workshops(examined: Examined, options: argparse.Namespace) -> int:
    """Measure workshop plans on the shipped requests; without floors to hold or to move, the laws decide."""
    today = _day(options.today) or datetime.now(UTC).date()
    if options.files and (options.gate or options.update):
        raise InvalidInputError(_OTHER_REQUESTS, _WITHOUT_FILES)
    path = options.files[0] if options.files else shipped_requests()
    report = measure_workshops(load_requests(path), examined, today)
    print(report.model_dump_json(indent=2) if options.json else render_workshops(report))
    return _held(report, options)


def _held(report: Measured, options: argparse.Namespace) -> int:
    """Hold or move the floors of what is measured beside the questions; without either, its targets decide."""
    path: Path = options.baseline or shipped_baseline()
    baseline = load_baseline(path)
    option = reached_by(report).option
    floors = baseline.measured(option)
    if options.update:
        raised = raised_by(report, floors, allow_regression=options.allow_regression)
        save_baseline(baseline.model_copy(update={option: raised}), path)
        print(_SAVED.format(path=path), file=sys.stderr)
    elif options.gate:
        return _said_gate(broken_by(report, floors))
    return 0 if report.is_sound else 1


def _said_gate(broken: Sequence[str]) -> int:
    print("\n".join([_CLOSED, *broken] if broken else [_OPEN]), file=sys.stderr)
    return 1 if broken else 0


def _indexed_assistant(settings: Settings) -> Examined:
    ensure_index(settings)
    return build_assistant(settings)


run = examination(_indexed_assistant)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(_PROGRAM, _ABOUT)
    parser.epilog = _CODES
    parser.add_argument("files", nargs="*", type=Path, metavar="FICHIER", help=_files_help())
    parser.add_argument("--perturb", action="store_true", help=_HELP["perturb"])
    parser.add_argument("--grounding", action="store_true", help=_HELP["grounding"])
    parser.add_argument("--redaction", action="store_true", help=_HELP["redaction"])
    parser.add_argument("--steps", action="store_true", help=_HELP["steps"])
    parser.add_argument("--workshops", action="store_true", help=_HELP["workshops"])
    parser.add_argument("--today", metavar="JOUR", help=_HELP["today"])
    parser.add_argument("--gate", action="store_true", help=_HELP["gate"])
    parser.add_argument("--update", action="store_true", help=_HELP["update"])
    parser.add_argument("--allow-regression", action="store_true", help=_HELP["allow"])
    parser.add_argument("--kind", action="append", default=[], metavar="TYPE", help=_HELP["kind"])
    parser.add_argument("--only", action="append", default=[], metavar="ID", help=_HELP["only"])
    parser.add_argument("--baseline", type=Path, metavar="FICHIER", help=_HELP["baseline"])
    data_option(parser)
    return parser


def _files_help() -> str:
    return _HELP["files"].format(perturbed=" ".join(_PERTURBED_SETS), sets=", ".join(shipped_sets()))


def _chosen(options: argparse.Namespace) -> tuple[EvalQuestion, ...]:
    """Return the questions to ask; a gate wants whole sets."""
    if (options.kind or options.only) and (options.gate or options.update):
        raise InvalidInputError(_PARTIAL, _WHOLE)
    questions = load_questions(_paths(options))
    kept = tuple(
        question
        for question in questions
        if (not options.kind or question.kind in options.kind) and (not options.only or question.id in options.only)
    )
    if not kept:
        kinds = ", ".join(sorted({question.kind for question in questions}))
        raise InvalidInputError(_NOTHING_LEFT, _CHOOSE.format(kinds=kinds))
    return kept


def _paths(options: argparse.Namespace) -> list[Path]:
    """Return the files to read; a bare word that is no file names a shipped set."""
    usual = _PERTURBED_SETS if options.perturb else (OWN_SET,)
    named: list[Path] = options.files or [Path(name) for name in usual]
    return [path if path.suffix or path.exists() else shipped(path.name) for path in named]


async def _examine(questions: Sequence[EvalQuestion], examined: Examined, options: argparse.Namespace) -> Report:
    name = "+".join(path.stem for path in _paths(options))
    if options.perturb:
        return await run_perturbed(questions, examined, name=name, progress=_show_progress)
    library, today = examined.index(), _day(options.today)
    return await run_questions(questions, examined, library, name=name, today=today, progress=_show_progress)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInputError(_NO_DAY.format(text=text), _SAY_DAY) from error


def _rendered(report: Report) -> str:
    return render(report) if isinstance(report, EvalReport) else render_invariance(report)


def _show_progress(done: int, count: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == count else ""
        print(_PROGRESS.format(done=done, count=count), end=end, file=sys.stderr, flush=True)


def _decide(report: Report, options: argparse.Namespace) -> int:
    """Hold or move the floors; without either, only the laws decide."""
    path: Path = options.baseline or shipped_baseline()
    if options.update:
        floors = updated(load_baseline(path), report, allow_regression=options.allow_regression)
        save_baseline(floors, path)
        print(_SAVED.format(path=path), file=sys.stderr)
    elif options.gate:
        return _said_gate(broken_floors(report, load_baseline(path)))
    return 0 if report.is_lawful else 1
