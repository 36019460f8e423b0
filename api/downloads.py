"""Headers of the files that are sent: their name, what they may do, and whether a reader holds them already."""

import hashlib
import re
import unicodedata
from urllib.parse import quote

from starlette.responses import Response

from assistant.french import fold

NAME_LIMIT = 60
"""Characters of a file name without its ending: of four bytes each, they hold in the 255 that file systems take."""

_UNNAMED = "document"


def disposition(title: str, ending: str, *, inline: bool = False) -> str:
    """Return the header Content-Disposition of a file, its name drawn from a title (RFC 6266, RFC 5987).

    ASCII for old readers, accents for the others. Only letters, digits, hyphens and apostrophes of the title are kept,
    the rest becomes a space.

    Args:
        title: any text.
        ending: what the name ends with, after the dot; ours.
        inline: True lets a browser show the file.
    """
    words = re.findall(r"\w+(?:[-’]\w+)*", unicodedata.normalize("NFC", title))
    name = " ".join(words)[:NAME_LIMIT].strip() or _UNNAMED
    plain = "-".join(re.findall(r"[a-z0-9]+", fold(name))) or _UNNAMED
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}', safe='')}"


def served_policy(policy: str) -> str:
    """Return the security policy of a document that we serve: its own, in a frame of its own, of no origin.

    Its links can be followed; the pages they open are not bound by it.
    """
    return (
        f"{policy}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )


def revalidated(content: str, media_type: str, generation: str, known: str, policy: str | None = None) -> Response:
    """Return a response that a reader may keep and must ask about; 304 without a body when it holds it already.

    The tag is the generation, then a digest of the content: tables read anew over one generation change it too.

    Args:
        content: what is sent.
        media_type: its type.
        generation: what it was made over.
        known: the header If-None-Match, empty when there is none.
        policy: security policy, where it is not that of the server.
    """
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    tag = f'"{generation}-{digest}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if policy:
        headers["Content-Security-Policy"] = policy
    if known.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in known.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=media_type)
