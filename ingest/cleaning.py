"""Clean a decoded text into its canonical form, rule by rule, until nothing changes any more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.aligned import AlignedText
from ingest.cleaning_boilerplate import drop_boilerplate
from ingest.cleaning_characters import normalise_characters
from ingest.cleaning_claims import drop_doubtful_expansions
from ingest.cleaning_head import Head, read_head
from ingest.cleaning_leftovers import drop_leftovers, flag_dangling
from ingest.cleaning_log import CleaningLog
from ingest.cleaning_offtopic import drop_trailing_labels, put_aside_tail
from ingest.near_duplicates import merge_near_duplicates
from ingest.parsing_markup import without_markup
from ingest.redaction import redact_contacts
from ingest.redaction_wording import redact_persons
from ingest.structure import Line, is_wrapped, numbered_again, read_lines, write_lines
from ingest.structure_recovery import recover_structure

PASSES_LIMIT = 6
"""Passes after which a text that still changes is left as it is; real pages settle in two or three."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text in canonical form, and what its first lines said."""

    text: AlignedText
    head: Head


def clean(
    text: AlignedText,
    log: CleaningLog,
    *,
    title: str | None = None,
    wrapped: bool = False,
    edited: bool = False,
) -> Cleaned:
    """Clean and redact a text; cleaning what comes out again changes nothing.

    Args:
        text: decoded text, aligned with the raw one.
        log: where each rule records what it did.
        title: the title when something else than the text tells it.
        wrapped: whether a line end inside a paragraph means nothing, as in Markdown.
        edited: whether the text was written with marks, so that no structure has to be guessed
            and nothing is said twice by accident.
    """
    head = Head(title)
    for _ in range(PASSES_LIMIT):
        before = text.text
        redacted = redact(text, log)
        lines = read_lines(redacted, wrapped=wrapped or is_wrapped(redacted.text))
        lines, found = _clean_lines(lines, head.title, log, edited=edited)
        head = Head(head.title or found.title, head.published_on or found.published_on)
        text, wrapped = write_lines(lines), False
        if text.text == before:
            break
    flag_dangling(read_lines(text), log)
    return Cleaned(text, head)


def redact(text: AlignedText, log: CleaningLog) -> AlignedText:
    """Bring a text to plain characters and words, without what is private."""
    return redact_persons(redact_contacts(without_markup(normalise_characters(text, log)), log), log)


def _clean_lines(
    lines: Sequence[Line], title: str | None, log: CleaningLog, *, edited: bool
) -> tuple[list[Line], Head]:
    head, kept = read_head(lines, title, log)
    kept = put_aside_tail(kept, log)
    kept = drop_trailing_labels(drop_boilerplate(kept, log), log)
    kept = _join_redacted(kept)
    kept = drop_doubtful_expansions(kept, log)
    if not edited:
        if not any(line.mark == "heading" for line in kept):
            kept = recover_structure(drop_leftovers(kept, log), log)
        kept = merge_near_duplicates(kept, log)
    return numbered_again(kept), head


def _join_redacted(lines: Sequence[Line]) -> list[Line]:
    """Put what a redaction left alone on a line after the words that announce it."""
    joined: list[Line] = []
    for line in lines:
        alone = not line.mark and line.text.startswith("[") and line.text.endswith(" retiré]")
        if alone and joined and joined[-1].text.endswith(":"):
            content = AlignedText.joined([joined[-1].content, AlignedText.made(" "), line.content])
            joined[-1] = replace(joined[-1], content=content)
        else:
            joined.append(line)
    return joined
