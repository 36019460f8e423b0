"""The HTTP routes of the contract: questions, search, and what the corpus holds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request

from api.bodies import StrictRoute, require_text
from api.directory import belongs_to, find_club, list_clubs, note_id
from api.examples import ASK_EXAMPLES, REPLY_EXAMPLE, SEARCH_EXAMPLES
from api.ports import Assistant, ServedAssistant
from api.problems import Problem, RequestRefusedError
from api.register import Register, Registers
from api.schemas import (
    NAME_LIMIT,
    AskBody,
    ClubList,
    DocumentCard,
    DocumentList,
    FoundPassage,
    Health,
    ReadDocument,
    Readiness,
    SearchBody,
    SearchResults,
    TermCard,
    TermDetail,
    TermList,
)
from assistant.domain import Document, Reply
from assistant.errors import IndexUnusableError, InvalidInputError
from assistant.knowledge import Club

CLUB_DEPTH = 200
"""Passages searched before keeping those of one club: a club holds a small part of the corpus."""

Responses = dict[int | str, dict[str, Any]]
_INVALID: Responses = {422: {"model": Problem, "description": "Demande invalide"}}
_UNKNOWN: Responses = {404: {"model": Problem, "description": "Inconnu"}}
_UNREADY: Responses = {503: {"model": Problem, "description": "Index indisponible ; voyez Retry-After"}}
REFUSED: Responses = {
    413: {"model": Problem, "description": "Corps de plus de 64 Kio"},
    415: {"model": Problem, "description": "Corps qui n’est pas du JSON"},
    **_INVALID,
    **_UNREADY,
}
_REPLY: Responses = {200: {"content": {"application/json": {"example": REPLY_EXAMPLE}}}}

router = APIRouter(route_class=StrictRoute)


@router.post("/v1/ask", summary="Poser une question", responses={**_REPLY, **REFUSED})
async def ask(assistant: ServedAssistant, body: Annotated[AskBody, Body(openapi_examples=ASK_EXAMPLES)]) -> Reply:
    """Une réponse sourcée, une abstention motivée ou une politesse."""
    return await assistant.ask(body.as_question())


@router.post("/v1/search", summary="Chercher des passages", responses=REFUSED)
async def search(
    assistant: ServedAssistant, body: Annotated[SearchBody, Body(openapi_examples=SEARCH_EXAMPLES)]
) -> SearchResults:
    """Les passages, du meilleur au moins bon, avec le rang donné par chaque recherche."""
    if not body.query.strip():
        raise InvalidInputError("La recherche est vide.", "Écrivez au moins un mot.")
    club = _club(assistant, body.club)
    count = CLUB_DEPTH if club else body.k
    hits = await assistant.search(body.query, count=count, kinds=tuple(dict.fromkeys(body.kinds)))
    if club:
        belongs = belongs_to(club)
        hits = [hit for hit in hits if belongs(hit.document)]
    return SearchResults(hits=tuple(FoundPassage.of(hit) for hit in hits[: body.k]))


@router.get("/v1/register", summary="Le corpus en bref", responses=_UNREADY)
def register(request: Request, assistant: ServedAssistant) -> Register:
    """Combien de documents, jusqu’à quand, et les sites dont ils viennent : les seuls qu’une page doive lier."""
    registers: Registers = request.app.state.registers
    return registers.of(assistant.index(), datetime.now(UTC).date())


@router.get("/v1/documents", summary="Les documents", responses=_UNREADY)
def documents(assistant: ServedAssistant) -> DocumentList:
    """Ce que le corpus contient, sans les textes."""
    return DocumentList(documents=tuple(_card(one) for one in assistant.index().documents()))


@router.get("/v1/documents/{id}", summary="Un document", responses={**_INVALID, **_UNKNOWN, **_UNREADY})
def document(assistant: ServedAssistant, id: str) -> ReadDocument:  # noqa: A002 - the name in the contract
    """Le texte nettoyé, où se placent les décalages des citations, et ses passages."""
    index = assistant.index()
    found = index.document(require_text(id))
    if found is None:
        raise RequestRefusedError("document_not_found", "Aucun document ne porte cet identifiant.")
    return ReadDocument(**dict(found), passages=tuple(index.passages_of(found.id)))


@router.get("/v1/glossary", summary="Les termes")
def glossary(assistant: ServedAssistant) -> TermList:
    """Les termes du domaine, avec une courte définition ; elle oriente et ne fait pas foi."""
    terms = (
        TermCard(term=one.term, kind=one.kind, acronym=one.acronym, definition=one.definition)
        for one in assistant.lexicon
    )
    return TermList(terms=tuple(terms))


@router.get("/v1/glossary/{term}", summary="Un terme", responses={**_INVALID, **_UNKNOWN})
def term(assistant: ServedAssistant, term: str) -> TermDetail:
    """Un terme, trouvé par n’importe lequel de ses noms, et le document qui l’explique."""
    entry = assistant.lexicon.find(require_text(term))
    if entry is None:
        raise RequestRefusedError("term_not_found", "Ce terme n’est pas dans le glossaire.")
    return TermDetail.of(entry, note_id(entry.note, _documents(assistant)))


@router.get("/v1/clubs", summary="Les clubs", responses=_INVALID)
def clubs(
    assistant: ServedAssistant,
    place: Annotated[str | None, Query(max_length=NAME_LIMIT, examples=["Rouen"])] = None,
) -> ClubList:
    """Les clubs d’un lieu, ou toute la liste du réseau ; les homonymes sont donnés ensemble."""
    name = require_text(place or "").strip()
    return list_clubs(assistant.places, _documents(assistant), name or None)


@router.get("/healthz", summary="Le processus répond")
async def healthz() -> Health:
    """Toujours vrai tant que le serveur tourne."""
    return Health()


@router.get("/readyz", summary="L’index peut être interrogé", responses=_UNREADY)
def readyz(assistant: ServedAssistant) -> Readiness:
    """Une génération est ouverte et contient des passages."""
    index = assistant.index()
    count = index.passage_count()
    if not count:
        raise IndexUnusableError("L’index est vide.", "Lancez « efc ingest ».")
    return Readiness(generation=index.generation, passages=count)


def _documents(assistant: Assistant) -> Sequence[Document]:
    """Return the documents, none without an index: glossary and directory are useful alone."""
    try:
        return assistant.index().documents()
    except IndexUnusableError:
        return ()


def _club(assistant: Assistant, name: str | None) -> Club | None:
    if name is None:
        return None
    club = find_club(assistant.places, name)
    if club is None:
        known = ", ".join(assistant.places.clubs)
        raise InvalidInputError("Ce club n’est pas dans la liste du réseau.", f"Clubs connus : {known}.")
    return club


def _card(document: Document) -> DocumentCard:
    return DocumentCard(**{name: getattr(document, name) for name in DocumentCard.model_fields})
