"""Persons told by what stands beside them: a family name put first, a full name in a list of persons."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from assistant.french import fold
from ingest.redaction_cues import AFTER_FULL_NAME, AFTER_PERSON, PRIVATE_AFTER
from ingest.redaction_full_names import AFTER
from ingest.redaction_lexicon import Person, is_first_name, is_sure, is_unknown
from ingest.redaction_public import PublicRoles

_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŁŚŻ]"
_PARTICLES = r"(?:(?:[Vv]an|[Vv]on|[Dd]en|[Dd]er|[Dd]e|[Dd]u|[Ll]e|[Ll]a|[Ee]l|[Bb]en|[Dd]a|[Dd]os|[Dd]i|[Aa]ït) ){0,2}"
_FAMILY = rf"{_PARTICLES}{_CAPITAL}[a-zà-öø-ÿœ’']+(?:-{_CAPITAL}?[\w’']+)*"
_FAMILY_BEFORE = re.compile(rf"(?:^|[\n|]|[\n|,;:•–—-] )(?P<family>{_FAMILY}(?: {_CAPITAL}[a-zà-öø-ÿœ]+)?) $")
_OPENERS = frozenset(
    ["dear", "thanks", "hello", "hi", "best", "kind", "many", "our", "from", "with", "and", "verbatim"]
)
"""Folded words in capitals before a first name that are no family name, and that no list of French holds."""
_LONGER_AFTER = re.compile(rf"[\w’'-]| {_CAPITAL}")
_REVERSED_ENDS = re.compile(r"[ ]*(?:[,;|(–—.:\n]|- |$)")
_BETWEEN = r"(?:, (?:et )?| et | & | ; |; | / )"
_NAME = (
    rf"{_CAPITAL}[a-zà-öø-ÿœ]{{2,}}(?:-{_CAPITAL}?[\w’']+)* (?:(?:[Vv]an|[Vv]on|der|[Ee]l|[Bb]en|da|"
    rf"di) )?{_CAPITAL}[\w’'-]+"
)
_NEXT = re.compile(rf"(?: \([^()\n]{{1,40}}\))?{_BETWEEN}({_NAME})(?![\w’'-])")
_PREVIOUS = re.compile(rf"(?:^|[,;:|/&] |et )({_NAME})(?: \([^()\n]{{1,40}}\))?{_BETWEEN}$")
_AFTER = re.compile(rf"(?: \([^()\n]{{1,40}}\))?{_BETWEEN}")
_BEFORE = re.compile(rf"(?: \([^()\n]{{1,40}}\))?{_BETWEEN}$")
_BACK = 90
"""Characters before a full name in which another one of its list stands."""


def reversed_persons(text: str, words: Iterable[re.Match[str]], roles: PublicRoles) -> Iterator[Person]:
    """Yield the persons whose unknown family name opens an item or a line, before a sure first name among `words`."""
    for match in words:
        if text[match.start() - 1 : match.start()] != " " or not (
            is_first_name(match.group()) and is_sure(match.group())
        ):
            continue
        before = _FAMILY_BEFORE.search(text[max(0, match.start() - _BACK) : match.start()])
        if before is None or not _is_family(before["family"]) or not _ends(text, match):
            continue
        start = max(0, match.start() - _BACK) + before.start("family")
        if not roles.holds(start, match.end()) and not roles.seems(start, match.end()):
            yield Person(start, match.end(), full=True)


def _is_family(name: str) -> bool:
    """Tell whether each word with a capital is in no list, the particles left out."""
    words = [word for word in name.split() if word[0].isupper() and len(word) > 2]
    return bool(words) and all(
        is_unknown(one) and not is_first_name(one) and fold(one) not in _OPENERS for one in words
    )


def _ends(text: str, match: re.Match[str]) -> bool:
    if _LONGER_AFTER.match(text, match.end()):
        return False
    after = text[match.end() : match.end() + AFTER]
    shown = _REVERSED_ENDS.match(after) or AFTER_PERSON.match(after) or AFTER_FULL_NAME.match(after)
    return bool(shown or PRIVATE_AFTER.match(after))


def beside_full_names(text: str, persons: Sequence[Person], roles: PublicRoles) -> Iterator[Person]:
    """Yield the unlisted full names beside two full names already told, in one list: after both, between or before."""
    full = [one for one in persons if one.full]
    starts, ends = {one.start for one in full}, {one.end for one in full}
    for person in full:
        following = _NEXT.match(text, person.end)
        known = following and is_first_name(following[1].split()[0])
        second = known or _joins(text, person.start, ends) or (following and _leads(text, following.end(1), starts))
        while following and second and _is_unlisted(text, following, roles):
            yield Person(*following.span(1), full=True)
            following = _NEXT.match(text, following.end(1))
        first = max(text.rfind("\n", 0, person.start) + 1, person.start - _BACK)
        previous = _PREVIOUS.search(text, first, person.start) if _leads(text, person.end, starts) else None
        if previous and _is_unlisted(text, previous, roles):
            yield Person(*previous.span(1), full=True)


def _leads(text: str, end: int, starts: Collection[int]) -> bool:
    """Tell whether a name already told follows a place, in the same list."""
    joined = _AFTER.match(text, end)
    return joined is not None and joined.end() in starts


def _joins(text: str, start: int, ends: Collection[int]) -> bool:
    """Tell whether a name already told precedes a place, in the same list."""
    joined = _BEFORE.search(text, max(0, start - _BACK), start)
    return joined is not None and joined.start() in ends


def _is_unlisted(text: str, match: re.Match[str], roles: PublicRoles) -> bool:
    """Tell whether all the words of a name are in no list, or are first names, and no public role is given to it."""
    start, end = match.span(1)
    words = [word for word in text[start:end].split() if word[0].isupper()]
    unknown = all(map(is_unknown, words)) or (is_first_name(words[0]) and not words[-1].isupper())
    return unknown and not roles.holds(start, end) and not roles.seems(start, end)
