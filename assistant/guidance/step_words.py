"""What is said around a step: the reason why it fits, and the steps that are the assistant's own words."""

from collections.abc import Sequence

from assistant.domain import Language, Persona
from assistant.french import typeset
from assistant.inquiry import Stage
from assistant.knowledge import Place

_WORDS: dict[str, dict[Language, str]] = {
    "noted": {"fr": "c’est le pas que propose la fiche citée", "en": "it is the step suggested by the note cited"},
    "practice": {"fr": "la fiche citée montre comment faire", "en": "the note cited shows how to do it"},
    "told": {"fr": "le document cité le décrit", "en": "the document cited describes it"},
    "bound": {
        "fr": "les documents le décrivent pour un territoire, {where}",
        "en": "the documents describe it for one area, {where}",
    },
    "find_club": {
        "fr": "Trouver le club de votre territoire : dites-moi votre ville ou votre région.",
        "en": "Find the club of your area: tell me your town or region.",
    },
    "why_club": {
        "fr": "les clubs mettent en lien les acteurs d’un territoire",
        "en": "clubs link the actors of an area",
    },
    "contact": {"fr": "Contacter le club de votre territoire : {club}.", "en": "Get in touch with {club}."},
    "why_contact": {
        "fr": "les documents nomment ce club pour ce territoire",
        "en": "the documents name this club for it",
    },
    "why_several": {
        "fr": "les documents nomment plusieurs clubs pour ce territoire, sans dire lequel joindre d’abord",
        "en": "the documents name several clubs for it, and do not say which one comes first",
    },
    "no_club": {
        "fr": "S’adresser à l’IE-EFC, qui soutient les clubs.",
        "en": "Turn to IE-EFC, which supports the clubs.",
    },
    "why_no_club": {"fr": "la liste ne nomme aucun club pour ce territoire", "en": "the list names no club there"},
    "why_partly": {
        "fr": "la liste ne nomme aucun club pour ce territoire ; dans la même région, elle nomme {club}",
        "en": "the list names no club there; in the same region it names {club}",
    },
    "which_place": {"fr": "Dites-moi de quel lieu il s’agit : {places} ?", "en": "Tell me which one: {places}?"},
    "why_which": {
        "fr": "Plusieurs lieux portent ce nom, et leur club n’est pas le même.",
        "en": "Several places bear this name, and their clubs differ.",
    },
    "which_persona": {
        "fr": "Dites-moi qui vous êtes : une entreprise, une collectivité, une personne qui anime, une association ?",
        "en": "Tell me who you are: a company, a local authority, a facilitator, an association?",
    },
    "why_persona": {
        "fr": "Le pas suivant n’est pas le même selon le profil.",
        "en": "The next step depends on who you are.",
    },
    "several": {"fr": "Plusieurs clubs sont nommés pour votre territoire :", "en": "Several clubs are named there:"},
    "none_named": {
        "fr": "La liste du réseau ne nomme aucun club pour ce territoire : {place}.",
        "en": "The network’s list names no club for this area: {place}.",
    },
    "place": {"fr": "votre territoire est {place}", "en": "your area is {place}"},
}

_WHO: dict[Persona, dict[Language, str]] = {
    "newcomer": {"fr": "vous découvrez l’EFC", "en": "you are new to EFC"},
    "entreprise": {"fr": "vous êtes une entreprise", "en": "you are a company"},
    "collectivite": {"fr": "vous êtes une collectivité", "en": "you are a local authority"},
    "animateur": {"fr": "vous êtes animatrice ou animateur", "en": "you are a facilitator"},
    "association": {"fr": "vous êtes une association", "en": "you are an association"},
}

_STANDS: dict[Stage, dict[Language, str]] = {
    "aware": {"fr": "vous découvrez", "en": "you are at the beginning"},
    "committed": {"fr": "vous avez déjà commencé", "en": "you have already begun"},
    "animating": {"fr": "vous animez un groupe", "en": "you animate a group"},
}

_SPEAKS_TO: dict[Persona | None, str] = {
    "entreprise": "une entreprise qui",
    "collectivite": "une collectivité qui",
    "animateur": "une personne qui anime et qui",
    "association": "une association qui",
}
_AT: dict[Stage, str] = {"aware": "découvre", "committed": "a déjà commencé", "animating": "anime un groupe"}

_BEGUN = frozenset({"committed", "animating"})


def said(key: str, language: Language, **values: object) -> str:
    """Return fixed words in a language, typeset."""
    return _typeset(_WORDS[key][language].format(**values), language)


def opening(persona: Persona | None, stage: Stage | None) -> str:
    """Return whom an answer speaks to, in French: « Pour une entreprise qui a déjà commencé : »; empty at no stage.

    Nor for anybody who discovers, to whom the steps themselves speak.
    """
    if stage is None or (stage == "aware" and persona not in _SPEAKS_TO):
        return ""
    anyone = (persona, stage) == ("animateur", "animating")  # who facilitates and animates a group does one thing
    who = "qui" if anyone else _SPEAKS_TO.get(persona, "qui")
    return typeset(f"Pour {who} {_AT[stage]} :")


def reason(
    language: Language,
    key: str,
    *,
    persona: Persona | None = None,
    stage: Stage | None = None,
    place: str = "",
    **values: object,
) -> str:
    """Return why a step fits: who asks, where, at which stage, then what the document does, as one sentence."""
    known = [_WORDS["place"][language].format(place=place)] if place else []
    begins = persona == "newcomer"  # who has begun is no newcomer, who is one discovers
    known += [_WHO[persona][language]] if persona in _WHO and not (begins and stage in _BEGUN) else []
    known += [_STANDS[stage][language]] if stage and not (begins and stage == "aware") else []
    because = _WORDS[key][language].format(**values)
    colon = " : " if language == "fr" else ": "
    sentence = (enumerated(known, language, "and") + colon if known else "") + because + "."
    return _typeset(sentence[:1].upper() + sentence[1:], language)


def enumerated(parts: Sequence[str], language: Language, link: str) -> str:
    """Return parts as one phrase, the last after « et » or « ou »."""
    words = {"and": {"fr": " et ", "en": " and "}, "or": {"fr": " ou ", "en": " or "}}[link][language]
    return words.join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def place_name(place: Place) -> str:
    """Return a place with the region or the country it lies in: « Rouen (Normandie) »."""
    around = next((one for one in (*place.regions, place.country or "") if one), "") if len(place.regions) < 2 else ""
    return place.name if around in {"", place.name, "France"} else f"{place.name} ({around})"


def _typeset(text: str, language: Language) -> str:
    return typeset(text) if language == "fr" else text
