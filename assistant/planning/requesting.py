"""Read what an animator asks in words: the theme, the minutes, the people, whom it is for, how they meet."""

import re
from collections.abc import Sequence
from typing import Unpack, cast

from assistant.domain import Persona
from assistant.french import analyse, fold, fold_aligned, seek
from assistant.inquiry import Inquiry
from assistant.planning.bounding import DEFAULT_PEOPLE, Given, requested
from assistant.understanding.asking import minutes_in
from assistant.understanding.introducing import persona_in
from assistant.workshop_plan import Level, Variant, WorkshopRequest

_VARIANTS: dict[str, Variant] = {
    "Brise-glace": "icebreaker",
    "Invitation": "invitation",
    "Grille de lecture": "grid",
    "Jeu de cartes": "cards",
    "Intervention orale": "talk",
}
_READINGS = (
    r"\b(?:selection|liste|choix|bibliographie|biblio)s?\b.{0,30}\b(?:lectures?|ressources?|textes?|notes?|documents?)\b|"
    r"\bque lire\b|"
    r"(?<!grille de )\b(?:lectures?|ressources?|bibliographie) (?:pour|a lire|conseillees?)\b|\bquoi (?:faire )?lire\b"
)
_REMOTE = r"\b(?:a distance|distanciel\w*|en ligne|visio\w*|webinaires?|zoom|teams|remote|online|par ecran)\b"
_LEVELS: tuple[tuple[str, Level], ...] = (
    (r"\b(?:debutant\w*|novices?|decouvr\w*|decouverte|grand public|neophytes?|jamais entendu)\b", "novice"),
    (
        r"\b(?:animat(?:eur|rice)s?|facilitat(?:eur|rice)s?|accompagnateurs?|accompagnatrices?|formateurs?)\b",
        "animator",
    ),
    (r"\b(?:inities?|initiees?|avertis?|confirmes?|avances?|connaisseurs?|deja formes?|experimentes?)\b", "initiated"),
)
_MINUS = "-\u2212–"
_SIGNED = r"(?<![\w,./])(?P<n>[-\u2212–]?\d[\d  .]{0,8}) ?"
"""A number with its sign, as it is typed, its digits apart or not."""
_COUNTED = (
    rf"{_SIGNED}"
    r"(?!(?:min(?:ute)?s?|mn|h|heures?|hours?|%|euros?|ans?|mois|jours?|journees?|semaines?|cartes?"
    r"|questions?|cases?|lectures?|textes?|notes?|exemples?|temps|groupes?|cas)(?![^\W\d]))"
    r"(?P<who>[^\W\d_][\w'’-]*(?: d'[\w-]+| de [\w-]+)?)"
)
"""A number and the people it counts: « 12 élus », « 20 chefs d'entreprise »."""
_FOR = (
    r"\b(?:pour|avec|devant|aupres de|a destination de|aupres des|aupres d') ?"
    r"(?P<who>(?:des|les|mes|nos|un groupe de|un|une|l'equipe|le|la) [\w'’ -]{3,60}?)"
    r"(?=[,;:.?!(]|$| (?:sur|autour|afin|en|a distance|qui|pendant|de \d|d'une)\b)"
)
_LONG = _SIGNED + r"(?P<unit>minutes?|mins?|mn|heures?|hours?|h)(?![^\W\d_])(?: ?(?P<more>\d{2})\b)?"
_DAYS = (
    (r"(?:\bdemi[- ]|1/2 )journee\b", 180),
    (r"\b(?:journees?|jours?)\b", 360),
)
"""A day without its hours is six of them, and half a day three, as it is understood in a question."""
_ABOUT_SO_MANY = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
_SOME = rf"\bune (?P<n>{'|'.join(_ABOUT_SO_MANY)}) d(?:e |')(?P<who>[^\W\d_][\w'’-]*)"
_TO_SOME = rf" ?\b(?:pour|avec|devant) {_SOME}.*$"
_BEFORE_A_THING = re.compile(r"\b(?:sur|les|ces|ses|about)(?: les)? $")
"""How a theme goes on to a number: « sur les 3 gestes » counts no people."""
_PEOPLE = r"(?:personnes?|participant\w*|gens|pers|people|inscrits?|inscrites?)"


def request_in(words: str, inquiry: Inquiry, **given: Unpack[Given]) -> WorkshopRequest:
    """Return the request that words make; what is given beside them wins over what they say.

    Words that ask for no activity are a theme, whole.

    Args:
        words: as typed.
        inquiry: the same understood.

    Raises:
        InvalidInputError: the theme is empty, or the minutes or the people are out of bounds.
    """
    folded = fold(words)
    said = _said(words, folded, inquiry) if _asks(folded, inquiry) else Given()
    theme = _theme(words, inquiry) if said else words
    told = {name: value for name, value in given.items() if value is not None}
    return requested(theme, **cast(Given, {**said, **told}))


def _asks(folded: str, inquiry: Inquiry) -> bool:
    return inquiry.intent == "workshop" or seek(_READINGS, folded) is not None or _counts(folded, inquiry)


def _said(words: str, folded: str, inquiry: Inquiry) -> Given:
    people, audience = _people(words, [fold(name) for entry in inquiry.terms for name in entry.names])
    return Given(
        minutes=_minutes(folded, inquiry),
        people=people,
        audience=audience,
        setting="remote" if seek(_REMOTE, folded) else "room",
        level=next((one for pattern, one in _LEVELS if seek(pattern, folded)), "novice"),
        variant=_variant(folded, inquiry),
    )


def _counts(folded: str, inquiry: Inquiry) -> bool:
    """Tell whether words give a duration and a theme to it, which asks for an activity whatever its name."""
    lasts = minutes_in(folded) is not None or any(seek(pattern, folded) for pattern, _ in _DAYS)
    return lasts and (bool(inquiry.terms) or seek(r"\b(?:sur|autour|about|on)\b|:", folded) is not None)


def _variant(folded: str, inquiry: Inquiry) -> Variant:
    if seek(_READINGS, folded):
        return "readings"
    named = [_VARIANTS[one.name] for one in inquiry.activities if one.name in _VARIANTS]
    return named[0] if named else "workshop"


def _minutes(folded: str, inquiry: Inquiry) -> int | None:
    """Return the minutes said, with their sign and as many digits as were typed."""
    match = re.search(_LONG, folded)
    if match and (match["n"][0] in _MINUS or len(_digits(match["n"])) > 3):
        return _number(match["n"]) * (60 if match["unit"].startswith("h") else 1)
    days = re.search(r"\b(\d{1,3}) jours?\b", folded)
    if days:
        return int(days[1]) * _DAYS[-1][1]
    said = next((one.minutes for one in inquiry.activities if one.minutes is not None), None)
    day = next((minutes for pattern, minutes in _DAYS if seek(pattern, folded)), None)
    return day if said is None else said


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _number(text: str) -> int:
    return int(_digits(text)) * (-1 if text[0] in _MINUS else 1)


def _people(words: str, names: Sequence[str]) -> tuple[int | None, str]:
    """Return how many people words tell outside the names of terms, None when they do not, and who they are."""
    folded, offsets = fold_aligned(words)
    for match in re.finditer(_COUNTED, folded):
        if any(match.group() in name for name in names) or _BEFORE_A_THING.search(folded[: match.start()]):
            continue
        return _number(match["n"]), _who(words, offsets, match)
    some = re.search(_SOME, folded)
    if some:
        return _ABOUT_SO_MANY[some["n"]], _who(words, offsets, some)
    told = re.search(_FOR, folded)
    if not told:
        return None, ""
    return DEFAULT_PEOPLE, re.sub(r"^(?:des|les|mes|nos|un groupe de|un|une|le|la) ", "", _who(words, offsets, told))


def _who(words: str, offsets: Sequence[int], match: re.Match[str]) -> str:
    """Return who is told, as typed, nothing when they are only people."""
    start, end = match.span("who")
    return "" if re.match(_PEOPLE, match["who"]) else words[offsets[start] : offsets[end - 1] + 1].strip()


def _theme(words: str, inquiry: Inquiry) -> str:
    """Return the theme as typed where it can be told apart, else the terms that the words name, else nothing."""
    terms = " et ".join(entry.term for entry in inquiry.terms)
    names = [fold(name) for entry in inquiry.terms for name in entry.names]
    parts = dict.fromkeys(re.sub(_TO_SOME, "", one.theme) for one in inquiry.activities if analyse(one.theme))
    named = [part for part in parts if any(name in part for name in names)]
    told = [_as_typed(words, part) for part in named or parts]
    mixed = any(re.search(_COUNTED, _without(part, names)) or seek(_REMOTE, part) or "?" in part for part in parts)
    return terms if terms and (mixed or None in told) else " ; ".join(one or "" for one in told) or terms


def _without(part: str, names: Sequence[str]) -> str:
    for name in names:
        part = part.replace(name, " ")
    return part


def _as_typed(words: str, theme: str) -> str | None:
    """Return a folded theme as typed, None when it does not stand in one piece in the words."""
    folded, offsets = fold_aligned(words)
    found = re.search(rf"(?<!\w){re.escape(theme)}(?!\w)", folded)
    return words[offsets[found.start()] : offsets[found.end() - 1] + 1] if found else None


def audience_of(audience: str) -> Persona | None:
    """Return the kind of people an audience is, None when its words do not tell."""
    single = re.sub(r"(?<=[^\W\d_]{3})s\b", "", fold(audience))
    return persona_in(f"pour un public : {audience}") or persona_in(f"pour un public : {single}") if audience else None
