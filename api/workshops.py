"""The workshop plans: one made from a request, and the same one as a file, made anew from its id."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path
from pydantic import Field, WithJsonSchema
from starlette.responses import Response

from api.bodies import StrictRoute, require_text
from api.downloads import disposition, served_policy
from api.ports import Assistant, ServedAssistant
from api.problems import Problem, RequestRefusedError
from api.schemas import QUERY_LIMIT
from api.schemas import Body as StrictBody
from api.workshop_examples import PLAN_ID_EXAMPLE, WORKSHOP_EXAMPLES
from assistant.adapters.plan_files import MEDIA_TYPES, export_plan
from assistant.domain import Abstention, Language
from assistant.drawing import plan_elements
from assistant.errors import InvalidInputError, ModelUnavailableError
from assistant.exporting import PAGE_POLICY
from assistant.planning import Given, request_of
from assistant.workshop_plan import LONGEST, MOST_PEOPLE, SHORTEST, Level, Setting, Variant, WorkshopPlan

FORMATS: dict[str, str] = {"json": "application/json", **{str(one): kind for one, kind in MEDIA_TYPES.items()}}
"""Media type of each format of a plan."""

READ_IN_BROWSER = frozenset({"html", "json"})
"""Formats that a browser shows; the others are saved."""

FILE_POLICY = served_policy(PAGE_POLICY)
"""What an exported page may do once served: show its own style, and let its links be followed."""

_ABSURD = 10_000
"""A number within it is refused by the planner, which says what to ask instead; beyond, by its type."""

Planned = Annotated[WorkshopPlan | Abstention, Field(discriminator="kind")]
_Responses = dict[int | str, dict[str, Any]]
_INVALID: _Responses = {422: {"model": Problem, "description": "Demande invalide, ou hors limites"}}
_UNREADY: _Responses = {503: {"model": Problem, "description": "Index indisponible ; voyez Retry-After"}}
_REFUSED: _Responses = {
    413: {"model": Problem, "description": "Corps de plus de 64 Kio"},
    415: {"model": Problem, "description": "Corps qui n’est pas du JSON"},
    **_INVALID,
    **_UNREADY,
}
_FILE: _Responses = {
    200: {
        "description": "Le plan, dans le format demandé",
        "content": {
            kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES.values()
        },
        "model": WorkshopPlan,
    },
    404: {
        "model": Problem,
        "description": "Identifiant ou format inconnu, ou thème que les documents ne traitent plus",
    },
    501: {"model": Problem, "description": "Format dont le paquet n’est pas installé sur ce serveur (docx, odt)"},
    **_INVALID,
    **_UNREADY,
}

router = APIRouter(route_class=StrictRoute)


_Number = Annotated[int, Field(ge=-_ABSURD, le=_ABSURD)]
Minutes = Annotated[_Number, WithJsonSchema({"type": "integer", "minimum": SHORTEST, "maximum": LONGEST})]
People = Annotated[_Number, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_PEOPLE})]


class WorkshopBody(StrictBody):
    """What an animator asks for; what is given beside the theme wins over what its words tell."""

    theme: str = Field(
        max_length=QUERY_LIMIT,
        description="Le thème, ou une demande en une phrase, qui peut dire durée, nombre et public.",
        examples=["les effets utiles", "un atelier de 2 h pour 12 élus sur les effets utiles"],
    )
    minutes: Minutes | None = Field(default=None, description="Durée ; chaque format a ses bornes.", examples=[120])
    people: People | None = Field(default=None, examples=[12])
    audience: str | None = Field(default=None, max_length=120, examples=["élus"])
    setting: Setting | None = Field(default=None, description="`room` : sur place ; `remote` : à distance.")
    level: Level | None = None
    variant: Variant | None = Field(default=None, description="Ce qui est préparé ; un atelier si rien n’est dit.")
    language: Language = Field(default="fr", description="Langue des intitulés des fichiers ; les extraits restent.")

    def given(self) -> Given:
        """Return what is given beside the theme."""
        return Given(
            minutes=self.minutes,
            people=self.people,
            audience=self.audience,
            setting=self.setting,
            level=self.level,
            variant=self.variant,
        )


@router.post("/v1/workshops", summary="Préparer un atelier", responses=_REFUSED)
def workshop(
    assistant: ServedAssistant, body: Annotated[WorkshopBody, Body(openapi_examples=WORKSHOP_EXAMPLES)]
) -> Planned:
    """Un plan minuté dont chaque extrait a sa source, ou une abstention avec les thèmes les plus proches."""
    if not body.theme.strip():
        raise InvalidInputError("Le thème est vide.", "Dites sur quoi porte l’atelier.")
    request = assistant.workshop_request(body.theme, **body.given())
    return assistant.plan_workshop(request.model_copy(update={"language": body.language}))


@router.get("/v1/workshops/{id}.{format}", summary="Un plan en fichier", responses=_FILE, response_class=Response)
def workshop_file(
    assistant: ServedAssistant,
    id: Annotated[str, Path(description="L’identifiant du plan.", examples=[PLAN_ID_EXAMPLE])],  # noqa: A002 - the name in the contract
    format: Annotated[str, Path(json_schema_extra={"enum": list(FORMATS)}, examples=["docx"])],  # noqa: A002 - idem
) -> Response:
    """Le plan que l’identifiant contient, refait sur l’index du moment : rien n’est gardé sur le serveur."""
    if format not in FORMATS:
        raise RequestRefusedError("not_found", f"Un plan se demande en {', '.join(FORMATS)} : ce format n’existe pas.")
    plan = _remade(assistant, id)
    headers = {"Content-Disposition": disposition(plan.title, format, inline=format in READ_IN_BROWSER)}
    if format == "html":
        headers["Content-Security-Policy"] = FILE_POLICY
    return Response(_exported(plan, format, assistant), headers=headers, media_type=FORMATS[format])


def _remade(assistant: Assistant, identifier: str) -> WorkshopPlan:
    """Return the plan of an id.

    Raises:
        RequestRefusedError: no plan has this id, or the index does not treat its theme.
    """
    try:
        request = request_of(identifier)
        require_text(request.theme + request.audience)
        made = assistant.plan_workshop(request)
    except InvalidInputError as error:
        raise RequestRefusedError("plan_not_found", str(error)) from error
    if isinstance(made, Abstention):
        raise RequestRefusedError("plan_not_found", made.text)
    return made


def _exported(plan: WorkshopPlan, form: str, assistant: Assistant) -> bytes:
    if form == "json":
        return f"{plan.model_dump_json(indent=2)}\n".encode()
    try:
        return export_plan(plan, form, plan_elements(plan, assistant.lexicon, assistant.index()))
    except ModelUnavailableError as error:
        spared = ", ".join(one for one in FORMATS if one not in {"docx", "odt"})
        raise RequestRefusedError("format_unavailable", f"{error} Ou demandez {spared}.") from error
