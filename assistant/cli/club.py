"""`efc club`: the club of a place."""

import asyncio
from collections.abc import Sequence

from assistant.cli import ensure_index
from assistant.cli.border import Parser, data_option, guarded, settings_of, typed
from assistant.cli.showing import reply_text
from assistant.domain import Question
from assistant.understanding import normalised
from assistant.wiring import build_assistant

_ABSTAINED = 3


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc club", "Donne le club EFC d’une ville, d’un département ou d’une région.")
    parser.add_argument("place", metavar="LIEU", help="par exemple Rouen, Nîmes ou Bretagne")
    data_option(parser)
    options = parser.parse_args(arguments)
    settings = settings_of(options)
    ensure_index(settings)
    place = normalised(typed(options.place))
    reply = asyncio.run(build_assistant(settings).ask(Question(text=f"Quel club à {place} ?")))
    print(reply.model_dump_json(indent=2) if options.json else reply_text(reply))
    return _ABSTAINED if reply.kind == "abstention" else 0


run = guarded("efc club", _act)
