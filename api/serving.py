"""Listen on an address, and run the application on it."""

import socket
from typing import Any

import uvicorn

from assistant.errors import EfcError

BACKLOG = 128
"""Connections that wait to be accepted."""

SHUTDOWN_SECONDS = 5
"""Seconds left to running requests when the server stops."""


class AddressUnusableError(EfcError):
    """The address to listen on is taken, forbidden, or not of this machine."""

    code = "address_unusable"


def open_listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one.

    Raises:
        AddressUnusableError: the port is taken or forbidden, or the host is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, TypeError, UnicodeError) as error:
        listener.close()
        other = port + 1 if 0 < port < 65535 else 8000
        raise AddressUnusableError(
            f"Impossible d’écouter sur {host!r}, port {port} : l’adresse est déjà prise, ou refusée.",
            f"Choisissez-en une autre, par exemple « efc serve --port {other} ».",
        ) from error
    return listener


def address_of(listener: socket.socket) -> str:
    """Return the address a browser opens to reach a listener."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_server(app: Any) -> uvicorn.Server:  # noqa: ANN401 - any ASGI application
    """Return a server, ready to run on a listener.

    The access log stays off: an address of the page holds a question.
    """
    config = uvicorn.Config(
        app,
        http="h11",  # refuses a head that does not end within 64 KiB
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    return uvicorn.Server(config)
