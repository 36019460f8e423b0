"""Notions of a question: what it asks about, each with the share of the subject that it carries."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from assistant.evidence.synonyms import interchangeable, light_stems
from assistant.french import analyse, commonness, fold, outer, stem, tokens
from assistant.knowledge import Lexicon, Places
from assistant.understanding.focus import FRAME
from assistant.understanding.politeness import without_politeness
from assistant.understanding.wanting import wants_of

LIGHT = 0.4
"""Share of its weight that a word of little meaning keeps. On the first half of `tests/assistant/labelled_gaps.py`,
0.4 groups with a pairwise precision of 0.83 and a recall of 0.97, and 0.6 with 0.82 and 0.91."""

OF_THE_FIELD = 0.5
"""Share that a word of the lexicon keeps: it tells the field that all questions share, not what is missing.
Set with `LIGHT`: 0.3 gives 0.79 and 0.90."""

COMMONEST = 6.5
"""Commonness at which an everyday word would weigh nothing: that of « temps », below the grammar."""

LEAST = 1.0
"""Weight of the commonest word, so that no word is lost."""

KIND = 3.0
"""Weight of the kind of thing asked, when the turn of the question says it and no word does."""

LIMIT = 24
"""Notions kept of one question, the first ones: a question of 2,000 characters must not weigh on the others."""

CLASSES = (
    "prix tarif coût coûter cotisation montant payer payant gratuit honoraires",
    "nombre effectif chiffre",
    "téléphone tel appeler numéro",
    "mail courriel email adresse",
    "application appli logiciel",
    "certification certifier certifié label labelliser",
    "hôpital hôpitaux clinique",
    "doughnut donut",
)
"""Words that ask for the same kind of thing, beside those of `evidence.synonyms`; the first one names the class."""

_MONEY, _NUMBER = (f"={group.split()[0]}" for group in (CLASSES[0], CLASSES[1]))


@dataclass(frozen=True, slots=True)
class Notion:
    """One thing that a question is about."""

    key: str
    """The stem of its word, or the name of the class of words that stand for one another."""
    weight: float
    """From 0.5 to 6.5 by halves: the rarer in everyday French, the more it tells. It is coarse so that it does not
    tell the word."""
    form: str
    """The word, folded; empty when the turn of the question says it (« combien faut-il payer »)."""
    shown: str
    """The word as it may be shown: in small letters, but for an acronym."""


def notions_of(text: str, field: Collection[str] = ()) -> tuple[Notion, ...]:
    """Return the notions of a question, each once, in the order of its words.

    Args:
        text: a question, spelling mended, private values taken out.
        field: the stems of the words of the field.
    """
    found: dict[str, Notion] = {}
    asked = without_politeness(text)
    for token in outer(tokens(asked)):
        if token.is_stop or token.folded in FRAME or len(token.folded) < 2:
            continue
        key = class_of(token.stem)
        weight = max(LEAST, COMMONEST - commonness(token.folded))
        weight *= LIGHT if token.stem in light_stems() else OF_THE_FIELD if token.stem in field else 1.0
        shown = token.text if token.text.isupper() else token.text.lower()
        found.setdefault(key, Notion(key, _coarse(weight), token.folded, shown))
    for key in _kinds(fold(asked)):
        found.setdefault(key, Notion(key, KIND, "", ""))
    return tuple(found.values())[:LIMIT]


@cache
def class_of(stemmed: str) -> str:
    """Return the name of the class of a stem: itself when no other word stands for it."""
    own = _own_classes().get(stemmed)
    if own:
        return own
    others = {one for form in interchangeable(stemmed) for one in form}
    return f"={min(others | {stemmed})}" if others else stemmed


@cache
def _own_classes() -> dict[str, str]:
    return {one: f"={group.split()[0]}" for group in CLASSES for one in map(stem, fold(group).split())}


def class_name(group: str) -> tuple[str, str]:
    """Return the key and the name of a class of `CLASSES`: words of ours, of nobody who asked."""
    name = group.split(maxsplit=1)[0]
    return f"={name}", name


def field_stems(lexicon: Lexicon, places: Places) -> frozenset[str]:
    """Return the stems of the words of the field: those of the lexicon, and the names of the clubs."""
    names = [name for entry in lexicon for name in entry.names]
    return frozenset(
        stem for name in (*names, *(club.name for club in places.clubs.values())) for stem in analyse(name)
    )


def _kinds(folded: str) -> list[str]:
    """Return the classes of the kinds of things that the turn of a question asks for: « combien »."""
    wants = wants_of(folded)
    asks_price = "money" in wants and "combien" in folded
    return [key for key, asked in ((_MONEY, asks_price), (_NUMBER, "number" in wants)) if asked]


def _coarse(weight: float) -> float:
    return max(0.5, round(2 * weight) / 2)
