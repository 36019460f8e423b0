"""The page at `/`: a plain form that answers without JavaScript; the script takes it over where there is one."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from api import wording
from api.bodies import require_text
from api.html import Html, element
from api.limits import record
from api.ports import Assistant, ServedAssistant
from api.problems import CATALOGUE, RETRY_AFTER, code_of
from api.register import Register, Registers
from api.reply_page import question_link, reply_article
from api.schemas import NAME_LIMIT
from api.web_files import ENTRY, FIRST_STYLES, first_scripts
from assistant.domain import QUESTION_LIMIT, Language, Question, Reply
from assistant.errors import EfcError, IndexUnusableError, InvalidInputError
from assistant.french import fold, say_date

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
    registers: Registers = request.app.state.registers
    try:
        register = await run_in_threadpool(lambda: registers.of(assistant.index(), datetime.now(UTC).date()))
        main = await (_first_screen(register) if asked.question is None else _answered(assistant, asked, register))
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
    return HTMLResponse(_page(asked, element("main", problem, _form(asked), id="main")), status, headers)


async def _answered(assistant: Assistant, asked: Asked, register: Register) -> Html:
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
        element("h1", question.strip(), class_="asked long" if len(question) > LONG_QUESTION else "asked"),
        element("p", wording.UNDERSTOOD, understood, class_="note") if understood and not same else "",
        reply_article(reply, place, languages),
        class_="turn",
    )
    told = {"data_question": question.strip(), "data_place": place or None, "data_reply": reply.model_dump_json()}
    return element("main", article, _form(asked), id="main", **_known(register), **told)


def _languages(assistant: Assistant, reply: Reply) -> dict[str, Language]:
    """Return the language of each cited document; a generation replaced meanwhile leaves some out."""
    try:
        index = assistant.index()
    except IndexUnusableError:
        return {}
    found = (index.document(source.document_id) for source in reply.sources)
    return {document.id: document.language for document in found if document is not None}


def _known(register: Register) -> dict[str, str | None]:
    """Return what the script must know, as attributes of `main`; without them it leaves the page as it is."""
    return {
        "data_count": str(register.count),
        "data_latest": register.latest,
        "data_hosts": " ".join(register.hosts),
    }


async def _first_screen(register: Register) -> Html:
    links = (
        element("li", element("a", element("span", who), question, href=question_link(question, "")))
        for who, question in wording.STARTERS
    )
    until = wording.UNTIL.format(date=say_date(register.latest)) if register.latest else ""
    welcome = element(
        "div",
        element("h1", wording.TITLE),
        element("p", wording.AUTOMATIC, class_="lead"),
        element("div", element("h2", wording.STARTERS_HEADING), element("ul", *links, class_="starters")),
        element(
            "div",
            element("h2", wording.SCOPE_HEADING),
            element("p", wording.KNOWS.format(count=register.count)),
            element("p", until) if until else "",
            element("p", wording.KNOWS_NOT),
            class_="scope",
        ),
        class_="welcome",
    )
    return element("main", welcome, _form(Asked(None, "")), id="main", **_known(register))


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
        class_="composer",
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
    styles = (element("link", rel="stylesheet", href=f"/web/{name}") for name in FIRST_STYLES)
    scripts = (element("link", rel="modulepreload", href=f"/web/{name}") for name in first_scripts())
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", title),
        element("meta", name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        element("meta", name="robots", content="noindex") if asked.question else "",
        element("meta", name="color-scheme", content="light dark"),
        *styles,
        *scripts,
        element("link", rel="icon", href="/web/icon.svg", type="image/svg+xml"),
        element("script", src=f"/web/{ENTRY}", type="module"),
    )
    body = element(
        "body",
        element("a", wording.SKIP, href="#question", class_="skip"),
        element("header", element("a", wording.NAME, href="/", class_="name")),
        main,
        element("footer", element("p", wording.PRIVATE, id="privacy")),
    )
    return "<!doctype html>\n" + element("html", head, body, lang="fr")
