"""The command line: `efc COMMAND`, each command loaded only when it is called."""

import contextlib
import difflib
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path

from assistant.adapters.generation import current_folder, holds_generations
from assistant.cli.border import guarded
from assistant.errors import IndexUnusableError, ModelUnavailableError, WriterBusyError
from assistant.settings import Settings
from assistant.wiring import build_embedder

Command = Callable[[Sequence[str] | None], int]

_MENU = {
    "ask": "pose une question, affiche une réponse sourcée",
    "chat": "ouvre une conversation dans le terminal",
    "search": "cherche des passages",
    "define": "donne la définition d’un terme",
    "club": "donne le club d’un lieu",
    "workshop": "prépare un atelier minuté, avec ses sources",
    "grid": "dessine la grille de lecture d’un ECT, vide ou remplie de vos mots",
    "map": "dessine la carte des clubs, ou celle des notions",
    "ingest": "ajoute des documents à l’index",
    "redact": "montre ce qui reste d’un document une fois caviardé",
    "index": "surveille et répare l’index",
    "serve": "ouvre l’assistant sur le web (page et API)",
    "mcp": "donne ses outils à un programme qui parle MCP",
    "gaps": "dit ce que l’on demande et que le corpus n’a pas",
    "discord": "met l’assistant sur Discord",
    "eval": "mesure la qualité des réponses",
    "bench": "mesure la recherche et la vitesse",
    "doctor": "dit ce qui est installé, réglé, et quoi faire ensuite",
}

_PATIENCE = 120
"""Half seconds waited for another process to finish the first index."""

_PUBLISHING = 1.0
"""Seconds left to a first index that is built, and not pointed at yet, to be published: it takes 0.02 s."""

_ALWAYS_THERE = "subword"

_USAGE = "usage : efc COMMANDE [options]   (efc COMMANDE --help pour l’aide d’une commande)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    tolerate_any_terminal()
    words = list(sys.argv[1:] if arguments is None else arguments)
    return guarded("efc", _run)(words)


def _run(arguments: Sequence[str] | None) -> int:
    words = list(arguments or ())
    if words[:1] == ["--version"]:
        print(f"efc {version('efc')}")
        return 0
    if not words or words[0] in {"-h", "--help", "help", "aide"}:
        print(_help())
        return 0 if words else 2
    commands = {entry.name: entry for entry in entry_points(group="efc.commands")}
    if words[0] not in commands:
        print(_unknown(words[0], commands), file=sys.stderr)
        return 2
    return command(words[0])(words[1:])


def command(name: str) -> Command:
    """Return a command by name, its code loaded now and nobody else's."""
    found: EntryPoint = entry_points(group="efc.commands")[name]
    loaded: Command = found.load()
    return loaded


def tolerate_any_terminal() -> None:
    """Keep a terminal that cannot show an accent from crashing the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def tolerate_any_bytes() -> None:
    """Read bytes that are no text as half characters, which a question is refused for, one line at a time."""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="surrogateescape")


def ensure_index(settings: Settings) -> None:
    """Index the shipped corpus when the data folder holds no index yet, its report on stderr.

    Raises:
        IndexUnusableError: indexing failed; its own message is on stderr already.
    """
    if _has_index(settings.data):
        return
    print("Première utilisation : j’indexe le corpus livré…", file=sys.stderr)
    words = [str(settings.corpus), "--data", str(settings.data), "--embedder", _loadable(settings.embedder)]
    with contextlib.redirect_stdout(sys.stderr):
        code = command("ingest")(words)
    if code == WriterBusyError.exit_code and _appears(settings.data):
        return
    if code not in {0, 4}:
        raise IndexUnusableError("Le corpus livré n’a pas pu être indexé, pour la raison qui précède.")


def _loadable(name: str) -> str:
    """Return the embedder of a setting, or the one that is always there, said on stderr, when it cannot be loaded."""
    if name != _ALWAYS_THERE:
        try:
            build_embedder(name, fetch=True).embed_questions([name])
        except ModelUnavailableError as error:
            print(f"{error} En attendant, j’indexe avec « {_ALWAYS_THERE} ».", file=sys.stderr)
            return _ALWAYS_THERE
    return name


def _has_index(data: Path) -> bool:
    """Tell whether a data folder names a generation that can be found.

    Raises:
        IndexUnusableError: it names one that is gone, or the folder cannot be read.
    """
    try:
        named = (data / "CURRENT").exists()
        if not named and holds_generations(data):  # being published at this very moment, or damaged
            time.sleep(_PUBLISHING)
            named = True
    except OSError as error:
        raise IndexUnusableError(f"Le dossier {str(data)!r} ne se lit pas.", "Vérifiez ses droits.") from error
    if named:
        current_folder(data)
    return named


def _appears(data: Path) -> bool:
    """Wait for the index that another process is making; tell whether it came."""
    for _ in range(_PATIENCE):
        time.sleep(0.5)
        if (data / "CURRENT").exists():
            return True
    return False


def _help() -> str:
    lines = [_USAGE, "", "Commandes :"]
    lines += [f"  {name:<8} {text}" for name, text in _MENU.items()]
    return "\n".join([*lines, "", 'Premier essai : efc ask "C’est quoi un ECT ?"'])


def _unknown(name: str, commands: dict[str, EntryPoint]) -> str:
    near = difflib.get_close_matches(name, commands, n=1)
    hint = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
    return f"efc : la commande {name!r} n’existe pas.{hint}\n{_USAGE}"
