"""Read how the person who asks says who asks."""

import re

from assistant.domain import Persona
from assistant.french import fold, seek

_PERSONAS: tuple[tuple[str, Persona], ...] = (
    (r"\b(?:anim(?:e|ons|ateur|atrice)s?|facilitat\w+|j'anime)\b", "animateur"),
    (
        r"\b(?:elu|elue|elus|maire|mairie|collectivite|communaute de communes|commune|agglo\w*|epci|"
        r"departement|conseil (?:regional|municipal)|"
        r"agent territorial|charge de mission|local authorit\w+|municipality|mayor|council\w*)\b",
        "collectivite",
    ),
    (r"\b(?:association|assos?|ess|benevoles?|structure d'insertion|cooperative|charity|non-?profit)\b", "association"),
    (
        r"\b(?:entreprise|pme|tpe|dirigeant\w*|patron\w*|societe|boite|artisan\w*|industriel\w*|"
        r"startup|gerant\w*|entrepreneu\w+|compan(?:y|ies)|business\w*|firms?)\b",
        "entreprise",
    ),
)
_SELF = (
    r"\b(?:je suis|nous sommes|on est|je dirige|je gere|je travaille|notre|mon|ma|nos|mes|pour "
    r"une|pour un|en tant qu\w*|i am|i'm|we are|our|my|i run|we run|i lead|we lead|for an?|as an?|"
    r"j'anime|nous animons)\b"
)
_ANYONE = "|".join(pattern.removeprefix(r"\b").removesuffix(r"\b") for pattern, _ in _PERSONAS)
_OPENS = re.compile(
    rf"^\W*(?:petite? |jeune )?(?:{_ANYONE})\b(?! et\b)[^,;:.?!]{{0,40}}?(?:,| ici\b| on\b| nous\b| je\b)"
)
"""A message that opens with who asks: « élu d'une petite commune, par où commencer ? »."""

_DESCRIBES = re.compile(
    rf"(?:\b(?:je suis|nous sommes|on est|je dirige|je gere|je travaille|j'anime|nous animons|j'accompagne|"
    rf"nous accompagnons|en tant qu\w*|pour (?:une?|notre|mon|ma) (?=(?:\w+ )?(?:{_ANYONE})\b)|as an?|for an?|i am|i'm|"
    r"we are|i run|we run)\b|^\W*(?:mon|ma|mes|notre|nos|my|our)\b(?=[^,;.?!]*\b(?:veu\w+|veulent|voudr\w+|souhait\w+|"
    r"aimer\w+|wants?|would)\b))(?P<who>[^,;:.?!]*)"
)
_CLAUSE = re.compile(
    r"(?:^|[,;:.!] ?)(?:et |car |mais )?(?:je|j'|on|nous|notre|nos|mon|ma|mes|i|we|my|our)\b"
    r"(?P<who>(?![^,;:.?!]*\b(?:veu\w+|voul\w+|voudr\w+|souhait\w+|aimer\w+|cherch\w+|commenc\w+|want|would|like)\b)"
    r"[^,;:.?!]+)(?=[,;:.!])"
)
"""A clause on the person that is not the question and wishes for nothing: « je ne connais rien à l’EFC, … »."""
"""How somebody says who asks, up to the end of the clause."""


def persona_in(text: str) -> Persona | None:
    """Return who the person says to be, None when nothing says it."""
    folded = fold(text)
    if not seek(_SELF, folded) and not _OPENS.match(folded):
        return None
    return next((persona for pattern, persona in _PERSONAS if seek(pattern, folded)), None)


def described_in(text: str) -> frozenset[str]:
    """Return the folded words by which the person says who asks: « je suis maire d’une commune rurale »."""
    folded = fold(text)
    told = [match["who"] for pattern in (_DESCRIBES, _CLAUSE) for match in pattern.finditer(folded)]
    told += [match.group() for match in [_OPENS.match(folded)] if match]
    told += [match.group() for match in re.finditer(rf"\b(?:{_ANYONE})\b", folded)]
    return frozenset(word for phrase in told for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", phrase))
