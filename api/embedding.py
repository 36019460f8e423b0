"""The page at `/embed`: how to show the assistant on another site, the lines to copy, and the widget itself to try."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api import embedding_wording as wording
from api.html import Html, element
from api.web_files import FIRST_STYLES
from api.wording import NAME

SCRIPT = "embed.js"
STYLES = (*FIRST_STYLES, "embed.css")

router = APIRouter(include_in_schema=False)


@router.get("/embed")
async def embed(request: Request) -> HTMLResponse:
    """Explain, with the address this server was called by."""
    origin = str(request.base_url).rstrip("/")
    return HTMLResponse("<!doctype html>\n" + element("html", _head(), _body(origin), lang="fr"))


def _head() -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("title", f"{wording.TITLE} — {NAME}"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        element("meta", name="color-scheme", content="light dark"),
        *(element("link", rel="stylesheet", href=f"/web/{name}") for name in STYLES),
        element("link", rel="icon", href="/web/icon.svg", type="image/svg+xml"),
        element("script", src="/widget.js", defer=True),
        element("script", src=f"/web/{SCRIPT}", type="module"),
    )


def _body(origin: str) -> Html:
    told = {"data_origin": origin, "data_copy": wording.COPY, "data_copied": wording.COPIED}
    return element(
        "body",
        element("a", wording.SKIP, href="#main", class_="skip"),
        element("header", element("a", NAME, href="/", class_="name")),
        element("main", *_parts(origin), id="main", class_="embed", data_refused=wording.REFUSED, **told),
        element("footer", element("p", wording.FOOT)),
        element("div", role="status", class_="unseen"),
    )


def _parts(origin: str) -> tuple[Html, ...]:
    return (
        element("h1", wording.TITLE),
        element("p", wording.LEAD, class_="lead"),
        element("h2", wording.SNIPPET_HEADING),
        element("p", wording.SNIPPET),
        _snippet(wording.SNIPPET_HEADING, wording.SNIPPET_LINES, origin),
        element("p", wording.ELEMENT),
        _snippet(wording.ELEMENT_LABEL, wording.ELEMENT_LINES, origin),
        element("h2", wording.PREVIEW_HEADING),
        element("p", wording.PREVIEW),
        element("div", _preview(), class_="preview"),
        element("h2", wording.ADMISSION_HEADING),
        element("p", wording.ADMISSION),
        _snippet(wording.ADMISSION_HEADING, wording.ADMISSION_LINES, origin),
        element("h2", wording.POLICY_HEADING),
        element("p", wording.POLICY),
        _snippet(wording.POLICY_HEADING, wording.POLICY_LINES, origin),
        element("ul", *(element("li", one) for one in wording.POLICY_NOTES)),
        element("h2", wording.OPTIONS_HEADING),
        element("p", wording.OPTIONS_LEAD),
        _options(),
        element("h2", wording.PRIVACY_HEADING),
        element("ul", *(element("li", one) for one in wording.PRIVACY)),
        element("h2", wording.FRAME_HEADING),
        element("p", wording.FRAME),
    )


def _snippet(label: str, lines: str, origin: str) -> Html:
    code = element("code", lines.replace(wording.ORIGIN, origin))
    return element("div", element("pre", code, tabindex="0", role="group", aria_label=label), class_="snippet")


def _preview() -> Html:
    return element("efc-assistant", element("a", wording.LINK, href="/"), position="inline")


def _options() -> Html:
    head = element("thead", element("tr", *(element("th", one, scope="col") for one in wording.OPTION_COLUMNS)))
    rows = (
        element("tr", element("th", element("code", name), scope="row"), element("td", told))
        for name, told in wording.OPTIONS
    )
    return element("table", head, element("tbody", *rows))
