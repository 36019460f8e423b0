"""The page at `/`: a plain form that answers without JavaScript, written on the server."""

from dataclasses import dataclass
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from api import wording
from api.bodies import require_text
from api.html import Html, element, joined
from api.limits import record
from api.ports import Assistant, ServedAssistant
from api.problems import CATALOGUE, RETRY_AFTER, code_of
from api.reply_page import question_link, reply_article
from api.schemas import NAME_LIMIT
from assistant.domain import QUESTION_LIMIT, Language, Question, Reply
from assistant.errors import EfcError, IndexUnusableError, InvalidInputError
from assistant.french import fold

LONG_QUESTION = 140
"""Characters over which a question is written smaller: it would push the answer off the first screen."""

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form holds; `question` is None before anything was sent."""

    question: str | None
    place: str


@router.get("/")
async def home(request: Request, assistant: ServedAssistant) -> HTMLResponse:
    """Answer the question of the address, or open the first screen."""
    asked = Asked(request.query_params.get("question"), request.query_params.get("place", "").strip())
    try:
        main = await (_first_screen(assistant) if asked.question is None else _answered(assistant, asked))
    except EfcError as error:
        return _refused(asked, CATALOGUE[code_of(error)][0], str(error))
    except Exception as error:  # the border of the page: a person reads a sentence, not a problem in JSON
        record(error, request.state.request_id)
        return _refused(asked, 500, wording.FAILED.format(id=request.state.request_id))
    return HTMLResponse(_page(asked, main))


def _refused(asked: Asked, status: int, reason: str) -> HTMLResponse:
    heading = element("h1", wording.PROBLEM_HEADINGS[status])
    problem = element("div", heading, element("p", reason), class_="problem", role="alert")
    headers = {"Retry-After": str(RETRY_AFTER)} if status == 503 else None
    return HTMLResponse(_page(asked, joined(problem, _form(asked))), status, headers)


@router.get("/style.css")
async def style() -> Response:
    """The style sheet of the page."""
    return _asset("style.css", "text/css")


@router.get("/icon.svg")
async def icon() -> Response:
    """The icon of the page."""
    return _asset("icon.svg", "image/svg+xml")


def _asset(name: str, media_type: str) -> Response:
    content = (files("api") / "assets" / name).read_bytes()
    return Response(content, media_type=media_type, headers={"Cache-Control": "public, max-age=3600"})


async def _answered(assistant: Assistant, asked: Asked) -> Html:
    question = require_text(asked.question or "")
    place = require_text(asked.place)
    if len(place) > NAME_LIMIT:
        raise InvalidInputError(f"Le lieu dépasse {NAME_LIMIT} caractères.", "Donnez une ville ou une région.")
    reply = await assistant.ask(Question(text=question, place=place or None))
    languages = await run_in_threadpool(_languages, assistant, reply)
    understood = reply.question.strip()
    same = fold(understood) == fold(question.strip())
    article = element(
        "article",
        element("h1", question.strip(), class_="long" if len(question) > LONG_QUESTION else None),
        element("p", wording.UNDERSTOOD, understood, class_="note") if understood and not same else "",
        reply_article(reply, place, languages),
    )
    return joined(article, _form(asked))


def _languages(assistant: Assistant, reply: Reply) -> dict[str, Language]:
    """Return the language of each cited document; a generation replaced meanwhile leaves some out."""
    try:
        index = assistant.index()
    except IndexUnusableError:
        return {}
    found = (index.document(source.document_id) for source in reply.sources)
    return {document.id: document.language for document in found if document is not None}


async def _first_screen(assistant: Assistant) -> Html:
    count = await run_in_threadpool(lambda: len(assistant.index().documents()))
    links = (
        element("li", element("a", element("span", who), question, href=question_link(question, "")))
        for who, question in wording.STARTERS
    )
    return joined(
        element("h1", wording.TITLE),
        _form(Asked(None, "")),
        element("h2", wording.STARTERS_HEADING),
        element("ul", *links, class_="starters"),
        element("h2", wording.SCOPE_HEADING),
        element("p", wording.KNOWS.format(count=count)),
        element("p", wording.KNOWS_NOT),
    )


def _form(asked: Asked) -> Html:
    question = _field("question", asked.question or "", QUESTION_LIMIT, required=True, enterkeyhint="search")
    place = _field("place", asked.place, NAME_LIMIT, aria_describedby="place-hint")
    hint = element("small", wording.PLACE_HINT, id="place-hint")
    return element(
        "form",
        element("div", element("label", wording.QUESTION_LABEL, for_="question"), question, class_="question"),
        element("div", element("label", wording.PLACE_LABEL, for_="place"), " ", hint, place, class_="place"),
        element("button", wording.SEND, type="submit"),
        action="/",
        method="get",
        role="search",
    )


def _field(name: str, value: str, limit: int, **more: str | bool) -> Html:
    return element(
        "input",
        id=name,
        name=name,
        type="text",
        value=value,
        maxlength=str(limit),
        autocomplete="off",
        **more,
    )


def _page(asked: Asked, main: Html) -> str:
    title = f"{asked.question.strip()[:80]} — {wording.NAME}" if asked.question else wording.NAME
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", title),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex") if asked.question else "",
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="stylesheet", href="/style.css"),
        element("link", rel="icon", href="/icon.svg", type="image/svg+xml"),
    )
    again = element("a", wording.NEW_QUESTION, href="#question") if asked.question is not None else ""
    body = element(
        "body",
        element("header", element("a", wording.NAME, href="/", class_="name"), again),
        element("main", main),
        element("footer", element("p", wording.AUTOMATIC, " ", wording.PRIVATE)),
    )
    return "<!doctype html>\n" + element("html", head, body, lang="fr")
