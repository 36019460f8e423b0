"""The text that proves each date of a document, for the person who checks it."""

import re
from collections.abc import Sequence

from ingest.aligned import AlignedText
from ingest.blocks import RuleUse
from ingest.cleaning_log import CleaningLog
from ingest.parsing_front_matter import FrontMatter

PROOFS = {
    "published_on": ("published_on", "date_line"),
    "event_on": ("event_on", "event_date"),
    "retrieved_on": ("retrieved_on",),
}
"""Rules whose use proves a date, by field of the document, the one that decides first."""


def log_stated_dates(raw: str, front: FrontMatter, page_date: str | None, log: CleaningLog) -> None:
    """Record where the front matter or the head of a page states the dates that the document takes from them.

    Dates read in the text itself are recorded where they are read (`date_line`, `event_date`).

    Args:
        raw: the decoded raw text.
        front: the front matter, empty when there is none; its dates come before those of the page.
        page_date: publication date in the head of a web page.
        log: where the proof is recorded, under the name of the field.
    """
    for name in PROOFS:
        if getattr(front, name) and (line := re.search(rf"^{name}[ ]?:[^\n]{{1,100}}", raw, re.MULTILINE)):
            log.add(name, "recovered", _slice(raw, *line.span()))
    if page_date and not front.published_on:
        at = raw.find(page_date)
        start, end = raw.rfind("<", 0, max(at, 0)), raw.find(">", max(at, 0)) + 1
        if 0 <= start < at < end:
            log.add("published_on", "recovered", _slice(raw, start, end), detail=_attributes(raw[start:end]))


def proof_of(field: str, uses: Sequence[RuleUse]) -> str | None:
    """Return the text that proves a date of a document (`published_on`, `event_on` or `retrieved_on`)."""
    for rule in PROOFS[field]:
        if found := next((use.detail for use in uses if use.rule == rule), None):
            return found
    return None


def _slice(raw: str, start: int, end: int) -> AlignedText:
    return AlignedText.of(raw[start:end], start)


def _attributes(tag: str) -> str:
    """Return what the attributes of a tag say, the date last."""
    values: list[str] = re.findall(r"""["']([\w:.+ -]{1,40})["']""", tag)
    return " ".join(sorted(values[:2], key=lambda value: value[:1].isdigit()))
