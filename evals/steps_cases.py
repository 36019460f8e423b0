"""Who asks, where, at which stage, about what: what the next steps must say, as the tables of the corpus have it."""

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal, Self

from pydantic import ValidationError, model_validator

from assistant.domain import Language, Persona, Record
from assistant.errors import InvalidInputError

Coverage = Literal["one", "several", "none", "ambiguous", "unsaid"]
"""How the network's list covers the place: by one club, by several, by none; or the place is to be asked back."""

_UNREADABLE = "Le fichier de cas {path!r} ne se lit pas."
_RESTORE = "Restaurez-le, ou réinstallez le paquet."
_MALFORMED = "{path}, ligne {number} : {why}."
_MEND = "Chaque ligne est un objet JSON : id, question, coverage, clubs, named, who, stands…"


class StepCase(Record):
    """A question from somebody, and what its next steps must say."""

    id: str
    question: str
    turns: tuple[str, ...] = ()
    """Earlier messages of the person."""
    persona: Persona | None = None
    place: str | None = None
    """Where the interface says the person is."""
    language: Language = "fr"
    coverage: Coverage
    clubs: tuple[str, ...] = ()
    """Clubs of the place, by their name in the list; those of each homonym when it is ambiguous."""
    named: str = ""
    """The place as the reason must say it."""
    territories: tuple[str, ...] = ()
    """Names of the place and of what it lies in: a step from a note on other places is out of place."""
    who: str = ""
    """Words by which the reason must say who asks, empty when nothing says it."""
    stands: str = ""
    """Words by which the reason must say the stage, empty when nothing says it."""
    begins: bool = False
    """True when the question asks where to begin or what comes next: the answer itself must say it."""
    asks_who: bool = False
    """True when the persona is unknown and changes the answer."""

    @model_validator(mode="after")
    def _clubs_follow_the_coverage(self) -> Self:
        least, most = {"one": (1, 1), "several": (2, 9), "ambiguous": (2, 9)}.get(self.coverage, (0, 0))
        if not least <= len(self.clubs) <= most:
            raise ValueError(f"{len(self.clubs)} clubs do not go with {self.coverage!r}")
        return self


def shipped_cases() -> Path:
    """Return the path of the cases that travel with the program."""
    return Path(str(files("evals") / "steps" / "cases.jsonl"))


def load_cases(path: Path) -> tuple[StepCase, ...]:
    """Return the cases of a file, in order.

    Raises:
        InvalidInputError: the file cannot be read, or a line is not a case.
    """
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(_UNREADABLE.format(path=str(path)), _RESTORE) from error
    cases: list[StepCase] = []
    for number, row in enumerate(rows, 1):
        try:
            cases.append(StepCase.model_validate_json(row))
        except ValidationError as error:
            why = error.errors()[0]["msg"]
            raise InvalidInputError(_MALFORMED.format(path=path.name, number=number, why=why), _MEND) from error
    return tuple(cases)


def digest(cases: Sequence[StepCase]) -> str:
    """Return 16 hexadecimal digits that change with the cases or their order."""
    return hashlib.sha256("\n".join(case.model_dump_json() for case in cases).encode("utf-8")).hexdigest()[:16]
