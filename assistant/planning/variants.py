"""The other things an animator prepares: a talk, a grid, an ice-breaker, an invitation, cards, readings."""

from collections.abc import Sequence

from assistant.evidence import Unit
from assistant.planning.laying import DraftBlock, Laying
from assistant.planning.scheduling import Stage, fill, groups_of
from assistant.planning.staging import around, grouping, round_key, tell_case
from assistant.workshop_plan import BREAK_BEYOND

_TALK = (
    Stage("hook", 1, 0.1),
    Stage("idea", 1, 0.3),
    Stage("talk_example", 1, 0.25),
    Stage("prudence", 1, 0.1),
    Stage("floor", 1, 0.25),
)
_ICEBREAKER = (Stage("rule", 1, 0.15), Stage("round", 2, 0.55), Stage("link", 1, 0.3))
_CARDS = (Stage("rule", 2, 0.1), Stage("draw", 4, 0.5), Stage("links", 2, 0.25), Stage("closing", 2, 0.15))
_BOXES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("stake", ("grandes fonctions de vie", "visée"), "enjeu du territoire, besoins essentiels"),
    ("actors", ("engager les acteurs",), "système d’acteurs, qui agit sur un enjeu du territoire"),
    ("present", ("déjà-là",), "ce qui existe déjà sur un territoire"),
    ("cooperation", ("solution intégrée", "engagements réciproques"), "coopération à construire, moyens mis en commun"),
    ("effects", ("effets utiles",), "bienfaits pour d’autres que les usagers"),
    ("step", ("trajectoire",), "transformation pas à pas, premier pas"),
)
"""The six boxes of the reading grid of an ECT: key, the terms that found it, and what is sought without them."""

MINUTES_OF_READING = 5
"""Minutes to read a note and put it in one's own words; the notes of the corpus have 150 to 350 words."""

MINUTES_OF_SENTENCE, MOST_TOLD, MINUTES_OF_SECOND_CASE = 2, 6, 20
"""Minutes of a talk for each sentence quoted in a part, the most of them, and from when a second case is told: said
calmly a sentence takes a quarter of a minute, and the talker's own words take the rest."""

MOST_LIMITS = 3
"""Limits told in a talk at most: more would outweigh its idea."""

MOST_READINGS, MOST_CARDS = 6, 12
"""What novices read or draw at most: three notions are said to be enough, twice that with examples."""


def talk_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of an oral talk."""
    spent = dict(fill(laying.request.minutes, _TALK))
    gathered, minutes = laying.gathered, laying.request.minutes
    deep = max(1, min(MOST_TOLD, minutes // MINUTES_OF_SENTENCE))
    hook = laying.take_some(1, gathered.questions, gathered.openings)
    idea = laying.introduced("talk_quote", laying.take(gathered.notions, deep))
    example = laying.introduced("tell", tell_case(laying, deep + 1))
    if minutes >= MINUTES_OF_SECOND_CASE:
        example += laying.introduced("tell_further", tell_case(laying, deep))
    cited = {span.document.id: span.document for draft in (*idea, *example) for span in draft.spans}
    limits = [unit for document in cited.values() for unit in gathered.limits(document)]
    prudence = laying.introduced("to_be_prudent", laying.take_some(min(MOST_LIMITS, deep), limits, gathered.nearest))
    answer = laying.line("answer_floor" if laying.request.people <= 30 else "answer_pairs")
    floor = (
        laying.line("give_floor"),
        *laying.introduced(
            "or_answer", laying.take_some(1, gathered.own_questions, gathered.openings, gathered.questions)
        ),
    )
    return [
        DraftBlock(laying.ours("name_hook"), spent["hook"], laying.ours("aim_hook"), laying.introduced("hook", hook)),
        DraftBlock(laying.ours("name_idea"), spent["idea"], laying.ours("aim_idea"), idea),
        DraftBlock(laying.ours("name_talk_example"), spent["talk_example"], laying.ours("aim_example"), example),
        DraftBlock(laying.ours("name_prudence"), spent["prudence"], laying.ours("aim_prudence"), prudence),
        DraftBlock(
            laying.ours("name_floor"),
            spent["floor"],
            laying.ours("aim_floor"),
            floor,
            (answer,),
            output=laying.ours("out_floor"),
        ),
    ]


def icebreaker_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of an ice-breaker."""
    spent, gathered = dict(fill(laying.request.minutes, _ICEBREAKER)), laying.gathered
    link = laying.take(gathered.notions, 1 if laying.request.minutes < 15 else 2)
    asked = laying.take_some(1, gathered.demands, gathered.openings, gathered.questions)
    heard = laying.take_some(1, *gathered.own_cases[:1], gathered.retained, gathered.nearest)
    speak = laying.line(round_key(laying, "icebreaker_round", "icebreaker_pairs", "icebreaker_chat"))
    says = (laying.line("rule_icebreaker"), *laying.introduced("ask_choice", asked), laying.line("ask_icebreaker"))
    material = around(laying)[:1]
    return [
        DraftBlock(laying.ours("name_rule"), spent["rule"], laying.ours("aim_rule"), says, (), material),
        DraftBlock(
            laying.ours("name_round"),
            spent["round"],
            laying.ours("aim_round"),
            laying.introduced("heard_others", heard),
            (speak,),
            output=laying.ours("out_round"),
        ),
        DraftBlock(
            laying.ours("name_link"),
            spent["link"],
            laying.ours("aim_link"),
            laying.introduced("quote", link),
            (laying.line("icebreaker_link"),),
            output=laying.ours("out_input"),
        ),
    ]


def grid_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of a reading grid: its presentation, its six boxes, what is done of it."""
    boxes = [Stage(key, 2, 0.12) for key, _, _ in _BOXES]
    spent = dict(fill(laying.request.minutes, [Stage("grid", 3, 0.14), *boxes, Stage("sharing", 3, 0.14)]))
    material = laying.ours("mat_board_grid" if laying.is_remote else "mat_grid")
    presented = laying.introduced("quote", laying.take(laying.gathered.notions, 2))
    blocks = [
        DraftBlock(
            laying.ours("name_rule"),
            spent["grid"],
            laying.ours("aim_grid"),
            (laying.line("rule_grid"), *presented),
            (laying.line("choose_project"), grouping(laying)),
            (material,),
            laying.ours("out_grid"),
        )
    ]
    for number, (key, names, described) in enumerate(_BOXES, start=1):
        founded = laying.take(laying.gathered.box(names, described), 1)
        name = laying.ours(f"name_box_{key}", number=number)
        says = (laying.line(f"ask_{key}"), *laying.introduced("quote", founded))
        blocks.append(
            DraftBlock(
                name,
                spent[key],
                laying.ours("aim_box"),
                says,
                (laying.line("fill_box"),),
                (material,),
                laying.ours("out_box"),
            )
        )
    asked = laying.take_some(1, laying.gathered.closings, laying.gathered.questions)
    does = (laying.line("share_one"), laying.line(round_key(laying, "last_word", "last_word_many", "last_word_chat")))
    closing = DraftBlock(
        laying.ours("name_closing"),
        spent["sharing"],
        laying.ours("aim_closing"),
        laying.introduced("close", asked),
        does,
        (),
        laying.ours("out_closing"),
    )
    return [*blocks, closing]


def card_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of a set of cards; each cited statement of the second one is a card."""
    spent, gathered, groups = (
        dict(fill(laying.request.minutes, _CARDS)),
        laying.gathered,
        groups_of(laying.request.people),
    )
    count = max(4, min(MOST_CARDS, laying.request.minutes // 3))
    asked = laying.take_some(1, gathered.own_questions, gathered.openings)
    pools: Sequence[Sequence[Unit]] = (gathered.notions[:2], gathered.neighbours, gathered.notions, gathered.nearest)
    cards = [card for pool in pools for card in laying.take(pool, count)][:count]
    linked = laying.take_some(1, *gathered.cases[:1], gathered.nearest)
    closing = laying.take_some(1, gathered.closings, gathered.questions)
    packs = (laying.line("draw_groups", groups=groups.count, people=laying.request.people),) if groups.count > 1 else ()
    material = (laying.ours("mat_board_cards" if laying.is_remote else "mat_cards"),)
    return [
        DraftBlock(
            laying.ours("name_rule"),
            spent["rule"],
            laying.ours("aim_rule"),
            (laying.line("rule_cards"), *laying.introduced("in_mind", asked)),
            packs,
            material,
        ),
        DraftBlock(
            laying.ours("name_draw"),
            spent["draw"],
            laying.ours("aim_cards"),
            tuple(cards),
            (laying.line("draw"),),
            material,
            laying.ours("out_cards"),
        ),
        DraftBlock(
            laying.ours("name_links"),
            spent["links"],
            laying.ours("aim_links"),
            laying.introduced("tell", linked),
            (laying.line("link_cards"),),
            output=laying.ours("out_links"),
        ),
        DraftBlock(
            laying.ours("name_closing"),
            spent["closing"],
            laying.ours("aim_closing"),
            laying.introduced("close", closing),
            (laying.line(round_key(laying, "last_word", "last_word_many", "last_word_chat")),),
            output=laying.ours("out_closing"),
        ),
    ]


def reading_blocks(laying: Laying) -> list[DraftBlock]:
    """Return a selection of notes in reading order, each with its reason: a word, its neighbours, a case."""
    gathered, number = laying.gathered, max(2, min(MOST_READINGS, laying.request.minutes // MINUTES_OF_READING))
    picked: list[tuple[str, Sequence[Unit]]] = [("why_concept", [unit]) for unit in gathered.notions[:1]]
    picked += [("why_case", units[:1]) for units in gathered.cases[:1]]
    picked += [("why_practice", [one.aim]) for one in gathered.practices[:1] if one.aim]
    picked += [("why_other", [unit]) for unit in gathered.neighbours[:2]]
    picked += [("why_session", [unit]) for unit in gathered.retained[:1]]
    picked += [("why_further", [unit]) for unit in gathered.nearest]
    notes: dict[str, tuple[str, Sequence[Unit]]] = {}
    for why, units in picked:
        notes.setdefault(units[0].document.id, (why, units))
    order = ("why_concept", "why_case", "why_session", "why_other", "why_practice", "why_further")
    kept = sorted(list(notes.values())[:number], key=lambda one: order.index(one[0]))
    stages = [Stage(str(rank), 3, 1.0) for rank in range(1, len(kept) + 1)]
    read = laying.line("read_note" if laying.request.people == 1 else "read_together")
    return [
        DraftBlock(
            laying.ours("name_reading", number=rank),
            minutes,
            laying.ours(why),
            (*((laying.line("read_intro"),) if rank == 1 else ()), *laying.take(units, 1)),
            (read,) if rank == 1 else (),
            output=laying.ours("out_reading") if rank == 1 else "",
        )
        for rank, ((why, units), (_, minutes)) in enumerate(
            zip(kept, fill(laying.request.minutes, stages), strict=True), 1
        )
    ]


def invitation_blocks(laying: Laying) -> list[DraftBlock]:
    """Return one message that invites: its subject, what it is about, an example, a question, what is to be filled."""
    request, gathered = laying.request, laying.gathered
    invite = "mail_invite_pause" if request.minutes > BREAK_BEYOND else "mail_invite"
    aims = [one.aim for one in gathered.practices if one.aim]
    says = (
        laying.line("mail_subject", theme=request.theme),
        laying.line("mail_hello"),
        laying.line(invite, minutes=request.minutes, theme=request.theme),
        laying.line("mail_remote" if laying.is_remote else "mail_room"),
        *laying.introduced("mail_quote", laying.take(gathered.notions, 2)),
        *laying.introduced("mail_example", tell_case(laying, 2)),
        *laying.introduced("mail_work", laying.take_some(1, aims)),
        *laying.introduced("mail_question", laying.take_some(1, gathered.own_questions, gathered.openings)),
        laying.line("mail_answer"),
        laying.line("mail_end"),
    )
    output = laying.ours("out_mail")
    return [DraftBlock(laying.ours("name_mail"), request.minutes, laying.ours("aim_mail"), says, output=output)]
