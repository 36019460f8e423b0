"""The blocks of a workshop: what is said, what is done, with what, and what is left of each."""

from collections.abc import Callable, Mapping

from assistant.domain import Drafted
from assistant.planning.gathering import Practice
from assistant.planning.laying import DraftBlock, Laying
from assistant.planning.scheduling import Timed, groups_of, workshop_stages

SPOKEN_ROUND = 12
"""People up to whom each speaks in turn: half a minute each is six minutes."""

SHARED_ALOUD = 8
"""Groups up to which each speaks in the sharing: more would listen longer than they speak."""

MINUTES_OF_STEP = 3
"""Minutes that one step of a practice needs at least."""


def workshop_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of a whole workshop, its breaks among them."""
    stages = workshop_stages(laying.request.minutes, laying.request.level)
    return [_BLOCKS[stage.key](laying, stage) for stage in stages]


def around(laying: Laying) -> tuple[str, ...]:
    """Return the material of people who sit together, or meet at a distance."""
    return (
        (laying.ours("mat_board"), laying.ours("mat_screen"))
        if laying.is_remote
        else (laying.ours("mat_walls"), laying.ours("mat_extracts"))
    )


def round_key(laying: Laying, turn: str, pairs: str, chat: str) -> str:
    """Return how people speak once each: in the chat at a distance, two by two when they are many, else in turn."""
    return chat if laying.is_remote else turn if laying.request.people <= SPOKEN_ROUND else pairs


def _opening(laying: Laying, stage: Timed) -> DraftBlock:
    asked = laying.take_some(1, laying.gathered.openings, laying.gathered.questions)
    return DraftBlock(
        laying.ours("name_opening"),
        stage.minutes,
        laying.ours("aim_opening"),
        (
            laying.line("welcome", minutes=laying.request.minutes, theme=laying.request.theme),
            laying.line("frame"),
            *laying.introduced("ask_opening", asked),
        ),
        (laying.line(round_key(laying, "round_short", "round_pairs", "round_chat")),),
        around(laying)[:1],
        laying.ours("out_opening"),
    )


def _input(laying: Laying, stage: Timed) -> DraftBlock:
    quoted = laying.take(laying.gathered.notions, max(1, min(4, stage.minutes // 5)))
    spoken = {"novice": "no_acronym", "initiated": "known_words", "animator": "for_animators"}
    return DraftBlock(
        laying.ours("name_input"),
        stage.minutes,
        laying.ours("aim_input"),
        (*laying.introduced("quote", quoted), laying.line(spoken[laying.request.level])),
        (laying.line("note_word_chat" if laying.is_remote else "note_word"),),
        around(laying)[1:],
        laying.ours("out_input"),
    )


def tell_case(laying: Laying, count: int) -> list[Drafted]:
    """Return the sentences that tell one case not told yet, in their order; none when no case is left."""
    for units in laying.gathered.cases:
        if not laying.is_told(units[0]):
            return laying.take(units, count)
    return laying.take(laying.gathered.nearest, 1)


def _example(laying: Laying, stage: Timed) -> DraftBlock:
    return DraftBlock(
        laying.ours("name_example"),
        stage.minutes,
        laying.ours("aim_example"),
        laying.introduced("tell", tell_case(laying, max(2, min(4, stage.minutes // 4)))),
        (laying.line("compare"),),
        around(laying)[1:],
        laying.ours("out_example"),
    )


def _pairs(laying: Laying, stage: Timed) -> DraftBlock:
    gathered = laying.gathered
    asked = laying.take_some(1, gathered.own_questions, gathered.questions)
    extract = () if asked else laying.take(gathered.nearest, 1)
    asked = asked or ([] if extract else laying.take(gathered.openings, 1))
    return DraftBlock(
        laying.ours("name_pairs"),
        stage.minutes,
        laying.ours("aim_pairs"),
        laying.introduced("ask_pairs", asked) or laying.introduced("ask_pairs_extract", extract),
        (laying.line("pairs_rooms" if laying.is_remote else "pairs"),),
        (laying.ours("mat_rooms"),) if laying.is_remote else (laying.ours("mat_notes"),),
        laying.ours("out_pairs"),
    )


def grouping(laying: Laying) -> Drafted:
    """Return how people are parted, in the room or at a distance."""
    people, groups = laying.request.people, groups_of(laying.request.people)
    if people == 1:
        return laying.line("alone")
    if groups.count == 1:
        return laying.line("one_group", people=people)
    key = "rooms" if laying.is_remote else "groups"
    if groups.least == groups.most:
        return laying.line(f"{key}_even", groups=groups.count, size=groups.least)
    return laying.line(key, groups=groups.count, least=groups.least, most=groups.most)


def _practice_of(laying: Laying, rank: int) -> Practice | None:
    practices = laying.gathered.practices
    return practices[rank % len(practices)] if practices else None


def _work(laying: Laying, stage: Timed) -> DraftBlock:
    practice = _practice_of(laying, stage.round)
    says, does = _exercise(laying, practice, stage.minutes) if practice else ((), ())
    if not says and not does:
        says = laying.introduced("quote", laying.take(laying.gathered.nearest, 2))
    joined = laying.line("further_project") if stage.round and laying.request.people > 1 else grouping(laying)
    roles = (laying.line("roles"),) if laying.request.people > 1 else ()
    material = ("mat_board", "mat_rooms", "mat_timer") if laying.is_remote else ("mat_sheets", "mat_notes", "mat_timer")
    return DraftBlock(
        laying.ours("name_work" if laying.request.people > 1 else "name_work_alone"),
        stage.minutes,
        laying.ours("aim_work"),
        says,
        (joined, *roles, *does),
        tuple(laying.ours(key) for key in material),
        laying.ours("out_work"),
    )


def _exercise(laying: Laying, practice: Practice, minutes: int) -> tuple[tuple[Drafted, ...], tuple[Drafted, ...]]:
    """Return what introduces a practice, and as many of its steps as the time allows."""
    aim = laying.take([practice.aim] if practice.aim else [], 1)
    steps = laying.take(practice.steps, max(1, minutes // MINUTES_OF_STEP))
    needs = laying.take(practice.needs, 2) if minutes >= 20 else []
    if not steps:
        return laying.introduced("present_work", aim), ()
    whole = len(steps) >= len(practice.steps) - 1
    pace = laying.line("pace", minutes=max(2, minutes // (len(steps) + 1))) if whole else laying.line("partial")
    return (*laying.introduced("present_work", aim), *laying.introduced("needed", needs)), (*steps, pace)


def _sharing(laying: Laying, stage: Timed) -> DraftBlock:
    practice = _practice_of(laying, stage.round)
    told = laying.take_some(
        2 if stage.minutes >= 15 else 1, practice.told if practice else (), laying.gathered.retained
    )
    told = told or laying.take(laying.gathered.nearest, 1)
    craft = (laying.line("share_craft"),) if laying.request.level == "animator" else ()
    return DraftBlock(
        laying.ours("name_sharing"),
        stage.minutes,
        laying.ours("aim_sharing"),
        laying.introduced("heard", told),
        (_told_by_groups(laying, stage.minutes), *craft),
        around(laying)[:1],
        laying.ours("out_sharing"),
    )


def _told_by_groups(laying: Laying, minutes: int) -> Drafted:
    count = groups_of(laying.request.people).count
    if count == 1:
        return laying.line("share_one")
    if count > SHARED_ALOUD or minutes // (count + 1) < 1:
        return laying.line("share_board" if laying.is_remote else "share_wall")
    spoken = minutes // (count + 1)
    return laying.line("share_each", minutes=spoken) if spoken > 1 else laying.line("share_each_minute")


def _closing(laying: Laying, stage: Timed) -> DraftBlock:
    gathered = laying.gathered
    asked = laying.take_some(2 if stage.minutes >= 8 else 1, gathered.closings, gathered.questions, gathered.nearest)
    return DraftBlock(
        laying.ours("name_closing"),
        stage.minutes,
        laying.ours("aim_closing"),
        (*laying.introduced("close", asked), laying.line("thanks")),
        (laying.line(round_key(laying, "last_word", "last_word_many", "last_word_chat")),),
        (),
        laying.ours("out_closing"),
    )


def _pause(laying: Laying, stage: Timed) -> DraftBlock:
    return DraftBlock(laying.ours(f"name_{stage.key}"), stage.minutes, laying.ours("aim_pause"), is_break=True)


_BLOCKS: Mapping[str, Callable[[Laying, Timed], DraftBlock]] = {
    "opening": _opening,
    "input": _input,
    "example": _example,
    "pairs": _pairs,
    "work": _work,
    "sharing": _sharing,
    "closing": _closing,
    "pause": _pause,
    "meal": _pause,
}
