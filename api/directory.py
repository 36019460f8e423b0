"""The club of a place, as the network’s list gives it, with its honest holes."""

from collections.abc import Callable, Sequence

from api.schemas import ClubCard, ClubList, FoundPlace
from assistant.domain import Document
from assistant.french import fold
from assistant.knowledge import Club, Place, Places


def note_id(note: str, documents: Sequence[Document]) -> str | None:
    """Return the id of the document whose location ends with a note of the corpus, if any."""
    ending = f"/{note}"
    return next((one.id for one in documents if f"/{one.location}".endswith(ending)), None)


def list_clubs(places: Places, documents: Sequence[Document], name: str | None) -> ClubList:
    """Return the clubs that cover a place, nearest first; without a name, the whole list in its order."""
    if name is None:
        cards = tuple(_card(club, documents) for club in places.clubs.values())
        return ClubList(place=None, places=(), clubs=cards, message=None)
    homonyms = places.find(name)
    ids = dict.fromkeys(club for place in homonyms for club in place.clubs)
    return ClubList(
        place=name,
        places=tuple(_found(place) for place in homonyms),
        clubs=tuple(_card(places.clubs[one], documents) for one in ids if one in places.clubs),
        message=_message(name, homonyms, bool(ids), _hole_notes(places, homonyms)),
    )


def find_club(places: Places, name: str) -> Club | None:
    """Return the club that bears an id or a name, accents and case aside."""
    wanted = fold(name).strip()
    for club in places.clubs.values():
        if wanted in {fold(one) for one in (club.id, club.name, *club.aliases)}:
            return club
    return None


def belongs_to(club: Club) -> Callable[[Document], bool]:
    """Return a test: is a document the club’s note, or published by the club?"""
    names = {fold(one) for one in (club.name, *club.aliases)}
    ending = f"/{club.note}"

    def belongs(document: Document) -> bool:
        return f"/{document.location}".endswith(ending) or fold(document.publisher or "") in names

    return belongs


def _card(club: Club, documents: Sequence[Document]) -> ClubCard:
    return ClubCard(
        id=club.id,
        name=club.name,
        territory=club.territory,
        listed_as=club.listed_as,
        document_id=note_id(club.note, documents),
    )


def _found(place: Place) -> FoundPlace:
    return FoundPlace(
        name=place.name,
        level=place.level,
        department=place.department,
        regions=place.regions,
        country=place.country,
        clubs=place.clubs,
    )


def _hole_notes(places: Places, homonyms: Sequence[Place]) -> str:
    """Return what the table says of the regions of a place that the list covers in part only."""
    regions = {region for place in homonyms for region in place.regions}
    notes = (hole.note for hole in places.table.holes if hole.region in regions and hole.note)
    return " ".join(notes)


def _message(name: str, homonyms: Sequence[Place], covered: bool, holes: str) -> str | None:
    if not homonyms:
        return f"Je ne connais pas de lieu nommé « {name} ». Essayez une ville voisine, le département ou la région."
    if len(homonyms) > 1:
        return f"Plusieurs lieux se nomment « {name} » : précisez lequel."
    if covered:
        return None
    absent = f"Aucun club de la liste du réseau ne couvre « {homonyms[0].name} » : "
    return f"{absent}un club peut exister sans y figurer. {holes}".strip()
