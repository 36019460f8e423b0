"""French typography: the spaces that never break."""

import re

NARROW = "\u202f"
"""The narrow no-break space, before « : ; ? ! » and inside guillemets."""

_BEFORE = re.compile(r"[ \u00a0](?=[:;?!»](?!\w))")
_AFTER = re.compile(r"«[ \u00a0](?=\S)")


def typeset(text: str) -> str:
    """Return a text with a narrow no-break space before « : ; ? ! » and inside guillemets, where a space stood.

    Only spaces change, never a word, so that a quotation stays one; English, which puts no space there, is untouched.
    Idempotent.
    """
    return _AFTER.sub(f"«{NARROW}", _BEFORE.sub(NARROW, text))
