"""Question files: one JSON object a line, in the format of the public sample, read strictly."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from assistant.domain import Persona, Record
from assistant.errors import InvalidInputError

OWN_SET = "own"
"""Name of the set that `efc eval` runs when no file is given."""

_UNREADABLE = "Le fichier de questions {path!r} est illisible : {why}."
_NOT_UTF8 = "il n’est pas en UTF-8"
_MALFORMED = "{path}, ligne {line} : {why}."
_NOT_JSON = "ce n’est pas un objet JSON ({why})"
_FIELD = "champ {field!r}, {why}"
_TWICE = "L’identifiant {ids!r} sert à plusieurs questions."
_EMPTY = "Le fichier {path!r} ne contient aucune question."
_MEND = "Corrigez le fichier, puis relancez la commande."


class EvalQuestion(Record):
    """A question, what its reply must hold and must not hold; patterns apply to normalised text."""

    id: str = Field(min_length=1)
    persona: Persona
    question: str = Field(min_length=1)
    """The last message of the user, the one that is judged."""
    turns: tuple[str, ...] = ()
    """Earlier messages of the user in the same conversation, oldest first."""
    answerable: bool
    must_include: tuple[tuple[str, ...], ...] = ()
    """Groups: each must match, and a group matches when one of its patterns is found."""
    must_not_include: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Beginnings of the paths of the documents that must be cited."""
    kind: str = Field(min_length=1)
    difficulty: str = ""
    note: str = ""
    expected: str = Field(min_length=1)
    """A short reference answer, which passes its own checks."""

    @field_validator("must_include")
    @classmethod
    def _groups_compile(cls, groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        for group in groups:
            if not group:
                raise ValueError("un groupe de motifs est vide")
            _compile(group)
        return groups

    @field_validator("must_not_include")
    @classmethod
    def _patterns_compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        _compile(patterns)
        return patterns


def shipped(name: str) -> Path:
    """Return the path of a question set that travels with the program."""
    return Path(str(files("evals") / "questions" / f"{name}.jsonl"))


def shipped_sets() -> tuple[str, ...]:
    """Return the names of the question sets that travel with the program, in alphabetical order."""
    return tuple(sorted(path.stem for path in shipped(OWN_SET).parent.glob("*.jsonl")))


def load_questions(paths: Sequence[Path]) -> tuple[EvalQuestion, ...]:
    """Return the questions of files, in the order of the files and of their lines.

    Raises:
        InvalidInputError: a file is unreadable or empty, a line is malformed, an id serves twice.
    """
    questions = tuple(question for path in paths for question in _questions_of(path))
    twice = sorted(one for one, count in Counter(q.id for q in questions).items() if count > 1)
    if twice:
        raise InvalidInputError(_TWICE.format(ids=", ".join(twice)), _MEND)
    return questions


def digest(questions: Sequence[EvalQuestion]) -> str:
    """Return 16 hexadecimal digits that change with any question, and not with their order."""
    lines = sorted(question.model_dump_json() for question in questions)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _questions_of(path: Path) -> list[EvalQuestion]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else _NOT_UTF8
        raise InvalidInputError(_UNREADABLE.format(path=str(path), why=why), _MEND) from error
    found = [_question(line, path.name, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise InvalidInputError(_EMPTY.format(path=str(path)), _MEND)
    return found


def _question(line: str, name: str, number: int) -> EvalQuestion:
    try:
        record: Any = json.loads(line)
        return EvalQuestion.model_validate(record)
    except json.JSONDecodeError as error:
        why = _NOT_JSON.format(why=error.msg)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "ligne"
        why = _FIELD.format(field=field, why=first["msg"])
    raise InvalidInputError(_MALFORMED.format(path=name, line=number, why=why), _MEND)


def _compile(patterns: Sequence[str]) -> None:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"motif {pattern!r} invalide ({error})") from error
