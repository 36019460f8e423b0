"""Tell whether a draft identifies what a question asks to name: a new name, and no mere mention of such things."""

import re
from collections.abc import Iterator, Sequence

from assistant.composing.composition import Material
from assistant.composing.selecting import new_names
from assistant.evidence import Unit
from assistant.french import NUMBER_WORDS, analyse, fold, fold_aligned

_BEARER = r"(?P<bearer>[^\W\d_]+(?:-[^\W\d_]+)*)"
_GENERIC = (
    r"(?P<bearer>entreprises?|associations?|societes?|communes?|collectivites?|organisations?|structures?|personnes?|"
    r"partenaires?)\b"
)
_NAMES = (
    rf"\bcomment s'appel\w+ (?:le |la |les |l'|un |une )?{_BEARER}",
    rf"\bqui sont (?:les )?(?:(?:\d+|{'|'.join(NUMBER_WORDS)}) )?{_BEARER}",
    rf"\bquel(?:le)?s? (?:sont les )?{_GENERIC}",
    r"\bquel(?:le)? (?P<bearer>(?!secteur|facteur|moteur|vecteur)[^\W\d_]+(?:teur|trice))\b",
    r"\bwhich (?:\w+ )?(?P<bearer>compan\w+|people|organisations?)",
    rf"\bquel(?:le)?s? {_BEARER} (?:exactement|precisement|nommement|au juste)\b",
    r"\b(?:quels? (?:est le |sont les )|donne[rz]?(?: |-moi )(?:le |les ))noms? (?:de la |de l'|de |des |du |d')"
    rf"{_BEARER}",
    r"\b(?:son|leur|leurs|quels? (?:est le |sont les )?) ?noms?\b(?P<bearer>)",
)
"""Questions that only a name answers, with what bears it."""

_THINGS = rf"\b(?:quel(?:le)?s (?:sont les )?|which ){_BEARER}"
"""Questions for several things of a kind."""

NEAR = 60
"""Characters between a name and the word for what bears it: « une association du bourg, Les Épis ».

At 45 and at 60, the same questions of our sets are answered and refused; the wider refuses less.
"""

ROOT = 7
"""Letters that two nouns of one root share, at least."""

_NARRATED = re.compile(
    r"\b(?:cite\w*|donne\w*|dit|dite\w*|mentionne\w*|rappele\w*|rappelle|annonce\w*|note\w*|presente\w*|decrit\w*|"
    r"raconte\w*|selon|d'apres)\b"
)
_TOLD_BY = re.compile(r"\b(?:selon|d'apres|(?:cite\w*|dite?s?|decrite?s?|rappele\w*) par) (?:le |la |les |l')?$")
_INTRODUCES = re.compile(r"[:(«]|\b(?:comme|dont|notamment|tels? que|telles? que|such as|including|like)\b")
_MERELY = re.compile(r"\b(?:des|de|d'|plusieurs|certaine?s|quelques|with|of|by|some|several) ?(?:[^\W\d_]+ )?$")
_NEXT_PHRASE = re.compile(r"[.;]|, (?:le|la|les|l['’]|un|une|des|du)\b")
"""What ends the phrase of a noun, case kept: « une association, les élus », and not « une association, Les Épis »."""


def identifies(units: Sequence[Unit], material: Material) -> bool:
    """Tell whether some units name what a question asks to name; true when it asks no such thing.

    A question for a name (« comment s'appelle », « quelles entreprises ») takes a name that it does not hold itself,
    next to the word for what bears it when a unit holds that word. One for several things of a kind takes more than
    units that all speak of such things in general: « avec l'appui de voisins » tells no neighbour.
    """
    asked = fold(material.inquiry.standalone)
    named = next((found for found in (re.search(pattern, asked) for pattern in _NAMES) if found), None)
    if named is not None:
        bearer = frozenset(analyse(named["bearer"])[:1])
        listed = any(unit.kind == "list" for unit in units)
        bearing = [unit for unit in units if any(_mentions(unit.folded, bearer))]
        return listed or any(_gives_a_name(unit, bearer, material) for unit in bearing or units)
    things = re.search(_THINGS, asked)
    if things is None or any(unit.kind == "list" for unit in units):
        return True
    bearer = frozenset(analyse(things["bearer"])[:1])
    mentions = [(unit, span) for unit in units for span in _mentions(unit.folded, bearer)]
    words = frozenset(analyse(asked))
    return not mentions or any(not _is_bare(unit.folded, *span, words) for unit, span in mentions)


def _mentions(folded: str, bearer: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", folded):
        if any(_akin(stem, other) for stem in bearer for other in analyse(match.group())):
            yield match.span()


def _akin(stem: str, other: str) -> bool:
    """Tell whether two stems are one, or of one root: « président », « présidence »."""
    return stem == other or (len(stem) > ROOT and stem[:ROOT] == other[:ROOT])


def _is_bare(folded: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Tell whether a text speaks of some things of a kind and says no more of them than the question does."""
    after = re.split(r"[.;,)]", folded[end:])[0]
    general = _MERELY.search(folded[:start]) is not None
    return general and not _INTRODUCES.search(after) and set(analyse(after)) <= words


def _gives_a_name(unit: Unit, bearer: frozenset[str], material: Material) -> bool:
    """Tell whether a unit gives a new name, that of a teller aside, next to what bears it when it says that."""
    folded, offsets = fold_aligned(unit.text)
    around = [_around(unit.text, offsets, start, end) for start, end in _mentions(folded, bearer)]
    asked = fold(material.inquiry.standalone)
    sigles = [word for word in re.findall(r"\b[A-ZÀ-Ý]{2,}\b", unit.text) if fold(word) not in asked]
    for name in [*new_names(unit, material.inquiry), *sigles]:
        place = next(rank for rank, offset in enumerate(offsets) if offset >= unit.text.find(name))
        if _is_teller(folded, place, place + len(name)):
            continue
        if not around or any(start <= place < end for start, end in around):
            return True
    return False


def _around(text: str, offsets: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return where a name may stand for what bears it, as folded offsets: near, and before the next phrase."""
    until = min(end + NEAR, len(offsets) - 1)
    stop = _NEXT_PHRASE.search(text, offsets[end], offsets[until])
    return max(0, start - NEAR), end + (stop.start() - offsets[end] if stop else NEAR)


def _is_teller(folded: str, start: int, end: int) -> bool:
    """Tell whether a name is that of whoever tells: « le Club Noé cite », « selon la Banque des Territoires »."""
    return (
        _NARRATED.match(folded[end:].lstrip()) is not None
        or re.search(
            r"\b(?:selon|d'apres|(?:cite\w*|dite?s?|decrite?s?|rappele\w*) par) (?:le |la |les |l')?$", folded[:start]
        )
        is not None
    )
