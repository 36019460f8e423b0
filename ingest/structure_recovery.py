"""Recover headings and lists from lines that carry no mark.

Each decision rests on the line and its neighbours (length, final punctuation, case, label, blank lines),
so that the rules hold for any page pasted as text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.aligned import AlignedText
from ingest.cleaning_log import CleaningLog
from ingest.structure import HEADING_LEVEL, Line, Mark
from ingest.structure_shapes import (
    HEADING_LIMIT,
    LABELLED_LIMIT,
    SHORT,
    ends_sentence,
    introduces,
    is_enumerated,
    is_fragment,
    is_prose,
    is_question,
    label_of,
    starts_low,
)

RUN_WITHOUT_INTRODUCTION = 3
"""Lines from which a run of short parallel lines is a list although nothing announces it."""
SENTENCE_ITEM = 80
"""Characters of the longest whole sentence that is an item of a list without bullets."""
LABEL_WORDS = 4
"""Words of the longest line ended by a colon that is a heading and not an announcement."""


def recover_structure(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Mark the lists, then the headings, of lines without marks; marked lines stay as they are."""
    recovered = list(lines)
    position = 0
    while position < len(recovered):
        length = _list_length(recovered, position)
        if length:
            whole = AlignedText.joined([line.content for line in recovered[position : position + length]])
            log.add("list", "recovered", whole, detail=f"{length} éléments")
        recovered[position : position + length] = [
            _marked(line, "item") for line in recovered[position : position + length]
        ]
        position += max(1, length)
    return [_as_heading(recovered, index, log) for index in range(len(recovered))]


def _marked(line: Line, mark: Mark) -> Line:
    return replace(line, mark=mark, level=HEADING_LEVEL if mark == "heading" else 0)


def _list_length(lines: Sequence[Line], start: int) -> int:
    """Return how many lines from `start` form a list without bullets, 0 when they do not."""
    if lines[start].mark:
        return 0
    if start and introduces(lines[start - 1]) and lines[start].gap <= 1:
        length = _announced_length(lines, start)
        if length >= 2:
            return length
    questions = _run(lines, start, is_question)
    if questions >= RUN_WITHOUT_INTRODUCTION:
        return questions
    return _fragments_length(lines, start)


def _run(lines: Sequence[Line], start: int, holds: Callable[[Line], bool], gap: int = 0) -> int:
    end = start
    while end < len(lines) and holds(lines[end]) and (end == start or lines[end].gap <= gap):
        end += 1
    return end - start


def _announced_length(lines: Sequence[Line], start: int) -> int:
    """Return the length of the run that an announcement opens: labelled, questions, or short lines."""
    for holds in (_is_labelled_item, is_question, _is_short_item):
        length = _run(lines, start, holds, gap=1)
        if length >= 2:
            return length
    return 0


def _is_labelled_item(line: Line) -> bool:
    return label_of(line) is not None and not is_enumerated(line) and len(line.text) <= LABELLED_LIMIT


def _is_short_item(line: Line) -> bool:
    limit = SENTENCE_ITEM if ends_sentence(line.text) else SHORT
    return not line.mark and len(line.text) <= limit and not introduces(line) and not is_enumerated(line)


def _fragments_length(lines: Sequence[Line], start: int) -> int:
    """Return the length of a run of short lines without a stop, the heading of what follows left out."""
    length = _run(lines, start, is_fragment)
    run = lines[start : start + length]
    small = sum(1 for line in run if starts_low(line))
    following = lines[start + length] if start + length < len(lines) else None
    if run and not starts_low(run[-1]) and following is not None and (is_prose(following) or introduces(following)):
        mixed = 0 < small < length
        if mixed or run[-1].gap or following.gap == 0:
            length -= 1
    needed = 2 if small and small >= length - 1 else RUN_WITHOUT_INTRODUCTION
    return length if length >= needed and not any(is_enumerated(line) for line in run[:length]) else 0


def _as_heading(lines: Sequence[Line], index: int, log: CleaningLog) -> Line:
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if line.mark or following is None or not _is_heading(line, following):
        return line
    log.add("heading", "recovered", line.content)
    content = line.content
    while content.text.endswith((":", " ")):
        content = content.cut(0, len(content) - 1)
    return replace(_marked(line, "heading"), content=content)


def _is_heading(line: Line, following: Line) -> bool:
    opens = is_prose(following) or introduces(following) or following.mark in ("item", "step", "heading")
    if starts_low(line) or len(line.text) > HEADING_LIMIT + 30 or not (line.text[0].isalnum() or line.text[0] in '«“"'):
        return False
    if is_enumerated(line):
        return opens or not following.mark
    if introduces(line):
        isolated = following.gap > 0 and not following.mark and is_prose(following) and label_of(following) is None
        return isolated and len(line.text.split()) <= LABEL_WORDS + 1
    isolated = line.gap > 0 and following.gap > 0
    short = is_fragment(line) and len(line.text) <= HEADING_LIMIT and line.text[-1] not in ",;…"
    return short and opens and (label_of(line) is None or isolated) and not line.text.endswith("...")
