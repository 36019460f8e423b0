"""The nouns of a workshop plan: what an animator asks for, and the timed plan that is written, sent and exported."""

from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.domain import Engine, Language, Record, Source, Statement

Setting = Literal["room", "remote"]
Level = Literal["novice", "initiated", "animator"]
"""How far the people are: they discover, they have begun, or they animate others."""
Variant = Literal["workshop", "talk", "grid", "icebreaker", "invitation", "cards", "readings"]
"""What is prepared: a whole workshop, an oral talk, a reading grid, an ice-breaker, an e-mail of invitation, a set of
cards, or a selection of readings for novices."""

SHORTEST, LONGEST = 5, 480
"""Minutes of a plan; less is no time to meet, more is a programme of several days."""
MOST_PEOPLE = 200
"""People beyond which it is an assembly, that this plan would not serve."""
BREAK_BEYOND = 90
"""Minutes beyond which a plan has a break."""


class WorkshopRequest(Record):
    """What an animator asks for, as understood."""

    theme: str = Field(min_length=1, max_length=300)
    minutes: int = Field(ge=SHORTEST, le=LONGEST)
    people: int = Field(ge=1, le=MOST_PEOPLE)
    audience: str = Field(default="", max_length=120)
    setting: Setting = "room"
    level: Level = "novice"
    variant: Variant = "workshop"
    language: Language = "fr"


class PlanBlock(Record):
    """A block of a plan: its time, and what happens; sourced statements cite, the assistant's own do not."""

    name: str
    start: int = Field(ge=0)
    """Minutes from the beginning of the plan."""
    minutes: int = Field(ge=1)
    objective: str = ""
    says: tuple[Statement, ...] = ()
    """What the animator says."""
    does: tuple[Statement, ...] = ()
    """What the participants do."""
    material: tuple[str, ...] = ()
    output: str = ""
    """What is left at the end of the block."""
    is_break: bool = False


class WorkshopPlan(Record):
    """A timed plan: blocks that follow one another and fill the time exactly, and its notes."""

    id: str
    """The request itself, written short: see `assistant.planning.identifying`."""
    kind: Literal["workshop"] = "workshop"
    """Tells a plan from an abstention."""
    request: WorkshopRequest
    title: str
    blocks: tuple[PlanBlock, ...] = Field(min_length=1)
    questions: tuple[Statement, ...] = ()
    """Questions to ask the participants, drawn from sessions."""
    examples: tuple[Statement, ...] = ()
    """Examples to tell, drawn from cases."""
    cautions: tuple[Statement, ...] = ()
    afterwards: tuple[Statement, ...] = ()
    """What to send or do after the workshop."""
    sources: tuple[Source, ...] = Field(min_length=1)
    """Numbered notes, in the order of their marks."""
    engine: Engine
    elapsed_ms: int = Field(default=0, ge=0)

    def statements(self) -> tuple[Statement, ...]:
        """Return every statement of the plan, in the order in which it is read."""
        told = [one for block in self.blocks for one in (*block.says, *block.does)]
        return (*told, *self.questions, *self.examples, *self.cautions, *self.afterwards)

    @model_validator(mode="after")
    def _fills_its_time(self) -> Self:
        position = 0
        for block in self.blocks:
            if block.start != position:
                raise ValueError(f"the block {block.name!r} starts at {block.start}, not at {position}")
            position += block.minutes
        if position != self.request.minutes:
            raise ValueError(f"the blocks last {position} minutes, not {self.request.minutes}")
        return self

    @model_validator(mode="after")
    def _marks_resolve(self) -> Self:
        known = [source.mark for source in self.sources]
        used = {citation.mark for one in self.statements() for citation in one.citations}
        if known != list(range(1, len(known) + 1)) or used != set(known):
            raise ValueError(f"marks {sorted(used)} do not match the sources {known}")
        return self
