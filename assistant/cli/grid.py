"""`efc grid`: the reading grid of a cooperative ecosystem, as a picture to print."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from assistant.cli import ensure_index, tolerate_any_bytes
from assistant.cli.border import Parser, data_option, guarded, settings_of, typed
from assistant.cli.drawn import deliver
from assistant.domain import Language
from assistant.drawing import grid_picture
from assistant.reading_grid import filled_grid
from assistant.wiring import build_assistant


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc grid", "Dessine la grille de lecture d’un ECT en SVG, à imprimer sur une page A4 en paysage.")
    parser.add_argument(
        "description",
        nargs="?",
        default="",
        help="vos mots, rangés dans les cases sans y rien changer ; « - » les lit sur l’entrée ; sans eux, cases vides",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FICHIER", help="fichier à écrire (défaut : la sortie)")
    parser.add_argument("--language", choices=get_args(Language), default="fr", help="fr ou en (défaut : fr)")
    data_option(parser)
    options = parser.parse_args(arguments)
    settings = settings_of(options)
    description = typed(_given(options.description))
    ensure_index(settings)
    assistant = build_assistant(settings)
    grid = filled_grid(description, assistant.lexicon, assistant.index(), options.language)
    deliver(grid.model_dump_json(indent=2) if options.json else grid_picture(grid), options.output)
    return 0


def _given(description: str) -> str:
    if description != "-":
        return description
    tolerate_any_bytes()
    return sys.stdin.read()


run = guarded("efc grid", _act)
