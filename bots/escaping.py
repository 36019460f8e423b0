"""Texts as Discord shows them: nothing in a document becomes a mention, a link, a heading, or a mark of ours.

Discord’s own rules: a backslash before a character that is neither a letter, a digit nor a blank shows it as it is;
lists, quotes and headings exist at the start of a line only; `http://` and `https://` make links; text between `<` and
`>` makes mentions, dates and emoji.
"""

import re

from assistant.exporting import shown
from assistant.exporting.addresses import autolink

BREAK = "\u200b"
"""Zero-width space: what it stands in does not hold together for Discord, and reads the same."""

ADDRESS_LIMIT = 300
"""Characters of an address beyond which it is not shown: the longest of the shipped corpus has 147."""

_ALWAYS = re.compile(r"[\\`*_~|<>\[\]#]|:(?=[\w/])")
_AT_START = re.compile(r"^(?:(?P<number>\d+)(?P<stop>[.)])|[-+•](?= ))", re.MULTILINE)
_AT = re.compile(r"@(?!\u200b)")
_INVITATION = re.compile(r"(discord(?:app)?\.(?:gg|com))(?=/)", re.IGNORECASE)


def width(text: str) -> int:
    """Return the length of a text as a platform may count it at most: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """Return a text without control, private or reordering characters, its bracketed numbers in parentheses.

    See `exporting.cleaning.shown`; a text with nothing to show becomes « (texte illisible) ».
    """
    return shown(text)


def escaped(text: str) -> str:
    """Return a cleaned text that Discord shows as it is, its line breaks kept."""
    text = _ALWAYS.sub(lambda found: "\\" + found.group(), text)
    text = _AT_START.sub(_at_start, text)
    return _INVITATION.sub(rf"\1{BREAK}", _AT.sub(f"@{BREAK}", text))


def unescaped(text: str) -> str:
    """Return what a person reads of an escaped text."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text.replace(BREAK, ""))


def bare_address(url: str | None) -> str:
    """Return `<url>`, that shows no preview, when an address is short and fit to be followed; else nothing."""
    return autolink(url) if url and width(url) <= ADDRESS_LIMIT else ""


def _at_start(found: re.Match[str]) -> str:
    return found.group() if found.group() == "•" else f"{found['number'] or ''}\\{found['stop'] or found.group()}"
