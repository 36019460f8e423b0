"""The nouns of the project: what is written to disk, sent over a wire, or passed between stages.

What is stored or sent is a frozen pydantic model closed to unknown fields (`Record`); what stays inside
one process is a frozen slotted dataclass. Illegal states do not construct.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

DocumentKind = Literal["concept", "club", "session", "case", "study", "practice", "news", "other"]
AuthorKind = Literal["human", "ai_summary", "unknown"]
Language = Literal["fr", "en"]
Persona = Literal["newcomer", "entreprise", "collectivite", "animateur", "association", "evaluator"]

PassageRole = Literal["text", "definition", "invitation", "slides", "ai_summary", "concept_note", "practice"]
"""What a passage is in its document; a definition outranks a summary of the same matter."""

Layout = Literal["prose", "list", "steps", "table"]
"""The shape of a passage; a list, its steps or its rows are always whole."""

AbstentionReason = Literal["no_evidence", "out_of_scope", "private", "unsafe"]
Origin = Literal["source", "assistant"]

_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
PartialDate = Annotated[str, StringConstraints(pattern=rf"^(\d{{4}}(-{_MONTH}(-{_DAY})?)?|--{_MONTH}-{_DAY})$")]
"""An ISO date, possibly partial: `2025`, `2025-10`, `2025-10-13`, or `--10-13` when the year is unknown."""

MINIMAL_QUOTE = 12
"""Characters under which a quote is not evidence: shorter ones match by chance."""

QUESTION_LIMIT = 2000
"""Characters of one question, after normalisation; longer ones are refused with a clear message."""


class Record(BaseModel):
    """A value that is stored or sent: frozen, closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference(Record):
    """A public page that a note of the corpus rests on."""

    title: str
    url: str | None = None


class Document(Record):
    """A cleaned, redacted and dated document; the raw text stays where it came from."""

    id: str
    """16 hexadecimal digits of the hash of the cleaned text and its metadata: a cited id never changes text."""
    title: str
    title_made: bool = False
    """True when no title was found and ours stands in."""
    kind: DocumentKind = "other"
    author_kind: AuthorKind = "unknown"
    publisher: str | None = None
    url: str | None = None
    location: str
    """URL, or path relative to the source it was found in, with `/`."""
    published_on: PartialDate | None = None
    event_on: PartialDate | None = None
    retrieved_on: PartialDate | None = None
    language: Language = "fr"
    places: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    text: str
    """Cleaned and redacted: `#` headings, `- ` items, blank lines between blocks, no inline markup."""


class Passage(Record):
    """A contiguous slice of a document, cut along its structure: `text == document.text[start:end]`."""

    id: str
    document_id: str
    number: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    text: str
    headings: tuple[str, ...] = ()
    """Path of headings above the passage, outermost first, the title of the document left out."""
    role: PassageRole = "text"
    layout: Layout = "prose"
    author_kind: AuthorKind = "unknown"
    language: Language = "fr"


class Turn(Record):
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


class DenseWorth(Record):
    """What a cosine is worth beside a point of the lexical score, for one embedder on one corpus."""

    weight: float = Field(default=5.0, ge=0)
    """Points of the lexical score for a cosine of 1 above the floor; 0 silences the dense leg."""
    floor_rank: int = Field(default=0, ge=0)
    """Rank whose cosine is the floor, which counts for nothing; 0 puts the floor at a cosine of 0."""


class Question(Record):
    """What a person asks, with what is known of the person and of the conversation."""

    text: str
    history: tuple[Turn, ...] = ()
    persona: Persona | None = None
    place: str | None = None
    language: Language | None = None


class Citation(Record):
    """A contiguous span of a cited document: `quote == document.text[start:end]`."""

    mark: int = Field(ge=1)
    passage_id: str
    start: int = Field(ge=0)
    end: int
    quote: str = Field(min_length=MINIMAL_QUOTE)

    @model_validator(mode="after")
    def _spans_its_quote(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"the span {self.start}–{self.end} is not as long as its quote")
        return self


class Statement(Record):
    """One sentence or list shown to the reader; `source` ones rest on their citations."""

    text: str = Field(min_length=1)
    origin: Origin
    citations: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _sourced_statements_cite(self) -> Self:
        if (self.origin == "source") != bool(self.citations):
            raise ValueError("a statement cites if and only if its origin is a source")
        return self


class Source(Record):
    """A cited document as the reader sees it, grouped under one mark."""

    mark: int = Field(ge=1)
    document_id: str
    title: str
    kind: DocumentKind
    author_kind: AuthorKind
    publisher: str | None = None
    url: str | None = None
    published_on: PartialDate | None = None
    event_on: PartialDate | None = None
    retrieved_on: PartialDate | None = None
    headings: tuple[str, ...] = ()


class NextStep(Record):
    """Something the reader can do, and why; cited when the corpus says so."""

    label: str
    why: str
    url: str | None = None
    citations: tuple[Citation, ...] = ()


class Engine(Record):
    """What produced a reply, so that it can be produced again."""

    writer: str
    embedder: str
    """`none` when no vector could be compared: the words alone ranked."""
    reranker: str | None = None
    generation: str


class _ReplyFields(Record):
    id: str
    language: Language
    question: str
    """As understood, standing alone."""
    text: str
    """Plain text with `[1]` marks, ready to show."""
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    follow_ups: tuple[str, ...] = ()
    confidence: float = Field(ge=0, le=1)
    engine: Engine
    elapsed_ms: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _marks_resolve(self) -> Self:
        known = {source.mark for source in self.sources}
        steps: list[Statement | NextStep] = [*self.statements, *self.next_steps]
        used = {citation.mark for one in steps for citation in one.citations}
        if used != known:
            raise ValueError(f"marks {sorted(used)} do not match the sources {sorted(known)}")
        return self


class Answer(_ReplyFields):
    """A reply with at least one citation."""

    kind: Literal["answer"] = "answer"
    reason: None = None

    @model_validator(mode="after")
    def _is_cited(self) -> Self:
        if not any(statement.citations for statement in self.statements):
            raise ValueError("an answer without a citation is not an answer")
        return self


class Abstention(_ReplyFields):
    """A reply that says what is missing and where to turn; its citations only point nearby."""

    kind: Literal["abstention"] = "abstention"
    reason: AbstentionReason


class Courtesy(_ReplyFields):
    """Greeting, thanks, help: no factual claim about the corpus."""

    kind: Literal["courtesy"] = "courtesy"
    reason: None = None


Reply = Annotated[Answer | Abstention | Courtesy, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage id and the score one leg gave it; greater is better, ties broken by id."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage with its document and the rank each leg gave it (1 is best)."""

    passage: Passage
    document: Document
    score: float
    """Fused score, greater is better, comparable within one query only."""
    legs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a document under consideration as evidence, offsets in `Document.text`."""

    passage: Passage
    document: Document
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The exact contiguous text."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A statement before grounding: its wording, and the spans it claims to rest on."""

    text: str
    spans: Sequence[Span] = ()
    """Empty for the assistant's own connectives."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as a chat model gave it, before the program looks for what supports it."""

    text: str
    numbers: tuple[int, ...]
    """The passages it names as its support, by their place in what the model was given, from 1."""
