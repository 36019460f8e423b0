"""`efc serve`: open the assistant on an address of this machine."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from api.serving import address_of, make_server, open_listener
from api.traffic import traffic_of
from api.working import make_app, run_server, supervise
from assistant.cli import ensure_index
from assistant.cli.border import Parser, guarded, settings_of

MOST_WORKERS = 64
"""Processes of one server: each holds the index and its tables, about 200 MB."""


def _act(arguments: Sequence[str] | None) -> int:
    """Serve until interrupted; the address is taken before anything is indexed, so that it fails at once."""
    options = _parser().parse_args(arguments)
    settings = settings_of(options)
    traffic_of(settings)
    with open_listener(options.host, options.port) as listener:
        ensure_index(settings)
        opened = f"Assistant EFC : {address_of(listener)} (Ctrl+C pour arrêter)"
        if options.workers > 1:
            print(opened, file=sys.stderr, flush=True)
            return supervise(listener, options.workers, options.host, settings.data)
        server = make_server(make_app(settings, options.host))
        print(opened, file=sys.stderr, flush=True)
        run_server(server, listener)
    return 0


def _host(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("une adresse est attendue, par exemple 127.0.0.1")
    return text.strip()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"un nombre de 0 à 65535 est attendu, reçu {text!r}")
    return int(text)


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"un nombre de 1 à {MOST_WORKERS} est attendu, reçu {text!r}")
    return int(text)


def _parser() -> Parser:
    parser = Parser("efc serve", "Ouvre l’assistant sur cette machine : la page, et l’API décrite par /openapi.json.")
    parser.add_argument(
        "--host",
        type=_host,
        default="127.0.0.1",
        help="adresse où écouter (127.0.0.1 par défaut) ; autres noms du serveur : EFC_ALLOWED_HOSTS",
    )
    parser.add_argument("--port", type=_port, default=8000, help="port (8000 par défaut ; 0 en prend un libre)")
    parser.add_argument(
        "--workers", type=_workers, default=1, metavar="N", help="processus qui se partagent l’adresse (1 par défaut)"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="dossier de données (défaut : EFC_DATA, ou .efc)")
    return parser


run = guarded("efc serve", _act)
