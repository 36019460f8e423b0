"""Read the YAML front matter of a note, and refuse what is not plain data of the expected types."""

import re
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import Field, StringConstraints, ValidationError, field_validator

from assistant.domain import AuthorKind, DocumentKind, PartialDate, Record, Reference
from assistant.errors import DocumentRefusedError

HEADER_LIMIT = 60_000
"""Characters of the longest front matter; those of this project hold about 1,000."""
DEPTH_LIMIT = 6
"""Levels of nesting of the deepest front matter; ours have three."""

_OPENING = re.compile(r"---[ ]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ ]*$", re.MULTILINE)
_KEY = re.compile(r"[\w-]{1,60}[ ]?:(?:\s|$)")

_MEND_IT = "Corrigez l’en-tête du fichier, ou retirez-le."
_NO_END = "L’en-tête YAML n’a pas de fin\u00a0: il manque la ligne «\u00a0---\u00a0»."
_TOO_LONG = "L’en-tête YAML est trop long."
_TOO_DEEP = "L’en-tête YAML imbrique trop de niveaux."
_NOT_YAML = "L’en-tête n’est pas du YAML lisible (ligne {line})."
_TAGGED = "L’en-tête YAML contient une étiquette de type, ce qui n’est pas accepté."
_ALIASED = "L’en-tête YAML contient une ancre ou un alias, ce qui n’est pas accepté."
_NOT_PAIRS = "L’en-tête YAML n’est pas une liste de champs «\u00a0nom\u00a0: valeur\u00a0»."
_DOUBLED = "L’en-tête YAML donne deux fois le champ {key!r}."
_WRONG = "Dans l’en-tête YAML, le champ {key!r} n’a pas une valeur acceptée."

Words = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]{1,2000}$")]


class FrontMatter(Record):
    """What a note says of itself before its text; every field may be missing."""

    title: Words | None = None
    kind: DocumentKind | None = None
    author_kind: AuthorKind | None = None
    publisher: Words | None = None
    url: WebAddress | None = None
    published_on: PartialDate | None = None
    event_on: PartialDate | None = None
    retrieved_on: PartialDate | None = None
    places: tuple[Words, ...] = ()
    terms: tuple[Words, ...] = ()
    audience: tuple[Words, ...] = ()
    sources: Annotated[tuple[Reference, ...], Field(max_length=100)] = ()

    @field_validator("published_on", "event_on", "retrieved_on", mode="before")
    @classmethod
    def _date_as_text(cls, value: object) -> object:
        """YAML reads 2021-02-15 as a date and 2021 as a number."""
        if isinstance(value, date):
            return value.isoformat()[:10]
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("places", "terms", "audience", "sources", mode="before")
    @classmethod
    def _nothing_as_empty(cls, value: object) -> object:
        return () if value is None else value


def split_front_matter(text: str) -> tuple[str, int]:
    """Return the YAML of the front matter and the offset where the text of the note begins.

    A file that begins with a ruler and no field has no front matter: the YAML is empty and the offset 0.

    Raises:
        DocumentRefusedError: the front matter has no end.
    """
    opening = _OPENING.match(text)
    if opening is None or not _KEY.match(text[opening.end() :].lstrip("\n# ")):
        return "", 0
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise DocumentRefusedError(_NO_END, _MEND_IT)
    return text[opening.end() : closing.start()], closing.end()


def read_front_matter(header: str) -> FrontMatter:
    """Read a front matter; unknown fields are left out.

    Raises:
        DocumentRefusedError: it is not YAML, or holds tags, aliases, fields given twice, or wrong types.
    """
    if len(header) > HEADER_LIMIT:
        raise DocumentRefusedError(_TOO_LONG, _MEND_IT)
    try:
        _refuse_tricks(header)
        values = yaml.safe_load(header)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DocumentRefusedError(_NOT_YAML.format(line=mark.line + 2 if mark else "?"), _MEND_IT) from error
    except (ValueError, RecursionError) as error:  # an impossible date, a number of thousands of digits
        raise DocumentRefusedError(_NOT_YAML.format(line="?"), _MEND_IT) from error
    if not isinstance(values, dict):
        raise DocumentRefusedError(_NOT_PAIRS, _MEND_IT)
    return _validated(values)


def _validated(values: dict[Any, Any]) -> FrontMatter:
    known = {key: value for key, value in values.items() if key in FrontMatter.model_fields}
    try:
        return FrontMatter.model_validate(known)
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise DocumentRefusedError(_WRONG.format(key=key), _MEND_IT) from error


def _refuse_tricks(header: str) -> None:
    """Refuse aliases, explicit tags, deep nesting and fields given twice, before anything is built."""
    depth = 0
    for event in yaml.parse(header, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise DocumentRefusedError(_ALIASED, _MEND_IT)
        if getattr(event, "tag", None):
            raise DocumentRefusedError(_TAGGED, _MEND_IT)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_LIMIT:
            raise DocumentRefusedError(_TOO_DEEP, _MEND_IT)
    root = yaml.compose(header, Loader=yaml.SafeLoader)
    _refuse_doubles(root)


def _refuse_doubles(node: yaml.Node | None) -> None:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise DocumentRefusedError(_DOUBLED.format(key=str(key)[:40]), _MEND_IT)
        for _, value in node.value:
            _refuse_doubles(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_doubles(value)
