"""The extractive writer: one way of composing for each class of question, and one gate for all."""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.composing import (
    abstaining,
    advising,
    comparing,
    concording,
    confirming,
    dating,
    defining,
    elaborating,
    elapsed,
    listing,
    ordering,
    placing,
    publication,
    series,
    unconfirmed,
)
from assistant.composing.assurance import assurance
from assistant.composing.composition import Composition, Material
from assistant.composing.disagreeing import with_disagreement
from assistant.composing.facts import fact, is_known
from assistant.composing.selecting import (
    drafted,
    names_a_number,
)
from assistant.composing.sufficiency import answers, is_how, is_required, leaves_unanswered
from assistant.composing.wording import courtesy, say
from assistant.domain import AbstentionReason, Drafted
from assistant.evidence import Unit
from assistant.french import fold
from assistant.inquiry import Inquiry, Intent
from assistant.knowledge import LexiconEntry

_REFUSED: dict[Intent, AbstentionReason] = {
    "unsafe": "unsafe",
    "private": "private",
    "off_topic": "out_of_scope",
}

_IDENTITY = re.compile(
    r"\b(?:c'est|est-ce|est) (?:bien |donc |juste |pas )?(?:un|une|du|de la|des|le|la)\b.*\?|\bnon \?"
)
_LETTERS = re.compile(r"\b(?:(?:toutes|les) lettres?|sigles?|acronymes?|initiales?|abreviation|stands? for)\b")

_PRACTICES = 5
"""Passages read for the acts and things asked alone."""

STEPS_FLOOR = 0.5
"""Least worth of a practice whose steps are given; see `_names_practice`."""

SUBJECT = "EFC"
"""The term that an example asked of nothing is of."""

_TIMES = frozenset({"date", "hour"})
_NEVER_TOLD = frozenset({"phone", "email"})
"""Wants that no redacted document can meet."""


def compose(material: Material) -> Composition:
    """Return the statements that answer a question, or the abstention that fits it, with how sure it is."""
    composition = _composed(material)
    return replace(composition, confidence=assurance(material, composition))


def _composed(material: Material) -> Composition:
    inquiry = material.inquiry
    if inquiry.intent == "courtesy" and inquiry.courtesy:
        return Composition((Drafted(courtesy(inquiry.courtesy, inquiry.language)),), is_courtesy=True, confidence=1.0)
    if inquiry.intent in _REFUSED:
        return abstaining.refuse(material, _REFUSED[inquiry.intent])
    if inquiry.intent == "place" and not placing.is_about_something_else(material):
        return placing.place_clubs(material)
    return ordering.order(material) or ordering.oppose(material) or _corrected(material) or _answered(material)


def _corrected(material: Material) -> Composition | None:
    """Return what gainsays a question, a false reading of an acronym aside: it has its own way."""
    return None if material.inquiry.misnomers else confirming.correct(material)


def _answered(material: Material) -> Composition:
    """Return the answer to a question of the field, or the abstention that says what it lacks."""
    if material.inquiry.wants & _NEVER_TOLD:
        return abstaining.abstain(material)
    if publication.asks_when_read(material):
        return publication.page_date(material) or abstaining.abstain(material)
    composed = None if _says_nothing(material) and material.inquiry.intent != "example" else _by_intent(material)
    if composed is not None and not publication.may_date(material, composed):
        composed = None
    if composed is None:
        return publication.page_date(material) or abstaining.abstain(material)
    if not answers(material, composed):
        missing = leaves_unanswered(material, composed)
        return publication.page_date(material) or abstaining.abstain(material, missing, near=True)
    return unconfirmed.hedged(with_disagreement(composed, material), material)


def _says_nothing(material: Material) -> bool:
    """Tell whether a question has no word of its own: figures and question words alone."""
    return not any(any(letter.isalpha() for letter in one.label) for one in material.weighing.concepts)


def _by_intent(material: Material) -> Composition | None:
    """Try the way of the question's class, then the general one."""
    ways: dict[Intent, Callable[[Material], Composition | None]] = {
        "acronym": expand,
        "definition": _define,
        "example": _example,
        "list": _list,
        "count": listing.count,
        "comparison": comparing.compare,
        "concordance": _concord,
        "elaboration": _elaborate,
        "time": _date,
        "origin": dating.originate,
        "howto": _steps,
        "next_step": advising.advise,
    }
    past = elapsed.held(material)
    if past is not None:
        return past
    if material.inquiry.is_future and material.inquiry.wants & _TIMES:
        return None
    if material.inquiry.intent == "acronym" and _unspelled(material):
        return None
    if material.inquiry.wants & {"question"}:
        return listing.questions_asked(material)
    told = series.tell_series(material)
    if told is not None:
        return told
    way = _ways_of_bare_terms if _is_bare(material) else ways.get(material.inquiry.intent)
    composed = way(material) if way else None
    if composed is None and material.inquiry.intent == "origin":
        composed = dating.date(material)
    return composed if composed is not None else fact(material)


def _date(material: Material) -> Composition | None:
    return elapsed.between(material) or dating.date(material)


def _unspelled(material: Material) -> bool:
    """Tell whether the letters asked about belong to a name that no document spells out."""
    inquiry = material.inquiry
    spelled = bool(inquiry.misnomers) or any(entry.expansions for entry in inquiry.terms)
    return not spelled and _LETTERS.search(fold(inquiry.standalone)) is not None


def _is_bare(material: Material) -> bool:
    """Tell whether a question is nothing but a term: « l'EFC ? »."""
    return material.inquiry.intent == "fact" and len(material.inquiry.terms) == 1 and not material.inquiry.focus


def _ways_of_bare_terms(material: Material) -> Composition | None:
    return defining.define(material, material.inquiry.terms[0])


def _define(material: Material) -> Composition | None:
    """Define the term of a question; one that says much more is answered as a fact when the documents can."""
    terms = material.inquiry.terms
    if not terms:
        return None
    subject = next((entry for entry in terms if entry.kind != "actor"), terms[0])
    if not _says_more(material, len(terms)):
        return defining.define(material, subject)
    about = fact(material)
    if about is not None or (
        _opens_unknown(material, subject) and not _IDENTITY.search(fold(material.inquiry.standalone))
    ):
        return about
    return defining.define(material, subject)


def _concord(material: Material) -> Composition | None:
    """Return who defines the term of a question; its definition when nobody in particular does."""
    subject = concording.subject(material)
    found = concording.concord(material, subject) if subject else None
    return found if found is not None else _define(material)


def _elaborate(material: Material) -> Composition | None:
    """Return more on the term of a question that asks for more of nothing else."""
    terms = material.inquiry.terms
    if not terms or _says_more(material, len(terms)):
        return None
    return elaborating.elaborate(material, terms[0]) or defining.define(material, terms[0])


def _opens_unknown(material: Material, subject: LexiconEntry) -> bool:
    """Tell whether a word that no document holds comes before the term: it, and not the term, is asked about."""
    asked = fold(material.inquiry.standalone)
    places = [asked.find(fold(name)) for name in subject.names if fold(name) in asked]
    unknown = [c for c in material.weighing.concepts if not c.light and not is_known(c, material)]
    return any(asked.find(fold(concept.label)) < min(places, default=0) for concept in unknown)


def _says_more(material: Material, terms: int) -> bool:
    """Tell whether a question says more than its terms."""
    named = {entry.term for entry in material.inquiry.terms}
    return (
        terms > 2
        or names_a_number(material.inquiry)
        or any(not concept.light and concept.label not in named for concept in material.weighing.concepts)
    )


def _example(material: Material) -> Composition | None:
    """Return an example of the term a question names, of the EFC when it names nothing."""
    if material.inquiry.terms:
        return defining.exemplify(material, material.inquiry.terms[0])
    subject = material.lexicon.find(SUBJECT)
    return defining.exemplify(material, subject) if subject and _is_vague(material) else None


def _is_vague(material: Material) -> bool:
    """Tell whether a question has no word of weight: « un exemple où ça a marché »."""
    return all(concept.light for concept in material.weighing.concepts)


def _list(material: Material) -> Composition | None:
    if "question" in material.inquiry.wants:
        return listing.questions_asked(material)
    return listing.list_whole(material)


def _steps(material: Material) -> Composition | None:
    """Return the steps of the practice that a question names, from whichever document of the hits holds them.

    The name of the field is in every note and draws them all: the acts and things asked are searched without it too.
    """
    words = " ".join(one.label for one in material.weighing.concepts if is_required(one, material))
    hits = (*material.hits, *(material.search(words, _PRACTICES) if words else ()))
    documents = {hit.document.id: hit.document for hit in hits}
    steps = [
        unit
        for rank, document in enumerate(documents.values())
        for passage in material.index.passages_of(document.id)
        if passage.layout == "steps"
        for unit in material.reader.units_of(passage, document, rank)
        if unit.kind == "list"
    ]
    scored = [(_names_practice(unit, material), unit) for unit in steps]
    best = max(scored, key=lambda pair: (pair[0], -pair[1].rank, -pair[1].span.start), default=None)
    if best is None or best[0] < STEPS_FLOOR:
        return None
    composition = Composition((drafted(best[1]),), confidence=min(1.0, best[0]))
    return composition if is_how(material, composition) else None


def _names_practice(unit: Unit, material: Material) -> float:
    """Return how much of the question a practice covers: by the sentence of its note that covers most."""
    passages = material.index.passages_of(unit.document.id)
    units = [one for passage in passages for one in material.reader.units_of(passage, unit.document)]
    said = max(material.weighing.coverage(one.stems, one.context) for one in units)
    title = material.weighing.coverage(unit.context)
    return 0.8 * said + 0.2 * title + (0.1 if unit.document.kind == "practice" else 0.0)


def expand(material: Material) -> Composition | None:
    """Return what an acronym stands for, a wrong reading denied first."""
    inquiry = material.inquiry
    entry = inquiry.misnomers[0].entry if inquiry.misnomers else next((e for e in inquiry.terms if e.expansions), None)
    if not inquiry.misnomers and _asks_another_acronym(inquiry):
        return None
    if entry is None or not entry.expansions:
        return None if _LETTERS.search(fold(inquiry.standalone)) else _define(material)
    composed = defining.expansion(material, entry)
    if composed is None:
        return None
    is_wrong = inquiry.misnomers or unconfirmed.misspells(material, entry)
    opening = [Drafted(say("wrong_expansion", inquiry.language))] if is_wrong else []
    return Composition((*opening, *composed), confidence=0.9)


def _asks_another_acronym(inquiry: Inquiry) -> bool:
    """Tell whether the capitals a question asks about are those of no term it names."""
    known = {fold(name) for entry in inquiry.terms for name in entry.names}
    words = {word for name in known for word in name.split()}
    capitals = [fold(word) for word in re.findall(r"\b[A-Z]{2,6}\b", inquiry.standalone)]
    return bool(capitals) and not inquiry.standalone.isupper() and capitals[0] not in known | words
