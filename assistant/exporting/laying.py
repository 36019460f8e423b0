"""Lay a workshop plan out as elements, in the order in which it is read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import unquote

from assistant.domain import Language, Source, Statement
from assistant.exporting.cleaning import one_line, shown
from assistant.exporting.elements import Element, Heading, Line, Note, Table
from assistant.exporting.wording import AUTHORS, COLON, KINDS, LABELS
from assistant.french import say_date, typeset
from assistant.workshop_plan import PlanBlock, WorkshopPlan, WorkshopRequest

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\{}|^]+", re.IGNORECASE)
"""Addresses that are shown; any other scheme could act when it is followed."""
_ENCODED = re.compile(r"(?:%[C-F][0-9A-F](?:%[89AB][0-9A-F])+)+", re.IGNORECASE)


def laid_out(plan: WorkshopPlan, extra: Iterable[Element] = ()) -> tuple[Element, ...]:
    """Return the elements of a plan: title, what was asked, timeline, blocks, lists, then the notes by mark.

    Args:
        plan: any plan; a text that cannot be shown is cleaned, none is left out.
        extra: elements that stand before the notes, such as a grid; they carry no mark.
    """
    words = LABELS[plan.request.language]
    return (
        Heading(1, one_line(plan.title)),
        Line("plain", _asked(plan.request)),
        Line("plain", typeset(words["legend"])),
        Heading(2, words["timeline"]),
        _timeline(plan.blocks, words),
        *(element for block in plan.blocks for element in _block(block, plan.request.language)),
        *_lists(plan),
        *extra,
        Heading(2, words["notes"]),
        *(note(source, plan.request.language) for source in plan.sources),
    )


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


def _timeline(blocks: Iterable[PlanBlock], words: dict[str, str]) -> Table:
    header = tuple(words[name] for name in ("start", "minutes", "block", "objective"))
    rows = ((f"{one.start} min", f"{one.minutes} min", one_line(one.name), _aim(one, words)) for one in blocks)
    return Table(header, tuple(rows))


def _aim(block: PlanBlock, words: dict[str, str]) -> str:
    return one_line(block.objective) if block.objective else words["pause"] if block.is_break else "–"


def _block(block: PlanBlock, language: Language) -> Iterator[Element]:
    """Yield what happens in a block; one of which nothing is told is in the timeline only."""
    words, colon = LABELS[language], COLON[language]
    own = (words["material"], " · ".join(map(one_line, block.material))), (words["output"], _shown_if_any(block.output))
    kept = [(label + colon, value) for label, value in own if value]
    if not (block.says or block.does or kept):
        return
    yield Heading(3, f"{one_line(block.name)} ({block.start}–{block.start + block.minutes} min)")
    yield from _told(block.says, words["says"] + colon, language)
    yield from _told(block.does, words["does"] + colon, language)
    if kept:
        (first, value), *rest = kept
        yield Line("own", " · ".join([value, *(f"{label} {text}" for label, text in rest)]), first)


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
    marks = tuple(sorted({citation.mark for citation in statement.citations}))
    return Line("source", shown(statement.text), LABELS[language]["quoted"], marks)


def _shown_if_any(text: str) -> str:
    """Return a text as `shown`, an empty one as it is."""
    return shown(text) if text else ""
