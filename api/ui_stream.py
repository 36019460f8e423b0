"""`POST /v1/ask/stream`: a reply in the UI message stream protocol of the Vercel AI SDK, over server-sent events.

Protocol: https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol (version 1, AI SDK 5 and later).
"""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.asking import Asked, told, under_way
from api.bodies import StrictRoute
from api.deltas import deltas
from api.examples import ASK_EXAMPLES
from api.ports import ServedAssistant
from api.reply_page import public_link
from api.routes import REFUSED, Responses
from api.schemas import AskBody
from assistant.domain import Reply, Source

PROTOCOL_HEADER = "x-vercel-ai-ui-message-stream"
PROTOCOL = "v1"
DONE = "[DONE]"
TEXT_ID = "texte"

Part = dict[str, Any]
"""One part of the stream, as JSON."""

_EXAMPLE = (
    'data: {"type":"start","messageId":"5f0c2a9d"}\n\n'
    'data: {"type":"text-start","id":"texte"}\n\n'
    'data: {"type":"text-delta","id":"texte","delta":"Le verger nourrit douze familles. [1]"}\n\n'
    'data: {"type":"text-end","id":"texte"}\n\n'
    'data: {"type":"source-document","sourceId":"1","mediaType":"text/plain","title":"Le verger"}\n\n'
    'data: {"type":"data-reply","id":"reponse","data":{"kind":"answer"}}\n\n'
    'data: {"type":"finish"}\n\ndata: [DONE]\n\n'
)
_STREAMED: Responses = {
    200: {
        "description": "Les parties du message ; « data-reply » porte la réponse entière, la même que /v1/ask",
        "content": {"text/event-stream": {"example": _EXAMPLE}},
        "headers": {PROTOCOL_HEADER: {"description": PROTOCOL, "schema": {"type": "string"}}},
    }
}

router = APIRouter(route_class=StrictRoute)


async def _asked(
    assistant: ServedAssistant, response: Response, body: Annotated[AskBody, Body(openapi_examples=ASK_EXAMPLES)]
) -> AsyncIterator[Asked]:
    response.headers[PROTOCOL_HEADER] = PROTOCOL
    async with under_way(assistant, body.as_question()) as asked:
        yield asked


@router.post(
    "/v1/ask/stream",
    summary="Poser une question, réponse en flux",
    response_class=EventSourceResponse,
    responses={**_STREAMED, **REFUSED},
)
async def ask_stream(request: Request, asked: Annotated[Asked, Depends(_asked)]) -> AsyncIterator[ServerSentEvent]:
    """La réponse de `/v1/ask`, énoncé par énoncé, puis ses sources ; partir avant la fin arrête le travail."""
    yield _event({"type": "start", "messageId": uuid4().hex})
    try:
        reply = await asked
    except Exception as error:  # the stream has begun: it can only end with words
        yield _event({"type": "error", "errorText": told(error, request.state.request_id)})
    else:
        for part in parts_of(reply):
            yield _event(part)
    yield ServerSentEvent(raw_data=DONE)


def parts_of(reply: Reply) -> Iterator[Part]:
    """Yield the parts of a reply after `start`: text, sources, the reply itself, its verdict, `finish`."""
    yield {"type": "text-start", "id": TEXT_ID}
    for piece in deltas(reply):
        yield {"type": "text-delta", "id": TEXT_ID, "delta": piece}
    yield {"type": "text-end", "id": TEXT_ID}
    yield from (_source(one) for one in reply.sources)
    yield {"type": "data-reply", "id": "reponse", "data": reply.model_dump(mode="json")}
    yield {"type": "message-metadata", "messageMetadata": _verdict(reply)}
    yield {"type": "finish"}


def _source(source: Source) -> Part:
    """Return a source: `source-url` when its address may be followed, else `source-document`."""
    told_of = {"mark": source.mark, "document_id": source.document_id, "kind": source.kind}
    shown = {"sourceId": str(source.mark), "title": source.title, "providerMetadata": {"efc": told_of}}
    if public_link(source.url):
        return {"type": "source-url", "url": source.url, **shown}
    return {"type": "source-document", "mediaType": "text/plain", **shown}


def _verdict(reply: Reply) -> Part:
    names = ("id", "kind", "reason", "language", "confidence", "elapsed_ms")
    return {**{name: getattr(reply, name) for name in names}, "engine": reply.engine.model_dump()}


def _event(part: Part) -> ServerSentEvent:
    return ServerSentEvent(raw_data=json.dumps(part, ensure_ascii=False, separators=(",", ":")))
