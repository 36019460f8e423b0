"""The bounds of a request, each refusal naming the value and what can be asked instead."""

from typing import TypedDict, Unpack

from assistant.domain import Language
from assistant.errors import InvalidInputError
from assistant.workshop_plan import LONGEST, MOST_PEOPLE, SHORTEST, Level, Setting, Variant, WorkshopRequest
from assistant.workshops import DEFAULT_MINUTES

DEFAULT_PEOPLE = 12
"""People when nobody says how many: three groups of four."""

MINI = 20
"""Minutes under which a whole workshop becomes an ice-breaker: its stages need 18 of them at least."""

BOUNDS: dict[Variant, tuple[int, int]] = {
    "workshop": (SHORTEST, LONGEST),
    "talk": (SHORTEST, 90),
    "grid": (20, 180),
    "icebreaker": (SHORTEST, 30),
    "invitation": (MINI, LONGEST),
    "cards": (10, 90),
    "readings": (10, 90),
}
"""Least and most minutes of each variant: each block keeps its minimum, and nothing but a workshop has a break."""

FRENCH: dict[Variant, str] = {
    "workshop": "atelier",
    "talk": "intervention orale",
    "grid": "grille de lecture",
    "icebreaker": "brise-glace",
    "invitation": "invitation",
    "cards": "jeu de cartes",
    "readings": "sélection de lectures",
}

ENGLISH: dict[Variant, str] = {
    "workshop": "workshop",
    "talk": "oral talk",
    "grid": "reading grid",
    "icebreaker": "ice-breaker",
    "invitation": "invitation",
    "cards": "set of cards",
    "readings": "selection of readings",
}

_ACTIVITIES: dict[Variant, str] = {
    "workshop": "Atelier",
    "talk": "Intervention orale",
    "grid": "Grille de lecture",
    "icebreaker": "Brise-glace",
    "invitation": "Invitation",
    "cards": "Jeu de cartes",
    "readings": "Exercice",
}
_LONGEST_THEME, _LONGEST_AUDIENCE = 300, 120


def default_minutes(variant: Variant) -> int:
    """Return the minutes of a variant when nobody says how long it lasts, those of the outlines."""
    return DEFAULT_MINUTES[_ACTIVITIES[variant]]


class Given(TypedDict, total=False):
    """What is given beside a theme, or beside the words of a request; None is as good as absent."""

    minutes: int | None
    people: int | None
    audience: str | None
    setting: Setting | None
    level: Level | None
    variant: Variant | None
    language: Language | None


def requested(theme: str, **given: Unpack[Given]) -> WorkshopRequest:
    """Return a request within its bounds; a workshop too short for its stages becomes an ice-breaker.

    Raises:
        InvalidInputError: the theme is empty or too long, or the minutes or the people are out of bounds.
    """
    theme, audience = (" ".join(text.replace("'", "’").split()) for text in (theme, given.get("audience") or ""))
    _check_texts(theme, audience)
    variant = given.get("variant") or "workshop"
    minutes, people = given.get("minutes"), given.get("people")
    people = DEFAULT_PEOPLE if people is None else people
    minutes = default_minutes(variant) if minutes is None else minutes
    _check_people(people)
    _check_minutes(minutes, variant)
    return WorkshopRequest(
        theme=theme,
        minutes=minutes,
        people=people,
        audience=audience,
        setting=given.get("setting") or "room",
        level=given.get("level") or "novice",
        variant="icebreaker" if variant == "workshop" and minutes < MINI else variant,
        language=given.get("language") or "fr",
    )


def bounded(request: WorkshopRequest) -> WorkshopRequest:
    """Return a request made elsewhere once it is within the bounds of its variant, in the language it was made in.

    Raises:
        InvalidInputError: its theme is blank, or its minutes do not suit its variant.
    """
    given = Given(
        minutes=request.minutes,
        people=request.people,
        audience=request.audience,
        setting=request.setting,
        level=request.level,
        variant=request.variant,
        language=request.language,
    )
    return requested(request.theme, **given)


def _check_people(people: int) -> None:
    if not 1 <= people <= MOST_PEOPLE:
        raise InvalidInputError(
            f"Le nombre de personnes {people!r} est hors limites (de 1 à {MOST_PEOPLE}).",
            "Au-delà, prévoyez plusieurs ateliers." if people > MOST_PEOPLE else "Indiquez au moins une personne.",
        )


def _check_texts(theme: str, audience: str) -> None:
    if not any(character.isalnum() for character in theme):
        raise InvalidInputError(f"Le thème {theme!r} est vide.", "Dites sur quoi porte l’atelier.")
    if len(theme) > _LONGEST_THEME:
        raise InvalidInputError(
            f"Le thème {theme[:40]!r}… est trop long ({len(theme)} caractères, {_LONGEST_THEME} au plus).",
            "Résumez-le en une phrase.",
        )
    if len(audience) > _LONGEST_AUDIENCE:
        raise InvalidInputError(
            f"Le public {audience[:40]!r}… est trop long ({len(audience)} caractères, {_LONGEST_AUDIENCE} au plus).",
            "Résumez-le en quelques mots.",
        )


def _check_minutes(minutes: int, variant: Variant) -> None:
    least, most = BOUNDS[variant]
    if least <= minutes <= most:
        return
    remedy = f"Choisissez de {least} à {most} minutes pour ce format ({FRENCH[variant]})."
    if minutes > LONGEST:
        remedy += " Un programme plus long se prépare en plusieurs plans."
    elif SHORTEST <= minutes < least:
        remedy += f" Dès {SHORTEST} minutes, un brise-glace ou une intervention orale convient."
    raise InvalidInputError(f"La durée {minutes!r} (en minutes) est hors limites.", remedy)
