"""A first and a family name together: where the family name ends, and whether it is that of one who takes part.

A first name of the list and a family name make a private person unless the text gives a public role, as
`ingest.redaction_public` tells it. A first name that is also a word needs a family name that is none, or a place in
the sentence, in a list or in a signature that only a person has.
"""

import re
from collections.abc import Sequence

from assistant.french import fold
from ingest.redaction_cues import AFTER_FULL_NAME, BEFORE_FULL_NAME, BY_LINE, PRIVATE_AFTER, PRIVATE_BEFORE
from ingest.redaction_lexicon import (
    BODIES,
    LONGEST_ACRONYM,
    is_first_name,
    is_sure,
    is_unknown,
    organisation_names,
    place_names,
)
from ingest.redaction_public import PublicRoles

AFTER = 100
"""Characters after a name in which it acts, where it comes from being said in between."""
_DETAILS_WITHIN = 120
"""Characters after a full name in which its phone number or its address stood."""
_ITEM_WITHIN = 90
"""Characters before a full name in which the sign of an item stands."""
_BEFORE = 60
"""Characters before a full name in which a by-line or a trade announces it."""

_DETAILS = ("[téléphone retiré]", "[adresse électronique retirée]")
_PARTICLE = (
    r"(?:de la |de l['’]|de |du |des |d['’]|le |la |von |van |den |der |ben |bin |el |al |dos |das |da |do |di |"
    r"del |aït )"
)
_FAMILY_NAME = rf"(?:(?:Le|La|De|Du|Des|El|Al|Van|Von|Ben|Da|Dos|Di|Aït|Ait|Ould|Abou) )?{_PARTICLE}{{0,2}}"
SURNAME = re.compile(rf"(?: {_FAMILY_NAME}(?=[A-ZÀ-ÖØ-ÞŁŚŻ])[^\W\d_](?:\.|[\w'’-]+)){{1,2}}")
_ONE_SURNAME = re.compile(rf" {_FAMILY_NAME}(?=[A-ZÀ-ÖØ-ÞŁŚŻ])[^\W\d_](?:\.|[\w'’-]+)")
_NOT_SURNAME_WORDS = "et ou a de du la le les en au aux pour par avec est sont presentent presente"
_CARDINALS = frozenset(["nord", "sud", "est", "ouest"])
_NOT_SURNAMES = frozenset(_NOT_SURNAME_WORDS.split())
"""Words in capitals that follow a first name in a line in capitals."""
_FAMILY_WORD_LIST = """
petit leroy roux blanc garnier chevalier legrand boyer fontaine rousseau mercier dumont brun marchand meunier meyer
renard picard royer carpentier charpentier boulanger berger bourgeois moulin riviere montagne lacroix leclerc colin
carre rey prevost pelletier barbier masson lemaire couturier poirier tisserand charron sabatier marin duval vidal bonnet
baron leduc leveque labbe cardinal noel roy lefort lebrun leblanc legros lebon lesage lejeune langlois breton poitevin
gros maitre clerc sergent tailleur fabre faure lefevre lefebvre favre forestier vacher bouvier boucher fournier besson
cordier cordonnier texier barre dubois dupont dupuis dufour dumas durand duchemin deschamps deschamps delacroix perrier
perrin poulain cheval loiseau lagneau lecoq pigeon corbeau merle rossignol martinet pinson gardien portier clavier
martin bernard thomas robert richard simon laurent michel garcia david bertrand vincent andre lambert girard philippe
moreau francois guerin morel mathieu nicolas denis gautier gauthier robin henry lucas gilbert arnaud benoit remy germain
"""
_FAMILY_WORDS = frozenset(_FAMILY_WORD_LIST.split())
"""Folded family names common in France that are words, towns or first names too."""
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
    if _is_body(found.group().split()):
        found = _ONE_SURNAME.match(text, start) or found
    words = [fold(word) for word in found.group().split()]
    named = next(word for word in found.group().split() if word[0].isupper() or "’" in word or "'" in word)
    if words[0] in _SMALL_WORDS and (fold(named) in BODIES or (named.isupper() and len(named) <= LONGEST_ACRONYM)):
        return None  # « de la CCI », « du Club … »
    in_capitals = found.group().split()[0].isupper() and words[0] in _NOT_SURNAMES
    return (
        None
        if in_capitals or (words[0] in _SMALL_WORDS and (words[-1] in place_names() or words[-1] in _CARDINALS))
        else found
    )


def _is_body(words: Sequence[str]) -> bool:
    """Tell whether what follows a family name is where its person works: an acronym, a body, a firm."""
    last = words[-1]
    if len(words) == 1 or words[0].isupper():
        return False
    acronym = last.isupper() and 1 < len(last) <= LONGEST_ACRONYM
    return acronym or fold(last) in BODIES or fold(last) in organisation_names()


def is_family_name(name: str) -> bool:
    """Tell whether the last word of a name is in no list, which proves a person after a first name that is a word."""
    words = [word for word in _PERSON_WORDS.findall(name) if word[0].isupper()]
    return bool(words) and is_unknown(words[-1])


def is_family_word(name: str) -> bool:
    """Tell whether the last word of a name, though a word, is a common family name of France or a sure first name."""
    last = name.rsplit(maxsplit=1)[-1]
    parts = fold(last).split("-")
    return (
        all(part in _FAMILY_WORDS or (is_first_name(part) and is_sure(part)) for part in parts) and not last.isupper()
    )


def is_private(text: str, start: int, end: int, roles: PublicRoles) -> bool:
    """Tell whether the full name `text[start:end]` goes: no strong evidence of a public role, no weak one alone."""
    if roles.holds(start, end):
        return False
    return not roles.seems(start, end) or _has_details(text, end) or _is_shown(text, start, end)


def takes_part(text: str, start: int, end: int, roles: PublicRoles, *, alone: bool = True) -> bool:
    """Tell whether the text shows that the full name `text[start:end]` is that of one who takes part, no author.

    `alone` tells whether a line of its own, or a phone number, is enough: a firm has both.
    """
    if alone and _has_details(text, end):
        return True
    shown = _is_shown(text, start, end) or (alone and _stands_alone(text, start, end))
    return shown and not roles.seems(start, end)


def _has_details(text: str, end: int) -> bool:
    after = text[end : end + _DETAILS_WITHIN]
    return any(one in after for one in _DETAILS)


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
    line = text[max(first, start - _ITEM_WITHIN) : start]
    if _OPENER.match(text[first : first + 8]):
        return False
    return bool(_ITEM_START.search(line) or (_CLOSING.search(line) and text[end : end + 1] in ("", "\n")))
