"""The requests of workshops that an animator may make, each with what is expected of it."""

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from assistant.domain import Record
from assistant.errors import InvalidInputError
from assistant.planning import Given
from assistant.workshop_plan import Level, Setting, Variant

Expected = Literal["served", "declined", "refused"]
"""A plan; an abstention that proposes themes; an input error that names the bounds."""

_UNREADABLE = "La ligne {number} de {path!r} n’est pas une demande d’atelier."
_MEND = "Corrigez-la, puis relancez la commande."


class Told(Record):
    """Some fields of a request: given beside the words, or expected to be read in them."""

    minutes: int | None = None
    people: int | None = None
    audience: str | None = None
    setting: Setting | None = None
    level: Level | None = None
    variant: Variant | None = None

    def given(self) -> Given:
        """Return the fields as they are given beside the words of a request."""
        return Given(
            minutes=self.minutes,
            people=self.people,
            audience=self.audience,
            setting=self.setting,
            level=self.level,
            variant=self.variant,
        )


class AskedWorkshop(Record):
    """One request and what is expected of it."""

    id: str
    words: str
    given: Told = Told()
    expected: Expected
    reads: Told = Told()
    """What the words tell; what is not listed is not compared."""


class AskedWorkshops(Record):
    """The requests of one file."""

    digest: str
    """Fingerprint of the file: floors hold for the requests they were measured on."""
    requests: tuple[AskedWorkshop, ...] = Field(min_length=1)


def shipped_requests() -> Path:
    """Return the path of the requests that travel with the program."""
    return Path(str(files("evals") / "workshops" / "requests.jsonl"))


def load_requests(path: Path) -> AskedWorkshops:
    """Return the requests of a file, one JSON object a line.

    Raises:
        InvalidInputError: a line is no request.
    """
    content = path.read_bytes()
    requests = []
    for number, row in enumerate(content.decode("utf-8").splitlines(), 1):
        try:
            requests.append(AskedWorkshop.model_validate_json(row))
        except ValidationError as error:
            raise InvalidInputError(_UNREADABLE.format(number=number, path=str(path)), _MEND) from error
    return AskedWorkshops(digest=hashlib.sha256(content).hexdigest()[:16], requests=tuple(requests))
