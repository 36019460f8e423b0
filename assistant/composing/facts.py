"""Facts: the few units that cover a question best, and the floors they must pass."""

import itertools
import re
from collections.abc import Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import ANSWER_FLOOR, chosen, covered_by, new_names, ranked, shows_wants, stated
from assistant.evidence import Concept, Unit, holds
from assistant.evidence.synonyms import light_stems
from assistant.french import analyse, fold

_NAMED_PERSON = re.compile(
    r"\bqui (?:l'a |l'ont |la |le )?(?:est|etait|pilot\w+|dirig\w+|presid\w+|(?:a )?(?:ecrit|"
    r"redige|dirige|pilote))\b|"
    r"\bcomment s'appelle\b|\bquel est le nom\b|\bwho (?:is|was|led|leads|wrote|runs)\b|\b(?:dans|"
    r"en) quel(?:le)? (?:commune|ville|departement|pays|region)\b|\bwhere (?:is|are|do|does|did)\b"
)

_SORT = re.compile(r"\bquell?e? (?P<sort>commune|ville|departement|pays|region)\b")
"""The sort of place whose name is asked: the sentence that gives the name need not repeat it."""

_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+(?:[ -](?:d[eu] |la |l’|les )?[A-ZÀ-Ý][\w’'-]+)*")

_ASKS_A_FORMER_NAME = re.compile(
    r"\b(?:s'appelai\w*|(?:ancien|premier|autre) nom\b|(?:former|first|other) name\b|was .{2,40} (?:called|named))"
)
_TELLS_A_NAME = re.compile(
    r"\b(?:appele\w*|nomme\w*|rebaptise\w*|(?:connue?s?|designee?s?) sous|le nom d\w*|renamed|"
    r"(?:first|then|formerly) (?:called|named))\b"
)
_ASKS_WHAT_IS_SAID = re.compile(r"\bque (?:dit|disent|dirait)\b|\bwhat (?:does|do) (?=.* say\b)")

NAMELESS_FLOOR = 0.7
"""The same for a question that names no term of the field: it may well be about something else."""

ALONE = 0.5
"""Share of a question of two things, no term among them, of which one sentence covers more: two halves are chance."""

SEVERAL = 3
"""Words of weight that one sentence shares with a question, for the question to be of the field."""

WHO_FLOOR = 0.6
"""Share of a question on somebody that the sentence with the name covers."""

PASSAGE_FLOOR = 0.5
"""Share of the question's weight that one passage covers: words gathered from several prove nothing."""


def fact(material: Material) -> Composition | None:
    """Return the few units that cover the question best, None when they cover too little of it."""
    found = _fact_among(material.units, material)
    return found if found is not None else _fact_among(material.wider, material)


def _fact_among(units: Sequence[Unit], material: Material) -> Composition | None:
    inquiry = material.inquiry
    scored = ranked(units, material.weighing, inquiry, lambda unit: _wanted(unit, material))
    picked = chosen(scored, material.weighing)
    coverage = covered_by(picked, material.weighing)
    floor = ANSWER_FLOOR if _has_a_subject(picked, material) else NAMELESS_FLOOR
    if not picked or coverage < floor or not shows_wants(picked, inquiry) or _is_elsewhere(picked, material):
        return None
    if _NAMED_PERSON.search(fold(inquiry.standalone)) and not _names_somebody(picked, coverage, material):
        return None
    if not _has_a_subject(picked, material) and has_unknown(material):
        return None
    if not inquiry.terms and _is_halved(picked, material):
        return None
    if max(_passage_coverage(unit, material) for unit in picked) < min(floor, PASSAGE_FLOOR):
        return None
    return Composition(stated(picked, material.reader), confidence=min(1.0, coverage))


def _is_halved(picked: Sequence[Unit], material: Material) -> bool:
    """Tell whether the two things that a short question names are never named together."""
    strong = [concept for concept in material.weighing.concepts if not concept.light]
    alone = max(material.weighing.coverage(unit.stems, unit.context) for unit in picked)
    return len(strong) == 2 and alone <= ALONE


def _names_somebody(picked: Sequence[Unit], coverage: float, material: Material) -> bool:
    """Tell whether one unit gives a name for all that the question says of somebody."""
    sort = _SORT.search(fold(material.inquiry.standalone))
    asked = frozenset(analyse(sort["sort"])) if sort else frozenset[str]()
    concepts = [concept for concept in material.weighing.concepts if not concept.is_in(asked)]
    strong = {concept.label for concept in concepts if not concept.light}
    return coverage >= WHO_FLOOR and any(
        (_names_a_place(unit, material) if sort else new_names(unit, material.inquiry))
        and strong <= material.weighing.matched(unit.stems | unit.context)
        for unit in picked
    )


def _names_a_place(unit: Unit, material: Material) -> bool:
    """Tell whether a unit names a place of the map that the question does not."""
    asked = {place.name for place in material.inquiry.places}
    names = _CAPITALISED.findall(unit.text)
    return any(place.name not in asked for name in names for place in material.places.find(name))


def _has_a_subject(picked: Sequence[Unit], material: Material) -> bool:
    """Tell whether a question is of the field: by a term, a rare word, a pair of words, or several words together."""
    if material.inquiry.terms:
        return True
    weighing = material.weighing
    named = frozenset().union(*(weighing.matched(unit.stems) for unit in picked))
    if any(concept.rare and concept.label in named for concept in weighing.concepts):
        return True
    strong = [concept for concept in weighing.concepts if not concept.light]
    asked = _pairs(material.inquiry.focus)
    return any(
        sum(concept.is_in(unit.stems) for concept in strong) >= SEVERAL or asked & _pairs([unit.text])
        for unit in picked
    )


def _pairs(texts: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring stems of some texts read one after the other."""
    stems = [stem for text in texts for stem in analyse(text) if stem not in light_stems()]
    return set(itertools.pairwise(stems))


def _is_elsewhere(picked: Sequence[Unit], material: Material) -> bool:
    """Tell whether units miss the subject: none names a term asked, or all the rest of the question is unknown."""
    terms = {entry.term for entry in material.inquiry.terms}
    if not terms:
        return False
    named = frozenset().union(*(material.weighing.matched(unit.stems | unit.context) for unit in picked))
    rest = [concept for concept in material.weighing.concepts if concept.label not in terms and not concept.light]
    unknown = [concept for concept in rest if not is_known(concept, material)]
    return not named & terms or (len(unknown) >= 2 and len(unknown) == len(rest))


def is_known(concept: Concept, material: Material) -> bool:
    """Tell whether the index holds all the stems of one form of a concept."""
    return any(all(material.index.document_frequency(stem) for stem in form) for form in concept.forms)


def _passage_coverage(unit: Unit, material: Material) -> float:
    """Return the share of the question that the passage of a unit covers, its headings and title included."""
    around = material.reader.units_of(unit.passage, unit.document)
    return material.weighing.coverage(frozenset().union(*(one.stems for one in around)), unit.context)


def _wanted(unit: Unit, material: Material) -> float:
    """Prefer the units that show what the question wants."""
    wants = material.inquiry.wants
    if _is_what_is_asked(unit, material):
        return 0.5
    if material.inquiry.intent == "who":
        return 0.4 if new_names(unit, material.inquiry) else 0.0
    return 0.25 * sum(holds(want, unit.folded) for want in wants) / len(wants) if wants else 0.0


def _is_what_is_asked(unit: Unit, material: Material) -> bool:
    """Tell whether a unit gives the name that a thing bore, or what somebody says, when that is asked."""
    asked = fold(material.inquiry.standalone)
    if _ASKS_A_FORMER_NAME.search(asked):
        return _TELLS_A_NAME.search(unit.folded) is not None
    asker = _ASKS_WHAT_IS_SAID.search(asked)
    speakers = [fold(name) for entry in material.inquiry.terms if entry.kind == "actor" for name in entry.names]
    said = [name for name in speakers if asker and asked.find(name, asker.start()) >= 0]
    according = r"\b(?:selon|d'apres|pour) (?:le |la |l'|les )?"
    return any(re.search(rf"{according}{re.escape(name)}\b", unit.folded) for name in said)


def has_unknown(material: Material) -> bool:
    """Tell whether a question holds a word that no document holds."""
    return any(not concept.light and not is_known(concept, material) for concept in material.weighing.concepts)
