"""What the commands show: tables, reasons, progress, and one line for each error."""

import argparse
import math
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TextIO

from assistant.errors import EfcError, IndexUnusableError, InvalidInputError
from ingest.planning import FileAction, FileOutcome, IngestPlan, IngestReport

INTERRUPTED = 130
"""Exit code of a command stopped by Ctrl+C, as shells have it."""

SHOWN_AT_MOST = 30
"""Files listed for one action before the rest is only counted; refusals are always listed wholly."""

ACTIONS: dict[FileAction, tuple[str, str]] = {
    "new": ("nouveau", "nouveaux"),
    "changed": ("modifié", "modifiés"),
    "moved": ("déplacé", "déplacés"),
    "unchanged": ("inchangé", "inchangés"),
    "duplicate": ("doublon", "doublons"),
    "gone": ("disparu", "disparus"),
    "refused": ("refusé", "refusés"),
}
"""How one and several files of each action are called, in the order they are shown."""

STAGES = {
    "fetch": "Lecture des pages",
    "prepare": "Préparation des documents",
    "embed": "Calcul des vecteurs",
    "write": "Écriture du registre",
    "build": "Construction de l’index",
    "test": "Contrôle de l’index",
}

REDRAWN_EACH = 0.1
"""Seconds between two drawings of a line: a terminal shows no more, and thousands of documents a second go by."""
TELLS_AFTER = 1.0
"""Seconds after which the pace of a stage tells how long it will last."""

DAMAGED = "Le registre est abîmé ({why}). Mettez-le de côté, puis relancez « efc ingest » sur vos sources."

_USAGE_ERRORS = (
    ("the following arguments are required:", "il manque :"),
    ("unrecognized arguments:", "arguments inconnus :"),
    ("invalid choice:", "choix inconnu :"),
    ("choose from", "possibles :"),
    ("expected one argument", "une valeur est attendue"),
    ("ignored explicit argument", "valeur inattendue :"),
)
"""What argparse says, and how we say it."""


def run_command(program: str, body: Callable[[], int]) -> int:
    """Run a command and return its exit code; an error of ours is one line on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return body()
    except EfcError as error:
        sys.stderr.write(f"{program} : {printable(str(error))}\n")
        return error.exit_code
    except sqlite3.DatabaseError as error:
        sys.stderr.write(f"{program} : {DAMAGED.format(why=error)}\n")
        return IndexUnusableError.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(f"{program} : interrompu, rien n’a été publié.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the output left (`| head`): point stdout elsewhere so that closing it stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def printable(text: str) -> str:
    """Return the text with what would act on a terminal made visible."""
    return "".join(one if one.isprintable() or one == "\u00a0" else repr(one)[1:-1] for one in text)


class CommandParser(argparse.ArgumentParser):
    """A parser of arguments that speaks French; a wrong usage exits with code 2."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - handed on to argparse as they are
        wants_help = options.pop("add_help", True)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "arguments", "options"
        if wants_help:
            self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def format_usage(self) -> str:
        """Return the usage line."""
        return super().format_usage().replace("usage:", "usage :", 1)

    def format_help(self) -> str:
        """Return the whole help."""
        return super().format_help().replace("usage:", "usage :", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the usage, and exit."""
        for english, french in _USAGE_ERRORS:
            message = message.replace(english, french)
        self.exit(InvalidInputError.exit_code, f"{self.prog} : {message} (voir {self.prog} --help)\n")


class ProgressLine:
    """Progress on a stream: a line rewritten in place on a terminal, with the time left; a line a stage elsewhere."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._clock = clock
        self._stage, self._began, self._shown = "", 0.0, -math.inf

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell that `done` of `total` are done; a stage of 0 done is told at once, with what it will work on."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began, self._shown = stage, now, -math.inf
        ends = done in {0, total}
        if not ends and (not self._live or now - self._shown < REDRAWN_EACH):
            return
        self._shown = now
        line = f"{STAGES[stage]} : {done} sur {total}" if done else f"{STAGES[stage]} : {total} passages"
        if not self._live:
            self._stream.write(f"{line}\n")
        else:
            left = "" if ends else self._left(now - self._began, done, total)
            self._stream.write(f"\r\x1b[K{line}{left}" + ("\n" if done == total else ""))
        self._stream.flush()

    def _left(self, spent: float, done: int, total: int) -> str:
        """Say how long the stage will last at this pace, once it has lasted long enough to tell."""
        if spent < TELLS_AFTER:
            return ""
        return f", encore {said_time(spent * (total - done) / done)}"


def said_time(seconds: float) -> str:
    """Say a duration: seconds up to a minute and a half, then minutes, rounded up."""
    return f"{math.ceil(seconds)} s" if seconds <= 90 else f"{math.ceil(seconds / 60)} min"


def plan_text(plan: IngestPlan) -> str:
    """Return the plan for a person: counts, then each file that is not simply unchanged, refusals last."""
    blocks = [_sources(plan), _table(plan), _skipped(plan), _files(plan.files)]
    return "\n\n".join(block for block in blocks if block)


def report_text(report: IngestReport) -> str:
    """Return the report for a person; its last line is the fingerprint."""
    state = "publié" if report.published else "inchangé"
    lines = [
        f"Documents : {report.documents}",
        f"Passages : {report.passages} (écrits {report.passages_written}, retirés {report.passages_removed})",
        f"Vecteurs calculés : {report.embeddings_computed}",
    ]
    if report.rules:
        uses = ", ".join(f"{rule} {count}" for rule, count in report.rules.items())
        lines.append(f"Règles de nettoyage : {uses}")
    lines.append(f"Index : {report.generation} ({state})")
    lines.append(f"Empreinte : {report.fingerprint}")
    return "\n\n".join([plan_text(report), "\n".join(lines)])


def _sources(plan: IngestPlan) -> str:
    label = "Sources" if len(plan.sources) > 1 else "Source"
    return "\n".join(f"{label} : {printable(source)}" for source in plan.sources)


def _table(plan: IngestPlan) -> str:
    counts = plan.counts.model_dump()
    rows = [("vus", counts["seen"])]
    rows += [(f"  {ACTIONS[one][1]}", counts[one]) for one in ACTIONS if one != "gone"]
    rows += [("disparus", counts["gone"]), ("écartés", len(plan.skipped))]
    return "\n".join(f"{label:<14}{count:>6}" for label, count in rows)


def _skipped(plan: IngestPlan) -> str:
    lines = [f"écarté     {printable(one.location)} : {one.reason}" for one in plan.skipped]
    return "\n".join(_shortened(lines))


def _files(files: Iterable[FileOutcome]) -> str:
    by_action: dict[FileAction, list[str]] = {action: [] for action in ACTIONS}
    for one in files:
        reason = f" : {printable(one.reason)}" if one.reason else ""
        by_action[one.action].append(f"{ACTIONS[one.action][0]:<11}{printable(one.location)}{reason}")
    lines: list[str] = []
    for action, shown in by_action.items():
        if action == "refused":
            lines += shown
        elif action != "unchanged":
            lines += _shortened(shown)
    return "\n".join(lines)


def _shortened(lines: list[str]) -> list[str]:
    rest = len(lines) - SHOWN_AT_MOST
    return lines if rest <= 0 else [*lines[:SHOWN_AT_MOST], f"           … et {rest} autres (--json les donne)"]
