"""The first lines of a page: its rubric, its date, its title, the title said again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.french import fold
from ingest.cleaning_log import CleaningLog
from ingest.dating import date_of_line, published_in
from ingest.structure import HEADING_LEVEL, Line
from ingest.structure_shapes import HEADING_LIMIT, ends_sentence, is_long, is_prose

HEAD_LINES = 8
"""Lines, before the first paragraph, among which a page shows its rubric, its date and its title."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a page say of it; None when they do not."""

    title: str | None = None
    published_on: str | None = None


def read_head(lines: Sequence[Line], title: str | None, log: CleaningLog) -> tuple[Head, list[Line]]:
    """Take the rubric, the date and the title off the top of a page.

    Args:
        lines: the lines of the page, in order.
        title: the title when something else than the text told it (front matter, HTML).
        log: where what was taken is recorded.

    Returns:
        What was found, and the lines that remain.
    """
    kept, published = _without_dates(lines, log)
    found = title or _title_of(kept, dated=published is not None)
    if title is None and found is not None:
        log.add("title", "recovered", next(line.content for line in kept if line.text == found))
    kept = _without_title(kept, found, log)
    kept = [replace(line, level=HEADING_LEVEL) if line.mark == "heading" and line.level == 1 else line for line in kept]
    return Head(found, published), kept


def _head_length(lines: Sequence[Line]) -> int:
    prose = next((index for index, line in enumerate(lines) if is_long(line.text)), len(lines))
    return min(prose, HEAD_LINES, len(lines))


def _without_dates(lines: Sequence[Line], log: CleaningLog) -> tuple[list[Line], str | None]:
    """Take the date line and the short rubric above it off; return the date too."""
    for index, line in enumerate(lines[: _head_length(lines)]):
        value = None if line.mark else _published_by(line)
        if value is None:
            continue
        log.add("date_line", "recovered", line.content)
        after = [*lines[index + 1 :]]
        above = list(lines[:index])
        if after and _is_label(after[0]) and len(above) == 1 and _is_label(above[0]):
            log.add("rubric_label", "dropped", above.pop().content)
        return above + after, value
    return list(lines), None


def _published_by(line: Line) -> str | None:
    value = date_of_line(line.text)
    if value is not None:
        return value
    said = published_in(line.text) if len(line.text) <= HEADING_LIMIT else None
    return said.value if said else None


def _is_label(line: Line) -> bool:
    return line.mark in ("", "heading") and len(line.text) <= HEADING_LIMIT and not is_long(line.text)


def _title_of(lines: Sequence[Line], *, dated: bool) -> str | None:
    if not lines:
        return None
    first = lines[0]
    if first.mark == "heading" and first.level == 1:
        return first.text
    repeated = len(lines) > 1 and fold(first.text) == fold(lines[1].text)
    alone = _is_label(first) and not first.mark and not ends_sentence(first.text.rstrip("?!"))
    follows = len(lines) > 1 and (lines[1].gap > 0 or is_prose(lines[1]))
    return first.text if alone and len(first.text) > 2 and (repeated or (dated and follows)) else None


def _without_title(lines: list[Line], title: str | None, log: CleaningLog) -> list[Line]:
    """Drop the title, and any label said twice in a row, among the first lines."""
    kept: list[Line] = []
    limit = _head_length(lines)
    for index, line in enumerate(lines):
        label = index < limit and line.mark in ("", "heading")
        again = bool(kept) and kept[-1].text == line.text
        if label and (again or (title is not None and fold(line.text) == fold(title))):
            log.add("repeated_title", "dropped", line.content)
        else:
            kept.append(line)
    return kept
