"""Lists, counts and runs of questions: whole, from one place, with the gap when a source announces another number."""

import re
from collections.abc import Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import ANSWER_FLOOR, drafted, prior, stated, whole
from assistant.composing.wording import say
from assistant.domain import Drafted, Hit
from assistant.evidence import Concept, Unit
from assistant.evidence.concepts import of_phrase
from assistant.french import NUMBER_WORDS, analyse, fold, typeset

_NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS, 2)} | {
    "dix-sept": 17,
    "dix-huit": 18,
    "dix-neuf": 19,
    "vingt": 20,
}
_NUMBER = r"\b(?P<n>\d{1,4}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b"
LISTS_SOUGHT = 30
"""Passages searched for a list beside the hits of the question."""

LIST_BONUS, SHARE_BONUS, NUMBER_BONUS = 0.15, 0.4, 0.2
"""What being a list is worth, that its items bear the noun asked, that it has the number said: set on our questions."""

_ENUMERATION = re.compile(r"[(:].*?(?:[^,;()]+[,;] ){2,}|(?:[^,;()]+, ){2,}[^,;()]+ (?:et|ou) |: [^.]+ (?:et|ou) [^.]+")


def list_whole(material: Material) -> Composition | None:
    """Return the list, or the enumerating sentence, that answers a question for several things."""
    scored = sorted(
        (
            (_list_score(unit, material), unit)
            for unit in _candidates(material)
            if _enumerates(unit) or (unit.kind == "sentence" and _announced_list(unit, material))
        ),
        key=lambda pair: (-pair[0], pair[1].passage.id, pair[1].span.start),
    )
    if not scored:
        return None
    best = scored[0][1]
    coverage = _list_coverage(best, material)
    if coverage < ANSWER_FLOOR or not _is_on_subject(best, "", material):
        return None
    statements = [*stated([best], material.reader)]
    shown = best if best.kind == "list" else _announced_list(best, material)
    if shown is not None and shown is not best:
        statements.append(drafted(shown))
    if shown is not None:
        statements += [one for one in _gap(material, shown) if one.text != statements[0].text]
    return Composition(tuple(statements), confidence=coverage)


def _announced_list(unit: Unit, material: Material) -> Unit | None:
    """Return the list that stands right after a sentence, in the same section."""
    for passage in material.index.passages_of(unit.document.id):
        if passage.number - unit.passage.number in {0, 1} and passage.headings == unit.passage.headings:
            units = material.reader.units_of(passage, unit.document)
            lists = [one for one in units if one.kind == "list" and one.span.start >= unit.span.end]
            if lists:
                return lists[0]
    return None


def _candidates(material: Material) -> list[Unit]:
    """Return the units of the hits, and the lists of the documents around and of a search for lists."""
    subject = " ".join([*(entry.term for entry in material.inquiry.terms), *material.inquiry.focus])
    hits = {hit.passage.id: hit for hit in material.search(f"liste {subject}", LISTS_SOUGHT)}
    further = [unit for unit in [*material.wider, *material.readable(list(hits.values()))] if unit.kind == "list"]
    seen = {(unit.document.id, unit.span.start) for unit in material.units}
    return [*material.units, *(unit for unit in further if _place(unit) not in seen)]


def questions_asked(material: Material) -> Composition | None:
    """Return the run of questions that a document asks, for whoever wants the questions."""
    runs: list[list[Unit]] = []
    for unit in sorted((u for u in material.wider if u.is_question and u.kind != "list"), key=_place):
        if runs and _place(unit)[0] == _place(runs[-1][-1])[0] and unit.span.start - runs[-1][-1].span.end <= 6:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    if not runs:
        return None
    best = max(runs, key=lambda run: (_run_score(run, material), -run[0].rank, run[0].passage.id))
    text = "\n".join(f"- {unit.text}" for unit in best)
    return Composition((Drafted(text, (whole(best),)),), confidence=min(1.0, 0.4 + _run_score(best, material) / 2))


def count(material: Material) -> Composition | None:
    """Return how many things of each kind asked a list holds, naming them; None when no list tells."""
    statements: list[Drafted] = []
    for phrase in material.inquiry.counted:
        found = _counted(material, phrase)
        statements += found or []
    return Composition(tuple(statements), confidence=0.85) if statements else None


def _place(unit: Unit) -> tuple[str, int]:
    return unit.document.id, unit.span.start


def _run_score(run: Sequence[Unit], material: Material) -> float:
    stems = frozenset().union(*(unit.stems for unit in run))
    score = material.weighing.coverage(stems, run[0].context)
    return score + max(prior(unit, material.inquiry) for unit in run) + 0.1 * min(len(run), 4)


def _enumerates(unit: Unit) -> bool:
    if unit.kind == "list":
        return len(_items(unit)) >= 2
    return unit.kind == "sentence" and not unit.is_question and _ENUMERATION.search(unit.folded) is not None


def _list_score(unit: Unit, material: Material) -> float:
    score = _list_coverage(unit, material) + prior(unit, material.inquiry)
    score += NUMBER_BONUS if _has_the_number(unit, material) else 0.0
    return score + (LIST_BONUS + SHARE_BONUS * _share_named(unit, material) if unit.kind == "list" else 0.0)


def _has_the_number(unit: Unit, material: Material) -> bool:
    """Tell whether a list holds as many things as the question says, or announces that number: « les deux pistes »."""
    asked = re.search(_NUMBER + r"(?= [^\W\d_])", fold(material.inquiry.standalone))
    if asked is None:
        return False
    value = asked.group("n")
    number = int(value) if value.isdigit() else _NUMBERS[value]
    told = {count for count, _ in _announced(unit.text.split("\n", 1)[0])}
    return number in told or number == len(_items(unit))


def _list_coverage(unit: Unit, material: Material) -> float:
    """Return how much of the question a list covers: half by what announces it, half by all it holds."""
    weighing = material.weighing
    if unit.kind != "list":
        return weighing.coverage(unit.stems, unit.context)
    head = _heading_stems(unit) | unit.context
    return (weighing.coverage(head) + weighing.coverage(head | unit.stems)) / 2


def _share_named(unit: Unit, material: Material) -> float:
    """Return the share of a list's items that bear the thing asked for: « Club Noé » is one of the clubs."""
    items = [frozenset(analyse(item)) for item in _items(unit)]
    concept = _head(material)
    if concept is None or not items:
        return 0.0
    head = frozenset(analyse(concept.label)[:1])
    return sum(concept.is_in(item) or bool(head & item) for item in items) / len(items)


def _head(material: Material) -> Concept | None:
    """Return what a list is asked of: the thing that the question names first."""
    asked = fold(material.inquiry.standalone)
    entries = {entry.term: entry.names for entry in material.inquiry.terms}
    placed: list[tuple[int, Concept]] = []
    for concept in material.weighing.concepts:
        names = [fold(name) for name in entries.get(concept.label, (concept.label,))]
        placed += [(asked.find(name), concept) for name in names if name in asked]
    return min(placed, key=lambda pair: pair[0])[1] if placed else None


def _items(unit: Unit) -> list[str]:
    return [line for line in unit.text.splitlines() if re.match(r"(?:[-*•]|\d{1,3}[.)]) ", line)]


def _heading_stems(unit: Unit) -> frozenset[str]:
    """Return the stems of what announces a list: its last heading, the title, and its own first line."""
    intro = [line for line in unit.text.splitlines() if line not in _items(unit)]
    headings = unit.passage.headings[-1:] or ()
    return frozenset(analyse(" . ".join([unit.document.title, *headings, *intro])))


def _counted(material: Material, phrase: str) -> list[Drafted] | None:
    weighing = of_phrase(phrase, material.index)
    forms = _forms(material, phrase)
    lists = [
        unit for unit in _lists(material, phrase) if len(_items(unit)) >= 2 and _is_on_subject(unit, phrase, material)
    ]
    announced = [unit for unit in lists if any(form <= _heading_stems(unit) for form in forms)]
    if announced:
        best = max(announced, key=lambda unit: (weighing.coverage(unit.context), len(_items(unit)), -unit.rank))
        return [*_whole_count(best, material, phrase)]
    matches = [(unit, _matching(unit, forms, material)) for unit in lists]
    unit, items = max(matches, key=lambda pair: (len(pair[1]), -pair[0].rank), default=(None, []))
    if unit is None or not items or not _holds_the_rest(unit, phrase, material, alone=len(items) == 1):
        return None
    text = say("counted_what", material.inquiry.language, count=str(len(items)), what=phrase)
    named = typeset(" ; ".join(item.text.rstrip(" \u202f;,.") for item in items))
    return [Drafted(f"{text} {named}.", tuple(item.span for item in items))]


def _holds_the_rest(unit: Unit, phrase: str, material: Material, *, alone: bool) -> bool:
    """Tell whether a list is about what the question says beside the thing counted; one item alone proves little."""
    counted = frozenset(stem for other in material.inquiry.counted for stem in analyse(other)) | frozenset(
        analyse(phrase)
    )
    entries = {
        entry.term for entry in material.inquiry.terms if any(frozenset(analyse(n)) <= counted for n in entry.names)
    }
    rest = [
        concept
        for concept in material.weighing.concepts
        if not concept.light and concept.label not in entries and not any(form <= counted for form in concept.forms)
    ]
    around = unit.stems | unit.context
    held = sum(concept.weight for concept in rest if concept.is_in(around))
    return held >= sum(concept.weight for concept in rest) / 2 and not (alone and not rest)


def _is_on_subject(unit: Unit, phrase: str, material: Material) -> bool:
    """Tell whether a list, with its headings and title, names the actors the question names beside what it counts."""
    counted = frozenset(analyse(phrase))
    actors = [entry for entry in material.inquiry.terms if entry.kind == "actor"]
    forms = [[frozenset(analyse(name)) for name in entry.names] for entry in actors]
    around = unit.stems | unit.context
    return all(any(form and (form <= around or form <= counted) for form in names) for names in forms)


def _lists(material: Material, phrase: str) -> list[Unit]:
    """Return the lists among the hits of the question and of the phrase alone."""
    hits: dict[str, Hit] = {hit.passage.id: hit for hit in [*material.hits, *material.search(phrase, 10)]}
    return [unit for unit in material.readable(list(hits.values())) if unit.kind == "list"]


def _forms(material: Material, phrase: str) -> list[frozenset[str]]:
    entry = material.lexicon.find(phrase) or material.lexicon.find(re.sub(r"s\b", "", phrase))
    texts = [phrase, *(entry.names if entry else ())]
    return [form for form in (frozenset(analyse(text)) for text in texts) if form]


def _matching(unit: Unit, forms: Sequence[frozenset[str]], material: Material) -> list[Unit]:
    items = [one for one in material.reader.units_of(unit.passage, unit.document, unit.rank) if one.kind == "item"]
    return [item for item in items if any(form <= item.stems for form in forms)]


def _whole_count(unit: Unit, material: Material, phrase: str) -> list[Drafted]:
    gap = _gap(material, unit, phrase)
    opening = say("listed_count", material.inquiry.language, count=str(len(_items(unit))))
    return [Drafted(f"{opening}\n" + "\n".join(_items(unit)), (unit.span,)), *gap]


def _gap(material: Material, unit: Unit, phrase: str = "") -> list[Drafted]:
    """Return the sentence that announces another number than the list holds, and a word on the gap.

    A list that announces its own number has no gap but on the very thing it counts.
    """
    listed = len(_items(unit))
    own = {noun for number, noun in _announced(unit.text.split("\n", 1)[0]) if number == listed}
    nouns = own or frozenset(analyse(phrase)) or unit.context
    for other in material.reader.units(
        [Hit(p, unit.document, 0.0) for p in material.index.passages_of(unit.document.id)]
    ):
        told = next((number for number, noun in _announced(other.text) if noun in nouns), None)
        if other.kind == "sentence" and told is not None and told != listed and not other.is_question:
            gap = say("gap", material.inquiry.language, count=str(listed))
            return [drafted(other), Drafted(gap, (unit.span,))]
    return []


def _announced(text: str) -> list[tuple[int, str]]:
    """Return the numbers a text gives and the stem of what each counts: « les 17 dynamiques »."""
    found: list[tuple[int, str]] = []
    for match in re.finditer(_NUMBER + r" (?P<noun>[^\W\d_]+)", fold(text)):
        value = match.group("n")
        number = int(value) if value.isdigit() else _NUMBERS[value]
        found += [(number, stem) for stem in analyse(match.group("noun"))[:1]]
    return found
