"""A provider of chat models on this machine: it speaks four real protocols, and fails in every known way.

The protocol is told by the path: `/chat/completions` (OpenAI, and Mistral, which speaks the same), `/v1/messages`
(Anthropic), `/api/chat` (Ollama). Answers are streamed as each protocol streams, a few characters an event.
"""

import asyncio
import gzip
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

Mode = Literal[
    *("ok", "slow", "trickle", "hang", "429", "500", "cut", "bad_json", "wrong_type", "huge", "redirect"),
    *("not_found", "unauthorised", "shapeless", "packed", "page", "truncated"),
]
HUGE = 100 * 2**20
"""Bytes that the mode « huge » would send to who reads on."""

_TLS_HANDSHAKE = b"\x16"
"""First byte of a client that wants TLS."""

_PIECE = 7
"""Characters of an answer in one event."""


@dataclass
class Exchange:
    """One request as received, and what became of it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    sent: int = 0
    closed: threading.Event = field(default_factory=threading.Event)


class ProviderStub:
    """A server on a free port of this machine, in a thread of its own.

    Attributes:
        mode: how the next requests are served.
        answer: what the model writes, from the body of the request.
        exchanges: the requests, in order of arrival.
        elsewhere: where the mode « redirect » sends to.
    """

    def __init__(self, answer: Callable[[dict[str, Any]], str]) -> None:
        self.mode: Mode = "ok"
        self.answer = answer
        self.exchanges: list[Exchange] = []
        self.elsewhere = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="provider-stub")
        self._thread.start()
        self._server = self._call(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]

    def address(self, path: str = "", scheme: str = "http") -> str:
        """Return the address of a path."""
        return f"{scheme}://127.0.0.1:{self.port}{path}"

    @property
    def open(self) -> int:
        """Exchanges whose connection is still open."""
        return sum(not one.closed.is_set() for one in self.exchanges)

    def close(self) -> None:
        """Cut every connection and stop."""
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _stop(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        exchange: Exchange | None = None
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                exchange = await _read(reader)
                self.exchanges.append(exchange)
                await _until_left(reader, self._reply(exchange, writer))
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            if exchange is not None:
                exchange.closed.set()

    async def _reply(self, exchange: Exchange, writer: asyncio.StreamWriter) -> None:
        mode = self.mode
        if mode in {"hang", "slow"}:
            await asyncio.sleep(30 if mode == "slow" else 3600)
        if mode == "shapeless" and is_shaped(exchange.body):
            await _send(
                exchange, writer, _head("400 Bad Request", "application/json") + b'{"error": {"message": "no"}}'
            )
            return
        if mode in _PLAIN:
            await _send(exchange, writer, _PLAIN[mode])
            return
        if mode == "redirect":
            location = f"Location: {self.elsewhere}\r\n"
            await _send(exchange, writer, _head("307 Temporary Redirect", "text/plain", location))
            return
        await self._stream(exchange, writer, mode)

    async def _stream(self, exchange: Exchange, writer: asyncio.StreamWriter, mode: Mode) -> None:
        kind = "application/x-ndjson" if exchange.path.endswith("/api/chat") else "text/event-stream"
        await _send(exchange, writer, _head("200 OK", kind, "Transfer-Encoding: chunked\r\n"))
        filler = _chunk(b"a" * 2**16)
        while mode == "huge" and exchange.sent < HUGE:
            await _send(exchange, writer, filler)
        stream = _MANGLED.get(mode) or _streamed(exchange.path, self.answer(exchange.body))
        if mode in {"cut", "truncated"}:
            stream = stream[: len(stream) // 2]
        step = 1 if mode == "trickle" else 4096
        for start in range(0, len(stream), step):
            await _send(exchange, writer, _chunk(stream[start : start + step]))
            await asyncio.sleep(1 if mode == "trickle" else 0)
        if mode == "cut":
            writer.transport.abort()
        else:
            await _send(exchange, writer, _chunk(b""))


async def _read(reader: asyncio.StreamReader) -> Exchange:
    first = await reader.readexactly(1)
    if first == _TLS_HANDSHAKE:
        raise ConnectionError("this server speaks no TLS")
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    request, *rest = head.splitlines()
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Exchange(request.split()[1], headers, json.loads(body or b"{}"))


async def _until_left(reader: asyncio.StreamReader, reply: Any) -> None:
    """Serve a reply until it is sent or the client leaves."""
    replying = asyncio.ensure_future(reply)
    leaving = asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait({replying, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (replying, leaving):
            task.cancel()
        await asyncio.gather(replying, leaving, return_exceptions=True)


async def _send(exchange: Exchange, writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()
    exchange.sent += len(data)


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def _head(status: str, kind: str, more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Connection: close\r\n\r\n".encode()


_ERROR = b'{"error": {"message": "the prompt was: canary-of-the-provider"}}'
_PLAIN: dict[Mode, bytes] = {
    "429": _head("429 Too Many Requests", "application/json", "Retry-After: 600\r\n") + _ERROR,
    "500": _head("500 Internal Server Error", "application/json") + _ERROR,
    "not_found": _head("404 Not Found", "application/json") + _ERROR,
    "unauthorised": _head("401 Unauthorized", "application/json") + _ERROR,
    "page": _head("200 OK", "text/html") + b"<html><title>Portail captif</title></html>",
    "packed": _head("200 OK", "text/event-stream", "Content-Encoding: gzip\r\n") + gzip.compress(b"a" * 2**24),
}
_MANGLED: dict[Mode, bytes] = {
    "bad_json": b'data: {"choices": [{"delta": {"content": \n\n{"message": \n',
    "wrong_type": b'data: {"choices": "oui", "type": 3}\n\ndata: [DONE]\n\n',
}


def passages_shown(body: dict[str, Any]) -> dict[int, str]:
    """Return the passages that a request shows to the model, by number."""
    content = body["messages"][-1]["content"]
    text = content if isinstance(content, str) else "".join(block["text"] for block in content)
    return {one["number"]: one["text"] for one in json.loads(text)["passages"]}


def is_shaped(body: dict[str, Any]) -> bool:
    """Tell whether a request asks for structured output."""
    return any(body.get(name) for name in ("response_format", "format", "output_config"))


def _streamed(path: str, text: str) -> bytes:
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    if path.endswith("/api/chat"):
        return _ollama(pieces)
    return _anthropic(pieces) if path.endswith("/messages") else _openai(pieces)


def _openai(pieces: list[str]) -> bytes:
    def event(delta: dict[str, str], ended: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": ended}
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [choice]}
        return f"data: {json.dumps(chunk)}\n\n".encode()

    events = [event({"role": "assistant", "content": ""}, None), *(event({"content": one}, None) for one in pieces)]
    return b"".join([*events, event({}, "stop"), b"data: [DONE]\n\n"])


def _anthropic(pieces: list[str]) -> bytes:
    def event(kind: str, **data: Any) -> bytes:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n".encode()

    message = {"id": "m1", "type": "message", "role": "assistant", "model": "stub", "content": [], "stop_reason": None}
    message |= {"stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1}}
    return b"".join(
        [
            event("message_start", message=message),
            event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
            *(event("content_block_delta", index=0, delta={"type": "text_delta", "text": one}) for one in pieces),
            event("content_block_stop", index=0),
            event(
                "message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage={"output_tokens": 9}
            ),
            event("message_stop"),
        ]
    )


def _ollama(pieces: list[str]) -> bytes:
    def line(content: str, **more: Any) -> bytes:
        part = {
            "model": "stub",
            "created_at": "2026-01-01T00:00:00Z",
            "message": {"role": "assistant", "content": content},
        }
        return json.dumps({**part, "done": False, **more}).encode() + b"\n"

    ended = {"done": True, "done_reason": "stop", "total_duration": 1, "eval_count": 1, "prompt_eval_count": 1}
    return b"".join([*(line(one) for one in pieces), line("", **ended)])
