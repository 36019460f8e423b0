"""`efc define`: the glossary, and what the documents say of a term."""

import asyncio
import difflib
import json
from collections.abc import Sequence

from assistant.answering import Assistant
from assistant.cli import ensure_index
from assistant.cli.border import Parser, data_option, guarded, readable, settings_of, typed
from assistant.cli.showing import reply_text
from assistant.domain import Question
from assistant.errors import InvalidInputError
from assistant.french import fold
from assistant.knowledge import LexiconEntry
from assistant.wiring import build_assistant


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc define", "Donne la définition d’un terme du glossaire, avec sa source.")
    parser.add_argument("term", metavar="TERME", help="un terme ou un sigle, par exemple « effets utiles » ou ECT")
    data_option(parser)
    options = parser.parse_args(arguments)
    settings = settings_of(options)
    assistant = build_assistant(settings)
    entry = _entry(assistant, typed(options.term))
    ensure_index(settings)
    reply = asyncio.run(assistant.ask(Question(text=f"C’est quoi « {entry.term} » ?")))
    if options.json:
        print(json.dumps({"entry": entry.model_dump(), "reply": reply.model_dump()}, ensure_ascii=False, indent=2))
        return 0
    print(_heading(entry) + "\n\n" + reply_text(reply))
    return 0


def _entry(assistant: Assistant, term: str) -> LexiconEntry:
    entry = assistant.lexicon.find(term)
    if entry is None:
        near = difflib.get_close_matches(fold(term), assistant.lexicon.by_name, n=3, cutoff=0.7)
        hint = " Termes proches : " + ", ".join(near) + "." if near else ""
        raise InvalidInputError(f"Le terme {term!r} n’est pas dans le glossaire.{hint}", "Essayez « efc search ».")
    return entry


def _heading(entry: LexiconEntry) -> str:
    acronym = f" ({entry.acronym})" if entry.acronym else ""
    related = f"\nVoir aussi : {', '.join(entry.related)}" if entry.related else ""
    return readable(f"{entry.term}{acronym}{related}")


run = guarded("efc define", _act)
