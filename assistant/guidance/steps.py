"""Next steps: what the reader can do now, drawn from the corpus, and why it fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Hit, Language, Passage, Span
from assistant.evidence import Reader, Unit
from assistant.french import analyse, fold, typeset
from assistant.inquiry import Inquiry
from assistant.knowledge import Places
from assistant.ports import PassageIndex

_STEP_HEADING = "prochain pas"

_CLUBS = "clubs territoriaux entreprises collectivités citoyens mettre en lien acteurs"
"""What is looked for when the next step is to find one's club."""

_WORDS: dict[str, dict[Language, str]] = {
    "why_note": {
        "fr": "C’est le premier pas que propose la fiche citée.",
        "en": "It is the first step suggested by the note cited.",
    },
    "find_club": {
        "fr": "Trouver le club de votre territoire : dites-moi votre ville ou votre région.",
        "en": "Find the club of your area: tell me your town or region.",
    },
    "why_club": {
        "fr": "Les clubs mettent en lien les acteurs d’un territoire.",
        "en": "Clubs link the actors of an area.",
    },
    "contact": {"fr": "Contacter le club de votre territoire : {club}.", "en": "Get in touch with {club}."},
    "why_contact": {
        "fr": "Les documents le nomment pour ce territoire.",
        "en": "The documents name it for this area.",
    },
}


@dataclass(frozen=True, slots=True)
class Step:
    """A next step before its citation is numbered."""

    label: str
    why: str
    spans: tuple[Span, ...]
    is_noted: bool = False
    """True when the cited note itself proposes it."""


def next_steps(
    inquiry: Inquiry,
    cited: Sequence[Span],
    index: PassageIndex,
    reader: Reader,
    search: Callable[[str, int], Sequence[Hit]],
    places: Places,
) -> tuple[Step, ...]:
    """Return one step: with the club of the place named, else what the cited note proposes, else finding one's club."""
    said = {key: _said(key, inquiry.language) for key in _WORDS}
    clubs = [places.clubs[one].name for place in inquiry.places for one in place.clubs if one in places.clubs]
    if clubs and cited:
        label = said["contact"].format(club=_joined(clubs, inquiry.language))
        return (Step(label, said["why_contact"], tuple(_naming(cited, clubs))),) if _naming(cited, clubs) else ()
    if inquiry.intent == "place":
        return ()
    noted = _noted(cited, index, reader, inquiry.language)
    if noted is not None and not any(span.start <= noted.span.start < span.end for span in cited):
        return (Step(noted.text, said["why_note"], (noted.span,), is_noted=True),)
    role = _role_of_clubs(reader, search, inquiry.language)
    return (Step(said["find_club"], said["why_club"], (role.span,)),) if role else ()


def _said(key: str, language: Language) -> str:
    return _WORDS[key][language] if language == "en" else typeset(_WORDS[key][language])


def _joined(names: Sequence[str], language: Language) -> str:
    return (" or " if language == "en" else " ou ").join(dict.fromkeys(names))


def _naming(cited: Sequence[Span], clubs: Sequence[str]) -> list[Span]:
    return [span for span in cited if any(fold(club) in fold(span.quote) for club in clubs)][:2]


def _noted(cited: Sequence[Span], index: PassageIndex, reader: Reader, language: Language) -> Unit | None:
    """Return the first sentence that a cited note holds under its « Prochain pas » heading."""
    for span in cited:
        for passage in index.passages_of(span.document.id):
            if _is_step(passage) and passage.language == "fr" and language == "fr":
                units = reader.units_of(passage, span.document)
                return next((unit for unit in units if unit.kind == "sentence"), None)
    return None


def _is_step(passage: Passage) -> bool:
    return bool(passage.headings) and fold(passage.headings[-1]).startswith(_STEP_HEADING)


def _role_of_clubs(reader: Reader, search: Callable[[str, int], Sequence[Hit]], language: Language) -> Unit | None:
    """Return the sentence that says best what clubs do."""
    wanted = frozenset(analyse(_CLUBS))
    units = [
        unit
        for unit in reader.units(search(_CLUBS, 8))
        if unit.kind == "sentence"
        and not unit.is_question
        and set(analyse("clubs")) <= unit.stems
        and unit.document.kind in {"club", "concept"}
        and unit.passage.language == "fr"
    ]
    return max(units, key=lambda unit: (len(unit.stems & wanted), -unit.rank, -unit.span.start), default=None)
