"""Confirm or correct: what a question takes for true, when a sentence of the documents says otherwise.

« Non » is said only on a sentence that denies the claim, or that gives another place, actor or number for the very
thing claimed; everywhere else the question is answered as if it claimed nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.composing.composition import Composition, Material
from assistant.composing.ordering import birth_of
from assistant.composing.selecting import is_aside, ranked, stated
from assistant.composing.wording import say
from assistant.domain import Drafted
from assistant.evidence import Concept, Unit
from assistant.french import NUMBER_WORDS, analyse, fold
from assistant.knowledge import LexiconEntry, Place

_CLAIMLESS = frozenset({"place", "definition", "workshop", "next_step", "howto", "example", "courtesy"})
"""Classes of questions that take nothing for true, or that have their own way of denying."""

_WH = (
    r"\b(?:qui|que|quoi|quels?|quelles?|lesquel\w*|lequel|laquelle|ou|comment|pourquoi|quand|combien|qu'est-ce|"
    r"what|who|where|when|why|how|which)\b"
)
_NAME_THEM = r"(?:citez|nommez|listez|donnez|name them)"
_TAG = re.compile(
    r"[,;]? ?(?:(?:c'est|c'etait) (?:bien )?(?:ca|cela|exact|vrai)|exact|n'est-ce pas|right|correct|non|d'accord|"
    r"je suppose|(?:vous|tu) confirme[sz]|dans cet ordre|in that order|on est (?:bien )?d'accord|pas vrai|isn't it)\W*$"
)
_OPENER = re.compile(
    r"^\W*(?:est-ce que |est-ce |so |puisque |comme |je (?:croyais|pensais|crois|pense) (?:que |qu')?|"
    r"i thought (?:that )?)+"
)
_NEGATION = re.compile(
    r"(?<!\best )(?<!\bsont )\bne\b(?! en\b)|\b(?:pas|ni|sans|jamais|aucune?|non|not|never|no)\b|\bn'"
)
_IS_NOT = re.compile(r"\b(?:n'est|ne sont) pas\b|\b(?:is|are) not\b")
_LOCATED = re.compile(
    r"\b(?:est|sont|c'est|se trouve\w*|situe\w*|bases?|basee?s?|installe\w*|implante\w*|siege|used|located|"
    r"is|are|utilise\w*|circule\w*|je (?:croyais|pensais|crois|pense)|i thought)\b"
)
_VERB = re.compile(
    r"\b(?:est|sont|a|ont|etai\w+|sera|peu(?:t|vent)|doi(?:t|vent)|faut|vien(?:t|nent)|veut|fait|font|va|vont|se \w+|"
    r"is|are|was|were|does|did|do)\b|-(?:t-)?(?:il|elle|ils|elles|on)\b"
)
_UNSAID = re.compile(
    r"\b(?:rien|ne|n')\W{0,2}(?:\w+ )?(?:dit|dis\w+|donne\w*|indique\w*|prouve\w*|precise\w*|figure\w*|mentionne\w*|"
    r"nomme\w*|decri\w+|permet\w*|trouve\w*|detaille\w*|explique\w*|est pas (?:dit|donne|precise|imprime)\w*)\b"
)
_CLAUSE = re.compile(r"[,;:()]| mais | car | alors que | tandis que ")

DENIED = 0.5
"""Share of the weight of what is claimed of a subject that a negated clause has to name."""

SAID = 0.8
"""Share of the weight of a claim that a sentence has to cover to speak of it: at 0.6, five of our own questions were
denied by a sentence on something near."""

LOOKED_AT = 14
"""Sentences looked at, best first: a denial stands near the top, or it is of something else."""

_CLAIMED_BIRTH = re.compile(
    r"\b(?:nee?s?|cree\w*|fonde\w*|lance\w*|ouvert\w*|demarre\w*|debute\w*|born|created|founded|started) "
    r"(?:[^\W\d_]+ ){0,4}?(?:en|in) (?P<year>(?:19|20)\d\d)\b"
)
_THEN = re.compile(r"\b(?:puis|ensuite|then)\b")

_NUMBER = re.compile(rf"\b(?P<n>\d{{1,4}}|{'|'.join(NUMBER_WORDS)}|vingt|trente|quarante|cinquante)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question takes for true."""

    text: str
    """Folded."""
    concepts: tuple[Concept, ...]
    """The things it names, its first term first."""
    said: Concept
    """The last thing it names: what it says of its subject."""

    @property
    def subject(self) -> Concept:
        """What it speaks of."""
        return self.concepts[0]

    def covered(self, stems: Iterable[str], leaving: Concept | None = None) -> float:
        """Return the share of its weight that some stems name, one thing left aside."""
        held = frozenset(stems)
        counted = [concept for concept in self.concepts if concept is not leaving]
        total = sum(concept.weight for concept in counted)
        return sum(concept.weight for concept in counted if concept.is_in(held)) / total if total else 0.0


def correct(material: Material) -> Composition | None:
    """Return what the documents say instead of what a question claims, None when no sentence gainsays it."""
    claim = claim_of(material) if material.inquiry.intent not in _CLAIMLESS else None
    if claim is None:
        return None
    units = [
        unit
        for _, unit in ranked(material.wider, material.weighing, material.inquiry)
        if unit.kind != "list" and not unit.is_question and (material.english or not is_aside(unit))
    ]
    for gainsaying in (_denial, _other_place, _other_birth, _other_actor, _other_order, _other_number):
        unit = gainsaying(claim, units, material)
        if unit is not None:
            opening = Drafted(say("wrong_premise", material.inquiry.language))
            return Composition((opening, *stated([unit], material.reader)), confidence=0.8)
    return None


def is_not(folded: str) -> bool:
    """Tell whether a folded sentence says that something is not something else."""
    return _IS_NOT.search(folded) is not None


def claim_of(material: Material) -> Claim | None:
    """Return what a question takes for true: all of a yes-or-no question, else the clause before the question word."""
    folded = fold(material.inquiry.standalone).strip()
    tagged = _TAG.search(folded)
    text = _TAG.sub("", folded) if tagged else folded
    text = _OPENER.sub("", text)
    if re.search(_WH, text) and not (tagged and not re.match(rf"\W*{_WH}", text)):
        before = re.split(rf"[,:;] (?:alors |dans |a |depuis )?(?={_WH}|{_NAME_THEM})", text)[0]
        text = before if before != text and not re.search(_WH, before) else ""
    elif not tagged and "?" not in folded and not re.search(rf", {_NAME_THEM}", folded):
        text = ""
    text = re.split(rf", {_NAME_THEM}", text)[0]
    if len(text.split()) < 3 or _NEGATION.search(text) or not (tagged or _VERB.search(text)):
        return None
    concepts = [one for one in material.weighing.concepts if _is_named(one, text, material) and not _is_filler(one)]
    if len(concepts) < 2:
        return None
    ordered = _subject_first(concepts, text, material)
    return Claim(text, tuple(ordered), max(ordered[1:], key=lambda one: _place(one, text, material)))


def _place(concept: Concept, text: str, material: Material) -> int:
    """Return where a folded text names a thing last, -1 when it names it in another form."""
    entry = material.lexicon.find(concept.label)
    return max(text.rfind(fold(name)) for name in (concept.label, *(entry.names if entry else ())))


def _is_named(concept: Concept, text: str, material: Material) -> bool:
    entry = material.lexicon.find(concept.label)
    names = [concept.label, *(entry.names if entry else ())]
    return any(fold(name) in text for name in names) or any(form <= set(analyse(text)) for form in concept.forms)


def _is_filler(concept: Concept) -> bool:
    return concept.light and concept.weight < 1


def _subject_first(concepts: Sequence[Concept], text: str, material: Material) -> list[Concept]:
    terms = {entry.term for entry in material.inquiry.terms}
    named = [concept for concept in concepts if concept.label in terms]
    first = named[0] if named else concepts[0]
    return [first, *(concept for concept in concepts if concept is not first)]


def _denial(claim: Claim, units: Sequence[Unit], material: Material) -> Unit | None:
    """Return a sentence that speaks of the claim and denies what it says of its subject."""
    for unit in units[:LOOKED_AT]:
        around = unit.stems | unit.context
        if claim.covered(around) < SAID or not claim.subject.is_in(unit.stems) or _UNSAID.search(unit.folded):
            continue
        if material.inquiry.intent == "comparison" and not _IS_NOT.search(unit.folded):
            continue
        denied = {stem for clause in _CLAUSE.split(unit.folded) if _NEGATION.search(clause) for stem in analyse(clause)}
        if claim.said.is_in(denied) and claim.covered(denied, leaving=claim.subject) >= DENIED:
            return unit
    return None


def _other_place(claim: Claim, units: Sequence[Unit], material: Material) -> Unit | None:
    """Return a sentence that puts the subject elsewhere, when the claim says nothing but where it is."""
    places = material.inquiry.places
    names = {place.name for place in places}
    rest = [one for one in claim.concepts[1:] if one.label not in names and not one.light]
    if not places or rest or not _LOCATED.search(fold(material.inquiry.standalone)):
        return None
    for unit in units:
        if not claim.subject.is_in(unit.stems):
            continue
        told = list(_places_in(unit.text, material))
        if told and not any(_overlap(place, other) for place in places for other in told):
            return unit
        if told:
            return None
    return None


def _places_in(text: str, material: Material) -> Iterator[Place]:
    """Yield the places that a sentence names after a preposition."""
    name = r"(?P<name>[A-ZÀ-Ý][\w’'-]+(?:[ -](?:de |la |l’|les )?[A-ZÀ-Ý][\w’'-]+)*)"
    before = r"\b(?:à|en|au|aux|du|dans (?:le |la |les |l[’'])|in(?: the)?) ?"
    for match in re.finditer(before + name, text):
        yield from material.places.find(match["name"])


def _overlap(place: Place, other: Place) -> bool:
    """Tell whether one place may lie in the other."""
    departments = [_department(place), _department(other)]
    if all(departments):
        return departments[0] == departments[1]
    if place.name == other.name or set(place.regions) & set(other.regions):
        return True
    return place.country == other.country and (place.level == "country" or other.level == "country")


def _department(place: Place) -> str | None:
    return place.name if place.level == "department" else place.department


def _other_actor(claim: Claim, units: Sequence[Unit], material: Material) -> Unit | None:
    """Return a sentence that says of another actor all that the claim says of one."""
    actors = {entry.term for entry in material.inquiry.terms if entry.kind == "actor"}
    for claimed in [concept for concept in claim.concepts if concept.label in actors]:
        about = [unit for unit in units if _tells(claim, claimed, unit)]
        if not about or any(claimed.is_in(unit.stems) for unit in about):
            continue
        others = [unit for unit in about if any(_is_another(one, claim, unit) for one in actors_of(material))]
        if others:
            return max(others, key=lambda unit: len(set(claim.text.split()) & set(unit.folded.split())))
    return None


def actors_of(material: Material) -> list[LexiconEntry]:
    """Return the actors of the lexicon."""
    return [entry for entry in material.lexicon if entry.kind == "actor"]


def _other_birth(claim: Claim, units: Sequence[Unit], material: Material) -> Unit | None:
    """Return the sentence that gives the subject another year of birth than the claim; `units` need not hold it."""
    claimed = _CLAIMED_BIRTH.search(claim.text)
    entry = material.lexicon.find(claim.subject.label)
    unit = birth_of(entry, material) if claimed and entry and entry.kind != "notion" else None
    return unit if unit and claimed and claimed["year"] not in unit.folded else None


def _other_order(claim: Claim, units: Sequence[Unit], material: Material) -> Unit | None:
    """Return a sentence that puts the other way round the two things that a claim puts one after the other."""
    things = sorted(
        (one for one in claim.concepts[1:] if not one.light), key=lambda one: _place(one, claim.text, material)
    )
    if len(things) < 2 or not _THEN.search(claim.text):
        return None
    first, second = things[0], things[-1]
    for unit in units[:LOOKED_AT]:
        then = _THEN.search(unit.folded)
        if then is None or not claim.subject.is_in(unit.stems | unit.context):
            continue
        before, after = analyse(unit.folded[: then.start()]), analyse(unit.folded[then.end() :])
        if second.is_in(before) and first.is_in(after) and not first.is_in(before):
            return unit
    return None


def _tells(claim: Claim, claimed: Concept, unit: Unit) -> bool:
    """Tell whether a sentence names all the rest of a claim, and at least two things of it."""
    rest = [concept for concept in claim.concepts if concept is not claimed and not _is_auxiliary(concept)]
    return len(rest) >= 2 and all(concept.is_in(unit.stems) for concept in rest)


def _is_auxiliary(concept: Concept) -> bool:
    return fold(concept.label) in {"ete", "been", "bien", "donc"}


def _is_another(entry: LexiconEntry, claim: Claim, unit: Unit) -> bool:
    named = any(form and form <= unit.stems for form in (frozenset(analyse(name)) for name in entry.names))
    return named and all(concept.label != entry.term for concept in claim.concepts)


def _other_number(claim: Claim, units: Sequence[Unit], material: Material) -> Unit | None:
    """Return a sentence that counts the same things of the same subject otherwise."""
    claimed = dict(_counts(claim.text))
    for unit in units[:LOOKED_AT]:
        if not claim.subject.is_in(unit.stems | unit.context):
            continue
        told = dict(_counts(unit.folded))
        if any(stem in told and told[stem] != number for stem, number in claimed.items()) and not set(
            claimed.values()
        ) & set(told.values()):
            return unit
    return None


def _counts(folded: str) -> Iterator[tuple[str, str]]:
    """Yield the stem of the word after each number, with the number in figures."""
    figures = {word: str(value) for value, word in enumerate(NUMBER_WORDS, 2)}
    for match in _NUMBER.finditer(folded):
        for stem in analyse(" ".join(folded[match.end() :].split()[:1])):
            yield stem, figures.get(match["n"], match["n"])
