"""Say « un·e participant·e » or « l’animation » where a person was named, in natural French."""

import re

from ingest.aligned import AlignedText, Edit
from ingest.cleaning_log import CleaningLog
from ingest.redaction_lexicon import Person
from ingest.redaction_names import find_persons

_ONE = "un·e participant·e"
_SEVERAL = "des participant·es"
_ANIMATION = "l’animation"

_JOINED = re.compile(r"\s*(?:,|&|\bet\b|, et|/)\s*")
_BRACKET = re.compile(
    r"\s?\((?P<by>(?:intervention |proposé |animé |animée |présenté |présentée )?par |avec |cf\.? )?$", re.I
)
_GREETING = re.compile(r"\s?\b(?:merci|bonjour|bonsoir|salut|bravo|chère?)\s$", re.IGNORECASE)
_LED_BY = re.compile(r"\b(?:anim|facilit|introdui|présent|propos|modér)\w{0,5} par\s$", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(?:introduction|animation|ouverture|accueil|présentation|conclusion|facilitation|modération)\s?$",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"\b(?P<word>d|qu|jusqu|lorsqu|puisqu|quoiqu|l)['’]$", re.IGNORECASE)
_FULL = re.compile(r"\b(?P<word>de|que|jusque|lorsque|puisque|quoique)\s$", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?…][»”\")]*\s+|\n\s*(?:[-•]\s+)?)$")


def redact_persons(text: AlignedText, log: CleaningLog) -> AlignedText:
    """Replace the persons named in a text; the log says how many, never who."""
    edits: list[Edit] = []
    for group in _groups(text.text, find_persons(text.text)):
        edit = _edit(text.text, group)
        log.add("person", "replaced", text.cut(edit[0], edit[1]), detail="prénom ou nom d’une personne")
        edits.append(edit)
    return text.edited(edits)


def worded(text: str, persons: list[Person]) -> list[Edit]:
    """Return the edits that replace persons, given in order and apart, by the words used for participants."""
    edits: list[Edit] = []
    for group in _groups(text, persons):
        start, end, wording = _edit(text, group)
        edits.append((max(start, edits[-1][1]) if edits else start, end, wording))
    return edits


def _groups(text: str, persons: list[Person]) -> list[list[Person]]:
    """Put together the persons named side by side: « A, B et C »."""
    groups: list[list[Person]] = []
    for person in persons:
        if groups and _JOINED.fullmatch(text, groups[-1][-1].end, person.start):
            groups[-1].append(person)
        else:
            groups.append([person])
    return groups


def _edit(text: str, group: list[Person]) -> Edit:
    start, end = group[0].start, group[-1].end
    before = text[max(0, start - 60) : start]
    bracket = _BRACKET.search(before)
    if bracket and text[end : end + 1] == ")":
        return _bracketed(text, start - len(bracket.group()), end + 1, by=bool(bracket.group("by")))
    greeting = _GREETING.search(before)
    if greeting:
        return start - 1, end, ""
    if _LED_BY.search(before):
        return start, end, _ANIMATION
    return _worded(text, start, end, before, _ONE if len(group) == 1 else _SEVERAL)


def _bracketed(text: str, start: int, end: int, *, by: bool) -> Edit:
    line_start = text.rfind("\n", 0, start) + 1
    led = by and _LEADING.search(text, max(line_start, start - 30), start)
    return start, end, f" (par {_ANIMATION})" if led else ""


def _worded(text: str, start: int, end: int, before: str, wording: str) -> Edit:
    elided, full = _ELIDED.search(before), _FULL.search(before)
    if elided:
        word = elided.group("word")
        start -= len(elided.group())
    elif full:
        word = full.group("word")
        start -= len(full.group())
    else:
        word = ""
    capital = bool(_SENTENCE_START.search(text[max(0, start - 8) : start])) or start == 0
    phrase = _after_word(word.lower(), wording)
    return start, end, phrase[0].upper() + phrase[1:] if capital else phrase


def _after_word(word: str, wording: str) -> str:
    if word in ("", "l"):
        return wording
    if word in ("d", "de"):
        return f"d’{wording}" if wording == _ONE else "de participant·es"
    stem = word.removesuffix("e")
    return f"{stem}’{wording}" if wording == _ONE else f"{stem}e {wording}"
