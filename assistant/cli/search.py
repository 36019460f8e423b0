"""`efc search`: ranked passages."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, get_args

from assistant.cli import ensure_index
from assistant.cli.border import Parser, data_option, guarded, settings_of, typed
from assistant.cli.showing import hit_text
from assistant.domain import DocumentKind, Hit
from assistant.errors import InvalidInputError
from assistant.understanding import normalised
from assistant.wiring import build_assistant

_MOST = 50


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc search", "Cherche des passages, du plus proche au moins proche.")
    parser.add_argument("words", metavar="mots", help="les mots cherchés, entre guillemets")
    parser.add_argument(
        "-k", type=int, default=10, metavar="N", help=f"nombre de passages, de 1 à {_MOST} (défaut : 10)"
    )
    parser.add_argument(
        "--kind",
        choices=get_args(DocumentKind),
        action="append",
        default=[],
        help="genre de document à garder",
    )
    data_option(parser)
    options = parser.parse_args(arguments)
    if not 1 <= options.k <= _MOST:
        raise InvalidInputError(f"-k vaut {options.k}.", f"Choisissez un nombre de 1 à {_MOST}.")
    words = normalised(typed(options.words))
    settings = settings_of(options)
    ensure_index(settings)
    assistant = build_assistant(settings)
    hits = asyncio.run(assistant.search(words, count=options.k, kinds=options.kind))
    if options.json:
        print(json.dumps({"hits": [hit_fields(hit) for hit in hits]}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(hit_text(rank, hit) for rank, hit in enumerate(hits, 1)) or "Aucun passage.")
    return 0


def hit_fields(hit: Hit) -> dict[str, Any]:
    """Return a hit as the contract shows it."""
    return {
        "passage_id": hit.passage.id,
        "document_id": hit.document.id,
        "title": hit.document.title,
        "text": hit.passage.text,
        "score": round(hit.score, 6),
        "legs": hit.legs,
    }


run = guarded("efc search", _act)
