"""A first and a family name together: where the family name ends, and whether it is that of one who takes part.

A full name in prose may be that of an author, whom the corpus cites: it goes only with evidence of a private person.
"""

import re

from assistant.french import fold
from ingest.redaction_cues import AFTER_FULL_NAME, AUTHOR_NEAR, BEFORE_FULL_NAME, BY_LINE, PRIVATE_AFTER, PRIVATE_BEFORE
from ingest.redaction_lexicon import BODIES, LONGEST_ACRONYM, is_unknown, place_names

AFTER = 100
"""Characters after a name in which it acts, where it comes from being said in between."""
_DETAILS_WITHIN = 120
"""Characters after a full name in which its phone number or its address stood."""
_AUTHOR_WITHIN = 90
"""Characters around a full name in which a year, a book or a publisher makes an author of it."""
_BEFORE = 60
"""Characters before a full name in which a by-line or a trade announces it."""

_DETAILS = ("[téléphone retiré]", "[adresse électronique retirée]")
_PARTICLE = (
    r"(?:de la |de l['’]|de |du |des |d['’]|le |la |von |van |den |der |ben |bin |el |al |dos |das |da |do |di |"
    r"del |aït )"
)
_FAMILY_NAME = rf"(?:(?:Le|La|De|Du|Des|El|Al|Van|Von|Ben|Da|Dos|Di|Aït|Ait|Ould|Abou) )?{_PARTICLE}{{0,2}}"
SURNAME = re.compile(rf"(?: {_FAMILY_NAME}(?=[A-ZÀ-ÖØ-ÞŁŚŻ])[^\W\d_](?:\.|[\w'’-]+)){{1,2}}")
_NOT_SURNAME_WORDS = "et ou a de du la le les en au aux pour par avec est sont presentent presente"
_NOT_SURNAMES = frozenset(_NOT_SURNAME_WORDS.split())
"""Words in capitals that follow a first name in a line in capitals."""
_SMALL_WORDS = frozenset(["l", "la", "le", "les", "du", "des", "de", "d", "au", "aux"])
_ITEM_START = re.compile(r"(?:^|\n)[ ]{0,6}(?:(?:[-•*–+]|\d{1,3}[.)])[ ]+)?$")
_ITEM_END = re.compile(r"[ ]*(?:$|\n|\((?=[^()\n]{1,60}\)[ ]*(?:$|\n)))")
_CLOSING = re.compile(r"[^»”\"\s][ ]+[–—|][ ]+$")
_OPENER = re.compile(r"(?:^|\n)#{1,6} ")
_PERSON_WORDS = re.compile(r"[^\W\d_][\w-]+")


def surname_after(text: str, start: int) -> re.Match[str] | None:
    """Return the family name that follows a first name; « de » and a town, or a word of a line in capitals, is none."""
    found = SURNAME.match(text, start)
    if found is None:
        return None
    words = [fold(word) for word in found.group().split()]
    named = next(word for word in found.group().split() if word[0].isupper() or "’" in word or "'" in word)
    if words[0] in _SMALL_WORDS and (fold(named) in BODIES or (named.isupper() and len(named) <= LONGEST_ACRONYM)):
        return None  # « de la CCI », « du Club … »
    in_capitals = found.group().split()[0].isupper() and words[0] in _NOT_SURNAMES
    return None if in_capitals or (words[0] in _SMALL_WORDS and words[-1] in place_names()) else found


def is_family_name(name: str) -> bool:
    """Tell whether the last word of a name is in no list, which proves a person after a first name that is a word."""
    words = [word for word in _PERSON_WORDS.findall(name) if word[0].isupper()]
    return bool(words) and is_unknown(words[-1])


def takes_part(text: str, start: int, end: int, *, alone: bool = True) -> bool:
    """Tell whether the full name `text[start:end]` is that of one who takes part, and not of an author.

    `alone` tells whether a line of its own, or a phone number, is enough: a firm has both.
    """
    after = text[end : end + _DETAILS_WITHIN]
    if alone and any(one in after for one in _DETAILS):
        return True
    shown = _is_shown(text, start, end) or (alone and _stands_alone(text, start, end))
    return shown and not is_author(text, start, end)


def _is_shown(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + AFTER]
    return bool(
        BEFORE_FULL_NAME.search(before)
        or BY_LINE.search(before)
        or PRIVATE_BEFORE.search(before)
        or AFTER_FULL_NAME.match(after)
        or PRIVATE_AFTER.match(after)
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a name is a line, an item of a list, or what closes a line after a dash; a heading is none."""
    if not _ITEM_END.match(text, end):
        return False
    first = text.rfind("\n", 0, start) + 1
    line = text[max(first, start - _AUTHOR_WITHIN) : start]
    if _OPENER.match(text[first : first + 8]):
        return False
    return bool(_ITEM_START.search(line) or (_CLOSING.search(line) and text[end : end + 1] in ("", "\n")))


def is_author(text: str, start: int, end: int) -> bool:
    """Tell whether a year, a book or a publisher stands near a name, on its line."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AUTHOR_WITHIN)
    after = text[end : end + _AUTHOR_WITHIN].split("\n", maxsplit=1)[0]
    return bool(AUTHOR_NEAR.search(text[first:start]) or AUTHOR_NEAR.search(after))
