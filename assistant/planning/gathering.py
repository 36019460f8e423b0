"""Gather what the documents give to a plan: notions, practices, examples, questions, cautions, what comes after."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from assistant import workshops
from assistant.composing import Composition, Material, compose
from assistant.composing.defining import defining_unit
from assistant.domain import Document
from assistant.evidence import Unit
from assistant.french import analyse, fold
from assistant.inquiry import Activity
from assistant.knowledge import LexiconEntry
from assistant.planning.asking import asked_alone
from assistant.planning.choosing import CaseChoice
from assistant.planning.matching import Matching
from assistant.planning.ranking import SEARCHED, SEARCHED_APART, Ranking
from assistant.planning.requesting import audience_of

SHORTEST_TOLD = 30
"""Characters under which a sentence is a heading or a fragment, and is not told in a plan."""

MOST_NOTIONS = 6
"""Sentences on the notions of a theme that a plan uses at most."""

NEARLY = 0.6
"""Share of what the best sentence covers of a theme, by weight, that another one must cover to be told beside it.

A sentence that only shares « locale » with « l’alimentation locale » covers a third of it, and speaks of money.
"""

DEFINING = 0.4
"""Share of a theme that the place of a sentence is worth, in what defines a notion: it is told before a passing one."""

COMPLETING = 2
"""Sentences that complete a definition before the example of the term is told."""

CLOSE = 4
"""Notes of notions read for the questions they ask: the theme and its nearest neighbours."""

_ASIDES = ("limites", "prochain", "in engl", "a ne pas", "notions")
"""How the headings open under which a note says something else than its matter."""

_OPENING = "ouvrir une rencontre avec des questions d’ouverture sur le territoire"
_CLOSING = "questions d’évaluation à la fin d’un cycle, dernier mot de chacun, apports pour le métier"
_RETAINED = "ce que les participants retiennent de la coopération"
_ANY_WORK = "travailler en groupe sur un projet réel, dessiner les acteurs"

_SERIES = frozenset(analyse("cycle session séance"))


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice of the network: what it is for, its steps, what it needs, what is told of it."""

    document: Document
    aim: Unit | None
    steps: tuple[Unit, ...]
    needs: tuple[Unit, ...]
    told: tuple[Unit, ...]


class Gathered:
    """What the documents hold on a theme; each list best first, ties by id, so that the same theme gives the same."""

    def __init__(self, material: Material, audience: str = "") -> None:
        self._material = material
        self._ranking = Ranking(material, audience_of(audience))
        self._choice = CaseChoice(material, audience)
        self.matching = Matching(material)
        self.entries: tuple[LexiconEntry, ...] = material.inquiry.terms

    @cached_property
    def notions(self) -> list[Unit]:
        """The sentences that say what the theme is: definitions of its terms, or what is nearest to its words."""
        define = partial(defining_unit, self._material)
        found: list[Unit] = []
        for theme in self._themes:
            entry = self._material.lexicon.find(theme)
            parts = self._evidence(theme, define)
            told = [unit for unit in parts if unit.kind == "sentence"]
            found += [*told[:1], *(self._after(parts[0]) if parts and entry else []), *told[1:]]
        if not self.entries:
            found = self._close([*found, *self._composed(), *self.nearest])
        return _distinct(unit for unit in found if self._is_told(unit))[:MOST_NOTIONS]

    @cached_property
    def is_served(self) -> bool:
        """Tell whether the documents treat the theme, and a sentence of theirs can be told."""
        return self.matching.is_treated and bool(self.notions)

    @cached_property
    def neighbours(self) -> list[Unit]:
        """The definitions of the terms beside those of the theme, in the order of the lexicon."""
        names = [name for entry in self.entries for name in entry.related]
        if not names:
            names = [term for document in self._ranking.of("concept")[:3] for term in document.terms]
        entries = [entry for entry in map(self._material.lexicon.find, dict.fromkeys(names)) if entry]
        defined = [defining_unit(self._material, entry) for entry in entries if entry not in self.entries]
        return _distinct(unit for unit in defined if unit and self._is_told(unit))

    @cached_property
    def practices(self) -> list[Practice]:
        """The practices with steps, those of the theme first."""
        found = [self._practice(document) for document in self._ranking.of("practice", _ANY_WORK)]
        return [practice for practice in found if practice.steps]

    @cached_property
    def cases(self) -> list[list[Unit]]:
        """The sentences that tell each case, those of the theme first; its limits apart, see `limits`."""
        about = {one.id for one in self._own_cases}
        ranked = self._ranking.cases(self._choice)
        ordered = sorted(ranked, key=lambda one: one.id not in about)
        return [units for units in map(self._telling, ordered) if units]

    @cached_property
    def own_cases(self) -> list[list[Unit]]:
        """The cases of the theme, and no other."""
        about = {document.id for document in self._own_cases}
        return [units for units in self.cases if units[0].document.id in about]

    @cached_property
    def _own_cases(self) -> list[Document]:
        """The cases about the theme, and those whose sentences say what it is."""
        said = [one.document for one in self.notions if one.document.kind == "case"]
        return list({one.id: one for one in (*self._ranking.of("case"), *said)}.values())

    def limits(self, document: Document) -> list[Unit]:
        """Return what a document says that it does not establish."""
        return [one for one in self._units(document) if one.kind == "sentence" and _is_under(one, "limites")]

    def next_steps(self, document: Document) -> list[Unit]:
        """Return the next step that a document proposes."""
        found = [one for one in self._units(document) if one.kind == "sentence" and _is_under(one, "prochain")]
        return [one for one in found if self._is_told(one)]

    @cached_property
    def questions(self) -> list[Unit]:
        """The questions that notes ask, those on the theme first."""
        documents = [*self._ranking.of("practice"), *self._ranking.of("session"), *self._ranking.of("concept")[:CLOSE]]
        asked = [one for document in documents for one in self._units(document) if one.is_question]
        told = [one for one in asked if one.kind != "list" and one.passage.layout != "steps"]
        return _distinct(asked_alone(one) for one in told if not _is_under(one, "limites", "in engl"))

    @cached_property
    def own_questions(self) -> list[Unit]:
        """The questions of the notes that are about the theme itself."""
        return [one for one in self.questions if self._ranking.is_about(one.document)]

    @cached_property
    def demands(self) -> list[Unit]:
        """The first steps that tell what to ask people, of the practices of the theme; later steps lean on others."""
        first = [one.steps[0] for one in self.practices if self._ranking.is_about(one.document)]
        return [one for one in first if one.folded.startswith("demander")]

    @cached_property
    def openings(self) -> list[Unit]:
        """Questions to begin with."""
        return self._asked(_OPENING)

    @cached_property
    def closings(self) -> list[Unit]:
        """Questions to end with; those that speak of a series of meetings last, for a plan is one meeting."""
        return sorted(self._asked(_CLOSING), key=lambda one: bool(_SERIES & one.stems))

    @cached_property
    def retained(self) -> list[Unit]:
        """What people retained of the sessions."""
        hits = [hit for hit in self._material.search(_RETAINED, SEARCHED_APART) if hit.document.kind == "session"]
        found = [one for one in self._material.readable(hits) if one.kind == "sentence" and self._is_told(one)]
        return [one for one in found if not _is_under(one, *_ASIDES)]

    @cached_property
    def nearest(self) -> list[Unit]:
        """The sentences that retrieval finds for the theme, best first."""
        units = self._material.readable(self._material.search(self._material.inquiry.sought, SEARCHED))
        return self._close(one for one in units if one.kind == "sentence" and self._is_told(one))

    def box(self, names: Sequence[str], described: str) -> list[Unit]:
        """Return what a box of a grid rests on: the definition of a term, else the nearest sentence."""
        entries = [entry for entry in map(self._material.lexicon.find, names) if entry]
        defined = [defining_unit(self._material, entry) for entry in entries]
        units = [unit for unit in defined if unit and self._is_told(unit)]
        found = self._material.readable(self._material.search(described, 6))
        return units or [one for one in found if one.kind == "sentence" and self._is_told(one)]

    @cached_property
    def _composition(self) -> Composition:
        """What the theme gives when it is asked as a question."""
        return compose(self._material)

    @cached_property
    def _themes(self) -> list[str]:
        if self.entries:
            return [entry.term for entry in self.entries]
        inquiry = self._material.inquiry
        return workshops.themes_of(Activity("Atelier", None, inquiry.standalone), inquiry)

    def _telling(self, document: Document) -> list[Unit]:
        units = [one for one in self._units(document) if not _is_under(one, *_ASIDES)]
        return [one for one in units if one.kind == "sentence" and self._is_told(one)]

    def _practice(self, document: Document) -> Practice:
        units = [one for one in self._units(document) if one.kind != "list"]
        needs = [one for one in units if one.kind == "item" and _is_under(one, "materiel")]
        return Practice(
            document,
            next((one for one in units if one.kind == "sentence" and one.position == 0 and self._is_told(one)), None),
            tuple(one for one in units if one.kind == "item" and one.passage.layout == "steps"),
            tuple(one for one in needs if "duree" not in one.folded),
            tuple(one for one in units if one.kind == "sentence" and _is_under(one, "ce que rapportent")),
        )

    def _units(self, document: Document) -> list[Unit]:
        passages = self._material.index.passages_of(document.id)
        units = [one for passage in passages for one in self._material.reader.units_of(passage, document)]
        return [one for one in units if one.passage.language == "fr" and not self._misnames(one)]

    def _misnames(self, unit: Unit) -> bool:
        return any(name in unit.folded for name in self._material.lexicon.false_names)

    def _is_told(self, unit: Unit) -> bool:
        """Tell whether a sentence can be told alone: whole, no question, no announcement, no false reading."""
        alone = not unit.leans_back and not unit.is_question and len(unit.text) >= SHORTEST_TOLD
        return alone and unit.passage.role not in {"invitation", "slides"} and not self._misnames(unit)

    def _evidence(self, theme: str, define: Callable[[LexiconEntry], Unit | None]) -> list[Unit]:
        material = self._material
        return workshops.evidence(theme, material.search, material.index, material.reader, material.lexicon, define)

    def _after(self, unit: Unit) -> list[Unit]:
        """Return the sentences that complete a definition in its document."""
        units = [one for one in self._units(unit.document) if one.kind == "sentence"]
        around = [one for one in units if not _is_under(one, *_ASIDES)]
        return [one for one in around if one.span.start >= unit.span.end][:COMPLETING]

    def _close(self, units: Iterable[Unit]) -> list[Unit]:
        """Return the units that hold the head of the theme and cover it nearly as well as the best does, best first.

        All of them when none holds the head.
        """
        held, head = _distinct(one for one in units if not _is_under(one, "limites", "in engl")), self.matching.head
        held = [one for one in held if head and head.is_in(one.stems)] or held
        covered = {id(one): self._material.weighing.coverage(one.stems, one.context) for one in held}
        least = NEARLY * max(covered.values(), default=0.0)
        kept = [one for one in held if covered[id(one)] >= least]
        return sorted(kept, key=lambda one: -covered[id(one)] - (DEFINING if one.passage.role == "definition" else 0))

    def _composed(self) -> list[Unit]:
        """Return the units that answer the theme asked as a question."""
        spans = {(span.document.id, span.start) for draft in self._composition.drafted for span in draft.spans}
        return [one for one in self._material.units if (one.document.id, one.span.start) in spans]

    def _asked(self, text: str) -> list[Unit]:
        hits = [
            hit for hit in self._material.search(text, SEARCHED_APART) if hit.document.kind in {"session", "practice"}
        ]
        units = [one for one in self._material.readable(hits) if one.is_question and one.kind != "list"]
        return _distinct(asked_alone(one) for one in units if not one.leans_back)


def _is_under(unit: Unit, *openings: str) -> bool:
    heading = fold(unit.passage.headings[-1]) if unit.passage.headings else ""
    return heading.startswith(openings)


def _distinct(units: Iterable[Unit]) -> list[Unit]:
    """Return units in order, each place once."""
    return list({(unit.document.id, unit.span.start): unit for unit in units}.values())
