"""The web socket of a pretended Discord: sessions, sequence numbers, heartbeats, replay to who resumes."""

import asyncio
import json
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
"""Members, presences, and the words of messages: given to an application that asked its owner."""


@dataclass(eq=False, slots=True)
class Connection:
    """One open socket."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    compress: Any = None
    """The stream that deflates what is sent, when the client asked for `zlib-stream`."""

    async def send(self, op: int, data: object, *, event: str | None = None, sequence: int | None = None) -> None:
        """Send one frame; a socket that has closed meanwhile loses it, as it would."""
        text = json.dumps({"op": op, "d": data, "t": event, "s": sequence})
        try:
            if self.compress is None:
                await self.socket.send_str(text)
            else:
                deflated = self.compress.compress(text.encode()) + self.compress.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(deflated)
        except (ConnectionError, RuntimeError):
            return

    def cut(self) -> None:
        """Drop the line without a word."""
        if self.transport:
            self.transport.abort()


@dataclass(eq=False, slots=True)
class Session:
    """What was dispatched to a client since it identified itself, kept for when it resumes."""

    intents: int
    id: str = field(default_factory=lambda: uuid4().hex)
    events: list[tuple[str, object]] = field(default_factory=list)
    connection: Connection | None = None
    sending: asyncio.Lock = field(default_factory=asyncio.Lock)


Opening = tuple[dict[str, Any], Iterable[tuple[str, object]]]
"""READY, and the events that follow it."""


class Gateway:
    """The sessions of one bot.

    Args:
        token: what a client must show.
        allowed: the privileged intents that the application was granted.
        opening: returns what a new session is told.
    """

    def __init__(self, token: str, allowed: int, opening: "Callable[[Session], Opening]") -> None:
        self._token, self.allowed, self._opening = token, allowed, opening
        self.sessions: list[Session] = []
        self.heartbeats: list[float] = []
        self.resumed = 0
        self.heartbeat_ms = 41_250
        self.answers_heartbeats = True
        self.copies = 1
        """How many times each event is sent: more than one is a platform that stutters."""
        self._connections: set[Connection] = set()
        self._changed = asyncio.Condition()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket from its opening to its end."""
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        is_deflated = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request.transport, zlib.compressobj() if is_deflated else None)
        self._connections.add(connection)
        try:
            await connection.send(HELLO, {"heartbeat_interval": self.heartbeat_ms})
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(frame.data))
        finally:
            self._connections.discard(connection)
            for session in self.sessions:
                if session.connection is connection:
                    session.connection = None
            await self._tell()
        return socket

    async def dispatch(self, event: str, data: object, *, intent: int = 0) -> None:
        """Send an event to every session that asked for it, now or when it resumes.

        Args:
            event: its name.
            data: its payload, or a function that makes it for a session.
            intent: what a session must have asked for; 0 when nothing.
        """
        for session in self.sessions:
            if not intent or session.intents & intent:
                shown = data(session) if callable(data) else data
                for _ in range(self.copies):
                    await self._push(session, event, shown)

    async def drop(self, code: int | None = None) -> None:
        """Cut every line, or close it with a code; sessions are kept."""
        for connection in list(self._connections):
            if code is None:
                connection.cut()
            else:
                await connection.socket.close(code=code)

    async def ask_reconnect(self) -> None:
        """Ask every client to come back, as before a maintenance."""
        for connection in list(self._connections):
            await connection.send(RECONNECT, None)

    def expire(self) -> None:
        """Lose the sessions of the clients that have left."""
        self.sessions = [one for one in self.sessions if one.connection]

    async def forget(self) -> None:
        """Lose every session: a client that resumes is told to identify itself again."""
        self.sessions.clear()
        await self.drop()

    async def wait(self, condition: Callable[[], bool], seconds: float = 15) -> None:
        """Wait until something is true of the sockets; raise TimeoutError when it takes too long."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(condition)

    @property
    def is_connected(self) -> bool:
        """Whether a client holds a session on an open socket."""
        return any(one.connection for one in self.sessions)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _push(self, session: Session, event: str, data: object) -> None:
        async with session.sending:
            session.events.append((event, data))
            if session.connection:
                await session.connection.send(DISPATCH, data, event=event, sequence=len(session.events))

    async def _receive(self, connection: Connection, frame: dict[str, Any]) -> None:
        data = frame.get("d")
        if frame["op"] == HEARTBEAT:
            self.heartbeats.append(time.monotonic())
            if self.answers_heartbeats:
                await connection.send(ACK, None)
            await self._tell()
        elif frame["op"] == IDENTIFY:
            await self._identify(connection, data)
        elif frame["op"] == RESUME:
            await self._resume(connection, data)

    async def _identify(self, connection: Connection, data: dict[str, Any]) -> None:
        if data["token"] != self._token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
            return
        if data["intents"] & PRIVILEGED & ~self.allowed:
            await connection.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        session = Session(data["intents"], connection=connection)
        self.sessions.append(session)
        ready, events = self._opening(session)
        await self._push(session, "READY", ready | {"session_id": session.id, "shard": [0, 1]})
        for event, shown in events:
            await self._push(session, event, shown)
        await self._tell()

    async def _resume(self, connection: Connection, data: dict[str, Any]) -> None:
        session = next((one for one in self.sessions if one.id == data["session_id"]), None)
        if session is None or data["token"] != self._token or data["seq"] is None:
            await connection.send(INVALID, False)
            return
        async with session.sending:
            for number, (event, shown) in enumerate(session.events[data["seq"] :], data["seq"] + 1):
                await connection.send(DISPATCH, shown, event=event, sequence=number)
            session.events.append(("RESUMED", {}))
            await connection.send(DISPATCH, {}, event="RESUMED", sequence=len(session.events))
            session.connection = connection
        self.resumed += 1
        await self._tell()
