"""What stands on a page after its article: comments, sidebars, another article."""

from collections.abc import Sequence

from assistant.french import analyse
from ingest.aligned import AlignedText
from ingest.cleaning_boilerplate import is_comment_label
from ingest.cleaning_log import CleaningLog
from ingest.dating import date_of_line
from ingest.structure import Line
from ingest.structure_shapes import SHORT, ends_sentence, is_prose

ARTICLE_LENGTH = 300
"""Characters of prose above a comment label from which the article is taken to be over."""
TAIL_GAP = 2
"""Blank lines that part an article from what the page carries below it."""
COHESION_LIMIT = 0.2
"""Share of the content words of a tail found in the article under which it is another matter.

Measured on raw pages: 0.14 for an unrelated editorial, 0.27 to 0.59 for the last quarter of an article.
"""


def put_aside_tail(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Keep the article; put aside what follows its comment label, or a dated tail about another matter."""
    end = _end_of_article(lines)
    _record_tail(lines[end:], log)
    return list(lines[:end])


def _end_of_article(lines: Sequence[Line]) -> int:
    prose = 0
    for index, line in enumerate(lines):
        if is_comment_label(line) and prose >= ARTICLE_LENGTH:
            return index
        prose += len(line.text) if is_prose(line) else 0
    last_date = next((index for index in range(len(lines) - 1, 0, -1) if _is_date(lines[index])), 0)
    for index in range(1, last_date + 1):
        if lines[index].gap >= TAIL_GAP and not lines[index].mark and _is_other_matter(lines, index):
            return index
    return len(lines)


def _is_date(line: Line) -> bool:
    return not line.mark and len(line.text) <= SHORT and date_of_line(line.text) is not None


def _is_other_matter(lines: Sequence[Line], start: int) -> bool:
    """Tell whether the lines from `start`, one of which is a date, share few words with what stands above."""
    tail = lines[start:]
    if not any(is_prose(line) for line in tail):
        return False
    article = set(analyse(" ".join(line.text for line in lines[:start])))
    words = analyse(" ".join(line.text for line in tail))
    shared = sum(1 for word in words if word in article)
    return 2 * len(article) >= len(set(words)) and shared < COHESION_LIMIT * len(words)


def _record_tail(tail: Sequence[Line], log: CleaningLog) -> None:
    aside: list[Line] = []
    for line in tail:
        if is_comment_label(line):
            log.add("comment_label", "dropped", line.content)
        elif is_prose(line) or aside:
            aside.append(line)
        else:
            log.add("sidebar_label", "dropped", line.content)
    if aside:
        piece = AlignedText.joined([line.content for line in aside])
        log.add("other_matter", "put_aside", piece, detail="après l’article : autre texte de la page")


def drop_trailing_labels(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Drop the short lines without a stop that end a page: headings of nothing."""
    lines = list(lines)
    while len(lines) > 1 and _is_trailing_label(lines[-1]):
        log.add("sidebar_label", "dropped", lines.pop().content)
    return lines


def _is_trailing_label(line: Line) -> bool:
    alone = line.mark == "heading" or (not line.mark and line.gap > 0)
    return alone and len(line.text) <= SHORT // 3 and not ends_sentence(line.text) and len(line.text.split()) <= 4
