"""Labelled lines: what redaction must hide, and what it must leave."""

import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal, Self

from pydantic import ValidationError, model_validator

from assistant.domain import Record
from assistant.errors import InvalidInputError

PrivateKind = Literal["name", "link", "code", "phone", "email", "iban", "nir", "card"]
Split = Literal["dev", "test"]

_UNREADABLE = "Le fichier de lignes {path!r} ne se lit pas."
_RESTORE = "Restaurez-le, ou réinstallez le paquet."
_MALFORMED = "{path}, ligne {number} : {why}."
_MEND = "Chaque ligne est un objet JSON : text, hide, kinds, keep, split, et context s’il compte."


class LabelledLine(Record):
    """A line as found in minutes, slides, a chat…, with what is private in it and what is not."""

    text: str
    hide: tuple[str, ...] = ()
    """Pieces of the text that must go; a first name and a family name are two pieces."""
    kinds: tuple[PrivateKind, ...] = ()
    """What each piece of `hide` is, in the same order."""
    keep: tuple[str, ...] = ()
    """Pieces of the text that must stay as they are."""
    context: str = ""
    """What the document says above the line, when it matters."""
    split: Split
    """Rules are tuned on `dev` only; `test` is measured."""

    @property
    def document(self) -> str:
        """Return the line under its context, with an empty line between them."""
        return f"{self.context}\n\n{self.text}" if self.context else self.text

    @model_validator(mode="after")
    def _labels_are_in_the_text(self) -> Self:
        absent = [piece for piece in (*self.hide, *self.keep) if piece not in self.text]
        if absent or len(self.hide) != len(self.kinds):
            raise ValueError(f"labels {absent} are not in the text, or a kind is missing")
        return self


def shipped_lines() -> Path:
    """Return the path of the lines that travel with the program."""
    return Path(str(files("evals") / "redaction" / "lines.jsonl"))


def load_lines(path: Path) -> tuple[LabelledLine, ...]:
    """Return the labelled lines of a file, in order.

    Raises:
        InvalidInputError: the file cannot be read, or a line is not a labelled line.
    """
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(_UNREADABLE.format(path=str(path)), _RESTORE) from error
    lines: list[LabelledLine] = []
    for number, row in enumerate(rows, 1):
        try:
            lines.append(LabelledLine.model_validate_json(row))
        except ValidationError as error:
            why = error.errors()[0]["msg"]
            raise InvalidInputError(_MALFORMED.format(path=path.name, number=number, why=why), _MEND) from error
    return tuple(lines)


def digest(lines: Sequence[LabelledLine]) -> str:
    """Return 16 hexadecimal digits that change with the lines, their labels or their order."""
    return hashlib.sha256("\n".join(line.model_dump_json() for line in lines).encode("utf-8")).hexdigest()[:16]
