"""The steps that one generation holds: what each note suggests, what each practice shows, where each club is named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.domain import Document, Hit, Language, Passage, Persona, Span
from assistant.evidence import Reader, Unit
from assistant.french import analyse, fold
from assistant.guidance.acts import act_of
from assistant.guidance.addressees import addressees, bound_clubs
from assistant.knowledge import Club, LexiconEntry, Places
from assistant.ports import PassageIndex

Search = Callable[[str, int], Sequence[Hit]]
"""Return at most so many hits for some words, best first."""

_STEP_HEADING = "prochain pas"
_ENTRY = "par ou commencer"
"""The term of the note on where to begin, folded."""
_CLUBS = "clubs territoriaux entreprises collectivités citoyens mettre en lien acteurs"
"""What is looked for when the next step is to find one's club."""
_INSTITUTE = "IE-EFC liste des clubs soutient"
"""What is looked for when no club covers a place."""
_READ = 12
"""Hits read to find the line that names a club, in an index without its note."""
_ALONE = ("sans club", "ne trouve pas de club", "aucun club")
"""How a note suggests a step to somebody whom no club covers."""


Manner = Literal["noted", "practice", "told"]
"""How a document holds a step: suggested as such, shown by a practice, or told in passing."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A step that a document suggests or shows."""

    label: str
    span: Span
    persons: frozenset[Persona] = frozenset()
    """Whom it is for, anybody when empty."""
    clubs: frozenset[str] = frozenset()
    """Ids of the clubs outside whose territory it makes no sense, none when it makes sense anywhere."""
    manner: Manner = "noted"

    @property
    def document(self) -> Document:
        """The document that holds it."""
        return self.span.document


class StepCatalogue:
    """Find the steps of one generation; each document is read once, when it is first needed."""

    def __init__(self, index: PassageIndex, reader: Reader, places: Places) -> None:
        """Take the generation, what cuts its passages, and the clubs of each place."""
        self.places = places
        self._index = index
        self._reader = reader
        self._suggested: dict[str, Suggestion | None] = {}
        self._named: dict[str, Unit | None] = {}
        self._found: dict[str, Unit | None] = {}

    def suggested_by(self, document: Document) -> Suggestion | None:
        """Return the first sentence under « Prochain pas », None when a document suggests no step."""
        if document.id not in self._suggested:
            self._suggested[document.id] = self._suggestion(document)
        return self._suggested[document.id]

    def practice(self, document: Document) -> Suggestion | None:
        """Return what a practice says to do, told by its first sentence; None for another document."""
        act = act_of(document.title) if document.kind == "practice" and not document.title_made else ""
        first = next(iter(self.sentences(document)), None) if act else None
        if first is None:
            return None
        label = f"{act[:1].upper()}{act[1:]}."
        clubs = bound_clubs("", document.places, self.places)
        return Suggestion(label, first.span, _audience(document), clubs, "practice")

    def told(self, document: Document, beginning: str) -> Suggestion | None:
        """Return the sentence of a document that begins so, folded; None when there is none."""
        unit = next((one for one in self.sentences(document) if one.folded.startswith(beginning)), None)
        clubs = bound_clubs("", document.places, self.places)
        return Suggestion(unit.text, unit.span, _audience(document), clubs, "told") if unit else None

    def note(self, path: str) -> Document | None:
        """Return the document at a path of the corpus."""
        return self._notes.get(path)

    def practices_on(self, terms: Sequence[str]) -> list[Suggestion]:
        """Return the practices on some terms: on the first terms first, those mainly about them first, by location."""
        found = [
            (rank, place, document.location, one)
            for document in self._practices
            for place, about in enumerate(document.terms)
            for rank, term in enumerate(terms)
            if fold(about) == fold(term) and (one := self.practice(document))
        ]
        return list(dict.fromkeys(one for *_, one in sorted(found, key=lambda row: row[:3])))

    def naming(self, club: Club, search: Search) -> Unit | None:
        """Return the sentence or the line that names a club, in its own note when there is one."""
        if club.id not in self._named:
            self._named[club.id] = self._line_naming(club, search)
        return self._named[club.id]

    @cached_property
    def without_club(self) -> Suggestion | None:
        """What the documents suggest to somebody whom no club covers; a note on clubs is preferred."""
        found = [
            one
            for document in self._notes.values()
            if (one := self.suggested_by(document)) and any(words in fold(one.label) for words in _ALONE)
        ]
        return min(found, key=lambda one: (one.document.kind != "club", one.document.location), default=None)

    def institute(self, search: Search) -> Unit | None:
        """Return the sentence that says best that the institute supports the clubs."""
        return self._once(_INSTITUTE, lambda: self._institute(search))

    def _institute(self, search: Search) -> Unit | None:
        units = [one for one in self._said(search(_INSTITUTE, 8)) if "ie-efc" in one.folded or "ieefc" in one.folded]
        wanted = frozenset(analyse(_INSTITUTE))
        return max(units, key=lambda one: (len(one.stems & wanted), -one.rank, -one.span.start), default=None)

    def role_of_clubs(self, search: Search) -> Unit | None:
        """Return the sentence that says best what clubs do."""
        return self._once(_CLUBS, lambda: self._role_of_clubs(search))

    def _once(self, wanted: str, find: Callable[[], Unit | None]) -> Unit | None:
        """Return what is found for some words, the same for a whole generation; one question in four sought it."""
        if wanted not in self._found:
            self._found[wanted] = find()
        return self._found[wanted]

    def _role_of_clubs(self, search: Search) -> Unit | None:
        wanted = frozenset(analyse(_CLUBS))
        units = [one for one in self._said(search(_CLUBS, 8)) if one.document.kind in {"club", "concept"}]
        return max(units, key=lambda one: (len(one.stems & wanted), -one.rank, -one.span.start), default=None)

    @cached_property
    def entry(self) -> Document | None:
        """The note on where to begin."""
        noted = (one for one in self._notes.values() if _ENTRY in {fold(term) for term in one.terms})
        return next(noted, None)

    def profiles(self) -> Unit | None:
        """Return the sentence that says that the first step depends on who one is."""
        said = self.sentences(self.entry) if self.entry else []
        return next((unit for unit in said if "profil" in unit.folded), None)

    def entries(self) -> Unit | None:
        """Return the list of the points of entry, one for each profile."""
        units = self._units(self.entry, "fr") if self.entry else []
        return next((unit for unit in units if unit.kind == "list" and "profil" in unit.folded), None)

    def steps_on(self, entry: LexiconEntry) -> list[Suggestion]:
        """Return what the note of a term suggests, then the practices and the other notes on it, by location."""
        note = self.note(entry.note)
        names = {fold(name) for name in entry.names}
        about = [one for one in self._notes.values() if names & {fold(term) for term in one.terms}]
        noted = [self.suggested_by(one) for one in ([note] if note else []) + about]
        shown = self.practices_on([entry.term])
        return list(dict.fromkeys(one for one in (*noted[:1], *shown, *noted[1:]) if one))

    def opening_of(self, document: Document, language: Language) -> Unit | None:
        """Return the first sentence of a document in a language, None when it has none."""
        units = self._units(document, language)
        return next((unit for unit in units if unit.kind == "sentence" and not unit.is_question), None)

    def sentences(self, document: Document) -> list[Unit]:
        """Return the French sentences of a document, in order."""
        return [unit for unit in self._units(document, "fr") if unit.kind == "sentence" and not unit.is_question]

    def _units(self, document: Document, language: Language) -> list[Unit]:
        passages = [one for one in self._index.passages_of(document.id) if one.language == language]
        return [unit for passage in passages for unit in self._reader.units_of(passage, document)]

    def _said(self, hits: Sequence[Hit]) -> list[Unit]:
        """Return the French sentences on clubs among some hits."""
        clubs = set(analyse("clubs"))
        return [
            unit
            for unit in self._reader.units(hits)
            if unit.kind == "sentence"
            and not unit.is_question
            and clubs <= unit.stems
            and unit.passage.language == "fr"
        ]

    def _line_naming(self, club: Club, search: Search) -> Unit | None:
        note = self.note(club.note)
        units = self.sentences(note) if note else []
        units += self._reader.units(search(f"{club.name} {club.territory} club", _READ))
        names = [fold(name) for name in (club.name, club.listed_as)]
        return next((one for one in units if one.kind != "list" and any(name in one.folded for name in names)), None)

    def _suggestion(self, document: Document) -> Suggestion | None:
        headed = (one for one in self._index.passages_of(document.id) if _is_step(one) and one.language == "fr")
        passage = next(headed, None)
        units = self._reader.units_of(passage, document) if passage else []
        unit = next((one for one in units if one.kind == "sentence"), None)
        if unit is None:
            return None
        clubs = bound_clubs(unit.folded, document.places, self.places)
        return Suggestion(unit.text, unit.span, addressees(unit.folded) or _audience(document), clubs)

    @cached_property
    def _notes(self) -> Mapping[str, Document]:
        """The notes by path: the documents that say for whom they are written."""
        noted = [one for one in self._index.documents() if one.audience]
        ends = {one.location.split("/", 1)[-1]: one for one in noted}
        return ends | {one.location: one for one in noted}

    @cached_property
    def _practices(self) -> Sequence[Document]:
        return [one for one in self._index.documents() if one.kind == "practice"]


_PERSONS: tuple[Persona, ...] = ("newcomer", "entreprise", "collectivite", "animateur", "association")


def _audience(document: Document) -> frozenset[Persona]:
    """Return the persons a document says to be written for."""
    return frozenset(persona for persona in _PERSONS if persona in document.audience)


def _is_step(passage: Passage) -> bool:
    return bool(passage.headings) and fold(passage.headings[-1]).startswith(_STEP_HEADING)
