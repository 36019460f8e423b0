"""Disagreements: when sources give different values for what is asked, all of them, each with its source and date.

Two ways only, so that nothing is called a disagreement that is none: a sentence that itself opposes two sources,
or two documents of which each states, of the same subject and in the same construction, another year or number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from assistant.composing.composition import Composition, Material
from assistant.composing.dating import ORIGIN, is_object
from assistant.composing.selecting import drafted
from assistant.composing.voicing import label, publisher_of, voice_of
from assistant.composing.wording import say
from assistant.domain import Drafted
from assistant.evidence import Unit
from assistant.evidence.synonyms import light_stems
from assistant.french import NUMBER_WORDS, analyse, fold

Kind = Literal["year", "number"]

SOUGHT = 20
"""Passages sought for another value, beside those of the question; at 8 two of eight known were missed."""

_DISPUTED = re.compile(
    r"\b(?:se contredi\w+|diverg\w+|ne (?:s'accordent|sont) pas (?:tous? |toutes )?(?:d'accord|sur)|"
    r"ne s'accordent pas|vari\w+ (?:selon|d'une)|vari(?:e|ent) :|chang\w+ d'une source|differ\w+ (?:selon|d'une|des?)|"
    r"ne \w+ pas [^.:]{0,60}(?:la meme|le meme|les memes) (?:facon|chose|nombre|date|annee|chiffre)s?|"
    r"disagree\w*|sources differ)\b"
)
_SOURCED = re.compile(
    r"\b(?:selon|d'apres|(?:dans|sur) (?:la |le |l'|les |une? |deux |celui |ses |d'autres )?(?:\w+ )?"
    r"(?:presse|pages?|sites?|articles?|journal|compte rendu|tribune)|sur celui|in the press|on the [\w' ]{3,40} page)"
)
_FOR_SOMEBODY = re.compile(r"\bpour (?:la |le |les |l’|l')?[A-ZÀ-Ý]")
_ASKS_WHEN = re.compile(r"\b(?:quand|annees?|dates?|datent|depuis|age|ans|when|since|year)\b|\b(?:19|20)\d{2}\b")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_TENS = {"dizaine": "10", "douzaine": "12", "quinzaine": "15", "vingtaine": "20", "trentaine": "30"} | {
    "quarantaine": "40",
    "cinquantaine": "50",
    "soixantaine": "60",
    "centaine": "100",
}
_SPELLED = {word: str(number) for number, word in enumerate(NUMBER_WORDS, 2)} | _TENS
_NUMBER = re.compile(r"\b(?:\d+(?:[.,]\d+)?|" + "|".join(_SPELLED) + r")\b(?! ?(?:%|h\b))")
_STATES = (
    r"(?:compte|comptait|a|avait|reunit|regroupe|rassemble|comprend|emploie|nomme|annonce|parle|totalise|dispose|sont|"
    r"has|have|counts?|names?|gathers?) (?:\w+ ){0,3}?"
)
_MADE = r"(?:cree|fonde|lance|ne|demarre|created|founded|launched|born)(?:e?s?)"
_BIRTH = re.compile(
    r"(?: \([^)]{1,40}\))?(?:,? (?:qui )?(?:a ete|ont ete|est|fut|was|were)?|"
    rf" (?:est|is) (?:une?|le|la|an?|the) [^.,]{{3,70}},) ?{_MADE}\b[^.;:]{{0,40}}?\b(?P<value>(?:19|20)\d{{2}})\b"
)
_COUNT = re.compile(rf"\b{_STATES}(?P<value>{_NUMBER.pattern}) (?P<noun>[^\W\d_]+)")
_OF = r"(?:du |de la |de l'|des |de |d')"
_BEGINNING = re.compile(r"periode|naissance|creation|fondation|origine|date|annee|debut|lancement|age|histoire")
_DETERMINERS = re.compile(r"^(?:l'|le |la |les |the )")


def with_disagreement(composition: Composition, material: Material) -> Composition:
    """Return an answer with what other sources say of the same thing, when they give another year or number."""
    kind = _asked(material)
    if kind is None or composition.reason or not any(draft.spans for draft in composition.drafted):
        return composition
    told = [draft for draft in composition.drafted if draft.spans]
    opposed = [draft for draft in told if _opposes(_on_subject(draft.text, material), kind)]
    if any(_is_of_the_subject(fold(draft.text), material) for draft in opposed) or _differ(told, kind, material):
        return _shown(composition, composition.drafted, kind, material)
    other = _other(told, kind, material) if _names_a_body(material) or kind == "number" else None
    return composition if other is None else _shown(composition, (*composition.drafted, drafted(other)), kind, material)


def _names_a_body(material: Material) -> bool:
    """Tell whether a question names one thing that has a date of its own: « le premier club » may be any."""
    return any(entry.kind != "notion" for entry in material.inquiry.terms) or not material.inquiry.terms


def _shown(composition: Composition, statements: Sequence[Drafted], kind: Kind, material: Material) -> Composition:
    """Return a composition opened as a disagreement, without the sentences that bear no value."""
    kept = [one for one in statements if not one.spans or "\n" in one.text or _bears(one.text, kind)]
    return replace(composition, drafted=(_opening(material), *_labelled(kept, kind, material)))


def _bears(text: str, kind: Kind) -> bool:
    return bool(_values(text, kind)) or _DISPUTED.search(fold(text)) is not None


def _asked(material: Material) -> Kind | None:
    """Return the kind of value that a question is after, None when it is after no value that sources may dispute."""
    inquiry = material.inquiry
    if inquiry.intent in {"origin", "time"}:
        return "year" if _ASKS_WHEN.search(fold(inquiry.standalone)) else None
    return "number" if inquiry.intent == "count" or "number" in inquiry.wants else None


def _opening(material: Material) -> Drafted:
    return Drafted(say("disagreement", material.inquiry.language))


def _labelled(statements: Iterable[Drafted], kind: Kind, material: Material) -> list[Drafted]:
    """Return statements, a line with the source and its date before the first one of each source."""
    shown: list[Drafted] = []
    last = ""
    for draft in statements:
        if draft.spans:
            line = _line(draft, kind, material)
            shown += [line] if line.text != last else []
            last = line.text
        shown.append(draft)
    return shown


def _line(draft: Drafted, kind: Kind, material: Material) -> Drafted:
    """Return the line that names the source of a statement: the one it names, its publisher when it names several."""
    span = draft.spans[0]
    units = material.reader.units_of(span.passage, span.document)
    around = [one for one in units if one.span.start <= span.start < one.span.end]
    unit = min(around, key=lambda one: one.span.end - one.span.start)
    several = "\n" in draft.text or _opposes(draft.text, kind)
    voice = publisher_of(span.document) if several else voice_of(unit, material.lexicon)
    return label(voice, unit, material.inquiry.language)


def _on_subject(text: str, material: Material) -> str:
    """Return the part of a text that is on what is counted: of a list, what announces it and the items that name it."""
    lines = text.split("\n")
    head = frozenset(analyse(" ".join(material.inquiry.counted))[:1])
    named = [line for line in lines[1:] if head and head <= frozenset(analyse(line))]
    return " . ".join([lines[0], *named])


def _opposes(text: str, kind: Kind) -> bool:
    """Tell whether a text opposes sources: two values, and two sources or a word of disagreement."""
    folded = fold(text)
    sources = len(_SOURCED.findall(folded)) + len(_FOR_SOMEBODY.findall(text))
    return len(_values(text, kind)) > 1 and (_DISPUTED.search(folded) is not None or sources > 1)


def _values(text: str, kind: Kind) -> set[str]:
    found = (_YEAR if kind == "year" else _NUMBER).findall(fold(text))
    return {_SPELLED.get(value, value) for value in found} - (set() if kind == "year" else set(_YEAR.findall(text)))


def _differ(told: Sequence[Drafted], kind: Kind, material: Material) -> bool:
    """Tell whether an answer already holds the statements of two documents that give different values."""
    stated = {(_stated(draft.text, kind, material), draft.spans[0].document.id) for draft in told}
    values = {value for value, _ in stated if value}
    return len(values) > 1 and len({document for value, document in stated if value}) > 1


def _other(told: Sequence[Drafted], kind: Kind, material: Material) -> Unit | None:
    """Return the unit that opposes sources on what is asked, else one of another document with another value."""
    pool = [unit for unit in _pool(material) if unit.span not in {span for draft in told for span in draft.spans}]
    opposing = [unit for unit in pool if _covers(unit, material) and _opposes(_on_subject(unit.text, material), kind)]
    if opposing:
        return min(opposing, key=lambda unit: (len(unit.text), unit.passage.id, unit.span.start))
    said = next((value for draft in told if (value := _stated(draft.text, kind, material))), None)
    documents = {span.document.id for draft in told for span in draft.spans}
    further = [unit for unit in pool if said and unit.kind != "list" and unit.document.id not in documents]
    return next((unit for unit in further if _stated(unit.text, kind, material) not in {None, said}), None)


def _pool(material: Material) -> list[Unit]:
    """Return the units among which another value may stand, questions left out."""
    inquiry = material.inquiry
    subject = " ".join([*(entry.term for entry in inquiry.terms), *inquiry.counted, inquiry.object])
    further = material.readable(material.search(f"{subject} selon les sources", SOUGHT))
    distinct = {(unit.document.id, unit.span.start, unit.kind): unit for unit in [*material.wider, *further]}
    return [unit for unit in distinct.values() if not unit.is_question]


def _covers(unit: Unit, material: Material) -> bool:
    """Tell whether a unit is on all that a question is on: its terms anywhere around, what it asks in its own words."""
    inquiry = material.inquiry
    concepts = [concept for concept in material.weighing.concepts if not concept.light]
    if not concepts or not all(concept.is_in(unit.stems | unit.context) for concept in concepts):
        return False
    if inquiry.intent not in {"origin", "time"}:
        return frozenset(analyse(" ".join(inquiry.counted))[:1]) <= _lead_stems(unit)
    terms = {entry.term for entry in inquiry.terms}
    subject = frozenset(analyse(_YEAR.split(unit.folded, maxsplit=1)[0])) | unit.context
    if not all(concept.is_in(subject) for concept in concepts if concept.label in terms):
        return False
    if inquiry.intent == "time":
        return any(concept.label not in terms and concept.is_in(unit.stems) for concept in concepts)
    return ORIGIN.search(unit.folded) is not None and _is_of_the_subject(unit.folded, material)


def _is_of_the_subject(folded: str, material: Material) -> bool:
    """Tell whether a text is on the beginning of the subject, and not of something that belongs to it.

    « La naissance du Club » is, « la période de l’étude du Club » is not; other questions than on an origin always are.
    """
    if material.inquiry.intent != "origin":
        return True
    before = _YEAR.split(folded, maxsplit=1)[0]
    names = [fold(name) for entry in material.inquiry.terms for name in entry.names]
    owned = [match for name in names for match in re.finditer(rf"(\w+) {_OF}{re.escape(name)}(?!\w)", before)]
    asked = frozenset(analyse(material.inquiry.standalone))
    owners = [match.group(1) for match in owned if not _BEGINNING.fullmatch(match.group(1))]
    return all(set(analyse(owner)) <= asked for owner in owners)


def _lead_stems(unit: Unit) -> frozenset[str]:
    """Return the stems of a unit, of what announces it when it is a list."""
    return frozenset(analyse(unit.text.split("\n", 1)[0])) if unit.kind == "list" else unit.stems


def _stated(text: str, kind: Kind, material: Material) -> str | None:
    """Return the one value that a sentence states of the subject asked, None when it states none or several."""
    folded = fold(text)
    found = _births(folded, material) if kind == "year" else _counts(folded, material)
    return found.pop() if len(found) == 1 else None


def _births(folded: str, material: Material) -> set[str]:
    """Return the years in which a sentence says that the subject was created: the subject opens it."""
    inquiry = material.inquiry
    entries = [entry for entry in inquiry.terms if is_object(entry.term, material)] or list(inquiry.terms)
    names = [fold(name) for entry in entries for name in entry.names] if len(entries) == 1 else []
    opened = _DETERMINERS.sub("", folded)
    matches = [_BIRTH.match(opened, len(name)) for name in names if opened.startswith(name)]
    return {match.group("value") for match in matches if match}


def _counts(folded: str, material: Material) -> set[str]:
    """Return how many of what is counted a sentence states, when it names the terms of the question."""
    counted = [stem for stem in analyse(" ".join(material.inquiry.counted)) if stem not in light_stems()]
    names = [[fold(name) for name in entry.names] for entry in material.inquiry.terms]
    if not counted or not all(any(name in folded for name in one) for one in names):
        return set()
    found = {
        match.group("value") for match in _COUNT.finditer(folded) if set(analyse(match.group("noun"))) & {counted[0]}
    }
    return {_SPELLED.get(value, value) for value in found}
