"""Deliver a picture: to a file, or on the standard output."""

import sys
from pathlib import Path

from assistant.cli.border import readable


def deliver(text: str, output: Path | None) -> None:
    """Write a text to a file, said on stderr, or print it.

    Raises:
        OSError: the file cannot be written.
    """
    if output is None:
        print(text.rstrip("\n"))
        return
    output.write_text(text, encoding="utf-8")
    print(f"Écrit : {readable(str(output))}", file=sys.stderr)
