"""Concordance of a notion: who defines it, when, what the definitions share and what each one says of its own."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.composing.composition import Composition, Material
from assistant.composing.defining import definition_score, is_defining, names, noted
from assistant.composing.selecting import drafted, redundant
from assistant.composing.voicing import Voice, label, voice_of
from assistant.composing.wording import say
from assistant.domain import Drafted
from assistant.evidence import Unit
from assistant.evidence.synonyms import light_stems
from assistant.french import NUMBER_WORDS, analyse, fold, tokens
from assistant.knowledge import LexiconEntry

SOUGHT = 12
"""Passages sought for each way of naming a definition, beside those of the question and of the term's own note."""

MOST_VOICES = 5
"""Sources shown: on the shipped corpus no notion has more than five that differ."""

MOST_WORDS = 5
"""Words in common shown: more of them say less."""

_DENIES = re.compile(r"\bne (?:\w+ )?(?:veut|signifie\w*|designe\w*|se reduit|sont)\b|\bn'est\b|\bis not\b")
_OBJECT = r"(?:surtout |aussi |d'abord )?(?:l'|d'|le |la |les |un |une |des |du |de |the |an? |« ?){{0,3}}{}s?(?!\w)"
_LEAST_LETTERS = 4
_ATTRIBUTED_BONUS = 1.0
_DEFINES = frozenset(analyse("définir"))
_FRAMING = frozenset(analyse("définir définition notion terme mot concept source")) | frozenset(NUMBER_WORDS)
"""Stems that say that something is defined or counted, and not what it is."""


@dataclass(frozen=True, slots=True)
class _Defined:
    """A unit that defines, and who says it."""

    voice: Voice
    unit: Unit
    score: float


def concord(material: Material, entry: LexiconEntry) -> Composition | None:
    """Return the definitions of a term, one a source; None when no sentence defines it.

    Several sources are introduced by what their definitions share, then told one by one under a line that names
    each with its date; a single one is told with the same line, and said to be alone.
    """
    found = _distinct(_definitions(material, entry))
    if not found:
        return None
    language = material.inquiry.language
    told = [one for each in found for one in (label(each.voice, each.unit, language), drafted(each.unit))]
    what = entry.acronym or entry.term
    if len(found) == 1:
        return Composition((Drafted(say("one_defines", language, what=what)), *told), confidence=0.7)
    opening = [
        say("several_define", language, what=what),
        *_common(found, entry, material),
        say("differences", language),
    ]
    return Composition((*(Drafted(text) for text in opening), *told), confidence=0.85)


def subject(material: Material) -> LexiconEntry | None:
    """Return the term whose definitions are asked: a notion before an actor, X itself for « the definition of X »."""
    asked = fold(material.inquiry.standalone)
    terms = [entry for entry in material.inquiry.terms if not _is_a_definition(entry, frozenset(analyse(asked)))]
    if not terms:
        named = [name for name in material.lexicon.by_name if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", asked)]
        inside = [name for name in named if "defini" not in name]
        terms = [material.lexicon.by_name[max(inside, key=len)]] if inside else []
    return next((entry for entry in terms if entry.kind != "actor"), terms[0] if terms else None)


def _is_a_definition(entry: LexiconEntry, asked: frozenset[str]) -> bool:
    """Tell whether a question names a term by « definition of », so that another term lies inside."""
    return any("defini" in fold(name) and asked >= frozenset(analyse(name)) for name in entry.names)


def _definitions(material: Material, entry: LexiconEntry) -> list[_Defined]:
    """Return every unit that defines a term for somebody, best first, ties by passage and offset."""
    found = [
        defined
        for unit in _candidates(material, entry)
        if unit.kind != "list" and not unit.is_question
        if (defined := _defined(unit, entry, material)) is not None
    ]
    return sorted(found, key=lambda one: (-one.score, one.unit.passage.id, one.unit.span.start))


def _candidates(material: Material, entry: LexiconEntry) -> list[Unit]:
    """Return the units of the term's note and of three searches, each once, in the language of the reply."""
    asked = [f"{entry.term} {entry.acronym or ''} définition", f"définir {entry.term} selon les sources"]
    hits = {hit.passage.id: hit for text in asked for hit in material.search(text, SOUGHT)}
    hits |= {hit.passage.id: hit for hit in material.hits}
    units = [*noted(material, entry), *material.readable(list(hits.values()))]
    wanted = {"fr", "en"} if material.english else {"fr"}
    distinct = {(unit.document.id, unit.span.start, unit.span.end): unit for unit in reversed(units)}
    return [unit for unit in distinct.values() if unit.passage.language in wanted and names(unit, entry)]


def _defined(unit: Unit, entry: LexiconEntry, material: Material) -> _Defined | None:
    """Return who defines a term in a unit, None when nobody does."""
    voice = voice_of(unit, material.lexicon)
    if voice.key == entry.term:
        return None
    defining = unit.kind == "sentence" and is_defining(unit.folded, entry) and not _DENIES.search(unit.folded)
    if not defining and not _is_about(unit, voice, entry, material):
        return None
    score = definition_score(unit, entry, material)
    score += _ATTRIBUTED_BONUS if voice.is_named else 0.0
    return _Defined(voice, unit, score)


def _is_about(unit: Unit, voice: Voice, entry: LexiconEntry, material: Material) -> bool:
    """Tell whether a source is said to define a term: as the object, in its note, or in a list of definitions."""
    if voice.defined is None:
        return False
    if any(re.match(_OBJECT.format(re.escape(fold(name))), voice.defined) for name in entry.names):
        return True
    if unit.kind == "item":
        return any(_lists_definitions(one, entry) for one in material.reader.units_of(unit.passage, unit.document))
    return unit.document.location.endswith(entry.note)


def _lists_definitions(unit: Unit, entry: LexiconEntry) -> bool:
    """Tell whether a list is announced as ways of defining a term."""
    lead = frozenset(analyse(unit.text.split("\n", 1)[0]))
    return unit.kind == "list" and lead >= _DEFINES and any(lead >= frozenset(analyse(name)) for name in entry.names)


def _distinct(found: Sequence[_Defined]) -> list[_Defined]:
    """Return the best definition of each source, without those that say again what a better one says."""
    kept: list[_Defined] = []
    for one in found:
        again = any(
            one.voice.key == other.voice.key or (not one.voice.is_named and redundant(one.unit, other.unit))
            for other in kept
        )
        if not again and len(kept) < MOST_VOICES:
            kept.append(one)
    return kept


def _common(found: Sequence[_Defined], entry: LexiconEntry, material: Material) -> list[str]:
    """Return what the assistant says of the words that definitions share; nothing when they are in two languages."""
    language = material.inquiry.language
    if len({one.unit.passage.language for one in found}) > 1:
        return []
    own = {stem for name in entry.names for stem in analyse(name)}
    said = [_words(one, own) for one in found]
    everywhere = [stem for stem in said[0] if all(stem in words for words in said)]
    if everywhere:
        return [say("shared", language, words=_quoted(everywhere, said, language))]
    counts = Counter(stem for words in said for stem in words)
    several = sorted((stem for stem in counts if counts[stem] > 1), key=lambda stem: -counts[stem])
    if several and len(found) > 2:
        return [say("shared_by_some", language, words=_quoted(several, said, language))]
    return [say("shared_by_none", language)]


def _words(defined: _Defined, own: set[str]) -> dict[str, str]:
    """Return the words of weight of a definition by stem, its term and its source left out."""
    left_out = own | set(analyse(defined.voice.name)) | light_stems() | _FRAMING
    return {
        token.stem: _small(token.text)
        for token in reversed(tokens(defined.unit.text))
        if not token.is_stop and token.stem not in left_out and len(token.folded) >= _LEAST_LETTERS
        if not token.text[0].isdigit() and "-" not in token.text
    }


def _small(word: str) -> str:
    """Return a word in small letters, an acronym or a name with inner capitals as it is."""
    return word.lower() if word[1:].islower() else word


def _quoted(stems: Sequence[str], said: Sequence[dict[str, str]], language: str) -> str:
    """Return words as they are first written, quoted, in order."""
    first = [next(words[stem] for words in said if stem in words) for stem in stems[:MOST_WORDS]]
    marks = "“{}”" if language == "en" else "« {} »"
    return ", ".join(marks.format(word) for word in dict.fromkeys(first))
