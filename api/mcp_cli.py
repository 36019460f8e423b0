"""`efc mcp`: the tools over the standard streams, for a program that starts this one."""

import asyncio
import contextlib
from collections.abc import Sequence
from pathlib import Path

from api.mcp_serving import ABSENT, is_installed
from assistant.cli import ensure_index
from assistant.cli.border import Parser, guarded, settings_of
from assistant.errors import ModelUnavailableError
from assistant.wiring import build_assistant


def _act(arguments: Sequence[str] | None) -> int:
    """Serve until the other end closes the stream; only the protocol is written to the standard output."""
    parser = Parser(
        "efc mcp",
        "Donne les outils de l’assistant à un programme qui parle MCP, par l’entrée et la sortie standard.",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="dossier de données (défaut : EFC_DATA, ou .efc)")
    settings = settings_of(parser.parse_args(arguments))
    if not is_installed():
        raise ModelUnavailableError(ABSENT)
    ensure_index(settings)
    from api.mcp_tools import make_tools  # noqa: PLC0415 - the extra may be absent

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(make_tools(build_assistant(settings)).run_stdio_async())
    return 0


run = guarded("efc mcp", _act)
