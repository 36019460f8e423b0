"""The files of the page: each served by its exact name, compressed once, told apart by its hash."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.problems import RequestRefusedError

MEDIA_TYPES = MappingProxyType({"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"})
"""Media type of each file, by the end of its name; nothing else is served."""

ENTRY = "page.js"
"""The module the page starts."""

FIRST_STYLES = ("palette.css", "reply.css", "page.css")
"""Style sheets of the page, in order."""

_IMPORT = re.compile(r'^(?:import|export|\}) .*?from "\./([\w.-]+)";$|^import "\./([\w.-]+)";$', re.MULTILINE)

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class WebFile:
    """A file as it is sent."""

    content: bytes
    compressed: bytes
    """The content in the gzip format, the same bytes at each start."""
    tag: str
    """Entity tag: a quoted hash of the content."""
    media_type: str


@cache
def web_files() -> Mapping[str, WebFile]:
    """Return every file of the page by its name; read from the package at the first call."""
    found = {}
    for entry in sorted((files("api") / "web").iterdir(), key=lambda one: one.name):
        kind = MEDIA_TYPES.get(entry.name.rpartition(".")[2])
        if kind:
            found[entry.name] = packed(entry.read_bytes(), kind)
    return MappingProxyType(found)


def packed(content: bytes, media_type: str) -> WebFile:
    """Return a file ready to be sent."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return WebFile(content, gzip.compress(content, 9, mtime=0), tag, media_type)


@cache
def first_scripts() -> tuple[str, ...]:
    """Return the modules the page needs at once, the entry first: named together, none waits for another."""
    needed = [ENTRY]
    for name in needed:  # grows while it is read
        for one, other in _IMPORT.findall(web_files()[name].content.decode()):
            if (one or other) not in needed:
                needed.append(one or other)
    return tuple(needed)


@router.get("/web/{name}")
async def web_file(request: Request, name: str) -> Response:
    """Return a file, compressed for a reader who says it can, or 304 for one who holds it already."""
    return respond(request, web_files().get(name))


def respond(request: Request, found: WebFile | None, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    """Return the response that sends a file, with more headers.

    Raises:
        RequestRefusedError: there is no file.
    """
    if found is None:
        raise RequestRefusedError("not_found", "Ce fichier n’existe pas.")
    headers = {"ETag": found.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding", **more}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if not _takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(found.content, media_type=found.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(found.compressed, media_type=found.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    for one in accepted.lower().split(","):
        coding, _, weight = one.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
