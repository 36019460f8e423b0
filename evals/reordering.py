"""Questions with their parts in another order, where French allows it: a dislocation, a complement moved."""

import re
from collections.abc import Callable

from assistant.french import fold
from evals.rewording import Background, asks, bare_request

_X = r"(?P<x>(?!et )[^,;:?!]{2,70})"
_ARTICLES = {"du": "le ", "des": "les ", "de": "", "d'": ""}
_WORDS_MOVED = 8
"""Words of the longest part that is moved."""
_WORDS_LEFT = range(2, 7)
"""Words that may stay when a complement of place is moved: in a longer question it may belong to a clause."""

_DISLOCATIONS = (
    (rf"c'est (?P<w>quoi|qui) {_X}", "{x}, c'est {w}"),
    (rf"{_X},? (?:c'est|c) (?P<w>quoi|qui)", "c'est {w} {x}"),
    (rf"c'était (?P<w>quand|où) {_X}", "{x}, c'était {w}"),
    (rf"{_X},? c'était (?P<w>quand|où)", "c'était {w} {x}"),
    (rf"(?:ça|ca) veut dire quoi,? {_X}", "{x}, ça veut dire quoi"),
    (rf"{_X},? (?:ça|ca) veut dire quoi", "ça veut dire quoi {x}"),
    (rf"que (?P<w>veut dire|signifie|désigne) {_X}", "{x} {w} quoi"),
    (rf"(?P<w>expliquez?(?:[- ]moi)?) {_X}", "{x}, {w}"),
    (rf"(?P<w>quelle (?:est la )?différence) entre {_X}", "entre {x}, {w}"),
    (rf"(?P<w>comment (?:on fait|faire|je fais|on procède)) pour {_X}", "pour {x}, {w}"),
    (r"(?P<w>(?:les|la|le|quels?|quelles?) [^\W\d_]+) pour (?P<x>[\w'’-]+(?:er|ir|re) [^,;:?!]+)", "pour {x}, {w}"),
    (rf"(?P<w>(?:depuis )?quand) (?P<v>existe|commence|finit) {_X}", "{x} {v} {w}"),
    (r"(?P<w>par qui|avec qui|pour qui) (?P<x>(?:l[ae]s? |l')[^,;:?!]+)", "{x} {w}"),
    (rf"{_X}(?<! et) (?P<w>(?:par|avec|pour|de|depuis) (?:qui|quand))", "{w} {x}"),
    (rf"{_X}(?<! de)(?<! depuis)(?<!c'est)(?<!c.était)(?<!c.etait)(?<! c) (?P<w>quand|comment)", "{w} {x}"),
    (rf"qui est {_X}", "{x}, c'est qui"),
    (rf"what is {_X}", "{x}, what is it"),
)
"""What is asked about, said before or after the words that ask; nothing else moves."""

_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), order) for pattern, order in _DISLOCATIONS)
_OF = re.compile(r"(?:la |les )?(?P<w>définition|liste|étapes|signification) (?P<of>du|des|de|d')(?: |(?<='))(?P<x>.+)")
_WHAT_IS = re.compile(r"qu'est-ce (?:que c'est (?:que |qu')|que |qu')(?P<x>.+)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:une?|l[ae]s?|l'|des|du) ?", re.IGNORECASE)
_PARTS = re.compile(r"(?P<first>[^,:;?!]+?) ?[,:] ?(?P<second>[^,:;?!]+)")
_LEADING = re.compile(r"(?P<x>(?:à|en|chez|pour|selon|dans|sur|vers|d'après) [^,]{2,50}), ?(?P<rest>.+)", re.IGNORECASE)
_SAYING = re.compile(r"(?P<rest>.+?),? (?P<x>(?:selon|d'après) [^,]{2,50}|en (?:19|20)\d\d)", re.IGNORECASE)
_LOCATED = re.compile(r" (?=(?:à|a|en|pour|vers|près de|sur) (?P<place>[^,]{2,40})$)", re.IGNORECASE)


def reordered(text: str, background: Background) -> str:
    """Say the parts of a question in another order: « c'est quoi X ? » becomes « X, c'est quoi ? »."""
    bare = bare_request(text.replace("’", "'"))
    ways: tuple[Callable[[str, Background], str | None], ...] = (_what_is, _of, _dislocated, _moved, _swapped)
    moved = next((found for way in ways if (found := way(bare, background))), None)
    return text if moved is None or fold(moved) == fold(bare) else f"{moved} ?"


def _what_is(bare: str, background: Background) -> str | None:
    """Move a term after « qu'est-ce que »; anything else there may hold a verb."""
    match = _WHAT_IS.fullmatch(bare)
    if match is None:
        return None
    words = fold(_ARTICLE.sub("", match["x"]))
    whole = any(fold(match["x"][one.start : one.end]) == words for one, _ in background.terms(match["x"]))
    return f"{match['x']}, qu'est-ce que c'est" if whole else None


def _of(bare: str, background: Background) -> str | None:
    """Move what is defined or listed before the word that asks for it."""
    match = _OF.fullmatch(bare)
    return f"{_ARTICLES[match['of']]}{match['x']}, {match['w']}" if match else None


def _dislocated(bare: str, background: Background) -> str | None:
    for pattern, order in _PATTERNS:
        match = pattern.fullmatch(bare)
        if match and len(match["x"].split()) <= _WORDS_MOVED:
            return order.format(**match.groupdict())
    return None


def _moved(bare: str, background: Background) -> str | None:
    """Move a complement of place or of source from one end to the other."""
    leading = _LEADING.fullmatch(bare)
    if leading and len(leading["rest"].split()) in _WORDS_LEFT and "," not in leading["rest"]:
        return f"{leading['rest']}, {leading['x']}"
    rest, complement = _trailing(bare, background)
    if complement and "," not in rest and not rest.startswith("et ") and len(rest.split()) in _WORDS_LEFT:
        return f"{complement}, {rest}"
    return None


def _trailing(bare: str, background: Background) -> tuple[str, str]:
    """Return a question and the complement that ends it, empty when none does: a source, a year, a place alone."""
    saying = _SAYING.fullmatch(bare)
    if saying:
        return saying["rest"], saying["x"]
    for match in _LOCATED.finditer(bare):
        if fold(match["place"]) in background.places:
            return bare[: match.start()].rstrip(","), bare[match.start() :].strip()
    return bare, ""


def _swapped(bare: str, background: Background) -> str | None:
    """Swap the two parts of a question of which one alone asks: « Saint-Denis, quel club ? »."""
    match = _PARTS.fullmatch(bare)
    if match is None or asks(match["first"]) == asks(match["second"]) or match["second"].startswith("et "):
        return None
    return f"{match['second']}, {match['first']}"
