"""The way back: what somebody says of a reply, and what the corpus turns out to lack.

Who judges gives back the `question` of the reply. The server could remember it by the id of the reply; then it would
hold what everybody asked, lose it with each restart, and not know what another process answered.
"""

from datetime import date
from typing import Annotated, Any, cast

from fastapi import APIRouter, Body, Depends, Query, Request
from fastapi.openapi.models import Example
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from api.administering import UNADMITTED, RequireAdmin
from api.bodies import StrictRoute, require_text
from api.ports import Assistant, ServedAssistant, asker_of
from api.problems import Problem, RequestRefusedError
from api.schemas import Body as StrictBody
from assistant.askings import COMMENT_LIMIT, Complaint, GapList, Judgement, Verdict
from assistant.domain import Record
from assistant.errors import InvalidInputError
from assistant.ports import Journal

GIVEN_BACK_LIMIT = 4000
"""Characters of a question given back: one as understood may be longer than as asked, which has 2,000."""

_EXAMPLES: dict[str, Example] = {
    "bon": {"summary": "Un pouce levé", "value": {"reply_id": "3f0c2a9d5b1e4c77", "verdict": "up"}},
    "faux": {
        "summary": "Un pouce baissé, avec ses raisons",
        "value": {
            "reply_id": "3f0c2a9d5b1e4c77",
            "verdict": "down",
            "reasons": ["incomplete", "outdated"],
            "question": "Combien coûte l’adhésion à un club ?",
            "comment": "Le tarif a changé.",
        },
    },
}

router = APIRouter(route_class=StrictRoute)


class FeedbackBody(StrictBody):
    """What somebody says of a reply."""

    reply_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="Le champ id de la réponse.")
    verdict: Verdict
    reasons: list[Complaint] = Field(default=[], max_length=6, description="Pourquoi la réponse est mauvaise.")
    question: str = Field(
        default="",
        max_length=GIVEN_BACK_LIMIT,
        description="Le champ question de la réponse ; sans lui, un pouce baissé est compté mais ne dit pas ce qui "
        "manque.",
    )
    document_id: str | None = Field(default=None, max_length=64, description="La source contestée, parmi les citées.")
    comment: str = Field(default="", max_length=COMMENT_LIMIT, description="Caviardé avant d’être gardé.")


class FeedbackReceived(Record):
    """Whether something was kept."""

    kept: bool
    """False when the server keeps no journal, or cannot write it for now."""


async def _served_journal(request: Request) -> Journal:
    return cast("Journal", request.app.state.journal)


ServedJournal = Annotated[Journal, Depends(_served_journal)]
"""The journal the application was made with, as a parameter of a route."""

_INVALID: dict[int | str, dict[str, Any]] = {422: {"model": Problem, "description": "Demande invalide"}}


@router.post(
    "/v1/feedback",
    summary="Juger une réponse",
    status_code=202,
    responses={
        404: {"model": Problem, "description": "Document inconnu"},
        413: {"model": Problem, "description": "Corps de plus de 64 Kio"},
        415: {"model": Problem, "description": "Corps qui n’est pas du JSON"},
        **_INVALID,
    },
)
async def feedback(
    request: Request,
    assistant: ServedAssistant,
    journal: ServedJournal,
    body: Annotated[FeedbackBody, Body(openapi_examples=_EXAMPLES)],
) -> FeedbackReceived:
    """Un pouce, ses raisons, un commentaire ; le dernier avis d’une personne sur une réponse remplace le précédent."""
    if body.document_id is not None:
        await run_in_threadpool(_require_document, assistant, body.document_id)
    judgement = Judgement(**{**body.model_dump(), "reasons": tuple(body.reasons)})
    return FeedbackReceived(kept=journal.judged(judgement, asker_of(request)))


@router.get(
    "/v1/gaps",
    summary="Ce que l’on demande et que le corpus n’a pas",
    responses={**UNADMITTED, **_INVALID, 503: {"model": Problem, "description": "Journal illisible"}},
)
def gaps(
    _: RequireAdmin,
    journal: ServedJournal,
    since: Annotated[str | None, Query(max_length=10, examples=["2026-01-31"])] = None,
) -> GapList:
    """Les manques demandés par au moins trois personnes, sans rien qui dise qui a demandé."""
    return journal.gaps(_day(since))


def _require_document(assistant: Assistant, document_id: str) -> None:
    if assistant.index().document(document_id) is None:
        raise RequestRefusedError("document_not_found", "Aucun document ne porte cet identifiant.")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(require_text(text))
    except ValueError as error:
        raise InvalidInputError("Le jour n’est pas lisible.", "Écrivez-le AAAA-MM-JJ.") from error
