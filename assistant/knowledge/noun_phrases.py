"""Terms as sentences name them: with the article, gender and number that their definition in the lexicon shows."""

import re
from dataclasses import dataclass

from assistant.domain import Language
from assistant.french import fold
from assistant.knowledge.lexicon import LexiconEntry

_ARTICLES = {
    "fr": re.compile(r"^(?P<article>L[’']|Les |Le |La |Une |Un )?"),
    "en": re.compile(r"^(?P<article>The |An? )?"),
}
_DEFINITE = {"un ": "le ", "une ": "la "}
_SIGLE = re.compile(r"[A-Z]{3,5}")
_VOWELS = "aeiouyh"
_SPOKEN_VOWELS = "AEFHILMNORSX"
"""Letters whose name begins with a vowel: an acronym of three letters at most is spelled out, « l’ESS »."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A term with its articles."""

    text: str
    """« un tiers-lieu », « l’EFC », « ATEMIS »; « the aim » in English."""
    definite: str
    """The same with a definite article: « le tiers-lieu »."""
    noun: str
    """The same without an article."""
    is_plural: bool = False


def noun_phrase(entry: LexiconEntry, language: Language) -> NounPhrase | None:
    """Return a term as the subject of its own definition, by its acronym when that has a sure article.

    None when the definition does not open with the term, or opens with it as a saying that takes no article.
    """
    told = entry.definition.en if language == "en" else entry.definition.fr
    match = _ARTICLES[language].match(told)
    article = (match.group("article") if match else None) or ""
    rest = told[len(article) :]
    noun = next((rest[: len(name)] for name in _names(entry, language) if _opens(rest, name)), None)
    if noun is None or (language == "fr" and not article and not _is_a_name(noun, entry)):
        return None
    if language == "en":
        return _english(article.lower(), noun, entry)
    return _by_acronym(article.lower(), entry) or _french(article.lower(), noun)


def _french(article: str, noun: str) -> NounPhrase:
    definite = _before(_DEFINITE[article], noun) if article in _DEFINITE else article + noun
    return NounPhrase(article + noun, definite, noun, is_plural=article == "les ")


def _by_acronym(article: str, entry: LexiconEntry) -> NounPhrase | None:
    """Return the phrase of an acronym; its gender is that of the term, which « l’ » hides before a consonant."""
    acronym = entry.acronym or ""
    if entry.kind == "actor" or not _SIGLE.fullmatch(acronym) or article in {"", "les "}:
        return None
    elides = acronym[0] in (_SPOKEN_VOWELS if len(acronym) <= 3 else "AEIO")
    if elides:
        indefinite = article if article in _DEFINITE else "l’"
        return NounPhrase(indefinite + acronym, f"l’{acronym}", acronym)
    if article not in {"le ", "la ", *_DEFINITE}:
        return None
    return NounPhrase(article + acronym, _DEFINITE.get(article, article) + acronym, acronym)


def _english(article: str, noun: str, entry: LexiconEntry) -> NounPhrase:
    """Return the phrase of an English definition, in the number of the French one."""
    plain = noun if article or entry.kind not in {"notion", "method"} else noun[:1].lower() + noun[1:]
    definite = f"the {plain}" if article else plain
    return NounPhrase(article + plain, definite, plain, entry.definition.fr.startswith("Les "))


def _is_a_name(noun: str, entry: LexiconEntry) -> bool:
    """Tell whether a noun stands without an article: an actor, or one word in capitals like COOP’TER."""
    return entry.kind == "actor" or (" " not in noun and noun.isupper())


def _names(entry: LexiconEntry, language: Language) -> list[str]:
    """Return the names of a term in a language, longest first: « tiers-lieux » is not read as « tiers-lieu »."""
    own = (entry.term, *(entry.aliases.en if language == "en" else entry.aliases.fr))
    return sorted(own, key=len, reverse=True)


def _opens(text: str, name: str) -> bool:
    return fold(text[: len(name)]) == fold(name) and not text[len(name) : len(name) + 1].isalnum()


def elided(word: str, following: str) -> str:
    """Return « de » or « que » before another word, elided before a vowel: « d’effets », « qu’un », « de visée »."""
    spelled = _SIGLE.fullmatch(following) is not None and len(following) <= 3
    vowel = following[:1] in _SPOKEN_VOWELS if spelled else fold(following)[:1] in _VOWELS
    return f"{word[:-1]}’{following}" if vowel else f"{word} {following}"


def _before(article: str, noun: str) -> str:
    """Return a noun after « le » or « la », elided before a vowel."""
    return f"l’{noun}" if fold(noun)[:1] in _VOWELS else article + noun
