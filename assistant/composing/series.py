"""Numbered sections: « les trois temps », « la piste 2 », told from the headings that number them."""

import re
from collections.abc import Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import ranked, stated
from assistant.composing.wording import say
from assistant.domain import Drafted
from assistant.evidence import Unit
from assistant.french import analyse, fold

_NUMBERED = re.compile(r"^(?P<noun>[^\W\d_]{4,}) (?P<number>\d{1,2})\b")
_ORDINALS = {
    1: "premiere|premier|1ere|1er",
    2: "deuxieme|seconde|second|2e|2eme",
    3: "troisieme|3e|3eme",
    4: "quatrieme|4e|4eme",
}
_INTENTS = frozenset({"list", "count", "definition", "comparison", "fact", "howto", "acronym"})


def tell_series(material: Material) -> Composition | None:
    """Return what each numbered section says, or the ones the question numbers; None when it names no series."""
    if material.inquiry.intent not in _INTENTS:
        return None
    asked = _in_figures(fold(material.inquiry.standalone))
    sections = _sections(material, frozenset(analyse(asked)))
    if len(sections) < 2:
        return None
    wanted = {number: units for number, units in sections.items() if re.search(rf"\b{number}\b", asked)}
    singular = _is_singular(asked, sections)
    if (singular and not wanted) or not (singular or _is_plural(asked, sections)):
        return None
    chosen = wanted if wanted and singular else sections
    statements: list[Drafted] = []
    if material.inquiry.intent == "count":
        firsts = tuple(units[0].span for units in sections.values())
        statements.append(Drafted(say("listed_count", material.inquiry.language, count=str(len(sections))), firsts))
    for units in chosen.values():
        label = units[0].passage.headings[-1]
        statements.append(Drafted(say("about", material.inquiry.language, what=label)))
        statements += stated(_telling(units, material) if len(chosen) == 1 else units[:1], material.reader)
    return Composition(tuple(statements), confidence=0.8)


def _telling(units: Sequence[Unit], material: Material) -> list[Unit]:
    """Return the two units of a section that say most of what is asked, in their order."""
    best = [unit for _, unit in ranked(units, material.weighing, material.inquiry)[:2]]
    return sorted(best, key=lambda unit: unit.span.start)


def _in_figures(asked: str) -> str:
    """Return a question with its ordinals in figures after the noun: « la seconde piste » is « piste 2 »."""
    for number, words in _ORDINALS.items():
        asked = re.sub(rf"\b(?:{words}) (?P<noun>[^\W\d_]{{4,}})", rf"\g<noun> {number}", asked)
    for number, word in enumerate(("un", "deux", "trois", "quatre", "cinq"), 1):
        asked = re.sub(rf"\b(temps|etape|piste|phase|partie|niveau) {word}\b", rf"\1 {number}", asked)
    return asked


def _sections(material: Material, asked: frozenset[str]) -> dict[int, Sequence[Unit]]:
    """Return the units of each numbered section whose noun the question names, by number, from one document."""
    found: dict[tuple[str, str], dict[int, list[Unit]]] = {}
    for unit in material.wider:
        heading = fold(unit.passage.headings[-1]) if unit.passage.headings else ""
        match = _NUMBERED.match(heading)
        if not match or unit.kind == "item" or not set(analyse(match.group("noun"))) & asked:
            continue
        series = found.setdefault((unit.document.id, match.group("noun")), {})
        series.setdefault(int(match.group("number")), []).append(unit)
    best = max(found.values(), key=len, default={})
    return {number: sorted(best[number], key=lambda unit: unit.span.start) for number in sorted(best)}


def _is_plural(asked: str, sections: dict[int, Sequence[Unit]]) -> bool:
    """Tell whether a question is about a whole series: « les trois temps », « combien de pistes »."""
    heading = fold(next(iter(sections.values()))[0].passage.headings[-1])
    noun = heading.split(" ", 1)[0].removesuffix("s")
    numbers = r"\d+|deux|trois|quatre|cinq|six"
    counted = "" if noun == "temp" else "|combien de"
    return (
        re.search(rf"\b(?:{numbers}|les|des|ces|chaque|tous les|differents|differentes{counted}) {noun}s?\b", asked)
        is not None
    )


def _is_singular(asked: str, sections: dict[int, Sequence[Unit]]) -> bool:
    """Tell whether a question is about some numbers of a series: « le temps 2 », and not « les trois temps »."""
    return any(re.search(rf"[^\W\d_]{{4,}} {number}\b", asked) for number in sections)
