"""`POST /v1/chat/completions` and `GET /v1/models`: any chat front end that speaks OpenAI’s protocol connects."""

import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.openapi.models import Example
from fastapi.sse import EventSourceResponse, format_sse_event

from api.asking import Asked, told, under_way
from api.bodies import StrictRoute
from api.completion_schemas import (
    MODEL,
    SOURCES_HEADING,
    Annotation,
    AnswerMessage,
    Choice,
    Completion,
    CompletionBody,
    ModelList,
    OpenAIError,
    OpenAIProblem,
    UrlCitation,
    Usage,
)
from api.deltas import deltas, marks_in
from api.ports import ServedAssistant
from api.problems import RequestRefusedError
from api.reply_page import public_link
from api.routes import REFUSED, Responses
from assistant.composing import rendering
from assistant.domain import Reply, Source

COMPLETION_EXAMPLES: dict[str, Example] = {
    "question": {
        "summary": "Une question",
        "value": {"model": MODEL, "messages": [{"role": "user", "content": "C’est quoi un ECT ?"}]},
    },
    "flux": {
        "summary": "Une suite, en flux",
        "value": {
            "model": MODEL,
            "messages": [
                {"role": "user", "content": "Quel est le club de Rouen ?"},
                {"role": "assistant", "content": "Le Club Inné couvre la Normandie. [1]"},
                {"role": "user", "content": [{"type": "text", "text": "et à Toulouse ?"}]},
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
        },
    },
}

_STREAM: Responses = {
    200: {"content": {"text/event-stream": {"example": 'data: {"object":"chat.completion.chunk"}\n\n'}}}
}
_UNKNOWN_MODEL: Responses = {404: {"model": OpenAIProblem, "description": "Modèle inconnu"}}

router = APIRouter(route_class=StrictRoute)


@dataclass(frozen=True, slots=True)
class _Exchange:
    body: CompletionBody
    asked: Asked


async def _exchange(
    assistant: ServedAssistant, body: Annotated[CompletionBody, Body(openapi_examples=COMPLETION_EXAMPLES)]
) -> AsyncIterator[_Exchange]:
    if body.model != MODEL:
        raise RequestRefusedError("model_not_found", f"Le seul modèle est « {MODEL} ».")
    async with under_way(assistant, body.as_question()) as asked:
        yield _Exchange(body, asked)


@router.get("/v1/models", summary="Les modèles (protocole OpenAI)")
async def models() -> ModelList:
    """Un seul : `efc`."""
    return ModelList()


@router.post(
    "/v1/chat/completions",
    summary="Converser (protocole OpenAI)",
    response_model=Completion,
    responses={**_STREAM, **_UNKNOWN_MODEL, **REFUSED},
)
async def complete(request: Request, exchange: Annotated[_Exchange, Depends(_exchange)]) -> Response | Completion:
    """La réponse de `/v1/ask` : le texte et ses marques, la liste des sources, et `efc_reply`, la réponse entière.

    Les messages « system » sont ignorés, comme la température et les autres réglages d’un modèle de langue.
    """
    if exchange.body.stream:
        return EventSourceResponse(_streamed(exchange, request.state.request_id))
    reply = await exchange.asked
    content = "".join(contents(reply))
    return Completion(
        id=f"chatcmpl-{uuid4().hex}",
        created=int(time.time()),
        choices=(Choice(message=AnswerMessage(content=content, annotations=annotations(reply, content))),),
        usage=_usage(exchange.body, content),
        efc_reply=reply.model_dump(mode="json"),
    )


def contents(reply: Reply) -> Iterator[str]:
    """Yield the pieces of the content: the statements with their marks, then the sources, a line each.

    Front ends of this protocol read Markdown: what could act as a link, an image or a tag is made inert.
    """
    yield from map(_inert, deltas(reply))
    if reply.sources:
        yield "\n".join([f"\n\n{SOURCES_HEADING}", *map(_line, reply.sources)])


def _line(source: Source) -> str:
    shown = source if public_link(source.url) else source.model_copy(update={"url": None})
    return f"[{source.mark}] {_inert(rendering.source_line(shown))}"


def annotations(reply: Reply, content: str) -> tuple[Annotation, ...]:
    """Return a citation for each mark of the content, in order, whose source has an address that may be followed."""
    linked = {one.mark: one for one in reply.sources if public_link(one.url)}
    return tuple(
        Annotation(
            url_citation=UrlCitation(
                url=linked[mark].url or "", title=linked[mark].title, start_index=start, end_index=end
            )
        )
        for mark, start, end in marks_in(content)
        if mark in linked
    )


def _inert(text: str) -> str:
    """Return a text with a space inside each beginning of a Markdown link, image or definition, or of an HTML tag."""
    return re.sub(r"\](?=[(:])|<(?=[A-Za-z/!?])", lambda found: f"{found[0]} ", text)


def _usage(body: CompletionBody, content: str) -> Usage:
    read, written = body.words(), len(content.split())
    return Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)


async def _streamed(exchange: _Exchange, request_id: str) -> AsyncIterator[bytes]:
    envelope = {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": MODEL,
    }
    yield _event({**envelope, **_chunk({"role": "assistant", "content": ""})})
    try:
        reply = await exchange.asked
    except Exception as error:  # the stream has begun: it can only end with words
        problem = OpenAIError(message=told(error, request_id), type="server_error", param=None, code="internal_error")
        yield _event({"error": problem.model_dump()})
    else:
        for part in _chunks(exchange.body, reply):
            yield _event({**envelope, **part})
    yield format_sse_event(data_str="[DONE]")


def _chunks(body: CompletionBody, reply: Reply) -> Iterator[dict[str, Any]]:
    written = list(contents(reply))
    yield from (_chunk({"content": piece}) for piece in written)
    content = "".join(written)
    cited = [one.model_dump() for one in annotations(reply, content)]
    last = _chunk({"annotations": cited} if cited else {}, finish_reason="stop")
    yield {**last, "efc_reply": reply.model_dump(mode="json")}
    if body.stream_options and body.stream_options.include_usage:
        yield {"choices": [], "usage": _usage(body, content).model_dump()}


def _chunk(delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}]}


def _event(chunk: dict[str, Any]) -> bytes:
    return format_sse_event(data_str=json.dumps(chunk, ensure_ascii=False, separators=(",", ":")))
