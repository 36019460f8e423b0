"""Shapes of the requests and responses that are not nouns of the domain already."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import (
    AuthorKind,
    Document,
    DocumentKind,
    Hit,
    Language,
    PartialDate,
    Passage,
    Persona,
    Question,
    Record,
    Turn,
)
from assistant.knowledge.lexicon import Aliases, LexiconEntry, ShortDefinition, TermKind
from assistant.knowledge.places import PlaceLevel

NAME_LIMIT = 100
"""Characters of a place, a club or a term somebody names; the longest of the tables has about sixty."""

QUERY_LIMIT = 2000
"""Characters of words to search, as for a question."""

Name = Annotated[str, Field(max_length=NAME_LIMIT)]


class Body(BaseModel):
    """A body somebody sends: closed to unknown fields, no type is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EarlierTurn(Body):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    text: str = Field(max_length=4000)


class AskBody(Body):
    """A question, with what is known of the person and of the conversation."""

    question: str = Field(description="2 000 caractères au plus.", examples=["C’est quoi un ECT ?"])
    history: list[EarlierTurn] = Field(default=[], max_length=40, description="Du plus ancien au plus récent.")
    persona: Persona | None = None
    place: Name | None = Field(default=None, examples=["Rouen"])
    language: Language | None = Field(default=None, description="Celle de la question si elle est absente.")

    def as_question(self) -> Question:
        """Return the question as the assistant takes it."""
        return Question(
            text=self.question,
            history=tuple(Turn(role=turn.role, text=turn.text) for turn in self.history),
            persona=self.persona,
            place=self.place,
            language=self.language,
        )


class SearchBody(Body):
    """Words to search, and which documents to keep."""

    query: str = Field(max_length=QUERY_LIMIT, examples=["effets utiles"])
    k: int = Field(default=10, ge=1, le=50, description="Nombre de passages au plus.")
    kinds: list[DocumentKind] = Field(default=[], max_length=8, description="Tous si la liste est vide.")
    club: Name | None = Field(default=None, description="Identifiant ou nom d’un club.", examples=["club-inne"])


class FoundPassage(Record):
    """A passage found, with the rank each search gave it (1 is best)."""

    passage_id: str
    document_id: str
    title: str
    text: str
    score: float
    legs: dict[str, int]

    @classmethod
    def of(cls, hit: Hit) -> Self:
        """Return a hit as it is sent."""
        return cls(
            passage_id=hit.passage.id,
            document_id=hit.document.id,
            title=hit.document.title,
            text=hit.passage.text,
            score=hit.score,
            legs=hit.legs,
        )


class SearchResults(Record):
    """Passages, best first."""

    hits: tuple[FoundPassage, ...]


class DocumentCard(Record):
    """A document without its text."""

    id: str
    title: str
    kind: DocumentKind
    author_kind: AuthorKind
    location: str
    url: str | None
    publisher: str | None
    published_on: PartialDate | None
    event_on: PartialDate | None
    language: Language


class DocumentList(Record):
    """Every document, ordered by location."""

    documents: tuple[DocumentCard, ...]


class ReadDocument(Document):
    """A document with its cleaned text and its passages, in reading order."""

    passages: tuple[Passage, ...]


class TermCard(Record):
    """A term and its short definition."""

    term: str
    kind: TermKind
    acronym: str | None
    definition: ShortDefinition


class TermList(Record):
    """The terms, in the order of the lexicon."""

    terms: tuple[TermCard, ...]


class TermDetail(TermCard):
    """A term with its other names, its neighbours and the document that explains it."""

    expansions: tuple[str, ...]
    aliases: Aliases
    related: tuple[str, ...]
    document_id: str | None
    """None when the index does not hold the note."""

    @classmethod
    def of(cls, entry: LexiconEntry, document_id: str | None) -> Self:
        """Return an entry of the lexicon as it is sent."""
        return cls(
            term=entry.term,
            kind=entry.kind,
            acronym=entry.acronym,
            definition=entry.definition,
            expansions=entry.expansions,
            aliases=entry.aliases,
            related=entry.related,
            document_id=document_id,
        )


class FoundPlace(Record):
    """A place that bears the name asked."""

    name: str
    level: PlaceLevel
    department: str | None
    regions: tuple[str, ...]
    country: str | None
    clubs: tuple[str, ...]
    """Ids, the nearest first; empty where no club of the list is."""


class ClubCard(Record):
    """A club of the network’s list."""

    id: str
    name: str
    territory: str
    listed_as: str
    document_id: str | None
    """The document about the club; None when the index does not hold it."""


class ClubList(Record):
    """The clubs of a place, or the whole list."""

    place: str | None
    places: tuple[FoundPlace, ...]
    """Several when the name is ambiguous, none when it is unknown."""
    clubs: tuple[ClubCard, ...]
    message: str | None
    """What a reader must know when there is no club, or more than one place."""


class Health(Record):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(Record):
    """The index can be searched."""

    status: Literal["ready"] = "ready"
    generation: str
    passages: int
