"""Find the persons that a text names: participants and facilitators, never public roles.

A first name that is nothing else in French is a person wherever it stands alone. One that is also a
common word, a place or a family name counts only where the sentence shows a person. A full name stays
when the text gives the person a public role, and goes when the text tells of participants.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.french import fold
from assistant.french.general import is_french_word
from ingest.redaction_cues import AFTER_FULL_NAME, AFTER_PERSON, AUTHOR_NEAR, BEFORE_FULL_NAME, BEFORE_PERSON
from ingest.redaction_lexicon import (
    BODIES,
    Person,
    PublicRoles,
    folded_tokens,
    is_first_name,
    is_sure,
    is_unknown,
    names_a_body,
    place_names,
    small_names,
)
from ingest.redaction_lists import listed_persons

_LETTERS = "[^\\W\\d_]"
_CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
_WORD = re.compile(rf"(?<![^\W_]){_CAPITAL}{_LETTERS}+(?:-{_LETTERS}+)*")
_SURNAME = re.compile(
    rf"(?: (?:de |du |d['’]|le |la |von |van |ben |el |dos |da |do )?(?=[A-ZÀ-ÖØ-Þ]){_LETTERS}"
    rf"(?:\.|{_LETTERS}[\w'’-]*)){{1,2}}"
)
_SURNAME_BEFORE = re.compile(r"(?<![^\W_])[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{2,30} $")
_IN_LIST = re.compile(r"(?: \([^()\n]{1,40}\))?\s?(?:,|&|\bet\b(?: [àa]\b| de\b| d[’'])?|\bET\b|, et|/|–)\s?")
_CIVILITY = re.compile(
    rf"(?<!\w)(?:M\.|Mme|Mlle|Mr|Monsieur|Madame|Dr|Pr) (?=[A-ZÀ-ÖØ-Þ])(?!Le |La ){_LETTERS}[\w'’-]*"
    rf"(?: (?=[A-ZÀ-ÖØ-Þ]){_LETTERS}[\w'’-]*)?"
)
_INITIALS = re.compile(rf"(?<!\w){_CAPITAL}\.(?:-?{_CAPITAL}\.)? ({_CAPITAL}{_LETTERS}+(?:-{_LETTERS}+)*)")
_SMALL_WORD = re.compile(r"(?<![\w@./:-])[a-zà-öø-ÿœ]{4,20}(?![\w@/-]|\.\w)")
_LAST_WORD = re.compile(r"([\w.]+)['’]?[ ]?$")
_DETAILS = ("[téléphone retiré]", "[adresse électronique retirée]")
AFTER = 100
"""Characters after a name in which it acts, where it comes from being said in between."""
_DETAILS_WITHIN = 120
"""Characters after a full name in which its phone number or its address stood."""
_PRESENCE_WITHIN = 3_000
"""Characters before a name, on its line, in which a word says that the line lists those present."""
_AUTHOR_WITHIN = 90
"""Characters around a full name in which a year, a book or a publisher makes an author of it."""

_ARTICLE_WORDS = """
l la le les du des un une cette ce ces au aux notre votre leur nos vos leurs
"""
_ARTICLES = frozenset(_ARTICLE_WORDS.split())
_OPENER_WORDS = """
pour selon avec par chez sans de d a et ou que qu mais merci bonjour bonsoir salut bravo cher chere
puis enfin aussi comme quand si lorsque alors ensuite ainsi car entre vers sur apres avant hi hello
relancer contacter coucou photo
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
    words = [m for m in _WORD.finditer(text) if is_first_name(m.group()) or (carried and fold(m.group()) in carried)]
    bodies = {fold(m.group()) for m in words if names_a_body(text[max(0, m.start() - 40) : m.start()])} - carried
    words = [
        m for m in words if fold(m.group()) not in bodies and _is_free(text, m, is_listed=fold(m.group()) in carried)
    ]
    names = [(m, is_first_name(m.group()) and is_sure(m.group())) for m in words]
    chains = _chains(text, names)
    established = _established(text, chains) | carried
    meeting = tells_of_participants(text)
    persons = [*listed, *_titled(text, roles), *_by_initials(text, roles, meeting=meeting), *_beside(text, chains)]
    for match, sure in names:
        if sure or (fold(match.group()) in established and not _has_article(text, match)):
            persons.extend(_person(text, match, roles, meeting=meeting or _is_list_of_presence(text, match)))
    persons.extend(_in_small_letters(text))
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
        if any(sure for _, sure in chain) or _shows_a_person(text, chain[0][0], chain[-1][0]):
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


def _titled(text: str, roles: PublicRoles) -> Iterator[Person]:
    """Yield the persons named after a civility, public roles left out."""
    for match in _CIVILITY.finditer(text):
        if not roles.holds(*match.span()) and not names_a_body(text[max(0, match.start() - 40) : match.start()]):
            yield Person(match.start(), match.end(), full=True)


def _by_initials(text: str, roles: PublicRoles, *, meeting: bool) -> Iterator[Person]:
    """Yield the family names after an initial that act as in a meeting."""
    for match in _INITIALS.finditer(text):
        acts = AFTER_FULL_NAME.match(text[match.end() : match.end() + AFTER])
        public = _is_author(text, match.start(), match.end()) or roles.holds(*match.span())
        if (meeting or acts) and not public:
            yield Person(match.start(), match.end(), full=True)


def _is_list_of_presence(text: str, match: re.Match[str]) -> bool:
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _PRESENCE_WITHIN)
    return bool(_PARTICIPANTS.search(text, start, match.start()))


def _in_small_letters(text: str) -> Iterator[Person]:
    """Yield the names that stand without a capital and are no French word; a doubtful one must be called."""
    sure, doubtful = small_names()
    words = set(_SMALL_WORD.findall(text))
    if sure.isdisjoint(words) and doubtful.isdisjoint(words):
        return
    for match in _SMALL_WORD.finditer(text):
        if match.group() in sure or (match.group() in doubtful and _is_called(text, match)):
            yield Person(match.start(), match.end())


def _person(text: str, match: re.Match[str], roles: PublicRoles, *, meeting: bool) -> Iterator[Person]:
    surname = _surname(text, match.end())
    before = _SURNAME_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if surname is None:
        yield Person(before.start() if before and meeting else match.start(), match.end())
    elif surname.group().endswith(".") and len(surname.group()) <= 3:
        yield Person(match.start(), surname.end() if not _ends_sentence(text, surname) else match.end())
    elif (meeting or _takes_part(text, match.start(), surname.end())) and not roles.holds(match.start(), surname.end()):
        yield Person(match.start(), surname.end(), full=True)


_NOT_SURNAME_WORDS = "et ou a de du la le les en au aux pour par avec est sont presentent presente"
_NOT_SURNAMES = frozenset(_NOT_SURNAME_WORDS.split())
"""Words in capitals that follow a first name in a line in capitals."""


def _surname(text: str, start: int) -> re.Match[str] | None:
    """Return the family name that follows a first name; « de » and a town, or a word of a line in capitals, is none."""
    found = _SURNAME.match(text, start)
    if found is None:
        return None
    words = [fold(word) for word in found.group().split()]
    small = found.group().split()[0].isupper() and words[0] in _NOT_SURNAMES
    return None if small or (words[0] in _ARTICLES | {"de"} and words[-1] in place_names()) else found


def _takes_part(text: str, start: int, end: int) -> bool:
    """Tell whether a full name is that of one who takes part, and not of an author."""
    details = text[end : end + _DETAILS_WITHIN]
    if any(one in details for one in _DETAILS):
        return True
    shown = BEFORE_FULL_NAME.search(text[max(0, start - 40) : start]) or AFTER_FULL_NAME.match(text[end : end + AFTER])
    return bool(shown) and not _is_author(text, start, end)


def _is_author(text: str, start: int, end: int) -> bool:
    first = max(text.rfind("\n", 0, start) + 1, start - _AUTHOR_WITHIN)
    after = text[end : end + _AUTHOR_WITHIN].split("\n", maxsplit=1)[0]
    return bool(AUTHOR_NEAR.search(text[first:start]) or AUTHOR_NEAR.search(after))


def _ends_sentence(text: str, surname: re.Match[str]) -> bool:
    return not text[surname.end() :].strip(" ") or text[surname.end() : surname.end() + 1] == "\n"


def _word_before(text: str, start: int) -> str:
    found = _LAST_WORD.search(text, max(0, start - 30), start)
    return fold(found.group(1)) if found else ""


def _has_article(text: str, match: re.Match[str]) -> bool:
    return _word_before(text, match.start()) in _ARTICLES


def _is_free(text: str, match: re.Match[str], *, is_listed: bool) -> bool:
    """Tell whether a word is no piece of a longer name; one that a list tells is a person even in « la maison de »."""
    before = text[max(0, match.start() - 40) : match.start()]
    return _stands_free(text, match) and not names_a_body(before, of=not is_listed)


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
    if _has_article(text, match):
        return False
    surname = _surname(text, last.end())
    if surname and AFTER_FULL_NAME.match(text[surname.end() : surname.end() + AFTER]):
        return True
    return bool(AFTER_PERSON.match(after)) or _is_called(text, match)


def _is_called(text: str, match: re.Match[str]) -> bool:
    return bool(BEFORE_PERSON.search(text[max(0, match.start() - 40) : match.start()]))
