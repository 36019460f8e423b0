"""Questions to ask next: of several kinds, each asked beforehand and proposed only when the corpus answers it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Document, Language, Span
from assistant.french import fold, typeset
from assistant.guidance.acts import act_of
from assistant.inquiry import Inquiry
from assistant.knowledge import Lexicon, LexiconEntry, elided, noun_phrase
from assistant.ports import PassageIndex

MOST = 3
"""Questions proposed."""

MOST_ALIKE = 2
"""Questions of one kind among those proposed."""

MOST_TRIED = 5
"""Candidates asked for one reply at most, so that a reply whose candidates are new stays quick."""

_SUBJECTS = 2
"""Terms asked on which further questions are looked for."""

_RELATED = 2
"""Related terms considered."""

_MAIN_TERMS = 2
"""Terms of a practice, in the order of its note, that its steps are about."""

Answered = Callable[[str, Language, Sequence[Document]], Sequence[Span]]
"""Return what the answer to a question standing alone is drawn from, in order, nothing when it has no answer.

It is asked of some documents alone, which spares a retrieval, or of the whole index when none is given.
"""

_WORDS: dict[str, dict[Language, str]] = {
    "what": {"fr": "Qu’est-ce {que} ?", "en": "What is {np}?"},
    "what_plural": {"fr": "Que sont {np} ?", "en": "What are {np}?"},
    "mean": {"fr": "Que veut dire « {term} » ?", "en": "What does “{term}” mean?"},
    "example": {"fr": "Un exemple {de} ?", "en": "Can you give an example of {noun}?"},
    "compare": {
        "fr": "Quelle est la différence entre {the} et {other} ?",
        "en": "What is the difference between {the} and {other}?",
    },
    "who": {"fr": "Qui définit {the} ?", "en": "Who defines {the}?"},
    "more": {"fr": "En savoir plus sur {the} ?", "en": "Can you tell me more about {the}?"},
    "since": {"fr": "Depuis quand existe {the} ?", "en": "When was {the} created?"},
    "clubs": {"fr": "Quelle est la liste des clubs ?", "en": "What are the clubs of the network?"},
    "how": {"fr": "Comment {act} ?", "en": ""},
}

_EXAMPLE = re.compile(r"\b(?:exemples?|illustr\w+|examples?)\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_BIRTH = re.compile(
    r"\b(?:cree\w*|fond\w+|nee?s?|naissance|demarr\w+|commenc\w+|lance\w*|remonte|created|founded|started|born)\b"
)
_DENIES = re.compile(r"\bn'(?:a|ont|est) pas\b|\binconnue?s?\b|\bnot\b")
_COUNTED = re.compile(r"^(?:\d|deux|trois|quatre|cinq|six|sept)\b")

_ORDERS: dict[str, tuple[str, ...]] = {
    "definition": ("more", "example", "how", "compare", "related", "who"),
    "elaboration": ("example", "how", "compare", "who", "related"),
    "example": ("what", "how", "more", "compare", "related"),
    "concordance": ("example", "compare", "how", "related", "more"),
    "comparison": ("example", "who", "how", "more", "related"),
    "place": ("more", "since", "clubs", "what"),
}
_ORDER = ("what", "more", "how", "example", "compare", "since", "related", "clubs")
_ORDER_OF_ACTORS = ("more", "since", "related", "what", "compare", "clubs")
_UNANSWERED = ("what", "more", "clubs")
_DEFINING = frozenset({"definition", "acronym"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question that may be proposed."""

    text: str
    kind: str = ""
    documents: tuple[Document, ...] = ()
    """The notes that answer it; empty when it takes the whole index."""


def _shows_an_example(told: Sequence[Span]) -> bool:
    """Tell whether an answer opens with an example: under such a heading, of a case, or called one."""
    first = told[0]
    headed = bool(first.passage.headings) and fold(first.passage.headings[-1]).startswith("exemple")
    return headed or first.document.kind == "case" or _EXAMPLE.search(fold(first.quote)) is not None


def _tells_a_birth(told: Sequence[Span]) -> bool:
    """Tell whether an answer opens with a year in a sentence on a beginning, and does not deny it."""
    first = fold(told[0].quote)
    return all(pattern.search(first) for pattern in (_YEAR, _BIRTH)) and not _DENIES.search(first)


_ANSWERS: dict[str, Callable[[Sequence[Span]], bool]] = {
    "example": _shows_an_example,
    "since": _tells_a_birth,
    "who": lambda told: len(told) > 1,
    "how": lambda told: told[0].passage.layout == "steps",
}
"""What the answer to a question of each kind shows, for the question to be proposed."""


def _places(spans: Sequence[Span]) -> set[tuple[str, int, int]]:
    return {(span.document.id, span.start, span.end) for span in spans}


class FollowUps:
    """Propose questions over one generation; what was asked once is remembered as long as the generation is held."""

    def __init__(self, lexicon: Lexicon, index: PassageIndex, notes: Mapping[str, Document]) -> None:
        """Take the terms, the generation, and the notes of the terms by path."""
        self._lexicon = lexicon
        self._index = index
        self._notes = notes
        self._known: dict[tuple[str, Language], Sequence[Span]] = {}

    def propose(
        self, inquiry: Inquiry, cited: Sequence[Span], answered: Answered, *, unanswered: bool
    ) -> tuple[str, ...]:
        """Return at most three questions of different kinds, each of which tells something that the reply does not.

        Deterministic for a generation. After an answer they are on the terms asked, those of the documents cited
        when none is, and the terms related to them; after none, on the terms asked, which are known.
        """
        said = _places(cited)
        asked = {fold(inquiry.text), fold(inquiry.standalone)}
        found: list[_Candidate] = []
        candidates = {one.text: one for one in self._candidates(inquiry, cited, unanswered=unanswered)}
        for tried, one in enumerate(candidates.values()):
            if len(found) == MOST or tried == MOST_TRIED:
                break
            told = self._told(one, inquiry.language, answered) if fold(one.text) not in asked else ()
            alike = sum(other.kind == one.kind for other in found)
            if _places(told) - said and alike < MOST_ALIKE:
                found.append(one)
        return tuple(one.text for one in found)

    def _told(self, candidate: _Candidate, language: Language, answered: Answered) -> Sequence[Span]:
        """Return what a question is answered by, nothing when that is not what a question of its kind is after."""
        key = (candidate.text, language)
        if key not in self._known:
            told = answered(*key, candidate.documents)
            fits = bool(told) and _ANSWERS.get(candidate.kind, bool)(told)
            self._known[key] = told if fits else ()
        return self._known[key]

    def _candidates(self, inquiry: Inquiry, cited: Sequence[Span], *, unanswered: bool) -> Iterator[_Candidate]:
        """Yield the questions worth asking, the best kind for the class of what was asked first."""
        subjects = list(inquiry.terms) if unanswered else self._subjects(inquiry, cited)
        for kind in self._order(inquiry, subjects, unanswered=unanswered):
            if kind == "clubs":
                yield _Candidate(_said("clubs", inquiry.language))
            elif kind == "related":
                yield from (self._what(entry, inquiry.language) for entry in self._related(subjects, inquiry))
            else:
                made = (self._of_kind(kind, entry, inquiry) for entry in subjects[:_SUBJECTS])
                yield from [one for one in made if one][:1]

    def _subjects(self, inquiry: Inquiry, cited: Sequence[Span]) -> list[LexiconEntry]:
        """Return the terms asked, those whose own note is cited first; those of the notes cited when none is asked."""
        noted = [span.document.location for span in cited]
        told = [entry for entry in inquiry.terms if any(place.endswith(entry.note) for place in noted)]
        about = self._cited_terms(cited) if inquiry.intent == "place" or not inquiry.terms else []
        return list({entry.term: entry for entry in [*about, *told, *inquiry.terms]}.values())

    def _order(self, inquiry: Inquiry, subjects: Sequence[LexiconEntry], *, unanswered: bool) -> tuple[str, ...]:
        if unanswered:
            return _UNANSWERED
        if inquiry.intent in _ORDERS:
            return _ORDERS[inquiry.intent]
        if inquiry.intent in _DEFINING or (inquiry.terms and not inquiry.focus):
            return _ORDERS["definition"]
        return _ORDER_OF_ACTORS if subjects and subjects[0].kind == "actor" else _ORDER

    def _of_kind(self, kind: str, entry: LexiconEntry, inquiry: Inquiry) -> _Candidate | None:
        """Return the question of a kind on a term, None when the kind does not fit it."""
        if kind == "what":
            return self._what(entry, inquiry.language)
        if kind == "how":
            acts = self._practices.get(fold(entry.term), ()) if inquiry.language == "fr" else ()
            return next((_Candidate(_said("how", "fr", act=act), kind, (document,)) for act, document in acts), None)
        if kind == "compare":
            return self._compared(entry, inquiry)
        text = _phrased(kind, entry, inquiry.language)
        return _Candidate(text, kind, self._noted(entry) if kind != "who" else ()) if text else None

    def _what(self, entry: LexiconEntry, language: Language) -> _Candidate:
        phrase = noun_phrase(entry, language)
        if phrase is None:
            return _Candidate(_said("mean", language, term=entry.term), "what", self._noted(entry))
        key = "what_plural" if phrase.is_plural else "what"
        text = _said(key, language, np=phrase.text, que=elided("que", phrase.text))
        return _Candidate(text, "what", self._noted(entry))

    def _compared(self, entry: LexiconEntry, inquiry: Inquiry) -> _Candidate | None:
        """Return a question on what sets a term apart from the first term of its kind related to it."""
        phrase = noun_phrase(entry, inquiry.language)
        for other in self._related([entry], inquiry):
            second = noun_phrase(other, inquiry.language)
            if phrase and second and other.kind == entry.kind:
                text = _said("compare", inquiry.language, the=phrase.definite, other=second.definite)
                return _Candidate(text, "compare", (*self._noted(entry), *self._noted(other)))
        return None

    def _noted(self, entry: LexiconEntry) -> tuple[Document, ...]:
        return (self._notes[entry.note],) if entry.note in self._notes else ()

    def _related(self, subjects: Sequence[LexiconEntry], inquiry: Inquiry) -> list[LexiconEntry]:
        names = [name for entry in subjects for name in entry.related]
        found = [entry for name in names if (entry := self._lexicon.find(name)) and entry not in inquiry.terms]
        return list({entry.term: entry for entry in found}.values())[:_RELATED]

    def _cited_terms(self, cited: Sequence[Span]) -> list[LexiconEntry]:
        """Return the terms that the cited documents say they are about, in order."""
        names = [name for span in cited for name in span.document.terms]
        found = [entry for name in names if (entry := self._lexicon.find(name))]
        return list({entry.term: entry for entry in found}.values())

    @cached_property
    def _practices(self) -> dict[str, list[tuple[str, Document]]]:
        """What the documents show how to do, by folded term: the acts of the practices about it, and their notes."""
        table: dict[str, list[tuple[str, Document]]] = {}
        for document in self._index.documents():
            act = act_of(document.title) if document.kind == "practice" and not document.title_made else ""
            for term in document.terms[:_MAIN_TERMS] if act else ():
                table.setdefault(fold(term), []).append((act, document))
        return table


def _phrased(kind: str, entry: LexiconEntry, language: Language) -> str:
    """Return the question of a kind on a term, empty when the kind does not fit it."""
    phrase = noun_phrase(entry, language)
    fits = {
        "since": entry.kind == "actor",
        "example": entry.kind in {"notion", "method", "label"} and not _COUNTED.match(phrase.noun if phrase else ""),
        "who": entry.kind in {"notion", "method", "label"},
    }
    if phrase is None or not fits.get(kind, True) or (kind == "since" and phrase.is_plural):
        return ""
    de = elided("de", phrase.noun)
    return _said(kind, language, np=phrase.text, the=phrase.definite, noun=phrase.noun, de=de)


def _said(key: str, language: Language, **values: str) -> str:
    text = _WORDS[key][language].format(**values)
    return text if language == "en" else typeset(text)
