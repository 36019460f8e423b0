"""`efc chat`: a conversation in the terminal."""

import asyncio
import sys
from collections.abc import Sequence

from assistant.answering import Assistant
from assistant.cli import ensure_index, tolerate_any_bytes
from assistant.cli.border import Parser, data_option, guarded, readable, settings_of
from assistant.composing.blocks import blocks_of
from assistant.domain import Question, Turn
from assistant.errors import InvalidInputError
from assistant.exporting.reply_markdown import reply_markdown
from assistant.wiring import build_assistant

_REMEMBERED = 12
"""Turns kept to understand what follows."""


def _act(arguments: Sequence[str] | None) -> int:
    parser = Parser("efc chat", "Ouvre une conversation. Une ligne vide ou « fin » la termine.")
    parser.add_argument("--place", metavar="LIEU", help="ville, département ou région d’où vous écrivez")
    data_option(parser)
    options = parser.parse_args(arguments)
    settings = settings_of(options)
    ensure_index(settings)
    tolerate_any_bytes()
    _converse(build_assistant(settings), options.place, as_json=options.json)
    return 0


def _converse(assistant: Assistant, place: str | None, *, as_json: bool) -> None:
    history: list[Turn] = []
    print("Assistant automatique du réseau EFC. Une ligne vide ou « fin » pour terminer.", file=sys.stderr)
    while (line := _line()) and line.strip().lower() not in {"", "fin", "quit", "exit"}:
        question = Question(text=line, history=tuple(history[-_REMEMBERED:]), place=place)
        try:
            reply = asyncio.run(assistant.ask(question))
        except InvalidInputError as error:
            print(f"efc chat : {error}", file=sys.stderr)
            continue
        print(reply.model_dump_json() if as_json else readable(reply_markdown(blocks_of(reply))) + "\n")
        history += [Turn(role="user", text=line), Turn(role="assistant", text=reply.text)]


def _line() -> str:
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        print("> ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().rstrip("\n")


run = guarded("efc chat", _act)
