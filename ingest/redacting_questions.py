"""Redaction of a question: as that of a document, and firmer on names, which people type without capitals.

A question that loses a word too many is only grouped a little worse; a name kept would be a name kept. So a first name
goes with the words that may be a family name, whatever the sentence says of it.
"""

import re
from collections.abc import Callable
from pathlib import Path

from ingest.aligned import AlignedText
from ingest.cleaning import redact
from ingest.cleaning_log import CleaningLog
from ingest.forgotten import Forgotten
from ingest.forgotten_register import REGISTER_NAME, recorded
from ingest.redaction_lexicon import is_first_name, is_sure, is_unknown, names_a_body

HIDDEN = "…"
"""What stands for whatever was taken out."""

FAMILY_WORDS = 2
"""Words after a first name that may be the family name."""

_STAND_INS = re.compile(r"\[[^\]\n]{1,60} retirée?\]|\b(?:un·e|des|d’un·e|aux?) participant·es?\b|participant·es?")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTICLE = r"(?:(?:de la|de|du|des|le|la|van|von|ben|el|al|da|dos) |d['’])?"
_NEXT = re.compile(rf"[ \u00a0]{{1,2}}{_PARTICLE}(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)", re.IGNORECASE)
_OPENING = re.compile(rf"{HIDDEN}|(?<!\w)(?:mme|mlle|mr|monsieur|madame|mademoiselle)\b\.?|(?<!\w)m\.", re.IGNORECASE)
"""What a family name may follow: what was hidden already, or a title."""


def redactor_for(data: Path) -> Callable[[str], str]:
    """Return what redacts questions for a data folder: the names that it was told to forget go as well.

    The register of these names is read again when it changes.
    """
    register = data / REGISTER_NAME
    held: list[tuple[object, Forgotten]] = []

    def redact_and_forget(text: str) -> str:
        version = _version(register)
        if not held or held[0][0] != version:
            held[:] = [(version, recorded(data))]
        return _without(held[0][1], redact_question(_without(held[0][1], text)))

    return redact_and_forget


def redact_question(text: str) -> str:
    """Return a question with every private value and every name of a person replaced by « … »."""
    plain = _STAND_INS.sub(HIDDEN, redact(AlignedText.of(text), CleaningLog()).text)
    parts, position = [], 0
    for start, end in _persons(plain):
        parts += [plain[position:start], HIDDEN]
        position = max(position, end)
    return "".join([*parts, plain[position:]]).strip()


def _persons(text: str) -> list[tuple[int, int]]:
    """Return the slices that name a person, in order, apart."""
    found: list[tuple[int, int]] = []
    openings = [one.span() for one in _OPENING.finditer(text)]
    first = [one.span() for one in _WORD.finditer(text) if is_first_name(one.group())]
    for start, end in sorted(openings + first):
        if found and start < found[-1][1]:
            continue
        last = _family_end(text, end)
        if (last > end or _is_person(text[start:end])) and not names_a_body(text[:start]):
            found.append((start, last))
    return found


def _family_end(text: str, end: int) -> int:
    """Return where the words that may be a family name end."""
    for _ in range(FAMILY_WORDS):
        after = _NEXT.match(text, end)
        if not after or not _may_be_a_name(after["word"]):
            break
        end = after.end()
    return end


def _may_be_a_name(word: str) -> bool:
    return len(word) > 1 and (word[0].isupper() or is_unknown(word) or is_first_name(word))


def _without(forgotten: Forgotten, text: str) -> str:
    """Return a text with the names to forget replaced."""
    parts, position = [], 0
    for start, end in forgotten.find(text):
        parts += [text[position:start], HIDDEN]
        position = end
    return "".join([*parts, text[position:]])


def _version(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file does, None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _is_person(word: str) -> bool:
    """Tell whether a word alone is a person: a first name that is nothing else in French."""
    return is_first_name(word) and is_sure(word)
