"""What the bot writes on stderr: what happened, never a token, never the words of anybody."""

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType

_SHAPES = re.compile(
    r"[\w-]{20,30}\.[\w-]{5,8}\.[\w-]{25,}|mfa\.[\w-]{20,}|(?<=/webhooks/)[\w./-]+|(?<=Bot )[\w.-]{20,}|"
    r"aW50ZXJhY3Rpb2[\w-]{20,}",
)
"""A bare token, a token after `Bot`, the address of a webhook, and the token of an interaction."""

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Write one line a record: secrets masked by value and by shape, of an error its class and its place.

    Args:
        secrets: values never to be written, blank ones ignored.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(one for one in secrets if one)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = super().format(record).replace("\n", " ")
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return _SHAPES.sub("***", line)

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - the name that logging calls
        """Return the class of an error and the line it comes from; its message may quote a question."""
        name, trace = (ei[0].__name__ if ei[0] else "?"), ei[2]
        while trace and trace.tb_next:
            trace = trace.tb_next
        where = f" ({trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno})" if trace else ""
        return f"[{name}{where}]"


def write_quietly(secrets: Iterable[str]) -> None:
    """Send the log of this process to stderr, warnings of the libraries and news of the bot."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter(secrets))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("bots").setLevel(logging.INFO)
