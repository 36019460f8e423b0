"""Find the persons that a text names: participants and facilitators, never public roles.

A first name that is nothing else in French is a person wherever it stands alone. One that is also a
common word, a place or a family name counts only where the sentence shows a person. A full name
goes, unless the text gives the person a public role or a work, or the name is known to all (`ingest.redaction_public`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.french import fold
from assistant.french.general import is_french_word
from ingest.redaction_beside import beside_full_names, reversed_persons
from ingest.redaction_cues import AFTER_FULL_NAME, AFTER_PERSON, BEFORE_PERSON, HUMAN_AFTER, HUMAN_BEFORE, PRIVATE_AFTER
from ingest.redaction_full_names import AFTER, is_family_name, is_family_word, is_private, surname_after, takes_part
from ingest.redaction_initials import by_initials, initials_of
from ingest.redaction_lexicon import (
    BODIES,
    Person,
    folded_tokens,
    is_first_name,
    is_sure,
    is_unknown,
    names_a_body,
    place_names,
)
from ingest.redaction_lists import CROWD, listed_persons
from ingest.redaction_public import PublicRoles
from ingest.redaction_small import in_small_letters
from ingest.redaction_standing import acts, standing_persons
from ingest.redaction_unlisted import repeated_persons, unlisted_persons

_LETTERS = "[^\\W\\d_]"
_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŁŚŻ]"
_WORD = re.compile(rf"(?<![^\W_]){_CAPITAL}{_LETTERS}+(?:-{_LETTERS}+)*")
_SURNAME_BEFORE = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+){0,2} $")
_ITEM_BEFORE = re.compile(r"(?:^|[\n,;:|/•–—*-]|\d[.)]|\bet)[ ]{0,3}$")
_HEADING_WORDS = frozenset(
    [
        "compte",
        "rendu",
        "reunion",
        "atelier",
        "seance",
        "visio",
        "zoom",
        "teams",
        "contact",
        "objet",
        "point",
        "action",
        "cr",
        "par",
        "todo",
        "faire",
        "action",
        "rappel",
        "urgent",
        "info",
    ]
)
"""Folded words in capitals before a first name that are no family name."""
_IN_LIST = re.compile(
    r"(?: \([^()\n]{1,40}\))?\s?(?:,|&|\+|, puis\b|\bet\b(?: [àa]\b| de\b| d[’'])?|\bET\b|, et|/|–)\s?"
)
_LAST_WORD = re.compile(r"([\w.]+)['’]?[ ]?$")
_LONGER = re.compile(r" (?:d[eou]|da|des|la|sur|en)[ -]|[ -]d[’']")
_LONGER_BEFORE = re.compile(rf"{_CAPITAL}[\w’'-]+ (?:d[eou]|da|en|sur) $")
_PRESENCE_WITHIN = 3_000
"""Characters before a name, on its line, in which a word says that the line lists those present."""
_NAMED_AFTER_TWO = re.compile(rf" (?P<first>{_CAPITAL}[\w’'-]+ (?:et|&) )$")
_POMACE = re.compile(r"Marc de (?!la |l['’]|chez )[a-zà-ÿ]")
_ARTICLE_WORDS = """
l la le les du des un une cette ce ces au aux notre votre leur nos vos leurs
"""
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_OPENER_WORDS = """
pour selon avec par chez sans de d a et ou que qu mais merci bonjour bonsoir salut bravo cher chere
puis enfin aussi comme quand si lorsque alors ensuite ainsi car entre vers sur apres avant hi hello
dear thanks thank with from by for to and
relancer contacter coucou photo mamie papi papy tata tonton
"""
_OPENERS = frozenset(_OPENER_WORDS.split())
_ALONE_IN_BRACKETS = re.compile(r"\((?:par |avec |animé par |animée par )?$", re.IGNORECASE)
_PARTICIPANTS = re.compile(
    r"\bparticipant|\btour de table|\bcompte[- ]rendu|\bprésent(?:e?s|·e·s) *:|\bexcusé|\bémargement|"
    r"\banimé(?:e?s)? par"
    r"|\bstagiaire|\bsession\b|\bvisio\b",
    re.IGNORECASE,
)
PARTICIPANTS_LIMIT = 2
"""Marks of a meeting above which a text tells of one; a passing word does not make minutes."""


def tells_of_participants(text: str) -> bool:
    """Tell whether a text reports a meeting, so that the names in it are those of participants."""
    return sum(1 for _ in _PARTICIPANTS.finditer(text)) >= PARTICIPANTS_LIMIT


def find_persons(text: str) -> list[Person]:
    """Return the persons to hide in a text, in order, without overlap."""
    roles = PublicRoles(text)
    listed = listed_persons(text, roles)
    carried = folded_tokens([text[one.start : one.end] for one in listed])
    capitalised = list(_WORD.finditer(text))
    words = [m for m in capitalised if is_first_name(m.group()) or (carried and fold(m.group()) in carried)]
    seen = words
    bodies = {fold(m.group()) for m in words if _in_a_body(text, m)} - carried
    words = [
        m for m in words if fold(m.group()) not in bodies and _is_free(text, m, is_listed=fold(m.group()) in carried)
    ]
    names = [(m, is_first_name(m.group()) and is_sure(m.group())) for m in words]
    chains = _chains(text, names)
    established = _established(text, chains) | carried
    meeting = tells_of_participants(text)
    persons = [*listed, *unlisted_persons(text, capitalised, roles, meeting=meeting), *_beside(text, chains)]
    crowd = {match.start() for chain in chains if len(chain) >= CROWD for match, _ in chain}
    for match, sure in names:
        if sure or (fold(match.group()) in established and not _has_article(text, match)):
            told = meeting or match.start() in crowd or _is_list_of_presence(text, match)
            persons.extend(_person(text, match, roles, meeting=told))
        elif not _has_article(text, match):
            persons.extend(_by_family_name(text, match, roles))
    persons.extend(in_small_letters(text))
    persons.extend(reversed_persons(text, seen, roles))
    persons.extend([*beside_full_names(text, persons, roles)])
    persons.extend([*by_initials(text), *initials_of(text, persons), *standing_persons(text, capitalised, roles)])
    persons.extend(repeated_persons(text, persons))
    return _apart(persons)


Named = tuple[re.Match[str], bool]
"""A word that may be a first name, and whether it is sure."""


def _chains(text: str, names: Sequence[Named]) -> list[list[Named]]:
    """Put together the names that stand in one list: « A, B et C »."""
    chains: list[list[Named]] = [[one] for one in names[:1]]
    for (one, _), other in pairwise(names):
        if _IN_LIST.fullmatch(text, one.end(), other[0].start()):
            chains[-1].append(other)
        else:
            chains.append([other])
    return chains


def _established(text: str, chains: Sequence[Sequence[Named]]) -> frozenset[str]:
    """Return the folded names that the text shows to be persons, at one place at least.

    A doubtful name is shown by the words around it, or around the list where it stands, or by a sure name of that list.
    """
    shown: set[str] = set()
    for chain in chains:
        crowd = len(chain) >= CROWD and place_names().isdisjoint(fold(match.group()) for match, _ in chain)
        if crowd or any(sure for _, sure in chain) or _shows_a_person(text, chain[0][0], chain[-1][0]):
            shown |= {fold(match.group()) for match, _ in chain}
    return frozenset(shown)


def _beside(text: str, chains: Sequence[Sequence[Named]]) -> Iterator[Person]:
    """Yield the unknown words that end a list of sure names that act: « A et … présentent »."""
    for chain in chains:
        match, sure = chain[-1]
        joined = _IN_LIST.match(text, match.end())
        other = _WORD.match(text, joined.end()) if joined else None
        if not sure or other is None or not is_unknown(other.group()):
            continue
        if AFTER_PERSON.match(text[other.end() : other.end() + AFTER]) or _is_called(text, chain[0][0]):
            yield Person(other.start(), other.end())


def _apart(persons: list[Person]) -> list[Person]:
    """Return persons in order, the longer of two that overlap."""
    kept: list[Person] = []
    for person in sorted(persons, key=lambda one: (one.start, -one.end)):
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _is_list_of_presence(text: str, match: re.Match[str]) -> bool:
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _PRESENCE_WITHIN)
    return bool(_PARTICIPANTS.search(text, start, match.start()))


def _person(text: str, match: re.Match[str], roles: PublicRoles, *, meeting: bool) -> Iterator[Person]:
    surname = surname_after(text, match.end())
    if surname is None:
        before = _SURNAME_BEFORE.search(text, max(0, match.start() - 40), match.start())
        opens = before and (meeting or _opens_item(text, before.start(), match))
        yield Person(before.start() if before and opens else match.start(), match.end(), full=bool(opens))
    elif surname.group().endswith(".") and len(surname.group()) <= 3:
        yield Person(match.start(), surname.end() if not _ends_sentence(text, surname) else match.end())
    elif is_private(text, match.start(), surname.end(), roles) or (
        meeting and not roles.holds(match.start(), surname.end())
    ):
        yield Person(match.start(), surname.end(), full=True)


def _by_family_name(text: str, match: re.Match[str], roles: PublicRoles) -> Iterator[Person]:
    """Yield the full name that a doubtful first name opens, when its family name is no word and it takes part."""
    surname = surname_after(text, match.end())
    if surname is None:
        return
    names_a_person = is_family_name(surname.group()) or is_family_word(surname.group())
    shown = not names_a_person and takes_part(text, match.start(), surname.end(), roles, alone=False)
    if (names_a_person or shown) and is_private(text, match.start(), surname.end(), roles):
        yield Person(match.start(), surname.end(), full=True)


def _opens_item(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a family name in capitals opens an item of a list that its first name ends."""
    words = [fold(word) for word in text[start : match.start()].split()]
    is_name = not any(word in BODIES or word in _HEADING_WORDS for word in words) and not match.group().isupper()
    return is_name and bool(_ITEM_BEFORE.search(text[max(0, start - 12) : start]))


def _ends_sentence(text: str, surname: re.Match[str]) -> bool:
    return not text[surname.end() :].strip(" ") or text[surname.end() : surname.end() + 1] == "\n"


def _word_before(text: str, start: int) -> str:
    found = _LAST_WORD.search(text, max(0, start - 30), start)
    return fold(found.group(1)) if found else ""


def _has_article(text: str, match: re.Match[str]) -> bool:
    before = _word_before(text, match.start())
    return before in _ARTICLES or (before == "en" and fold(match.group()) in place_names())


def _is_free(text: str, match: re.Match[str], *, is_listed: bool) -> bool:
    """Tell whether a word is no piece of a longer name; one that a list tells is a person even in « la maison de »."""
    if _POMACE.match(text, match.start()):
        return False
    return _stands_free(text, match) and not _is_town(text, match) and not _in_a_body(text, match, of=not is_listed)


def _in_a_body(text: str, match: re.Match[str], *, of: bool = True) -> bool:
    """Tell whether a name ends that of a place or of a body; « le jardin de … » and a full name tell whose it is."""
    before = text[max(0, match.start() - 40) : match.start()]
    first = _NAMED_AFTER_TWO.search(before)
    before = before[: first.start("first")] if first else before
    return names_a_body(before, of=of and surname_after(text, match.end()) is None)


def _is_town(text: str, match: re.Match[str]) -> bool:
    """Tell whether a name of a town opens a longer one, « … de … », or ends one."""
    if fold(match.group()) not in place_names():
        return False
    return bool(
        _LONGER.match(text, match.end()) or _LONGER_BEFORE.search(text, max(0, match.start() - 40), match.start())
    )


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """Tell whether the word is not a piece of a longer proper name, like the end of « Victor Hugo »."""
    if text[match.start() - 1 : match.start()] == "-" or text[match.end() : match.end() + 1] in (
        "-",
        "_",
        "@",
    ):
        return False
    before = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if before is None or not before.group(1)[0].isupper() or not before.group().endswith((" ", "’", "'")):
        return True
    word = fold(before.group(1))
    if word.rstrip(".") in ("m", "mme", "mlle", "mr", "monsieur", "madame"):
        return False
    if word in _OPENERS or word in _ARTICLES or word.endswith(".") or before.group(1).isupper():
        return True
    opens = not text[: before.start()].strip(" \n-•") or text[: before.start()].rstrip(" -•")[-1:] in ".!?…:\n"
    return opens and word not in BODIES and is_french_word(word)


def _shows_a_person(text: str, match: re.Match[str], last: re.Match[str]) -> bool:
    """Tell whether the words before a list of names, or after it, show persons."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[last.end() : last.end() + AFTER]
    if _ALONE_IN_BRACKETS.search(before) and after.startswith((")", ",", " et ")):
        return True
    is_town = fold(match.group()) in place_names() and after.startswith(" de ")
    if _has_article(text, match) or is_town:
        return False
    surname = surname_after(text, last.end())
    if surname and AFTER_FULL_NAME.match(text[surname.end() : surname.end() + AFTER]):
        return True
    shown = AFTER_PERSON.match(after) or _is_called(text, match)
    is_place = fold(match.group()) in place_names()
    return bool(shown) or (not is_place and (_is_human(before, after) or acts(text, match.start(), last.end())))


def _is_human(before: str, after: str) -> bool:
    return bool(HUMAN_BEFORE.search(before) or HUMAN_AFTER.match(after) or PRIVATE_AFTER.match(after))


def _is_called(text: str, match: re.Match[str]) -> bool:
    return bool(BEFORE_PERSON.search(text[max(0, match.start() - 40) : match.start()]))
