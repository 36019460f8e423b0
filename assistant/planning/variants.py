"""The other things an animator prepares: a talk, a grid, an ice-breaker, an invitation, cards, readings."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Drafted
from assistant.evidence import Unit
from assistant.planning.laying import DraftBlock, Laying, introduced, line
from assistant.planning.scheduling import Stage, Timed, fill, groups_of, workshop_stages
from assistant.planning.staging import around, grouping, round_key, tell_case
from assistant.planning.templates import ours

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

MOST_READINGS, MOST_CARDS = 6, 12
"""What novices read or draw at most: three notions are said to be enough, twice that with examples."""


def talk_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of an oral talk."""
    spent = dict(fill(laying.request.minutes, _TALK))
    gathered, minutes = laying.gathered, laying.request.minutes
    deep = 1 if minutes < 10 else 2 if minutes < 30 else 4
    hook = laying.take_some(1, gathered.questions, gathered.openings)
    idea = introduced("quote", laying.take(gathered.notions, deep))
    example = introduced("tell", tell_case(laying, deep + 1))
    cited = {span.document.id: span.document for draft in (*idea, *example) for span in draft.spans}
    limits = [unit for document in cited.values() for unit in gathered.limits(document)]
    prudence = introduced("to_be_prudent", laying.take_some(deep, limits, gathered.nearest))
    answer = line("answer_floor" if laying.request.people <= 30 else "answer_pairs")
    floor = (
        line("give_floor"),
        *introduced("or_answer", laying.take_some(1, gathered.own_questions, gathered.openings, gathered.questions)),
    )
    listen = (line("listen"),)
    return [
        DraftBlock(ours("name_hook"), spent["hook"], ours("aim_hook"), introduced("hook", hook), listen),
        DraftBlock(ours("name_idea"), spent["idea"], ours("aim_idea"), idea, listen, around(laying)[1:]),
        DraftBlock(ours("name_talk_example"), spent["talk_example"], ours("aim_example"), example, listen),
        DraftBlock(ours("name_prudence"), spent["prudence"], ours("aim_prudence"), prudence, listen),
        DraftBlock(ours("name_floor"), spent["floor"], ours("aim_floor"), floor, (answer,), output=ours("out_floor")),
    ]


def icebreaker_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of an ice-breaker."""
    spent, gathered = dict(fill(laying.request.minutes, _ICEBREAKER)), laying.gathered
    link = laying.take(gathered.notions, 1 if laying.request.minutes < 15 else 2)
    asked = laying.take_some(1, gathered.demands, gathered.openings, gathered.questions)
    heard = laying.take_some(1, *gathered.own_cases[:1], gathered.retained, gathered.nearest)
    speak = line(round_key(laying, "icebreaker_round", "icebreaker_pairs", "icebreaker_chat"))
    says = (line("rule_icebreaker"), *introduced("ask_choice", asked), line("ask_icebreaker"))
    material = around(laying)[:1]
    return [
        DraftBlock(ours("name_rule"), spent["rule"], ours("aim_rule"), says, (), material),
        DraftBlock(
            ours("name_round"),
            spent["round"],
            ours("aim_round"),
            introduced("heard_others", heard),
            (speak,),
            output=ours("out_round"),
        ),
        DraftBlock(
            ours("name_link"),
            spent["link"],
            ours("aim_link"),
            introduced("quote", link),
            (line("icebreaker_link"),),
            output=ours("out_input"),
        ),
    ]


def grid_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the blocks of a reading grid: its presentation, its six boxes, what is done of it."""
    boxes = [Stage(key, 2, 0.12) for key, _, _ in _BOXES]
    spent = dict(fill(laying.request.minutes, [Stage("grid", 3, 0.14), *boxes, Stage("sharing", 3, 0.14)]))
    material = ours("mat_board_grid" if laying.is_remote else "mat_grid")
    presented = introduced("quote", laying.take(laying.gathered.notions, 2))
    blocks = [
        DraftBlock(
            ours("name_rule"),
            spent["grid"],
            ours("aim_grid"),
            (line("rule_grid"), *presented),
            (line("choose_project"), grouping(laying)),
            (material,),
            ours("out_grid"),
        )
    ]
    for number, (key, names, described) in enumerate(_BOXES, start=1):
        founded = laying.take(laying.gathered.box(names, described), 1)
        name = ours(f"name_box_{key}", number=number)
        says = (line(f"ask_{key}"), *introduced("quote", founded))
        blocks.append(
            DraftBlock(name, spent[key], ours("aim_box"), says, (line("fill_box"),), (material,), ours("out_box"))
        )
    asked = laying.take_some(1, laying.gathered.closings, laying.gathered.questions)
    does = (line("share_one"), line(round_key(laying, "last_word", "last_word_many", "last_word_chat")))
    closing = DraftBlock(
        ours("name_closing"),
        spent["sharing"],
        ours("aim_closing"),
        introduced("close", asked),
        does,
        (),
        ours("out_closing"),
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
    packs = (line("draw_groups", groups=groups.count, people=laying.request.people),) if groups.count > 1 else ()
    material = (ours("mat_board_cards" if laying.is_remote else "mat_cards"),)
    return [
        DraftBlock(
            ours("name_rule"),
            spent["rule"],
            ours("aim_rule"),
            (line("rule_cards"), *introduced("in_mind", asked)),
            packs,
            material,
        ),
        DraftBlock(
            ours("name_draw"),
            spent["draw"],
            ours("aim_cards"),
            tuple(cards),
            (line("draw"),),
            material,
            ours("out_cards"),
        ),
        DraftBlock(
            ours("name_links"),
            spent["links"],
            ours("aim_links"),
            introduced("tell", linked),
            (line("link_cards"),),
            output=ours("out_links"),
        ),
        DraftBlock(
            ours("name_closing"),
            spent["closing"],
            ours("aim_closing"),
            introduced("close", closing),
            (line(round_key(laying, "last_word", "last_word_many", "last_word_chat")),),
            output=ours("out_closing"),
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
    order = ("why_concept", "why_other", "why_case", "why_practice", "why_session", "why_further")
    kept = sorted(list(notes.values())[:number], key=lambda one: order.index(one[0]))
    stages = [Stage(str(rank), 3, 1.0) for rank in range(1, len(kept) + 1)]
    read = line("read_note" if laying.request.people == 1 else "read_together")
    return [
        DraftBlock(
            ours("name_reading", number=rank),
            minutes,
            ours(why),
            introduced("read_intro", laying.take(units, 1)),
            (read,),
            output=ours("out_reading"),
        )
        for rank, ((why, units), (_, minutes)) in enumerate(
            zip(kept, fill(laying.request.minutes, stages), strict=True), 1
        )
    ]


def invitation_blocks(laying: Laying) -> list[DraftBlock]:
    """Return the stages of the workshop one is invited to; what they say, one after the other, is the e-mail."""
    stages = workshop_stages(laying.request.minutes, laying.request.level)
    blocks = [_stage_of_mail(laying, stage) for stage in stages]
    ends = (line("mail_answer"), line("mail_end"))
    remote = (line("mail_link"),) if laying.is_remote else ()
    last = blocks[-1]
    return [*blocks[:-1], replace(last, says=(*last.says, *remote, *ends), output=ours("out_mail"))]


def _stage_of_mail(laying: Laying, stage: Timed) -> DraftBlock:
    if stage.key in {"pause", "meal"}:
        return DraftBlock(ours(f"name_{stage.key}"), stage.minutes, ours("aim_pause"), is_break=True)
    lead, pools = _mail_of(laying, stage.key)
    says = (*_head_of_mail(laying, stage.key), *introduced(lead, laying.take_some(1, *pools)))
    return DraftBlock(ours(f"name_{stage.key}"), stage.minutes, ours(f"aim_{stage.key}"), says)


def _head_of_mail(laying: Laying, key: str) -> tuple[Drafted, ...]:
    if key != "opening":
        return ()
    request = laying.request
    invite = line("mail_invite_remote" if laying.is_remote else "mail_invite")
    return (line("mail_subject", minutes=request.minutes, theme=request.theme), line("mail_hello"), invite)


def _mail_of(laying: Laying, key: str) -> tuple[str, Sequence[Sequence[Unit]]]:
    """Return what introduces the extract of a stage in an e-mail, and where the extract is taken."""
    gathered = laying.gathered
    aims = [one.aim for one in gathered.practices if one.aim]
    told = [unit for one in gathered.practices[:2] for unit in one.told]
    cases = [units[0] for units in gathered.cases]
    pools: dict[str, tuple[str, Sequence[Sequence[Unit]]]] = {
        "opening": ("mail_question", (gathered.openings, gathered.questions)),
        "input": ("mail_quote", (gathered.notions,)),
        "example": ("mail_example", (cases, gathered.nearest)),
        "pairs": ("mail_heard", (gathered.notions, gathered.nearest)),
        "work": ("mail_work", (aims, gathered.nearest)),
        "sharing": ("mail_heard", (told, gathered.retained)),
    }
    return pools.get(key, ("mail_quote", ()))
