"""The terms of the field: their acronyms, spellings, short definitions, and the expansions never to assert."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.domain import Record
from assistant.errors import CorpusInvalidError
from assistant.french import NUMBER_WORDS, fold, outer, tokens
from assistant.knowledge.reading import read_table

TermKind = Literal["notion", "actor", "programme", "label", "method"]


class Aliases(Record):
    """Other spellings, accents and case aside."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class ShortDefinition(Record):
    """One sentence in each language."""

    fr: str
    en: str


class LexiconEntry(Record):
    """A term of the field."""

    term: str
    kind: TermKind = "notion"
    acronym: str | None = None
    expansions: tuple[str, ...] = ()
    aliases: Aliases = Aliases()
    definition: ShortDefinition
    related: tuple[str, ...] = ()
    false_expansions: tuple[str, ...] = ()
    note: str
    """The note of the corpus that explains the term."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the term, the canonical one first."""
        acronym = (self.acronym,) if self.acronym else ()
        return (self.term, *acronym, *self.expansions, *self.aliases.fr, *self.aliases.en)


@dataclass(frozen=True)
class Lexicon:
    """The terms, found by any of their names."""

    entries: tuple[LexiconEntry, ...]

    @cached_property
    def by_name(self) -> dict[str, LexiconEntry]:
        """Each folded name with its entry; the first entry that claims a name keeps it."""
        table: dict[str, LexiconEntry] = {}
        for entry in self.entries:
            for name in entry.names:
                table.setdefault(fold(name).strip(), entry)
        return table

    @cached_property
    def false_names(self) -> dict[str, LexiconEntry]:
        """Each folded false expansion with the entry it wrongly claims."""
        return {fold(name): entry for entry in self.entries for name in entry.false_expansions}

    @cached_property
    def phrases(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """Each name as the stems of its words, with its term, by its first stem, the longest names first.

        Names that hold a number (« temps 1 ») are left out: they tell things of one term apart.
        """
        table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, entry in self.by_name.items():
            stems = tuple(token.stem for token in outer(tokens(name)))
            if stems and not any(word in NUMBER_WORDS or word.isdigit() for word in fold(name).split()):
                table.setdefault(stems[0], []).append((stems, entry.term))
        return {first: tuple(sorted(names, key=lambda one: (-len(one[0]), one))) for first, names in table.items()}

    def find(self, name: str) -> LexiconEntry | None:
        """Return the entry that bears a name, accents, case and apostrophes aside."""
        return self.by_name.get(fold(name).strip())

    def __iter__(self) -> Iterator[LexiconEntry]:
        return iter(self.entries)


def load_lexicon(corpus: Path) -> Lexicon:
    """Return the lexicon of a corpus folder.

    Raises:
        CorpusInvalidError: the file is missing or breaks its schema.
    """
    table = read_table(corpus / "lexicon.yaml")
    try:
        return Lexicon(TypeAdapter(tuple[LexiconEntry, ...]).validate_python(table))
    except ValidationError as error:
        first = error.errors()[0]
        raise CorpusInvalidError(
            f"Le lexique ne respecte pas son schéma ({first['loc']}: {first['msg']}).",
            "Corrigez corpus/lexicon.yaml.",
        ) from error
