"""The tools a model is given over MCP: ask, search, define, find_club, plan_workshop; the only home of `mcp`.

Each result is said twice: as text that a model reads, and as the structure that the HTTP routes return.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from importlib.metadata import version
from typing import Annotated, ParamSpec
from uuid import uuid4

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field, RootModel

from api.directory import list_clubs, note_id
from api.limits import BODY_LIMIT, record
from api.ports import Assistant
from api.reply_text import whole_text
from api.schemas import ClubList, FoundPassage, SearchResults, TermDetail
from assistant.domain import Abstention, DocumentKind, Language, Persona, Question, Reply
from assistant.errors import EfcError, InvalidInputError
from assistant.exporting import as_markdown, laid_out
from assistant.workshop_plan import LONGEST, MOST_PEOPLE, SHORTEST, Level, Setting, Variant, WorkshopPlan

INSTRUCTIONS = (
    "Assistant du réseau de l’économie de la fonctionnalité et de la coopération (EFC). Chaque phrase factuelle porte "
    "une marque [n] qui renvoie à un passage exact d’un document. Reprenez les marques avec les sources ; n’ajoutez "
    "aucun fait qui n’y est pas. Une abstention (kind « abstention ») veut dire que les documents ne le disent pas."
)
FAILED = "L’outil n’a pas pu répondre ; donnez l’identifiant {id} au responsable du serveur."

_Parameters = ParamSpec("_Parameters")
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

_Words = Annotated[str, Field(description="Des mots, en français ou en anglais.", max_length=2000)]
_Asked = Annotated[str, Field(description="La question, telle que la personne la pose.", max_length=2000)]
_Place = Annotated[str, Field(description="Ville, département, région ou pays.", max_length=100)]
_Term = Annotated[str, Field(description="Un terme ou un sigle, par exemple « effets utiles » ou ECT.", max_length=100)]
_Theme = Annotated[
    str,
    Field(description="Le thème, ou toute la demande : « 2 h pour 12 élus sur les effets utiles ».", max_length=300),
]
_Persona = Annotated[Persona, Field(description="Qui pose la question, si on le sait.")]
_Language = Annotated[Language, Field(description="Langue de la réponse ; celle de la question par défaut.")]
_Minutes = Annotated[int, Field(description=f"Durée, de {SHORTEST} à {LONGEST} minutes selon le format.")]
_People = Annotated[int, Field(description=f"Nombre de personnes, de 1 à {MOST_PEOPLE}.")]
_Audience = Annotated[str, Field(description="À qui il s’adresse : élus, dirigeants, habitants…", max_length=120)]
_Setting = Annotated[Setting, Field(description="room : en salle ; remote : à distance.")]
_Level = Annotated[
    Level, Field(description="novice : le public découvre ; initiated : il a commencé ; animator : il anime.")
]
_Variant = Annotated[Variant, Field(description="Ce qu’il faut préparer ; un atelier par défaut.")]
_Count = Annotated[int, Field(ge=1, le=50, description="Nombre de passages au plus.")]
_Kinds = Annotated[list[DocumentKind] | None, Field(description="Genres de documents à garder ; tous par défaut.")]


class ReplyResult(RootModel[Reply]):
    """A reply, as `POST /v1/ask` returns it."""


class PlanResult(RootModel[WorkshopPlan | Abstention]):
    """A plan, or an abstention that names the themes which can be served."""


def make_manager(assistant: Assistant) -> StreamableHTTPSessionManager:
    """Return what serves the tools over HTTP, each request on its own: any process can serve the next one."""
    server = make_tools(assistant)
    server.streamable_http_app(
        json_response=True,
        stateless_http=True,
        max_request_body_size=BODY_LIMIT,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),  # the border did it
    )
    return server.session_manager


def make_tools(assistant: Assistant) -> MCPServer:
    """Return the server of the tools over an assistant; it opens nothing before a client connects."""
    server = MCPServer(
        "efc",
        title="Assistant EFC",
        instructions=INSTRUCTIONS,
        version=version("efc"),
        log_level="WARNING",  # below, the library writes what people ask
        subscriptions=False,
    )
    for title, tool in _tools(assistant).items():
        server.tool(title=title, annotations=_READS)(_guarded(tool))
    return server


def _tools(assistant: Assistant) -> dict[str, Callable[..., Awaitable[CallToolResult]]]:
    """Return the tools by title; their docstrings are what a model reads to choose one."""

    async def ask(
        question: _Asked,
        place: _Place | None = None,
        persona: _Persona | None = None,
        language: _Language | None = None,
    ) -> Annotated[CallToolResult, ReplyResult]:
        """Répond à une question sur l’EFC : réponse sourcée, abstention motivée ou politesse, avec un prochain pas."""
        reply = await assistant.ask(Question(text=question, place=place, persona=persona, language=language))
        return _told(whole_text(reply), reply)

    async def search(query: _Words, k: _Count = 10, kinds: _Kinds = None) -> Annotated[CallToolResult, SearchResults]:
        """Cherche des passages du corpus, du meilleur au moins bon, sans composer de réponse."""
        hits = await assistant.search(query, count=k, kinds=tuple(kinds or ()))
        found = SearchResults(hits=tuple(FoundPassage.of(hit) for hit in hits))
        lines = [f"{rank}. {one.title} : {one.text}" for rank, one in enumerate(found.hits, 1)]
        return _told("\n\n".join(lines) or "Aucun passage.", found)

    async def define(term: _Term) -> Annotated[CallToolResult, TermDetail]:
        """Donne la courte définition d’un terme du glossaire, ses autres noms et ses voisins."""
        entry = assistant.lexicon.find(term)
        if entry is None:
            raise InvalidInputError(
                f"Le terme {term!r} n’est pas dans le glossaire.", "Cherchez-le avec l’outil search, ou demandez-le."
            )
        documents = await asyncio.to_thread(lambda: assistant.index().documents())
        detail = TermDetail.of(entry, note_id(entry.note, documents))
        return _told(f"{detail.term} : {detail.definition.fr}", detail)

    async def find_club(place: _Place | None = None) -> Annotated[CallToolResult, ClubList]:
        """Donne les clubs d’un lieu, ou toute la liste du réseau ; dit quand aucun club ne couvre le lieu."""
        documents = await asyncio.to_thread(lambda: assistant.index().documents())
        listed = list_clubs(assistant.places, documents, (place or "").strip() or None)
        lines = [f"{one.name} : {one.territory}" for one in listed.clubs]
        return _told("\n".join([*lines, listed.message or ""]).strip(), listed)

    return {
        "Poser une question": ask,
        "Chercher des passages": search,
        "Définir un terme": define,
        "Trouver un club": find_club,
        "Préparer un atelier": _workshop_tool(assistant),
    }


def _workshop_tool(assistant: Assistant) -> Callable[..., Awaitable[CallToolResult]]:
    async def plan_workshop(
        theme: _Theme,
        minutes: _Minutes | None = None,
        people: _People | None = None,
        audience: _Audience | None = None,
        setting: _Setting | None = None,
        level: _Level | None = None,
        variant: _Variant | None = None,
    ) -> Annotated[CallToolResult, PlanResult]:
        """Prépare un atelier minuté (ou exposé, cartes, invitation, lectures…) avec ses sources numérotées."""

        def plan() -> CallToolResult:
            request = assistant.workshop_request(
                theme,
                minutes=minutes,
                people=people,
                audience=audience,
                setting=setting,
                level=level,
                variant=variant,
            )
            made = assistant.plan_workshop(request)
            text = as_markdown(laid_out(made)) if isinstance(made, WorkshopPlan) else whole_text(made)
            return _told(text, made)

        return await asyncio.to_thread(plan)

    return plan_workshop


def _told(text: str, result: BaseModel) -> CallToolResult:
    content = TextContent(type="text", text=text)
    return CallToolResult(content=[content], structured_content=result.model_dump(mode="json"))


def _guarded(
    tool: Callable[_Parameters, Awaitable[CallToolResult]],
) -> Callable[_Parameters, Awaitable[CallToolResult]]:
    """Return a tool whose failures are sentences that a model can act on; nothing of what was asked is logged."""

    @wraps(tool)
    async def run(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> CallToolResult:
        try:
            return await tool(*args, **kwargs)
        except EfcError as error:
            raise ToolError(str(error)) from None
        except Exception as error:  # the border of the process: a client never sees a traceback
            identity = uuid4().hex
            record(error, identity)
            raise ToolError(FAILED.format(id=identity)) from None

    return run
