"""What a document that we write may do when a browser opens it: show its own style, and nothing else."""

import base64
import hashlib


def policy_of(*styles: str) -> str:
    """Return a content security policy that allows some inline styles, named by the hash of their text.

    Args:
        styles: the text between `<style>` and `</style>`, to the sign (Content Security Policy Level 3, 6.6.2.3).
    """
    digests = (hashlib.sha256(style.encode()).digest() for style in styles)
    allowed = " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)
    return f"default-src 'none'; style-src {allowed}"
