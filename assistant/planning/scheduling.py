"""Time: runs between breaks, stages inside a run, people inside groups; everything adds up exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.workshop_plan import BREAK_BEYOND, Level

LONGEST_RUN = 90
"""Minutes that people work without a break, at most."""

SECOND_BREAK_BEYOND = 210
"""Minutes beyond which a plan has two breaks at least."""

PAUSE = 10
"""Minutes of a break."""

MEAL_BEYOND, MEAL = 300, 45
"""Minutes beyond which the middle break is a meal, and its minutes."""

ROUNDED_FROM = 45
"""Minutes of a run from which its stages last a multiple of five where they can."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a run: what it is, its least minutes, and its share of what is left."""

    key: str
    least: int
    share: float
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A stage or a break with its minutes; `round` tells the works of one plan apart, from 0."""

    key: str
    minutes: int
    round: int = 0


OPENING = Stage("opening", 3, 0.12)
INPUT = Stage("input", 4, 0.2)
EXAMPLE = Stage("example", 4, 0.17, is_optional=True)
PAIRS = Stage("pairs", 5, 0.17, is_optional=True)
WORK = Stage("work", 8, 0.45)
SHARING = Stage("sharing", 4, 0.18, is_optional=True)
CLOSING = Stage("closing", 3, 0.12)

_WHOLE = (OPENING, INPUT, EXAMPLE, WORK, SHARING, CLOSING)
_FIRST = (OPENING, INPUT, EXAMPLE, PAIRS)
_MIDDLE = (WORK, SHARING)
_LAST = (WORK, SHARING, CLOSING)

_LEVELS: dict[Level, Mapping[str, float]] = {
    "novice": {"input": 1.3, "example": 1.2},
    "initiated": {"input": 0.7, "work": 1.2},
    "animator": {"input": 0.6, "sharing": 1.4},
}
"""How a level stretches the stages: people who discover listen longer, those who animate compare longer."""


def pauses(minutes: int) -> tuple[int, ...]:
    """Return the minutes of the breaks of a plan: the fewest that leave no run over 90 minutes."""
    least = 2 if minutes > SECOND_BREAK_BEYOND else 1 if minutes > BREAK_BEYOND else 0
    count = next(n for n in range(least, minutes + 1) if minutes - sum(_lengths(n, minutes)) <= LONGEST_RUN * (n + 1))
    return tuple(_lengths(count, minutes))


def _lengths(count: int, minutes: int) -> list[int]:
    lengths = [PAUSE] * count
    if count and minutes > MEAL_BEYOND:
        lengths[count // 2] = MEAL
    return lengths


def runs(minutes: int) -> list[int]:
    """Return the minutes worked between the breaks of a plan, in order, as even as fives allow."""
    breaks = pauses(minutes)
    worked, count = minutes - sum(breaks), len(breaks) + 1
    if count == 1:
        return [worked]
    even = worked // count // 5 * 5
    fives, odd = divmod(worked - even * count, 5)
    lengths = [even + (5 if rank < fives else 0) for rank in range(count)]
    lengths[fives % count] += odd
    return lengths


def fill(minutes: int, stages: Sequence[Stage], stretched: Mapping[str, float] | None = None) -> list[tuple[str, int]]:
    """Return the stages of a run with their minutes, none under its least; optional ones go when time lacks.

    Raises:
        ValueError: the stages that must be there need more than `minutes`.
    """
    kept = list(stages)
    while sum(stage.least for stage in kept) > minutes:
        dropped = next((stage for stage in reversed(kept) if stage.is_optional), None)
        if dropped is None:
            raise ValueError(f"{minutes} minutes are too few for {[stage.key for stage in kept]}")
        kept.remove(dropped)
    step = 5 if minutes >= ROUNDED_FROM and sum(_ceiled(stage.least) for stage in kept) <= minutes else 1
    lengths = [_ceiled(stage.least) if step == 5 else stage.least for stage in kept]
    shares = [stage.share * (stretched or {}).get(stage.key, 1.0) for stage in kept]
    steps, odd = divmod(minutes - sum(lengths), step)
    for _ in range(steps):
        lacks = [share / sum(shares) * minutes - length for share, length in zip(shares, lengths, strict=True)]
        lengths[lacks.index(max(lacks))] += step
    lengths[shares.index(max(shares))] += odd
    return [(stage.key, length) for stage, length in zip(kept, lengths, strict=True)]


def _ceiled(minutes: int) -> int:
    return -(-minutes // 5) * 5


def workshop_stages(minutes: int, level: Level) -> list[Timed]:
    """Return the stages and the breaks of a workshop in order; they last `minutes` together."""
    breaks, lengths = pauses(minutes), runs(minutes)
    timed: list[Timed] = []
    works = 0
    for rank, length in enumerate(lengths):
        only, last = len(lengths) == 1, rank == len(lengths) - 1
        stages = _WHOLE if only else _FIRST if rank == 0 else _LAST if last else _MIDDLE
        timed += [Timed(key, spent, works) for key, spent in fill(length, stages, _LEVELS[level])]
        works += WORK in stages
        if not last:
            timed.append(Timed("meal" if breaks[rank] == MEAL else "pause", breaks[rank]))
    return timed


@dataclass(frozen=True, slots=True)
class Groups:
    """How people are parted: how many groups, and the least and the most people of one."""

    count: int
    least: int
    most: int


ALONE_UNDER = 6
"""People under which there is one group: two would have fewer than three people."""


def groups_of(people: int) -> Groups:
    """Return groups of three to five people, or one group of fewer than six."""
    count = 1 if people < ALONE_UNDER else max(1, round(people / 4))
    return Groups(count, people // count, -(-people // count))
