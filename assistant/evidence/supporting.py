"""Find the one place of a passage that says a whole sentence: its words, as sure as they are said there.

A model's sentence is held by a place when each of its content words stands there, half of them at most in the headings
above alone, and when nothing that tempers them was left out: a negation, a doubt, the name of who says it. Words of two
places joined in one sentence, a cause, a praise or a verb that no place holds leave it without support. The order of
the words is not looked at: who does what to whom, within one place, is not checked here.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.domain import Span
from assistant.evidence.units import Unit
from assistant.french import analyse, fold, word_set

LONGEST_RUN = 3
"""Sentences quoted together, when each leans on the one before."""

LONGEST_SUPPORT = 700
"""Characters quoted together, as for a sentence quoted with the one it leans on."""

FEWEST_WORDS = 2
"""Content words under which a sentence claims nothing that can be looked for."""

SAME_WORD = 5
"""Letters from which a stem that begins another is the same word: « valor » and « valoris »."""

_LINKING = word_set(
    "designe designent designer signifie signifient consiste consistent constitue constituent represente "
    "representent comprend comprennent comporte comportent regroupe regroupent inclut incluent situe situee situes "
    "installe installee installes notamment egalement seulement ainsi surtout enfin means designates "
    "consists includes located also only namely"
)
"""Folded words that tie the words of a place together and add no matter of their own."""

_CLAUSE = re.compile(
    r"[;()\n]|[:,](?!\d)|\b(?:mais|alors que|tandis que|but|whereas|while)\b|"
    r"(?=\b(?:plutot qu|au lieu d|rather than|instead of))"
)
_TEMPERS = (
    re.compile(
        r"\b(?:ne|pas|aucune?s?|jamais|sans|ni|non|rien|not|no|none|never|without|nothing|cannot)\b|\bn'|"
        r"\b(?:plutot qu|au lieu d|rather than|instead of)"
    ),
    re.compile(
        r"\b(?:peut|peuvent|pourrai\w*|devrai\w*|serai\w*|aurai\w*|semble\w*|pistes?|hypotheses?|eventuel\w*|"
        r"possible\w*|possibilite\w*|probable\w*|environ|pres de|presque|centaines?|dizaines?|may|might|could|"
        r"should|would|seems?|about|around|possibly|probably|perhaps|nearly)\b"
    ),
)
"""Negation, then doubt: a clause that bears one holds only what is said with it."""

_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)]) ")

_ATTRIBUTED = re.compile(r"\b(?:selon|according to)\b|\bd'apres\b")


def support(sentence: str, units: Sequence[Unit]) -> Span | None:
    """Return the shortest place that holds a sentence, the first of equals; None when no place does.

    Of the 80 labelled claims on the shipped notes (`tests/assistant/labelled_claims.py`), 32 of the 40 faithful ones
    have a place, and none of the 40 unfaithful ones; counting the share of words held instead let 4 of 28 pass at
    0.8, which kept 28 of 28, and lost 7 of 28 at 0.9, the first share that let none pass.

    Args:
        sentence: one sentence, as a model worded it.
        units: the units of the passages it may rest on, in reading order within each passage.
    """
    stems = frozenset(analyse(sentence)) - _linking()
    if len(stems) < FEWEST_WORDS:
        return None
    places = [_whole(run) for run in _runs(units) if _holds(run, stems, fold(sentence))]
    return min(places, key=lambda span: span.end - span.start, default=None)


def _linking() -> frozenset[str]:
    return frozenset(stem for word in _LINKING for stem in analyse(word))


def _runs(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """Yield each unit; one that leans on the sentence before it comes with that sentence, or not at all."""
    for at, unit in enumerate(units):
        run = [unit]
        while run[0].leans_back and at >= len(run) and len(run) < LONGEST_RUN:
            run = [units[at - len(run)], *run]
        if not run[0].leans_back and _is_contiguous(run):
            yield run


def _is_contiguous(run: Sequence[Unit]) -> bool:
    if len(run) == 1:
        return True
    is_prose = all(unit.kind == "sentence" and unit.passage.id == run[0].passage.id for unit in run)
    return is_prose and run[-1].span.end - run[0].span.start <= LONGEST_SUPPORT


def _whole(run: Sequence[Unit]) -> Span:
    first = run[0].span
    return Span(first.passage, first.document, first.start, run[-1].span.end)


def _holds(run: Sequence[Unit], stems: frozenset[str], folded: str) -> bool:
    said = " ".join(unit.folded for unit in run)
    if _ATTRIBUTED.search(said) and not _ATTRIBUTED.search(folded):
        return False
    own = _left_out(stems, frozenset().union(*(unit.context for unit in run)))
    left_out = _left_out(stems, _as_sure(said, folded))
    if own & left_out or 2 * len(left_out) > len(stems):
        return False
    return run[0].kind != "list" or _enumerates(run[0], own)


def _as_sure(said: str, folded: str) -> frozenset[str]:
    """Return the stems of the clauses that bear no negation and no doubt but those of the sentence."""
    silent = [temper for temper in _TEMPERS if not temper.search(folded)]
    clauses = [clause for clause in _CLAUSE.split(said) if not any(temper.search(clause) for temper in silent)]
    return frozenset(stem for clause in clauses for stem in analyse(clause))


def _left_out(stems: frozenset[str], held: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems - held if not any(_is_same_word(stem, other) for other in held))


def _is_same_word(stem: str, other: str) -> bool:
    short, long = sorted((stem, other), key=len)
    return len(short) >= SAME_WORD and long.startswith(short)


def _enumerates(unit: Unit, stems: frozenset[str]) -> bool:
    """Tell whether words found in several items of a list name these items whole, and not a piece of each."""
    items = [frozenset(analyse(line)) for line in unit.text.splitlines() if _ITEM.match(line)]
    touched = [item for item in items if item & stems]
    return len(touched) < 2 or all(not _left_out(item - unit.context, stems) for item in touched)
