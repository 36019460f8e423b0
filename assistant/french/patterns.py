"""Patterns compiled once: `re` keeps only 512 of them, fewer than the classes of questions hold."""

import re
from functools import cache


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def seek(pattern: str, text: str) -> re.Match[str] | None:
    """Return the first place of a text where a pattern of the code is found, like `re.search`."""
    return _compiled(pattern).search(text)
