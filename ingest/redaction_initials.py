"""Persons told by their initials: given after their full name, or where one who wrote, read or must act is named."""

import re
from collections.abc import Iterator, Sequence

from ingest.redaction_lexicon import Person
from ingest.redaction_standing import CLAUSE_OPENS, is_finite

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_INITIALS = rf"(?:{_CAPITAL}{{2,3}}|{_CAPITAL}[a-z]?{_CAPITAL}[a-z]?|{_CAPITAL}[a-z]{{2}}{_CAPITAL})(?![\w’'/-]|\.\w)"
_TOKEN = re.compile(rf"(?<=[ \n])(?:(?P<one>{_INITIALS})|{_CAPITAL}\.(?= (?P<verb>[a-zà-ÿ]{{1,20}})(?![\w’'.])))")
_OPENING = re.compile(rf"{_CAPITAL}\.(?= (?P<verb>[a-zà-ÿ]{{1,20}})(?![\w’'.]))")
_TASK = re.compile(
    r"(?:(?:rédigée?|relue?|prise|validée?|notée?|animée?|préparée?|saisie?|envoyée?|revue?|corrigée?|suivie?|"
    r"complétée?|faite?|tenue?|mise? à jour)s? par|(?<!\w)(?:to ?do|à faire|actions?)|"
    r"(?:relecture|rédaction|notes|prise de notes|saisie|rédacteur|rédactrice|scribe|copie à) ?:) "
    rf"(?:(?-i:{_INITIALS}) ?(?:,|/|\+|et|&) )?$",
    re.IGNORECASE,
)
_BACK = 40
"""Characters before initials in which the words that give them a task stand."""
_IN_BRACKETS = re.compile(rf" \((?P<one>{_INITIALS})\)")
_ONE_PRONOUN = frozenset(["ne", "nous", "vous", "lui", "se"])
_PARTS = re.compile(r"[^\W\d_]+")
_KNOWN_WORDS = """
CA DG AG CD CE CS CSE DRH RH DSI DGS DGA PDG RSE ESS EFC ECT BTP CCI CMA CAF CHU EDF GDF SPL SCI SA UE ONU AMO MOA MOE
DAF DAC DST DDT DLA IUT PLU PAT PME TPE PwC ARS APE AFD BEI BPI CDC RTE MEL CUD CAD ZAC OF OK TI IA IT BD CR PV RDV BE
TD TP AMI AAP CNR INC EY KPMG BCG SNC GIE GIP ETP CDD CDI COM DIR ADJ SG AE EI NB PS VP CP DT DU MO PM QG SAV SI UP
"""
_KNOWN = frozenset(_KNOWN_WORDS.split())
"""Bodies, offices and words in two or three capitals that are the initials of nobody."""


def by_initials(text: str) -> Iterator[Person]:
    """Yield the initials of those who wrote, read or must act, and the letter that stands for one who acts."""
    for match in (_OPENING.match(text), *_TOKEN.finditer(text)):
        if match is not None and _is_a_person(text, match):
            yield Person(*match.span())


def _is_a_person(text: str, match: re.Match[str]) -> bool:
    """Tell whether initials are given a task, or whether a letter opens a clause and acts."""
    before = text[max(0, match.start() - _BACK) : match.start()]
    verb = match["verb"]
    if verb is None:
        return match.group() not in _KNOWN and _TASK.search(before) is not None
    return (is_finite(verb) or verb in _ONE_PRONOUN) and CLAUSE_OPENS.search(before) is not None


def initials_of(text: str, persons: Sequence[Person]) -> Iterator[Person]:
    """Yield, at each place, the initials that brackets give after a full name already told."""
    found: set[str] = set()
    for person in persons:
        given = _IN_BRACKETS.match(text, person.end) if person.full else None
        if given and _are_those(given["one"], text[person.start : person.end]):
            found.add(given["one"])
    for one in sorted(found):
        for match in re.finditer(rf"(?<![\w./-]){one}(?![\w/-])", text):
            yield Person(*match.span())


def _are_those(initials: str, name: str) -> bool:
    letters = "".join(word[0] for word in _PARTS.findall(name))
    return "".join(sign for sign in initials if sign.isupper()) in (letters, letters.upper())
