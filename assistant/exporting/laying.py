"""Lay a workshop plan out as elements, in the order in which it is read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import unquote

from assistant.domain import Language, Source, Statement
from assistant.exporting.cleaning import one_line, shown
from assistant.exporting.elements import Element, Heading, Line, Note, Table
from assistant.exporting.wording import AUTHORS, COLON, KINDS, LABELS, Words
from assistant.french import say_date, typeset
from assistant.workshop_plan import PlanBlock, WorkshopPlan, WorkshopRequest

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)
"""Addresses that are shown; any other scheme could act when it is followed."""
_SAID_THROUGHOUT = frozenset({"talk", "readings"})
"""Variants whose every line is said, or read: the label that says so would come back at each block."""

_ENCODED = re.compile(r"(?:%[C-F][0-9A-F](?:%[89AB][0-9A-F])+)+", re.IGNORECASE)


def laid_out(plan: WorkshopPlan, extra: Iterable[Element] = ()) -> tuple[Element, ...]:
    """Return the elements of a plan: title, what was asked, timeline, blocks, lists, then the notes by mark.

    Args:
        plan: any plan; a text that cannot be shown is cleaned, none is left out.
        extra: elements that stand before the notes, such as a grid; they carry no mark.
    """
    words = LABELS[plan.request.language]
    made = _message(plan, words) if plan.request.variant == "invitation" else _timed(plan, words)
    return (
        Heading(1, one_line(plan.title)),
        Line("plain", _asked(plan.request)),
        *made,
        *extra,
        Heading(2, words["notes"]),
        *(note(source, plan.request.language) for source in plan.sources),
    )


def _timed(plan: WorkshopPlan, words: Words) -> Iterator[Element]:
    """Yield what is animated: the timeline, what happens in each block, the lists around them."""
    yield Line("plain", _legend(plan, words["legend"]))
    yield Heading(2, words["timeline"])
    yield _timeline(plan.blocks, words)
    for block in plan.blocks:
        yield from _block(block, plan)
    yield from _lists(plan)
    if plan.request.variant == "cards":
        yield Heading(2, words["cut"])
        yield _cards(plan, words)


def _message(plan: WorkshopPlan, words: Words) -> Iterator[Element]:
    """Yield one message, as it is sent: what to check first, then its lines, ours in plain letters like the rest."""
    yield Line("plain", _legend(plan, words["legend_message"]))
    yield Heading(2, words["check"])
    yield from _told((*plan.questions, *plan.examples, *plan.cautions, *plan.afterwards), "", plan.request.language)
    yield Heading(2, words["message"])
    for one in (one for block in plan.blocks for one in (*block.says, *block.does)):
        yield _cited(one, plan.request.language) if one.origin == "source" else Line("plain", shown(one.text))


def _legend(plan: WorkshopPlan, text: str) -> str:
    return typeset(text) if plan.request.language == "fr" else text


def _cards(plan: WorkshopPlan, words: Words) -> Table:
    """Return the extracts that are drawn as cards: the extract and its marks on the front, its sources on the back."""
    titles = {source.mark: one_line(source.title) for source in plan.sources}
    told = [_cited(one, plan.request.language) for one in _drawn(plan).says if one.origin == "source"]
    rows = ((one.marked.replace("\n", " "), " · ".join(titles[mark] for mark in one.marks)) for one in told)
    return Table((words["front"], words["back"]), tuple(rows))


def _drawn(plan: WorkshopPlan) -> PlanBlock:
    """Return the block whose extracts are the cards: the one that cites the most, the first among equals."""
    return max(plan.blocks, key=lambda block: sum(bool(one.citations) for one in block.says))


def _lists(plan: WorkshopPlan) -> Iterator[Element]:
    lists = ("questions", plan.questions), ("examples", plan.examples), ("cautions", plan.cautions)
    for name, statements in (*lists, ("afterwards", plan.afterwards)):
        if statements:
            yield Heading(2, LABELS[plan.request.language][name])
            yield from _told(statements, "", plan.request.language)


def note(source: Source, language: Language) -> Note:
    """Return a source as a note: title, headings, kind, kind of author, publisher, dates known, and its address."""
    words = LABELS[language]
    dates = (("published", source.published_on), ("event", source.event_on), ("retrieved", source.retrieved_on))
    told = [words[name].format(date=say_date(date) if language == "fr" else date) for name, date in dates if date]
    parts = (
        " › ".join(map(one_line, (source.title, *source.headings))),
        KINDS[language][source.kind],
        AUTHORS[language][source.author_kind],
        one_line(source.publisher) if source.publisher else "",
        *(told or (words["undated"],)),
    )
    address = _ENCODED.sub(_decoded, source.url) if source.url and _ADDRESS.fullmatch(source.url) else ""
    return Note(source.mark, " · ".join(part for part in parts if part), one_line(address) if address else "")


def _decoded(match: re.Match[str]) -> str:
    """Return accented letters of an address as letters, which browsers read as well; anything else as it is."""
    try:
        letters = unquote(match.group(), errors="strict")
    except UnicodeDecodeError:
        return match.group()
    return letters if letters.isalpha() else match.group()


def _asked(request: WorkshopRequest) -> str:
    words = LABELS[request.language]
    parts = (
        f"{words['theme']}{COLON[request.language]} {one_line(request.theme)}",
        f"{request.minutes} min",
        words["people" if request.people > 1 else "person"].format(people=request.people),
        f"{words['audience']} {one_line(request.audience)}" if request.audience else "",
        words[request.setting],
        words[request.level],
    )
    return " · ".join(part for part in parts if part)


def _timeline(blocks: Iterable[PlanBlock], words: Words) -> Table:
    header = tuple(words[name] for name in ("start", "minutes", "block", "objective"))
    rows = ((f"{one.start} min", f"{one.minutes} min", one_line(one.name), _aim(one, words)) for one in blocks)
    return Table(header, tuple(rows))


def _aim(block: PlanBlock, words: Words) -> str:
    return one_line(block.objective) if block.objective else words["pause"] if block.is_break else "–"


def _block(block: PlanBlock, plan: WorkshopPlan) -> Iterator[Element]:
    """Yield what happens in a block; one of which nothing is told is in the timeline only."""
    language, variant = plan.request.language, plan.request.variant
    words, colon = LABELS[language], COLON[language]
    own = (words["material"], " · ".join(map(one_line, block.material))), (words["output"], _shown_if_any(block.output))
    kept = [(label + colon, value) for label, value in own if value]
    if not (block.says or block.does or kept):
        return
    yield Heading(3, f"{_name(block, plan)} ({block.start}–{block.start + block.minutes} min)")
    if variant == "readings" and block.objective:
        yield Line("own", shown(block.objective))
    if not (variant == "cards" and block is _drawn(plan)):
        yield from _told(block.says, "" if variant in _SAID_THROUGHOUT else words["says"] + colon, language)
    yield from _told(block.does, words["does"] + colon, language)
    if kept:
        (first, value), *rest = kept
        yield Line("own", " · ".join([value, *(f"{label} {text}" for label, text in rest)]), first)


def _name(block: PlanBlock, plan: WorkshopPlan) -> str:
    """Return the name of a block; a reading bears the title of what is read."""
    marks = [mark for one in block.says for mark in _marks(one)] if plan.request.variant == "readings" else []
    name = one_line(block.name)
    return f"{name}{COLON[plan.request.language]} {one_line(plan.sources[marks[0] - 1].title)}" if marks else name


def _told(statements: Sequence[Statement], label: str, language: Language) -> Iterator[Line]:
    """Yield statements after their label: each cited one on a line, our own that follow one another on one line."""
    if statements and statements[0].origin == "source" and label:
        yield Line("label", label)
        label = ""
    for is_source, run in groupby(statements, key=lambda one: one.origin == "source"):
        if is_source:
            yield from (_cited(one, language) for one in run)
        else:
            yield Line("own", " ".join(shown(one.text) for one in run), label)
            label = ""


def _cited(statement: Statement, language: Language) -> Line:
    return Line("source", shown(statement.text), LABELS[language]["quoted"], _marks(statement))


def _marks(statement: Statement) -> tuple[int, ...]:
    return tuple(sorted({citation.mark for citation in statement.citations}))


def _shown_if_any(text: str) -> str:
    """Return a text as `shown`, an empty one as it is."""
    return shown(text) if text else ""
