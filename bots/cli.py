"""`efc discord`: put the assistant on Discord."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import closing
from pathlib import Path

from assistant.cli import ensure_index
from assistant.cli.border import Parser, guarded, settings_of
from assistant.errors import ChannelRefusedError
from assistant.wiring import build_assistant, build_journal
from bots.attending import GRACE, Attendant
from bots.guide import guide
from bots.logs import write_quietly
from bots.recording import Recorder
from bots.state import State


def _act(arguments: Sequence[str] | None) -> int:
    """Stay on Discord until interrupted; a token that is missing or wrong is told in one line."""
    options = _parser().parse_args(arguments)
    if options.guide:
        print(guide())
        return 0
    settings = settings_of(options)
    token = settings.discord_token.get_secret_value().strip()
    if not token:
        print(guide())
        raise ChannelRefusedError("EFC_DISCORD_TOKEN est vide.", "Suivez les étapes ci-dessus, puis recommencez.")
    stay_connected = _adapter()
    write_quietly([token])
    ensure_index(settings)
    state = State(settings.data)
    with closing(build_journal(settings)) as journal:
        recorder = Recorder(journal, "discord")
        attendant = Attendant(build_assistant(settings), recorder, settings.chat_deadline + GRACE)
        asyncio.run(stay_connected(token, attendant, state))
    return 0


def _adapter() -> Callable[[str, Attendant, State], Coroutine[None, None, None]]:
    """Return what connects, loaded now: the extra may not be installed."""
    try:
        from bots.discord_client.connecting import stay_connected  # noqa: PLC0415
    except ImportError as error:
        raise ChannelRefusedError(
            "La bibliothèque de Discord n’est pas installée.",
            'Lancez : pip install -c constraints.txt -e ".[discord]".',
        ) from error
    return stay_connected


def _parser() -> Parser:
    parser = Parser("efc discord", "Met l’assistant sur Discord, avec le jeton de EFC_DISCORD_TOKEN. Ctrl+C l’arrête.")
    parser.add_argument("--guide", action="store_true", help="dit quoi créer chez Discord, avec quelles permissions")
    parser.add_argument("--data", type=Path, metavar="DIR", help="dossier de données (défaut : EFC_DATA, ou .efc)")
    return parser


run = guarded("efc discord", _act)
