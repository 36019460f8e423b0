"""`efc ask`: one question, one reply."""

import asyncio
import json
from collections.abc import Sequence
from typing import get_args

from assistant.cli import ensure_index
from assistant.cli.border import Parser, data_option, guarded, settings_of, typed
from assistant.cli.explaining import explanation_text
from assistant.cli.showing import reply_text
from assistant.domain import Persona, Question, Reply
from assistant.understanding import normalised
from assistant.wiring import build_assistant

_ABSTAINED = 3


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc ask", "Pose une question et affiche une réponse dont chaque phrase a sa source.")
    parser.add_argument("question", help="la question, entre guillemets")
    parser.add_argument("--place", metavar="LIEU", help="ville, département ou région d’où vous écrivez")
    parser.add_argument("--persona", choices=get_args(Persona), help="qui vous êtes")
    parser.add_argument(
        "--explain", action="store_true", help="dit comment la question est comprise et chaque phrase jugée"
    )
    data_option(parser)
    options = parser.parse_args(arguments)
    settings = settings_of(options)
    place = normalised(typed(options.place)) if options.place else None
    question = Question(text=typed(options.question), place=place, persona=options.persona)
    ensure_index(settings)
    assistant = build_assistant(settings)
    reply: Reply = asyncio.run(assistant.ask(question))
    explanation = assistant.explain(question) if options.explain else None
    if options.json and explanation:
        print(json.dumps({"reply": reply.model_dump(), "explanation": explanation.model_dump()}, ensure_ascii=False))
    else:
        print(reply.model_dump_json(indent=2) if options.json else reply_text(reply))
    if explanation and not options.json:
        print("\n" + explanation_text(explanation))
    return _ABSTAINED if reply.kind == "abstention" else 0


run = guarded("efc ask", _act)
