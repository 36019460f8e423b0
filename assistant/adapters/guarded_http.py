"""What every exchange with a provider keeps to: no redirect followed, no endless or packed answer.

The clients of the providers' packages are those of httpx or of its twin httpx2: both take these options.
"""

from collections.abc import AsyncGenerator, Callable, Mapping, MutableMapping
from contextlib import aclosing
from typing import Any, Protocol

Read = Callable[..., AsyncGenerator[bytes, None]]
"""Yield the bytes of a body, as httpx's `Response.aiter_raw`."""

RECEIVED_LIMIT = 4 * 2**20
"""Bytes received from a provider for one answer.

The longest answer kept (`prompting.ANSWER_LIMIT`, 20,000 characters) came in 1.5 MB when streamed a character
an event by an OpenAI-compatible server, 75 bytes of envelope a character.
"""


class Client(Protocol):
    """What is set of an asynchronous httpx client."""

    event_hooks: dict[str, list[Callable[..., Any]]]
    follow_redirects: bool

    @property
    def headers(self) -> MutableMapping[str, str]:
        """Sent with each request."""


class Response(Protocol):
    """What is read of an httpx response, and replaced."""

    aiter_raw: Read

    @property
    def is_redirect(self) -> bool:
        """True for a status of 300 to 399."""

    @property
    def headers(self) -> Mapping[str, str]:
        """As received."""


class RefusedResponseError(Exception):
    """A provider's response that is not read; `reason` is a sentence for the public, without its content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def client_options() -> dict[str, Any]:
    """Return the options of an asynchronous httpx client that is guarded; each exchange has its connection."""
    return {
        "event_hooks": {"response": [_check]},
        "follow_redirects": False,
        "headers": {"Accept-Encoding": "identity", "Connection": "close"},
    }


def guard(client: Client) -> None:
    """Guard an asynchronous httpx client that exists already."""
    options = client_options()
    client.event_hooks = options["event_hooks"]
    client.follow_redirects = options["follow_redirects"]
    client.headers.update(options["headers"])


async def _check(response: Response) -> None:
    """Refuse a response by its head, and count the bytes of its body.

    Raises:
        RefusedResponseError: it redirects, is packed, or announces too much.
    """
    if response.is_redirect:
        raise RefusedResponseError("renvoie vers une autre adresse")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise RefusedResponseError("compresse sa réponse sans qu’on le lui demande")
    announced = response.headers.get("Content-Length", "0")
    if announced.isdecimal() and int(announced) > RECEIVED_LIMIT:
        raise RefusedResponseError("envoie une réponse trop longue")
    response.aiter_raw = _counted(response.aiter_raw)


def _counted(read: Read) -> Read:
    async def counted(chunk_size: int | None = None) -> AsyncGenerator[bytes, None]:
        received = 0
        async with aclosing(read(chunk_size)) as chunks:
            async for chunk in chunks:
                received += len(chunk)
                if received > RECEIVED_LIMIT:
                    raise RefusedResponseError("envoie une réponse trop longue")
                yield chunk

    return counted
