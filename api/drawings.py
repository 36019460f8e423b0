"""The reading grid and the maps: as pictures, and as the data they are drawn from."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from pydantic import Field
from starlette.responses import Response

from api.accepting import prefers
from api.bodies import StrictRoute
from api.directory import note_id
from api.downloads import disposition, revalidated, served_policy
from api.drawn import ClubMap, DrawnGrid, MapClub, MapNotion, MapTile, NotionMap
from api.ports import Assistant, ServedAssistant
from api.problems import Problem
from api.schemas import Body as StrictBody
from api.workshop_examples import GRID_EXAMPLES
from assistant.domain import Document, Language
from assistant.drawing import (
    PICTURE_POLICY,
    Tile,
    club_map,
    country_tiles,
    grid_picture,
    notion_graph,
    notion_map,
    region_tiles,
)
from assistant.drawing.wording import CLUBS, NOTIONS
from assistant.errors import IndexUnusableError
from assistant.knowledge import Club
from assistant.reading_grid import DESCRIPTION_LIMIT, filled_grid

SVG = "image/svg+xml"
GRID_NAME = "Grille de lecture"
NO_GENERATION = "sans-index"
"""Stands for the generation while there is none: the maps are drawn from the tables."""

_POLICY = served_policy(PICTURE_POLICY)
_Responses = dict[int | str, dict[str, Any]]
_PICTURE: dict[str, Any] = {SVG: {"schema": {"type": "string"}}}
_DRAWN: _Responses = {200: {"description": "Le dessin", "content": _PICTURE}, 304: {"description": "Inchangé"}}
_KEPT: _Responses = {304: {"description": "Inchangé"}}
_UNREADY: _Responses = {503: {"model": Problem, "description": "Index indisponible ; voyez Retry-After"}}
_REFUSED: _Responses = {
    413: {"model": Problem, "description": "Corps de plus de 64 Kio"},
    415: {"model": Problem, "description": "Corps qui n’est pas du JSON"},
    422: {"model": Problem, "description": "Demande invalide, ou description trop longue"},
    **_UNREADY,
}
_GRID: _Responses = {200: {"description": "La grille, en JSON ou en SVG selon Accept", "content": _PICTURE}}

router = APIRouter(route_class=StrictRoute)


class GridBody(StrictBody):
    """What an animator writes of an ecosystem; nothing of it is kept."""

    description: str = Field(
        default="",
        json_schema_extra={"maxLength": DESCRIPTION_LIMIT},
        description="Vos mots, rangés dans les cases sans y rien changer ; sans eux, des cases à remplir.",
    )
    language: Language = Field(default="fr", description="Langue des mots de l’assistant ; les extraits restent tels.")


@router.post(
    "/v1/grids", summary="Remplir la grille de lecture", response_model=DrawnGrid, responses={**_GRID, **_REFUSED}
)
def grid(
    assistant: ServedAssistant,
    body: Annotated[GridBody, Body(openapi_examples=GRID_EXAMPLES)],
    request: Request,
    response: Response,
) -> DrawnGrid | Response:
    """Les huit cases, leurs définitions citées, et vos mots ; `Accept: image/svg+xml` donne le dessin seul."""
    made = filled_grid(body.description, assistant.lexicon, assistant.index(), body.language)
    drawn = grid_picture(made)
    if prefers(SVG, "application/json", request.headers.get("accept", "")):
        return _saved(drawn, GRID_NAME)
    response.headers["Vary"] = "Accept"
    return DrawnGrid(**dict(made), svg=drawn)


@router.get(
    "/v1/grids/empty.svg",
    summary="La grille à remplir à la main",
    responses={**_DRAWN, **_UNREADY},
    response_class=Response,
)
def empty_grid(assistant: ServedAssistant, request: Request) -> Response:
    """Une page A4 en paysage, à imprimer."""
    index = assistant.index()
    drawn = grid_picture(filled_grid("", assistant.lexicon, index))
    return revalidated(drawn, SVG, index.generation, _known(request), _POLICY)


@router.get("/v1/maps/clubs.svg", summary="La carte des clubs", responses=_DRAWN, response_class=Response)
def clubs_picture(assistant: ServedAssistant, request: Request) -> Response:
    """Chaque région de la table, et ses clubs ; schéma sans échelle."""
    return revalidated(club_map(assistant.places), SVG, _generation(assistant), _known(request), _POLICY)


@router.get("/v1/maps/notions.svg", summary="La carte des notions", responses=_DRAWN, response_class=Response)
def notions_picture(assistant: ServedAssistant, request: Request) -> Response:
    """Les notions et méthodes du lexique, et leurs renvois."""
    return revalidated(notion_map(assistant.lexicon), SVG, _generation(assistant), _known(request), _POLICY)


@router.get("/v1/maps/clubs.json", summary="Les régions et leurs clubs", response_model=ClubMap, responses=_KEPT)
def clubs_data(assistant: ServedAssistant, request: Request) -> Response:
    """Ce que la carte des clubs montre."""
    documents = _documents(assistant)
    told = ClubMap(
        title=CLUBS["fr"]["title"],
        caution=CLUBS["fr"]["caution"],
        regions=tuple(_tile(one, documents) for one in region_tiles(assistant.places)),
        countries=tuple(_tile(one, documents) for one in country_tiles(assistant.places)),
    )
    return revalidated(told.model_dump_json(), "application/json", _generation(assistant), _known(request))


@router.get("/v1/maps/notions.json", summary="Les notions et leurs liens", response_model=NotionMap, responses=_KEPT)
def notions_data(assistant: ServedAssistant, request: Request) -> Response:
    """Ce que la carte des notions montre : de chacune à ses voisines, puis au glossaire."""
    graph, documents = notion_graph(assistant.lexicon), _documents(assistant)
    columns = {term: number for number, column in enumerate(graph.columns()) for term in column}
    told = NotionMap(
        title=NOTIONS["fr"]["title"],
        caution=NOTIONS["fr"]["caution"],
        nodes=tuple(
            MapNotion(
                term=one.term,
                kind=one.kind,
                acronym=one.acronym,
                definition=one.definition,
                column=columns[one.term],
                related=graph.near[one.term],
                document_id=note_id(one.note, documents),
            )
            for one in graph.entries
        ),
        edges=tuple(graph.edges()),
    )
    return revalidated(told.model_dump_json(), "application/json", _generation(assistant), _known(request))


def _saved(drawn: str, title: str) -> Response:
    headers = {
        "Content-Security-Policy": _POLICY,
        "Content-Disposition": disposition(title, "svg", inline=True),
        "Vary": "Accept",
    }
    return Response(drawn, headers=headers, media_type=SVG)


def _known(request: Request) -> str:
    return request.headers.get("if-none-match", "")


def _generation(assistant: Assistant) -> str:
    try:
        return assistant.index().generation
    except IndexUnusableError:
        return NO_GENERATION


def _documents(assistant: Assistant) -> Sequence[Document]:
    """Return the documents, none without an index: the maps are useful alone."""
    try:
        return assistant.index().documents()
    except IndexUnusableError:
        return ()


def _tile(tile: Tile, documents: Sequence[Document]) -> MapTile:
    return MapTile(
        name=tile.name,
        cover=tile.cover,
        at=tile.at,
        clubs=tuple(_club(one, documents) for one in tile.clubs),
        partly=tuple(_club(one, documents) for one in tile.partly),
    )


def _club(club: Club, documents: Sequence[Document]) -> MapClub:
    return MapClub(id=club.id, name=club.name, document_id=note_id(club.note, documents))
