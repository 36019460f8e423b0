"""The club of a place, as the network's list says it; the holes of the list said plainly."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import drafted, finished, is_aside
from assistant.composing.wording import in_region, say
from assistant.domain import Drafted, Language
from assistant.evidence import Unit
from assistant.evidence.synonyms import light_stems
from assistant.french import analyse, fold
from assistant.knowledge import Club, Place

_LOCAL_WORDS = (
    "club clubs efc région régions ville commune département territoire territorial coin près "
    "vers autour habite vis suis "
    "base basé située contact contacter adresser existe référent structure réseau local locale "
    "maire mairie élu entreprise "
    "association pme collectivité animateur animatrice dépend rattaché relève couvre cover "
    "covers région area city town contact "
    "interlocuteur régional quelque chose départemental "
    "voisin voisinage proche live near quelqu'un adhérer rejoindre rencontrer occupe rencontre "
    "agence antenne réseau équipe"
)
"""Words that go with a place in a question for its club."""

_SEEKS_A_CLUB = re.compile(
    r"\b(?:quels?|quelle|un|le|which|any|a|vers quel|il y a|y a(?:-t-il)?|is there) (?:\w+ "
    r")?(?:clubs?|structure|referent)\b|"
    r"\b(?:je suis|j'habite|nous sommes|on est|base\w*|implante\w*|situe\w*|proximite|pres de|"
    r"notre|chez nous|i live|i am|we are)\b"
)
_CLUB_OF = re.compile(r"\bclubs? (?:de|d'|du|des)\b")
_IS_THE_CLUB = re.compile(r"\best (?:le|un) (?:premier )?club\b|\bis the \w* ?club\b")
_LISTS_A_CLUB = re.compile(r"\b(?:clubs?|terres?|reseau|liste)\b")


def is_about_something_else(material: Material) -> bool:
    """Tell whether a question that names a place holds words enough for another subject than clubs."""
    words = [analyse(word)[:1] for word in material.inquiry.focus]
    strange = [
        stems
        for stems in words
        if stems and stems[0] not in _local_stems() | light_stems() and not material.index.document_frequency(stems[0])
    ]
    folded = fold(material.inquiry.standalone)
    if strange and _CLUB_OF.search(folded):
        return True
    if _SEEKS_A_CLUB.search(folded):
        return False
    return len(strange) >= (2 if "club" in folded else 1)


@cache
def _local_stems() -> frozenset[str]:
    return frozenset(stem for word in _LOCAL_WORDS.split() for stem in analyse(word))


def place_clubs(material: Material) -> Composition:
    """Return the club of each place named, or say that the list covers none."""
    inquiry, language = material.inquiry, material.inquiry.language
    if not inquiry.places:
        unknown = Drafted(say("unknown_place", language, place=inquiry.unknown_place or ""))
        return Composition((unknown, *_whole_list(material)), reason="no_evidence")
    statements = _other_club(material)
    if len({place.name for place in inquiry.places}) < len(inquiry.places):
        statements.append(Drafted(say("which_place", language)))
    for place in _distinct(inquiry.places):
        statements += _of_place(material, place, named=len(_distinct(inquiry.places)) > 1)
    if any(statement.spans for statement in statements):
        return Composition(tuple(statements), confidence=0.95)
    missing = [
        Drafted(say(_missing_key(place, material), language, place=_described(place, material)))
        for place in _distinct(inquiry.places)
    ]
    return Composition((*missing, *_whole_list(material), Drafted(say("ask_club", language))), reason="no_evidence")


def _distinct(places: Sequence[Place]) -> list[Place]:
    """Return the places without those that say the same clubs again: a town and its country."""
    kept: list[Place] = []
    for place in places:
        wider = any(place.clubs == other.clubs and place.country == other.country for other in kept)
        if not (wider and place.name not in {other.name for other in kept} and place.clubs):
            kept.append(place)
    return kept


def _other_club(material: Material) -> list[Drafted]:
    """Deny that a club named in the question covers the place named with it, and say where that club is."""
    covering = {club_id for place in material.inquiry.places for club_id in place.clubs}
    clubs = {fold(club.name): club for club in material.places.clubs.values() if club.id not in covering}
    named = [clubs[fold(entry.term)] for entry in material.inquiry.terms if fold(entry.term) in clubs]
    if not named:
        return []
    units = [_naming(material, club, material.inquiry.places[0]) for club in named]
    found = [Drafted(_worded(unit, material), (unit.span,)) for unit in units if unit]
    return [Drafted(say("wrong_premise", material.inquiry.language)), *found] if found else []


def _of_place(material: Material, place: Place, *, named: bool) -> list[Drafted]:
    language = material.inquiry.language
    statements = []
    for club_id in place.clubs:
        club = material.places.clubs.get(club_id)
        unit = _naming(material, club, place) if club else None
        if club and unit:
            statements.append(Drafted(_worded(unit, material), (unit.span,)))
    statements += _told_of(material, place, statements)
    if statements and place.regions and place.name not in place.regions and place.level != "region":
        statements.insert(0, Drafted(_where(place, language)))
    elif statements and named:
        statements.insert(0, Drafted(say("about", language, what=place.name)))
    return statements


def _where(place: Place, language: Language) -> str:
    """Return where a place is; a department is only named beside its region, for want of its article."""
    if place.level != "town" and language == "fr":
        return say("about", language, what=f"{place.name} ({place.regions[0]})")
    return say("place_in", language, place=place.name, region=in_region(place.regions[0], language))


def _told_of(material: Material, place: Place, said: Sequence[Drafted]) -> list[Drafted]:
    """Return a sentence on the town itself, when no club sentence names it and the documents do."""
    if (
        place.level != "town"
        or place.country == "France"
        or not said
        or any(fold(place.name) in fold(one.text) for one in said)
    ):
        return []
    stems = frozenset(analyse(place.name))
    units = [unit for unit in material.units if unit.kind == "sentence" and stems <= unit.stems and not is_aside(unit)]
    return [drafted(unit) for unit in units if unit.document.kind == "club"][:1]


def _naming(material: Material, club: Club, place: Place) -> Unit | None:
    """Return the shortest human sentence or line that names a club with its territory."""
    names = [fold(name).replace("-", " ") for name in (club.name, *club.aliases)]
    territory = [fold(word) for word in (*club.regions, *club.towns, club.territory, place.name)]
    hits = material.search(f"{club.name} {club.territory} club", 20)
    candidates = [
        unit
        for unit in material.readable(hits)
        if unit.kind != "list"
        and not unit.is_question
        and any(_says(unit.folded.replace("-", " "), name) for name in names)
    ]
    return max(candidates, key=lambda unit: _naming_score(unit, names, territory, club.note, material), default=None)


def _says(folded: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) is not None


def _naming_score(
    unit: Unit, names: Sequence[str], territory: Sequence[str], note: str, material: Material
) -> tuple[float, int, int]:
    folded = unit.folded.replace("-", " ")
    score = 2.0 if any(word.replace("-", " ") in folded for word in territory) else 0.0
    score += 1.0 if any(folded.find(name) in range(40) for name in names) else 0.0
    score += 0.5 if unit.document.kind == "club" else 0.0
    score += 1.0 if unit.document.location.endswith(note) else 0.0
    score += 0.5 if unit.passage.author_kind != "ai_summary" else 0.0
    score += 0.4 if _LISTS_A_CLUB.search(folded) else 0.0
    score += 0.6 if unit.passage.language == material.inquiry.language else 0.0
    score += 0.5 if unit.position == 0 and unit.kind == "sentence" else 0.0
    score += 1.0 if _IS_THE_CLUB.search(folded) else 0.0
    return score, -len(unit.text), -unit.span.start


def _worded(unit: Unit, material: Material) -> str:
    if unit.kind == "item" or not re.search(r"[.!?]\W*$", unit.text):
        line = unit.text.rstrip(" \u202f;.")
        return finished(say("listed", material.inquiry.language, line=f"« {line} »"))
    return finished(unit.text)


def _whole_list(material: Material) -> list[Drafted]:
    """Return the list of clubs, so that a reader can see what is covered."""
    names = [fold(name) for club in material.places.clubs.values() for name in (club.name, *club.aliases)]
    hits = material.search("liste des clubs territoriaux EFC par région", 20)
    lists = [
        (sum(name in unit.folded for name in names), unit) for unit in material.readable(hits) if unit.kind == "list"
    ]
    best = max(lists, key=lambda pair: (pair[0], -pair[1].rank), default=None)
    return [Drafted(best[1].text, (best[1].span,))] if best and best[0] >= 4 else []


def _missing_key(place: Place, material: Material) -> str:
    if _partial(material, place):
        return "partly_covered"
    return "not_covered" if place.level == "town" else "not_covered_area"


def _partial(material: Material, place: Place) -> bool:
    return any(hole.partial and hole.region in place.regions for hole in material.places.table.holes)


def _described(place: Place, material: Material) -> str:
    around = [region for region in place.regions if region != place.name]
    return f"{place.name} ({around[0]})" if around else place.name
