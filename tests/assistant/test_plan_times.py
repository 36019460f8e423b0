"""Laws of the time of a plan: runs, breaks, stages and groups add up, whatever is asked."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.bounding import MINI
from assistant.planning.scheduling import (
    LONGEST_RUN,
    SECOND_BREAK_BEYOND,
    Stage,
    fill,
    groups_of,
    pauses,
    runs,
    workshop_stages,
)
from assistant.workshop_plan import BREAK_BEYOND, LONGEST, MOST_PEOPLE, Level

LEAST = {"opening": 3, "input": 4, "example": 4, "pairs": 5, "work": 8, "sharing": 4, "closing": 3}
MINUTES = st.integers(MINI, LONGEST)
LEVELS: st.SearchStrategy[Level] = st.sampled_from(("novice", "initiated", "animator"))


@given(MINUTES, LEVELS)
def test_a_workshop_lasts_exactly_what_was_asked(minutes: int, level: Level) -> None:
    """Stages and breaks add up to the minutes, none under its least."""
    stages = workshop_stages(minutes, level)
    assert minutes == sum(stage.minutes for stage in stages)
    assert [] == [stage for stage in stages if stage.minutes < LEAST.get(stage.key, 1)]


@given(MINUTES, LEVELS)
def test_a_workshop_opens_works_and_closes(minutes: int, level: Level) -> None:
    """It begins by an opening, ends by a closing, and between them people are told something and work on it."""
    keys = [stage.key for stage in workshop_stages(minutes, level)]
    assert ("opening", "closing") == (keys[0], keys[-1])
    assert (1, 1) == (keys.count("opening"), keys.count("closing"))
    assert keys.index("input") < keys.index("work")


@given(MINUTES, LEVELS)
def test_nobody_sits_beyond_ninety_minutes(minutes: int, level: Level) -> None:
    """No run is longer, there is a break beyond ninety minutes and two beyond three hours and a half."""
    stages = workshop_stages(minutes, level)
    worked = groupby(stages, key=lambda stage: stage.key in {"pause", "meal"})
    assert [] == [
        run for rests, group in worked if not rests and (run := sum(one.minutes for one in group)) > LONGEST_RUN
    ]
    due = 2 if minutes > SECOND_BREAK_BEYOND else 1 if minutes > BREAK_BEYOND else 0
    assert len(pauses(minutes)) >= due
    assert (minutes > BREAK_BEYOND) == bool(pauses(minutes))


@given(MINUTES)
def test_runs_and_breaks_fill_the_time(minutes: int) -> None:
    """There is one run more than breaks, and none is empty."""
    assert minutes == sum(runs(minutes)) + sum(pauses(minutes))
    assert len(pauses(minutes)) + 1 == len(runs(minutes))
    assert min(runs(minutes)) > 0


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0.05, 1.0)), min_size=1, max_size=6), st.integers(54, 200))
def test_any_stages_fill_any_run(stages: list[tuple[int, float]], minutes: int) -> None:
    """Whatever the shares, the minutes add up and no stage is under its least."""
    asked = [Stage(str(rank), least, share) for rank, (least, share) in enumerate(stages)]
    filled = fill(minutes, asked)
    assert minutes == sum(spent for _, spent in filled)
    assert [] == [key for (key, spent), stage in zip(filled, asked, strict=True) if spent < stage.least]


def test_optional_stages_go_first_when_time_lacks() -> None:
    """The last optional stage goes first, and what must be there without time is an error."""
    stages = [Stage("a", 5, 0.5), Stage("b", 5, 0.3, is_optional=True), Stage("c", 5, 0.2, is_optional=True)]
    assert [("a", 7), ("b", 5)] == fill(12, stages)
    assert [("a", 6)] == fill(6, stages)
    with pytest.raises(ValueError, match="too few"):
        fill(4, stages)


@given(st.integers(1, MOST_PEOPLE))
def test_groups_hold_three_to_five_people(people: int) -> None:
    """Everybody is in a group of three to five, or all are together when they are fewer than six."""
    groups = groups_of(people)
    assert groups.count * groups.least <= people <= groups.count * groups.most
    assert groups.most - groups.least <= 1
    assert (1, people) == (groups.count, groups.least) if people < 6 else 3 <= groups.least <= groups.most <= 5
