"""True statements made false: each corruption that a careless writer, or a model, could make of a sentence."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from assistant.domain import Hit
from assistant.french import MONTHS, NUMBER_WORDS
from assistant.knowledge import Lexicon

_NAME = re.compile(r"(?<=[^.!?:«\"“\n][ ’'])[A-ZÀ-Ý][a-zà-ÿ]{2,}(?:[- ][A-ZÀ-Ý][a-zà-ÿ]+)*|\b[A-ZÀ-Ý]{3,}\b")
_DENIABLE = "est|sont|a|ont|peut|peuvent|doit|doivent|vise|porte|donne|demande|reste|fait|propose|dit|permet|aide"
_NEGATED = re.compile(r"\b(?:ne |n[’'])(\w+) (?:pas|jamais|plus)\b")
_SPELLED = re.compile(rf"(?<!-)\b(?:{'|'.join(NUMBER_WORDS)})\b(?!-)")
_MODALITIES: Mapping[str, str] = {
    r"\bpeut\b": "doit",
    r"\bpeuvent\b": "doivent",
    r"\bdoit\b": "peut",
    r"\bdoivent\b": "peuvent",
    r"\bfaut\b": "serait bien de",
    r"\bintéressée?s? par\b": "engagé à financer",
    r"\bvise à\b": "parvient à",
    r"\bvisent à\b": "parviennent à",
    r"\bcherche à\b": "réussit à",
    r"\benvisage de\b": "a décidé de",
    r"\bsouhaite\b": "obtient",
    r"\bpropose de\b": "impose de",
    r"\bpourrait\b": "va",
    r"\best (?=un|une|le|la|né|l[’'])": "pourrait être ",
    r"\bsont (?=des|les)": "deviendront ",
    r"\ba (?=été|créé|publié|lancé)": "aura ",
}
_QUANTITIES: Mapping[str, str] = {
    r"\b[Cc]ertain(e?)s\b": r"tou\1s",
    r"\bplusieurs\b": "tous les",
    r"\bsouvent\b": "toujours",
    r"\bparfois\b": "toujours",
    r"\btous les\b": "quelques",
    r"\btoutes les\b": "quelques",
    r"\bchaque\b": "parfois un",
    r"\bau moins\b": "au plus",
    r"\bavant\b": "après",
    r"\baprès\b": "avant",
    r"\bplus de\b": "moins de",
    r"\bmoins\b": "plus",
    r"\bsans\b": "avec",
    r"\bavec\b": "sans",
}


@dataclass(frozen=True, slots=True)
class TrueStatement:
    """A sentence that a passage says."""

    text: str
    hit: Hit
    """The passage that says it."""
    following: str = ""
    """The sentence after it in the passage, empty when it is the last."""


def number(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with another number, in figures or in words."""
    found = re.search(r"(?<![\w.,-])\d{1,4}(?![\w,-])", one.text)
    if found:
        return _put(one.text, found, str(int(found.group()) + 1 + _pick(one.text, 7)))
    word = re.search(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", one.text)
    return _put(one.text, word, _other(NUMBER_WORDS, word.group(), one.text)) if word else None


def date(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with another month, None when it names none."""
    found = re.search(rf"\b(?:{'|'.join(MONTHS)})\b", one.text)
    return _put(one.text, found, _other(MONTHS, found.group(), one.text)) if found else None


def name(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with one of its names replaced by another of the corpus."""
    found = _NAME.search(one.text)
    others = [other for other in names if other.lower() not in one.text.lower()]
    return _put(one.text, found, _other(others, found.group(), one.text)) if found and others else None


def negation(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with a negation removed, else with one added."""
    if _NEGATED.search(one.text):
        return _NEGATED.sub(r"\1", one.text, count=1)
    found = re.search(rf"(?<=[\w)] )(?:{_DENIABLE})(?= )", one.text)
    if not found:
        return None
    particle = "n’" if found.group()[0] in "aeo" else "ne "
    return _put(one.text, found, f"{particle}{found.group()} pas")


def modality(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with a wish made a fact, a possibility made a duty, a fact made a guess."""
    return _first(one.text, _MODALITIES)


def quantity(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with some made all, before made after, with made without."""
    return _first(one.text, _QUANTITIES)


def subject(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with its first two nouns under an article exchanged."""
    found = list(re.finditer(r"(?<=\b[Ll]es )\w{5,}|(?<=\b[Ll]a )\w{5,}|(?<=\b[Ll]e )\w{5,}", one.text))
    if len(found) < 2 or found[0].group().lower() == found[1].group().lower():
        return None
    first, second = found[:2]
    middle = one.text[first.end() : second.start()]
    if re.fullmatch(r"[ ,]*(?:et|ou)?[ ,]*(?:les|la|le)? ?", middle):
        return None
    return f"{one.text[: first.start()]}{second.group()}{middle}{first.group()}{one.text[second.end() :]}"


def stitched(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the beginning of the statement joined with the end of the one after it."""
    head, tail = one.text.split(), one.following.split()
    if len(head) < 8 or len(tail) < 8:
        return None
    return " ".join([*head[: len(head) // 2], *tail[len(tail) // 2 :]])


def ellipsis(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with its middle left out."""
    words = one.text.split()
    third = len(words) // 3
    return " ".join([*words[:third], "[…]", *words[-third:]]) if third >= 3 else None


def acronym(one: TrueStatement, names: Sequence[str]) -> str | None:
    """Return the statement with a made-up reading put after an acronym it holds."""
    found = re.search(r"\b(?:EFC|ECT|PTCE|ESS|IE-EFC|ATEMIS|SCIC|TZCLD|CAF|ORÉE|EPCI)\b(?! *\()", one.text)
    if not found:
        return None
    words = {"E": "entente", "F": "fédérée", "C": "citoyenne", "T": "temporaire", "P": "plan", "S": "solidaire"}
    words |= {"I": "initiative", "A": "association", "M": "mutuelle", "O": "ouverte", "R": "rurale", "É": "élargie"}
    words |= {"Z": "zone", "L": "locale", "D": "durable"}
    reading = " ".join(words[letter] for letter in found.group() if letter.isalpha())
    return _put(one.text, found, f"{found.group()} ({reading})")


Mutation = Callable[[TrueStatement, Sequence[str]], str | None]

MUTATIONS: Mapping[str, Mutation] = {
    "nombre": number,
    "date": date,
    "nom": name,
    "négation": negation,
    "modalité": modality,
    "quantité": quantity,
    "sujet": subject,
    "citations cousues": stitched,
    "ellipse": ellipsis,
    "sigle inventé": acronym,
}
"""Corruptions of the text; the wrong document and the false reading of the lexicon are of the claim."""


def false_reading(one: TrueStatement, lexicon: Lexicon) -> str | None:
    """Return the statement with the false reading that the lexicon warns of put after an acronym it holds."""
    for entry in lexicon:
        if entry.acronym and entry.false_expansions:
            found = re.search(rf"\b{re.escape(entry.acronym)}\b", one.text)
            if found:
                return _put(one.text, found, f"{entry.acronym} ({entry.false_expansions[0]})")
    return None


def reworded(one: TrueStatement, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each honest wording of a statement: it says no more than the statement."""
    text = one.text
    yield "mot à mot", text
    yield "typographie", text.replace("’", "'").replace("« ", '"').replace(" »", '"').replace("\u00a0", " ")
    yield "cadre", f"D’après la source, {text[0].lower() if text[1:2].islower() else text[0]}{text[1:]}"
    shorter = re.sub(r" \([^()]*\)", "", text)
    if shorter != text:
        yield "parenthèse", shorter
    moved = re.match(r"((?:En|À|Depuis|Selon|Pour|Dans) [^,]{3,40}), (\w[^,;:]*)\.$", text)
    if moved:
        yield "complément", f"{moved[2][0].upper()}{moved[2][1:]} {moved[1][0].lower()}{moved[1][1:]}."
    digits = re.sub(
        rf"(?<!-)\b(?:{'|'.join(NUMBER_WORDS)})\b(?!-)", lambda word: str(NUMBER_WORDS.index(word[0]) + 2), text
    )
    if digits != text:
        yield "chiffres", digits
    renamed = _renamed(text, lexicon)
    if renamed:
        yield "autre nom", renamed


def _renamed(text: str, lexicon: Lexicon) -> str | None:
    """Return a text with the acronym of a term in place of the term written out."""
    for entry in lexicon:
        for expansion in (entry.term, *entry.expansions):
            if entry.acronym and expansion != entry.acronym and f" {expansion} " in text and entry.acronym not in text:
                return text.replace(expansion, entry.acronym, 1)
    return None


def _first(text: str, changes: Mapping[str, str]) -> str | None:
    for pattern, replacement in changes.items():
        if re.search(pattern, text):
            return re.sub(pattern, replacement, text, count=1)
    return None


def _put(text: str, found: re.Match[str], replacement: str) -> str:
    return text[: found.start()] + replacement + text[found.end() :]


def _pick(key: str, count: int) -> int:
    """Return a number under `count` that hangs on a text alone."""
    return crc32(key.encode()) % count


def _other(choices: Sequence[str], this: str, key: str) -> str:
    others = [choice for choice in choices if choice != this]
    return others[_pick(key, len(others))]
