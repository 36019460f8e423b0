"""The club of a place, as the network's list says it; the holes of the list said plainly."""

import re
from collections.abc import Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import finished
from assistant.composing.wording import in_region, say
from assistant.domain import Drafted
from assistant.evidence import Unit
from assistant.french import fold
from assistant.knowledge import Club, Place

_LISTS_A_CLUB = re.compile(r"\b(?:clubs?|terres?|reseau|liste)\b")


def place_clubs(material: Material) -> Composition:
    """Return the club of each place named, or say that the list covers none."""
    inquiry, language = material.inquiry, material.inquiry.language
    if not inquiry.places:
        unknown = Drafted(say("unknown_place", language, place=inquiry.unknown_place or ""))
        return Composition((unknown, *_whole_list(material)), reason="no_evidence")
    statements: list[Drafted] = []
    if len({place.name for place in inquiry.places}) < len(inquiry.places):
        statements.append(Drafted(say("which_place", language)))
    for place in inquiry.places:
        statements += _of_place(material, place, named=len(inquiry.places) > 1)
    if any(statement.spans for statement in statements):
        return Composition(tuple(statements), confidence=0.95)
    key = "not_covered" if not _partial(material, inquiry.places[0]) else "partly_covered"
    missing = [Drafted(say(key, language, place=_described(place, material))) for place in inquiry.places]
    return Composition(
        (*missing, *_whole_list(material), Drafted(say("ask_club", language))), reason="no_evidence"
    )


def _of_place(material: Material, place: Place, *, named: bool) -> list[Drafted]:
    language = material.inquiry.language
    statements = []
    for club_id in place.clubs:
        club = material.places.clubs.get(club_id)
        unit = _naming(material, club, place) if club else None
        if club and unit:
            statements.append(Drafted(_worded(unit, material), (unit.span,)))
    if statements and place.regions and place.name not in place.regions and place.level != "region":
        where = say(
            "place_in", language, place=_labelled(place), region=in_region(place.regions[0], language)
        )
        statements.insert(0, Drafted(where))
    elif statements and named:
        statements.insert(0, Drafted(say("about", language, what=_labelled(place))))
    return statements


def _naming(material: Material, club: Club, place: Place) -> Unit | None:
    """Return the shortest human sentence or line that names a club with its territory."""
    names = [fold(name) for name in (club.name, *club.aliases)]
    territory = [fold(word) for word in (*club.regions, *club.towns, club.territory, place.name)]
    hits = material.search(f"{club.name} {club.territory} club", 20)
    candidates = [
        unit
        for unit in material.readable(hits)
        if unit.kind != "list" and not unit.is_question and any(_says(unit.folded, name) for name in names)
    ]
    return max(candidates, key=lambda unit: _naming_score(unit, names, territory, material), default=None)


def _says(folded: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) is not None


def _naming_score(
    unit: Unit, names: Sequence[str], territory: Sequence[str], material: Material
) -> tuple[float, int, int]:
    folded = unit.folded.replace("-", " ")
    score = 2.0 if any(word.replace("-", " ") in folded for word in territory) else 0.0
    score += 1.0 if any(folded.find(name) in range(40) for name in names) else 0.0
    score += 0.5 if unit.document.kind == "club" else 0.0
    score += 0.5 if unit.passage.author_kind != "ai_summary" else 0.0
    score += 0.4 if _LISTS_A_CLUB.search(folded) else 0.0
    score += 0.6 if unit.passage.language == material.inquiry.language else 0.0
    score += 0.5 if unit.position == 0 and unit.kind == "sentence" else 0.0
    return score, -len(unit.text), -unit.span.start


def _worded(unit: Unit, material: Material) -> str:
    if unit.kind == "item" or not re.search(r"[.!?]\W*$", unit.text):
        return finished(say("listed", material.inquiry.language, line=f"« {unit.text.rstrip(' ;.')} »"))
    return finished(unit.text)


def _whole_list(material: Material) -> list[Drafted]:
    """Return the list of clubs, so that a reader can see what is covered."""
    names = [fold(name) for club in material.places.clubs.values() for name in (club.name, *club.aliases)]
    hits = material.search("liste des clubs territoriaux EFC par région", 20)
    lists = [
        (sum(name in unit.folded for name in names), unit)
        for unit in material.readable(hits)
        if unit.kind == "list"
    ]
    best = max(lists, key=lambda pair: (pair[0], -pair[1].rank), default=None)
    return [Drafted(best[1].text, (best[1].span,))] if best and best[0] >= 4 else []


def _partial(material: Material, place: Place) -> bool:
    return any(hole.partial and hole.region in place.regions for hole in material.places.table.holes)


def _labelled(place: Place) -> str:
    return place.name


def _described(place: Place, material: Material) -> str:
    around = [region for region in place.regions if region != place.name]
    return f"{place.name} ({around[0]})" if around else place.name
