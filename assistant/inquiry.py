"""What a question turned out to ask: the result of understanding, read by retrieval and composing."""

from dataclasses import dataclass, field
from typing import Literal

from assistant.domain import Language, Persona
from assistant.knowledge import LexiconEntry, Place

Intent = Literal[
    "definition",
    "example",
    "acronym",
    "list",
    "count",
    "comparison",
    "concordance",
    "elaboration",
    "howto",
    "place",
    "time",
    "who",
    "origin",
    "next_step",
    "workshop",
    "fact",
    "courtesy",
    "private",
    "unsafe",
    "off_topic",
]

Want = Literal[
    "money",
    "phone",
    "email",
    "address",
    "link",
    "hour",
    "duration",
    "date",
    "day",
    "month",
    "year",
    "number",
    "question",
    "reason",
    "superlative",
]
"""A kind of thing that an answer must show; a passage without it does not answer."""

Stage = Literal["aware", "committed", "animating"]
"""Where somebody stands in the three times of the movement: discovers it, has begun, animates the others."""

CourtesyKind = Literal["greeting", "thanks", "goodbye", "help", "identity"]


@dataclass(frozen=True, slots=True)
class Misnomer:
    """An expansion of an acronym that somebody believes, and the term it wrongly names."""

    claimed: str
    entry: LexiconEntry


@dataclass(frozen=True, slots=True)
class Activity:
    """A block of a workshop that was asked for."""

    name: str
    minutes: int | None
    theme: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as understood."""

    text: str
    """As typed, control characters removed, chat spelling undone."""
    standalone: str
    """The same with what it refers to in the conversation put back."""
    language: Language
    intent: Intent
    sought: str = ""
    """What is searched for it: the same with each term under its canonical name and its acronym."""
    terms: tuple[LexiconEntry, ...] = ()
    """Terms of the lexicon it names, in order of appearance."""
    misnomers: tuple[Misnomer, ...] = ()
    places: tuple[Place, ...] = ()
    """Places it names; homonyms follow one another."""
    unknown_place: str | None = None
    """A place it names that the table does not hold."""
    wants: frozenset[Want] = field(default_factory=frozenset)
    facets: tuple[str, ...] = ()
    """The things it compares or links, or each of the things it asks in turn."""
    counted: tuple[str, ...] = ()
    """What it asks to count."""
    object: str = ""
    """The thing whose origin it asks."""
    premises: tuple[str, ...] = ()
    """Years and actors it takes for granted, folded."""
    focus: tuple[str, ...] = ()
    """The words that carry its subject, terms and places aside, without question words and politeness."""
    activities: tuple[Activity, ...] = ()
    is_distress: bool = False
    """True when the person says to be in danger."""
    is_future: bool = False
    """True when it asks for what is still to come."""
    persona: Persona | None = None
    self_words: frozenset[str] = field(default_factory=frozenset)
    """Folded words by which the message says who asks: they are no subject of it."""
    stage: Stage | None = None
    """Where the person says to stand, in this message or an earlier one."""
    home: tuple[Place, ...] = ()
    """Where the person says to be, or the interface says so; homonyms follow one another."""
    courtesy: CourtesyKind | None = None
    role_words: frozenset[str] = field(default_factory=frozenset)
    """Roles of passages it points at (« l’annonce », « le compte rendu »)."""
