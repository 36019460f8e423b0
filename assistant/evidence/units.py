"""Cut passages into the units a reply quotes: sentences, list items, whole lists."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from assistant.domain import MINIMAL_QUOTE, Document, Hit, Passage, Span
from assistant.french import analyse, fold, sentences, typeset
from assistant.ports import PassageIndex

UnitKind = Literal["sentence", "item", "list"]

_MARK = re.compile(r"(?:[-*•]|\d{1,3}[.)]) +")
_LIST_MARK = re.compile(r"^(?:[-*•]|\d{1,3}[.)]) +", re.MULTILINE)

_LEANING = re.compile(
    r"(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|cela|ceci|ce dernier|cette "
    r"derniere|c'est pourquoi|"
    r"c'est|ces|cet|cette|ce|leur|leurs|or|aussi|ainsi|mais|et)\b(?! que\b)"
)

LONGEST_JOINED = 600
"""Characters of a sentence that announces something, joined with what it announces."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A contiguous piece of a passage that can be quoted alone."""

    span: Span
    kind: UnitKind
    """A list goes from the sentence that announces it to its last item."""
    text: str
    """As shown: the quote with its spaces folded and typeset and its list mark removed."""
    stems: frozenset[str]
    context: frozenset[str]
    """Stems of the headings above and of the title."""
    position: int
    """Place in its passage, from 0."""
    rank: int
    """Rank of its passage, from 0."""

    @property
    def passage(self) -> Passage:
        """The passage it belongs to."""
        return self.span.passage

    @property
    def document(self) -> Document:
        """The document it belongs to."""
        return self.span.document

    @property
    def is_question(self) -> bool:
        """Tell whether it asks instead of stating."""
        return self.text.rstrip(' \u202f»"').endswith("?")

    @property
    def leans_back(self) -> bool:
        """Tell whether it opens with a word that stands for what was said before."""
        return leans_back(self.folded)

    @property
    def folded(self) -> str:
        """Its text, folded."""
        return _folded(self.text)


@lru_cache(maxsize=1 << 15)
def _folded(text: str) -> str:
    """Return the fold of the text of a unit, which is read for every question that finds it."""
    return fold(text)


def leans_back(folded: str) -> bool:
    """Tell whether a folded sentence opens with a word that stands for what was said before."""
    return _LEANING.match(folded) is not None


class Reader:
    """Cut the passages of one index into units, each passage once."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self._cut: dict[str, tuple[Unit, ...]] = {}
        self._contexts: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}

    def units(self, hits: Iterable[Hit]) -> list[Unit]:
        """Return the units of some hits, in the order of the hits, then of the text."""
        return [unit for rank, hit in enumerate(hits) for unit in self.units_of(hit.passage, hit.document, rank)]

    def units_of(self, passage: Passage, document: Document, rank: int = 0) -> list[Unit]:
        """Return the units of one passage in the order of the text; a whole list precedes its items.

        Order and ties do not depend on earlier calls: the cut of each passage is kept, not changed.
        """
        if passage.id not in self._cut:
            self._cut[passage.id] = tuple(self._read(passage, document))
        cut = self._cut[passage.id]
        return [replace(unit, rank=rank) for unit in cut] if rank else list(cut)

    def before(self, unit: Unit) -> Unit | None:
        """Return the sentence that stands just before a unit in its document, None at its beginning."""
        inside = [one for one in self.units_of(unit.passage, unit.document) if one.span.end <= unit.span.start]
        sentences_ = [one for one in inside if one.kind == "sentence"]
        if sentences_:
            return sentences_[-1]
        previous = self._previous(unit.passage)
        if previous is None:
            return None
        units = [one for one in self.units_of(previous, unit.document) if one.kind == "sentence"]
        return units[-1] if units else None

    def _previous(self, passage: Passage) -> Passage | None:
        if passage.number == 0:
            return None
        siblings = self._index.passages_of(passage.document_id)
        return next((one for one in siblings if one.number == passage.number - 1), None)

    def _read(self, passage: Passage, document: Document) -> list[Unit]:
        context = self._context(document.title, passage.headings)
        units: list[Unit] = []
        for start, end, kind, text, stems in _cut(passage):
            span = Span(passage, document, start, end)
            unit = Unit(span, kind, text, stems, context, len(units), 0)
            if unit.leans_back:
                unit = replace(unit, context=context | self._antecedent(unit, units))
            units.append(unit)
        return units

    def _antecedent(self, unit: Unit, read: Sequence[Unit]) -> frozenset[str]:
        """Return the stems of the sentence that a pronoun leans on."""
        if read:
            return read[-1].stems
        previous = self._previous(unit.passage)
        if previous is None or previous.headings[:1] != unit.passage.headings[:1]:
            return frozenset()
        pieces = _cut(previous)
        return pieces[-1][4] if pieces else frozenset()

    def _context(self, title: str, headings: tuple[str, ...]) -> frozenset[str]:
        key = (title, headings)
        if key not in self._contexts:
            self._contexts[key] = frozenset(analyse(" . ".join((title, *headings))))
        return self._contexts[key]


def _cut(passage: Passage) -> list[tuple[int, int, UnitKind, str, frozenset[str]]]:
    units: list[tuple[int, int, UnitKind, str, frozenset[str]]] = []
    for start, end, kind in _pieces(passage):
        mark = _MARK.match(passage.text[start:end]) if kind != "list" else None
        first = start + (mark.end() if mark else 0)
        quote = passage.text[first:end]
        if len(quote) >= MINIMAL_QUOTE:
            place = (passage.start + first, passage.start + end)
            units.append((*place, kind, _shown(quote, kind), frozenset(analyse(quote))))
    return units


def _pieces(passage: Passage) -> list[tuple[int, int, UnitKind]]:
    """Return the pieces of a passage; a list begins with the sentence that announces it."""
    first = _LIST_MARK.search(passage.text) if passage.layout in {"list", "steps"} else None
    lead = passage.text[: first.start()] if first else passage.text
    sentences_: list[tuple[int, int, UnitKind]] = [(start, end, "sentence") for start, end in _joined(lead)]
    if first is None:
        return sentences_
    announced = sentences_ and lead[: sentences_[-1][1]].endswith(":")
    begin = sentences_.pop()[0] if announced else first.start()
    items: list[tuple[int, int, UnitKind]] = [
        (start, end, "item") for start, end in _lines(passage.text) if start >= first.start()
    ]
    return [*sentences_, (begin, len(passage.text), "list"), *items]


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare and not bare.startswith("#"):
            first = start + line.index(bare)
            lines.append((first, first + len(bare)))
        start += len(line)
    return lines


def _joined(text: str) -> list[tuple[int, int]]:
    """Return the sentences, one that ends with a colon joined to what it announces."""
    joined: list[tuple[int, int]] = []
    announced = False
    for start, end in sentences(text):
        if text[start:end].startswith("#"):
            continue
        if announced and end - joined[-1][0] <= LONGEST_JOINED:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        announced = text[start:end].rstrip().endswith(":")
    return joined


def _shown(quote: str, kind: UnitKind) -> str:
    """Return a quote as it is shown: its words and its typography, its spaces folded and set."""
    if kind == "list":
        return typeset("\n".join(" ".join(line.split()) for line in quote.splitlines() if line.strip()))
    return typeset(" ".join(quote.split()))
