"""Addresses between angle brackets, when they are fit to be followed from a text."""

import re
from urllib.parse import urlsplit


def autolink(url: str | None) -> str:
    """Return `<url>` when it is http or https, with a host, without credentials nor anything that ends the brackets.

    Any other address gives an empty text.
    """
    if not url or re.search(r"[\s<>\\@]", url) or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
        is_public = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return f"<{url}>" if is_public else ""
