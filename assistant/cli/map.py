"""`efc map`: the clubs by region, or the notions and their relations, as a picture."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from assistant.cli.border import Parser, data_option, guarded, settings_of
from assistant.cli.drawn import deliver
from assistant.domain import Language
from assistant.drawing import club_map, notion_map
from assistant.knowledge import load_lexicon, load_places


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc map", "Dessine en SVG la carte des clubs par région, ou celle des notions et de leurs liens.")
    parser.add_argument("subject", metavar="SUJET", choices=("clubs", "notions"), help="« clubs » ou « notions »")
    parser.add_argument("-o", "--output", type=Path, metavar="FICHIER", help="fichier à écrire (défaut : la sortie)")
    parser.add_argument("--language", choices=get_args(Language), default="fr", help="fr ou en (défaut : fr)")
    data_option(parser)
    options = parser.parse_args(arguments)
    corpus = settings_of(options).corpus
    drawn = _drawn(options.subject, corpus, options.language)
    told = json.dumps({"subject": options.subject, "svg": drawn}, ensure_ascii=False)
    deliver(told if options.json else drawn, options.output)
    return 0


def _drawn(subject: str, corpus: Path, language: Language) -> str:
    return club_map(load_places(corpus), language) if subject == "clubs" else notion_map(load_lexicon(corpus), language)


run = guarded("efc map", _act)
