"""What the page says of the corpus: how much it holds, until when, and the hosts that may be linked."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from pydantic import Field

from assistant.domain import Document, PartialDate, Record
from assistant.ports import PassageIndex


class Register(Record):
    """The corpus at a glance."""

    count: int = Field(ge=0)
    latest: PartialDate | None
    """The latest date that is not to come, of those its documents bear; None when none bears any."""
    hosts: tuple[str, ...]
    """Names of the sites its documents come from, in order; a link to any other is not made."""


class Registers:
    """The register of the current generation, made once for each generation and each day."""

    def __init__(self) -> None:
        self._key: tuple[str, date] | None = None
        self._kept = Register(count=0, latest=None, hosts=())

    def of(self, index: PassageIndex, today: date) -> Register:
        """Return the register of a generation; blocking when it is new.

        Raises:
            IndexUnusableError: the generation can no longer be read.
        """
        key = (index.generation, today)
        if key != self._key:
            self._kept, self._key = register_of(index.documents(), today), key
        return self._kept


def register_of(documents: Iterable[Document], today: date) -> Register:
    """Return the register of some documents; what is dated after `today` is left out of `latest`."""
    held = tuple(documents)
    urls = {url for one in held for url in (one.url, *(reference.url for reference in one.references)) if url}
    dates = {day for one in held for day in (one.published_on, one.event_on) if day and not day.startswith("--")}
    past = [day for day in dates if day <= today.isoformat()]
    return Register(count=len(held), latest=max(past, default=None), hosts=tuple(sorted(_hosts(urls))))


def _hosts(urls: Iterable[str]) -> set[str]:
    hosts = set()
    for url in urls:
        try:
            parts = urlsplit(url)
            name = (parts.hostname or "").encode("idna").decode("ascii")
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and name:
            hosts.add(name)
    return hosts
