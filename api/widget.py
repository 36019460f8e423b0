"""The widget: a button for pages of other sites, and the assistant it fetches once opened, for any site to load."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.bundling import bundle, measured_by
from api.web_files import MEDIA_TYPES, WebFile, packed, respond, web_files

BUTTON = "widget.js"
"""The script a site names: a button, and nothing more before it is pressed."""

PANEL = "widget_panel.js"
"""The module the button fetches when it is pressed; its bundle holds the rendering of the page."""

STYLES = ("palette.css", "reply.css", "widget.css")
"""Style sheets of the panel, in order."""

FOREIGN = MappingProxyType({"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"})
"""Any site may load these files: they hold nothing of anybody. What answers a question needs EFC_ALLOWED_ORIGINS."""

REM = "--rem"
"""The custom property the panel counts its lengths in."""

router = APIRouter(include_in_schema=False)


@cache
def widget_files() -> Mapping[str, WebFile]:
    """Return what a widget loads, by name; built from the files of the page at the first call."""
    sources = {name: one.content.decode() for name, one in web_files().items()}
    modules = {name: text for name, text in sources.items() if name.endswith(".js")}
    styles = "".join(re.sub(r"/\*.*?\*/\s*", "", sources[name], flags=re.DOTALL) for name in STYLES)
    built = {
        "panel.js": bundle(PANEL, modules, "/widget/"),
        "panel.css": measured_by(REM, styles),
        "labels.en.js": modules["labels.en.js"],
    }
    return MappingProxyType(
        {name: packed(text.encode(), MEDIA_TYPES[name.rpartition(".")[2]]) for name, text in built.items()}
    )


@router.get("/widget.js")
async def widget_script(request: Request) -> Response:
    """Return the script that a page of another site names."""
    return respond(request, web_files()[BUTTON], FOREIGN)


@router.get("/widget/{name}")
async def widget_file(request: Request, name: str) -> Response:
    """Return a file the widget fetches once it is opened."""
    return respond(request, widget_files().get(name), FOREIGN)
