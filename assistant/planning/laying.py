"""Lay a theme out in blocks: each takes its own extracts from what was gathered, none is told twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.composing.selecting import drafted
from assistant.domain import Drafted
from assistant.evidence import Unit
from assistant.planning.gathering import Gathered
from assistant.planning.templates import ours
from assistant.workshop_plan import WorkshopRequest


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A block before grounding; its time comes from the schedule."""

    name: str
    minutes: int
    objective: str = ""
    says: tuple[Drafted, ...] = ()
    does: tuple[Drafted, ...] = ()
    material: tuple[str, ...] = ()
    output: str = ""
    is_break: bool = False


@dataclass(slots=True)
class Laying:
    """What is asked and gathered, and what was told already."""

    request: WorkshopRequest
    gathered: Gathered
    told: set[tuple[str, int]] = field(default_factory=set)

    @property
    def is_remote(self) -> bool:
        """Tell whether people meet at a distance."""
        return self.request.setting == "remote"

    def ours(self, key: str, **slots: object) -> str:
        """Return a wording of the assistant in the language of the request."""
        return ours(key, self.request.language, **slots)

    def line(self, key: str, **slots: object) -> Drafted:
        """Return a statement of the assistant's own."""
        return Drafted(self.ours(key, **slots))

    def introduced(self, key: str, quoted: Sequence[Drafted]) -> tuple[Drafted, ...]:
        """Return statements after the line that introduces them, nothing when there are none."""
        return (self.line(key), *quoted) if quoted else ()

    def take(self, units: Iterable[Unit], count: int) -> list[Drafted]:
        """Return at most `count` units as statements, those told already left out."""
        kept: list[Unit] = []
        for unit in units:
            if len(kept) < count and not self.is_told(unit):
                self.told.add((unit.document.id, unit.span.start))
                kept.append(unit)
        return [drafted(unit) for unit in kept]

    def is_told(self, unit: Unit) -> bool:
        """Tell whether a unit was told in an earlier block."""
        return (unit.document.id, unit.span.start) in self.told

    def take_some(self, count: int, *pools: Sequence[Unit]) -> list[Drafted]:
        """Return at most `count` statements of the first pool that still has any."""
        return next((taken for pool in pools if (taken := self.take(pool, count))), [])
