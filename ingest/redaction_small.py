"""Persons named without a capital, as in a chat: first names that are no French word, nicknames of two letters.

A first name that is also a word counts where a person alone stands: it leaves, it is met with another first name.
"""

import re
from collections.abc import Iterator
from functools import cache

from assistant.french import fold
from assistant.french.general import is_french_word
from ingest.redaction_cues import BEFORE_PERSON
from ingest.redaction_lexicon import ENGLISH, Person, first_names, is_unknown, names_in_small, place_names, small_names
from ingest.redaction_standing import is_finite

_SMALL_WORD = re.compile(r"(?<![\w@./:-])[a-zà-öø-ÿœ]{4,20}(?![\w@/-]|\.\w)")
_SMALL_FAMILY = re.compile(r" ([a-zà-öø-ÿœ]{4,20})(?![\w@/-]|\.\w)")
_MET = re.compile(
    r"\b(?:j?suis|chuis|sommes|est|vais|va|vois|vu|voir|parle|parlé|mange|déjeune|dejeune|bosse|discut\w+|"
    r"covoit\w+|rdv|venir|viens) "
    r"avec (?P<one>[a-zà-öø-ÿ]{3,20})(?: et (?P<other>[a-zà-öø-ÿ]{3,20}))\b"
)
_LEAVES = re.compile(
    r"(?:^|[|\n] ?|[.!?,] )(?P<one>[a-zà-öø-ÿ]{3,20}) (?:part|arrive|vient|fait|apporte|rapporte|relit|garde|"
    r"amène|ramène|amene|ramene|passe|sera|"
    r"conduit|monte|"
    r"prend|peut) (?:de|d|a|à|vers|le|la|les|un|une|des|en|avec|ce|demain|lundi|mardi|mercredi|jeudi|vendredi|"
    r"nous|vous|me|te)\b"
)
_TOLD = re.compile(
    r"\b(?:c['’]est|c|ici|moi c['’]est|je m['’]appelle|signé) (?P<one>[a-zà-öø-ÿ]{3,20})(?=[ ]?(?:[,!.\n]|$|"
    r" d[ue] | à la | a la ))"
)
_SIGNED = re.compile(
    r"(?:(?:bises?|bisous?|biz|ciao|tous|toutes|bient[oô]t|demain|cdlt|cordialement)[ ]?[,!.]? |\+ )"
    r"(?P<one>[a-zà-öø-ÿ]{3,20})(?=\n|$)|(?<![\w.])@(?P<two>[a-zà-öø-ÿ]{3,20})(?= |\n|$)"
)
_ASKED = re.compile(
    r"(?:^|[|\n] ?|[.!?,] )(?P<one>[a-zà-öø-ÿ]{3,20})[, ]{1,2}tu (?:as|peux|viens|es|nous|me|m['’]|vas|veux|sais|"
    r"fais|gères|l['’])\b"
)
_NICKNAME = re.compile(r"[jJ][bcfglmpyBCFGLMPY](?!\w)")
_NICKNAMED = re.compile(
    r"(?:^|[^\w])(?:merci|salut|bonjour|coucou|hello|bravo|ok|oui|non|moi|dis|avec|à|@) ?$", re.IGNORECASE
)
_NICKNAME_ENDS = re.compile(r" ?(?:[,!?.…\n]|$)")
_OPENS = re.compile(r"(?:^|[\n.,;] ?)$")
_NICKNAME_DOES = re.compile(
    r" (?:a|dit|vient|arrive|propose|demande|part|est|peut|veut|pense|amène|prend)\b",
)
_TITLED = re.compile(r"(?<!\w)(?:mme|mlle|mr|monsieur|madame) (?P<name>[a-zà-öø-ÿœ][a-zà-öø-ÿœ'’-]{2,20})(?![\w@/-])")
_COMPOUND = re.compile(
    r"(?<![\w@./:-])(?:jean|anne|marie|pierre|paul|louis) (?P<second>[a-zà-öø-ÿœ]{3,20})"
    r"(?: (?P<family>[a-zà-öø-ÿœ]{3,20}))?(?![\w@/-])"
)
_HYPHENED = re.compile(
    r"(?<![\w@./:-])(?:jean|anne|marie|pierre|louis|lou|eve|ève|rose)-(?P<second>[a-zà-öø-ÿœ]{2,12})(?![\w@/-]|\.\w)"
)
_NOT_SECOND = frozenset(["galante", "foutre", "chantal", "salope", "blanche", "couche", "pierre"])
_CUED = re.compile(
    r"(?:^|[\n|,;!?.:] ?|\b(?:avec|que|et|ou|si|par|chez|remplace|sinon|vu|croise|croisé|demande à|merci|prévenir|"
    r"appelle|relance) )"
    r"(?P<name>[a-zà-öø-ÿ]{3,20})(?P<ends>(?= (?P<verb>[a-zà-öø-ÿœ]{1,20})\b)|(?=[ ]?(?:[,.!?;)\n]|$)))"
)
_NOT_LED = frozenset(["max", "mat", "tom", "sam"])
"""Small words that are no name at the end of a phrase: « 30 max. »."""
_AFTER_NAME = frozenset(["peut", "non", "aussi", "part", "vient", "au", "hier", "lundi", "mardi", "jeudi", "demain"])
_SHORT_WORD = re.compile("[a-zà-öø-ÿœ]{3,}")
_CIVILITIES = frozenset(["mme", "mlle", "monsieur", "madame"])
_FIRST_OF_TWO = frozenset(["jean", "anne", "marie", "pierre", "paul", "louis", "lou", "eve", "ève", "rose"])
_SHOWING = ((_MET, " avec "), (_LEAVES, ""), (_TOLD, ""), (_ASKED, "tu "), (_SIGNED, ""))
"""Each pattern, and what a text must hold for it to be tried."""


def in_small_letters(text: str) -> Iterator[Person]:
    """Yield the names that stand without a capital, in no order."""
    words = set(_SHORT_WORD.findall(text))
    yield from _known(text, words)
    yield from _shown(text, words)
    if "mr " in text or not words.isdisjoint(_CIVILITIES):
        yield from _titled(text)
    if not words.isdisjoint(_FIRST_OF_TWO):
        yield from _compound(text)
        yield from _hyphened(text)
    if not words.isdisjoint(_short_names()):
        yield from _cued(text)
    yield from _nicknames(text)


def _hyphened(text: str) -> Iterator[Person]:
    """Yield two first names joined by a hyphen, the second one whole or cut short: « marie-jo »."""
    for match in _HYPHENED.finditer(text) if "-" in text else ():
        if match["second"] not in _NOT_SECOND:
            yield Person(*match.span())


def _cued(text: str) -> Iterator[Person]:
    """Yield the doubtful and short first names that are no French word, where a person is met, called or acts."""
    for match in _CUED.finditer(text):
        name, verb = match["name"], match["verb"]
        if name not in _short_names() or (verb is None and name in _NOT_LED):
            continue
        if verb is None or verb in _AFTER_NAME or is_finite(verb):
            yield Person(*match.span("name"))


@cache
def _short_names() -> frozenset[str]:
    """Return the folded first names of three letters and more that are no French word, no place and no English word."""
    sure, doubtful = first_names()
    return frozenset(name for name in sure | doubtful if len(name) > 2 and is_unknown(name) and name not in ENGLISH)


def _titled(text: str) -> Iterator[Person]:
    """Yield the family names that follow a civility and are no French word: « mme … »."""
    for match in _TITLED.finditer(text):
        if is_unknown(match["name"]):
            yield Person(*match.span(), full=True)


def _compound(text: str) -> Iterator[Person]:
    """Yield two first names that are one, « jean marc », when what follows is a family name or the end of a phrase."""
    for match in _COMPOUND.finditer(text):
        family = match["family"] is not None and is_unknown(match["family"])
        if _may_name(match["second"]) and (family or _NICKNAME_ENDS.match(text, match.end("second"))):
            yield Person(match.start(), match.end("family" if family else "second"), full=family)


def _nicknames(text: str) -> Iterator[Person]:
    """Yield the nicknames of two letters, « jb », that are spoken to or that act."""
    for match in _NICKNAME.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        called = _NICKNAMED.search(before) and _NICKNAME_ENDS.match(text, match.end())
        if called or (_OPENS.search(before) and _NICKNAME_DOES.match(text, match.end())):
            yield Person(*match.span())


def _known(text: str, words: set[str]) -> Iterator[Person]:
    """Yield those that are no French word, with their family name; a doubtful one must be called."""
    sure, doubtful = small_names()
    if sure.isdisjoint(words) and doubtful.isdisjoint(words):
        return
    for match in _SMALL_WORD.finditer(text):
        known = match.group() in sure
        if known or (match.group() in doubtful and _is_called(text, match)):
            family = _SMALL_FAMILY.match(text, match.end())
            unknown = family is not None and is_unknown(family[1]) and not is_french_word(fold(family[1]).rstrip("s"))
            yield Person(match.start(), family.end() if family and unknown else match.end(), full=unknown)


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Tell whether a name opens its line, or follows words said to a person."""
    opens = match.start() == 0 or text[match.start() - 1] == "\n"
    return opens or bool(BEFORE_PERSON.search(text, max(0, match.start() - 40), match.start()))


def _shown(text: str, words: set[str]) -> Iterator[Person]:
    """Yield the first names that are words too, where one leaves or is met; a name of a town is none."""
    may_name = not words.isdisjoint(names_in_small())
    for pattern, hint in _SHOWING:
        if not may_name and pattern is not _ASKED:
            continue
        for match in pattern.finditer(text) if hint in text else ():
            groups = {group: word for group, word in match.groupdict().items() if word}
            unknown = pattern is _ASKED and not is_french_word(fold(match["one"]))
            if unknown or all(map(_may_name, groups.values())):
                yield from (Person(*match.span(group)) for group in groups)


def _may_name(word: str) -> bool:
    sure, doubtful = first_names()
    folded = fold(word)
    return (folded in sure or folded in doubtful) and folded not in place_names()
