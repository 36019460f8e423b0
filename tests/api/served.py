"""An application behind a real socket of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from api.app import create_app
from api.serving import make_server, open_listener


@contextmanager
def served(assistant: Any, **options: Any) -> Iterator[int]:
    """Serve an assistant on a free port until the context ends, and give the port."""
    listener = open_listener("127.0.0.1", 0)
    server = make_server(create_app(assistant, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
