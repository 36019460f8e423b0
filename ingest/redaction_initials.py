"""Persons told by their initials: given after their full name, or where one who wrote, read or must act is named."""

import re
from collections.abc import Iterator, Sequence

from ingest.redaction_lexicon import Person
from ingest.redaction_standing import CLAUSE_OPENS, is_finite

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_INITIALS = rf"(?:{_CAPITAL}{{2,3}}|{_CAPITAL}[a-z]?{_CAPITAL}[a-z]?|{_CAPITAL}[a-z]{{2}}{_CAPITAL})(?![\w’'/-]|\.\w)"
_TASK = re.compile(
    rf"(?:(?:rédigée?|relue?|prise|validée?|notée?|animée?|préparée?|saisie?|envoyée?|revue?|corrigée?|suivie?|"
    rf"complétée?|faite?|tenue?|mise? à jour)s? par|(?<!\w)(?:TODO|[Tt]odo|[Àà] faire|[Aa]ctions?)|"
    rf"(?:[Rr]electure|[Rr]édaction|[Nn]otes|[Pp]rise de notes|[Ss]aisie|[Rr]édacteur|[Rr]édactrice|"
    rf"[Ss]cribe|[Cc]opie à)"
    rf" ?:) (?P<one>{_INITIALS})(?: ?(?:,|/|\+|et|&) (?P<two>{_INITIALS}))?"
)
_IN_BRACKETS = re.compile(rf" \((?P<one>{_INITIALS})\)")
_ONE_LETTER = re.compile(rf"(?<![\w.]){_CAPITAL}\.(?= (?P<verb>[a-zà-ÿ]{{1,20}})(?![\w’'.]))")
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
    for match in _TASK.finditer(text):
        for group in ("one", "two"):
            if match[group] and match[group] not in _KNOWN:
                yield Person(*match.span(group))
    for match in _ONE_LETTER.finditer(text):
        verb = match["verb"]
        if (is_finite(verb) or verb in _ONE_PRONOUN) and CLAUSE_OPENS.search(
            text, max(0, match.start() - 20), match.start()
        ):
            yield Person(*match.span())


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
