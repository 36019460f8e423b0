"""French typography of what the assistant says in its own name."""

import re


def typeset(text: str) -> str:
    """Return a text with a no-break space before « : ; ? ! » and inside guillemets, where a plain one stood."""
    text = re.sub(r" (?=[:;?!»])", "\u00a0", text)
    return re.sub(r"« (?=\S)", "«\u00a0", text)
