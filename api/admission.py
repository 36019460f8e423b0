"""How many questions are worked at once: a bounded line, a bounded wait, and no work for who has left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import RequestRefusedError

WAITING = 64
"""Requests that may wait for a slot, a full line is worked in 0.7 s at 0.02 s an answer on two cores."""

PATIENCE = 5.0
"""Seconds a request waits for a slot."""

BUSY_SECONDS = 2
"""Seconds after which a request refused for want of a slot may come back: more than a full line takes."""

BODY_SECONDS = 10.0
"""Seconds in which a body must come: 64 KiB over the slowest of lines."""

SENDING_SECONDS = 30.0
"""Seconds in which a client must take one part of a response; one that reads slower is cut."""


class Line:
    """The slots and who waits for them.

    Args:
        slots: requests worked at once, at least 1.
        waiting: requests that may wait.
        patience: seconds each waits at most.
    """

    def __init__(self, slots: int, waiting: int = WAITING, patience: float = PATIENCE) -> None:
        self._free = asyncio.Semaphore(slots)
        self._room = waiting
        self._patience = patience
        self.working = 0
        """Requests worked now."""
        self.waiting = 0
        """Requests that wait now."""
        self.refused = 0
        """Requests refused since the start."""
        self.left = 0
        """Clients gone before their response, since the start."""

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Hold a slot.

        Raises:
            RequestRefusedError: the line is full, or `patience` is over.
        """
        if self._free.locked() and self.waiting >= self._room:
            raise self._refusal()
        self.waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise self._refusal() from error
        finally:
            self.waiting -= 1
        self.working += 1
        try:
            yield
        finally:
            self.working -= 1
            self._free.release()

    def _refusal(self) -> RequestRefusedError:
        self.refused += 1
        detail = "Trop de monde en ce moment ; attendez le nombre de secondes donné par Retry-After."
        return RequestRefusedError("server_busy", detail, {"Retry-After": str(BUSY_SECONDS)})


class Admission:
    """Read a whole body before it takes a slot, work it in a slot, and stop when its client leaves.

    Only what asks for work goes through the line: every POST, and the page when it carries a question.
    """

    def __init__(self, app: ASGIApp, line: Line) -> None:
        self._app = app
        self._line = line

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request.

        Raises:
            RequestRefusedError: there is no slot in time, or the body does not come in time.
        """
        if scope["type"] != "http" or not _asks_work(scope):
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            self._line.left += 1
            return
        answer = _Answer(send)
        work = asyncio.create_task(self._work(scope, _Replayed(body), answer))
        gone = asyncio.create_task(_departure(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            self._line.left += not (work.done() or answer.complete)
        finally:
            gone.cancel()
            work.cancel()
            await asyncio.wait({work, gone})
        if not work.cancelled():
            work.result()

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._line.slot():
            await self._app(scope, receive, send)


class _Answer:
    """Send a response to a client that takes it, and know when all of it was sent."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.complete = False

    async def __call__(self, message: Message) -> None:
        async with asyncio.timeout(SENDING_SECONDS):
            await self._send(message)
        self.complete = message["type"] == "http.response.body" and not message.get("more_body", False)


class _Replayed:
    """Give a body that was read already, then nothing: who leaves is seen to from outside."""

    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body

    async def __call__(self) -> Message:
        if self._body is None:
            await asyncio.get_running_loop().create_future()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _asks_work(scope: Scope) -> bool:
    return scope["method"] == "POST" or (scope["path"] == "/" and bool(scope["query_string"]))


async def _body(receive: Receive) -> bytes | None:
    """Return the whole body, None when the client left before its end."""
    parts: list[bytes] = []
    more = True
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError as error:
        raise RequestRefusedError("request_timeout", f"Le corps n’est pas venu en {BODY_SECONDS:.0f} s.") from error
    return b"".join(parts)


async def _departure(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
