"""Compare a wording with the sentence it words: what it adds, moves, cuts or changes.

A wording may leave out what punctuation parts from the rest, move one such block, name a thing by another of its
names, and use a word for another of the same group (`evidence.synonyms`). Whatever else it adds is proved by no span.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence.synonyms import interchangeable
from assistant.french import analyse, fold, word_set
from assistant.grounding.cues import CONDITION, DOUBT, LEANING, NEGATION, telling, tense
from assistant.grounding.sequences import Item, Reading, read
from assistant.grounding.windows import Window
from assistant.knowledge import Lexicon

LEAST_COVERAGE = 0.6
"""Share of what a wording names that its source sentence itself names, title and headings aside."""

MOST_BORROWED = 3
"""Things that a wording may take from the title, the headings or the sentence before, to say who « il » is."""

_FRAME = word_set(
    "source sources extrait extraits document documents note notes page texte fiche corpus article indiquer indique "
    "indiquent preciser precise precisent dire dit disent expliquer explique expliquent decrire decrit decrivent "
    "presenter presente presentent citer cite citent mentionner mentionne rappeler rappelle appeler appelle nommer "
    "nomme nomment designer designe designent signifier signifie veut agir agit definir defini definit definition "
    "definie ainsi notamment egalement autrement bref selon apres savoir partir sigle consiste consistent constitue "
    "constituent represente representent comprend comprennent comporte comportent regroupe regroupent inclut incluent "
    "situe situee situes installe installee installes desormais seulement surtout enfin includes consists located also "
    "states says describes called named according document means defined refers"
)
"""Words by which a writer presents what a source says; they claim nothing of the field."""

SAME_WORD = 5
"""Letters from which a stem that begins another is the same word: « valor » and « valoris »."""

MOST_CUT = 2
"""Things in a row that a wording may leave out without a stop around: a modifier, never a number.

Of 40 faithful claims labelled by hand (`tests/assistant/labelled_claims.py`) 13 were kept with none, see
`tests/assistant/test_grounding_claims.py`; of 40 unfaithful ones none is kept either way.
"""

_FRAMES = frozenset(stem for word in _FRAME for stem in (word, *analyse(word)))

_LEAD = re.compile(
    r"^(?:(?:d['’]après|selon|dans|according to)\s+)?(?:(?:le|la|l['’]|cette?|the)\s*)?"
    r"(?:source|note|document|fiche|page|texte|corpus|extrait)s?(?:\s+citée?s?)?"
    r"(?:\s+(?:indique|précise|dit|rappelle|explique|says|states)(?:nt)?\s+(?:que\s+|qu['’]|that\s+)|\s*,\s*)",
    re.IGNORECASE,
)
"""How a writer opens a sentence by its source: « D’après la source, … », « La note indique que… »."""

_BOUNDARY = re.compile(r"[,;:()—«»\"]|\b(?:et|ou|and|or)\b|- ")
_COMPLEMENT = re.compile(
    r"\W*(?:dans|en|a|au|aux|par|pour|depuis|sur|chez|lors|pendant|selon|d'apres|afin|in|by|for|since)\b"
)
"""Small words that open a complement, which may be left out at the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a wording shares with one window."""

    window: Window
    coverage: float
    """Share of the wording's things, frame words aside, that the window names."""
    why: str | None
    """What disagrees, None when nothing does."""


def frames_only(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a piece of text only presents what another says, and denies nothing."""
    said = read(text, lexicon).items
    return all(_is_frame(item) for item in said) and not NEGATION.search(fold(text))


def compare(text: str, window: Window, lexicon: Lexicon, computed: Collection[str] = ()) -> Comparison:
    """Compare a sentence with a window that may support it.

    Args:
        text: one sentence.
        window: what may support it.
        lexicon: the names of the field.
        computed: numbers that counting the evidence gives, true without being written.
    """
    whole = read(_LEAD.sub("", text), lexicon)
    full = read(window.text, lexicon)
    held = full.without([item for item in full.items if _is_frame(item)])
    counts = [f"#{number}" for number in computed if all(item.key != f"#{number}" for item in held.items)]
    said = whole.without([item for item in whole.items if _is_frame(item) or item.key in counts])
    path = _path(said.items, held.items)
    coverage = sum(place is not None for place in path) / len(path) if path else 0.0
    why = _borrowed(said, path, window, held, lexicon)
    if why is None and coverage < LEAST_COVERAGE:
        why = "aucune phrase citée ne dit cela à elle seule"
    return Comparison(window, coverage, why or _followed(said, held, path) or _hanging(said, held, path))


def _is_frame(item: Item) -> bool:
    return not item.is_name and not item.is_number and (item.key in _FRAMES or item.folded in _FRAME)


def _same(item: Item, other: Item) -> bool:
    """Tell whether two items are one thing: one key, one spelling for a name, or words of one group."""
    if item.is_number or item.key.startswith("@") or other.key.startswith("@"):
        return item.key == other.key
    if item.is_name:
        return item.folded == other.folded
    short, long = sorted((item.key, other.key), key=len)
    if item.key == other.key or (len(short) >= SAME_WORD and long.startswith(short)):
        return tense(item.folded) == tense(other.folded)
    return frozenset([other.key]) in interchangeable(item.key)


def _path(said: Sequence[Item], held: Sequence[Item]) -> list[int | None]:
    """Return where the source names each thing: right after the last one if it can be, else as soon as it can."""
    path: list[int | None] = []
    last = -1
    for item in said:
        places = [place for place, other in enumerate(held) if _same(item, other)]
        following = [place for place in places if place > last]
        place = following[0] if following else places[0] if places else None
        last = last if place is None else place
        path.append(place)
    return path


def _borrowed(said: Reading, path: Sequence[int | None], window: Window, held: Reading, lexicon: Lexicon) -> str | None:
    """Return what a wording names and its window does not, its subject aside when the window leans on a context."""
    missing = [item for item, place in zip(said.items, path, strict=True) if place is None]
    if not missing:
        return None
    for item in sorted(missing, key=lambda one: not one.is_number):
        kind = "nombre" if item.is_number else "nom" if item.is_name or item.opens else "mot"
        if item.is_number or not _is_around(item, window, held, lexicon):
            return f"le {kind} {item.text!r} ne figure pas dans l’extrait"
    if missing != list(said.items[: len(missing)]) or len(missing) > MOST_BORROWED:
        return "aucune phrase citée ne dit cela à elle seule"
    return None


def _is_around(item: Item, window: Window, held: Reading, lexicon: Lexicon) -> bool:
    """Tell whether a window may lean on a thing: by a pronoun, else by its title when it names nothing itself."""
    if LEANING.match(fold(window.text)):
        return any(_same(item, other) for other in read(f"{window.title} . {window.before}", lexicon).items)
    named = any(other.is_name for other in held.items)
    return not named and any(_same(item, other) for other in read(window.title, lexicon).items)


def _followed(said: Reading, held: Reading, path: Sequence[int | None]) -> str | None:
    """Return why the things do not follow one another as in the source."""
    turns = 0
    for rank, first, second in _steps(path):
        turns += second <= first
        if turns > 1:
            return "l’ordre des éléments n’est pas celui de l’extrait"
        between = held.between(first, second) if second == first + 1 else _around_cut(held, first, second)
        if between is None and _is_modifier(held, first, second):
            between = _grammar(held, first, second)
        if between is None:
            return f"la phrase coupe l’extrait entre {held.items[first].text!r} et {held.items[second].text!r}"
        words = telling(said.between(rank, rank + 1)), telling(between)
        if words[0] != words[1]:
            return _changed(*words)
    return None


def _steps(path: Sequence[int | None]) -> Iterator[tuple[int, int, int]]:
    """Yield the rank of each thing that another follows, and the places of both in the source."""
    for rank in range(len(path) - 1):
        first, second = path[rank], path[rank + 1]
        if first is not None and second is not None:
            yield rank, first, second


def _changed(said: Sequence[str], held: Sequence[str]) -> str:
    added = [word for word in said if word not in held]
    if added:
        return f"le mot {added[0]!r} ne figure pas à cet endroit de l’extrait"
    dropped = [word for word in held if word not in said]
    return f"le mot {dropped[0]!r} de l’extrait est tu" if dropped else "les petits mots sont dans un autre ordre"


def _around_cut(held: Reading, first: int, second: int) -> str | None:
    """Return what stands after one thing up to a stop, and from a stop to another; None without those stops."""
    ending = "" if first + 1 == len(held.items) else held.between(first, first + 1)
    opening = "" if not second else held.between(second - 1, second)
    stops = list(_BOUNDARY.finditer(opening))
    if (ending and not _BOUNDARY.search(ending)) or (opening and not stops):
        return None
    return f"{_BOUNDARY.split(ending)[0]} {opening[stops[-1].end() :] if stops else ''}"


def _is_modifier(held: Reading, first: int, second: int) -> bool:
    """Tell whether what lies between two things is a word or two that only qualify."""
    cut = held.items[first + 1 : second] if first < second else ()
    return 0 < len(cut) <= MOST_CUT and not any(item.is_number for item in cut)


def _grammar(held: Reading, first: int, second: int) -> str:
    """Return the text between two things, the things between them left out."""
    return " ".join(held.between(place, place + 1) for place in range(first, second))


def _ends(held: Reading, place: int) -> bool:
    """Tell whether the source may be left after a thing: at its end, or at a stop."""
    return place + 1 == len(held.items) or _BOUNDARY.search(held.between(place, place + 1)) is not None


def _begins(held: Reading, place: int) -> bool:
    """Tell whether the source may be taken up at a thing: at its beginning, or after a stop."""
    return place == 0 or _BOUNDARY.search(held.between(place - 1, place)) is not None


def _hanging(said: Reading, held: Reading, path: Sequence[int | None]) -> str | None:
    """Return why what is left out before and after changes what is said."""
    places = [place for place in path if place is not None]
    if CONDITION.search(fold(held.text)) and not CONDITION.search(fold(said.text)):
        return "l’extrait pose une condition que la phrase tait"
    lowest, last = min(places), places[-1]
    opening = fold(held.text[: held.items[lowest].start])
    first = next(rank for rank, place in enumerate(path) if place is not None)
    if path[first] == 0 and telling(said.between(first - 1, first)) != telling(held.between(-1, 0)):
        return "la phrase ne s’ouvre pas comme l’extrait"
    if lowest and (not _begins(held, lowest) or NEGATION.search(opening) or DOUBT.search(opening)):
        return "la phrase coupe ce qui porte sur ses mots dans l’extrait"
    after = held.between(last, last + 1)
    ended = _ends(held, last) or _COMPLEMENT.match(after) is not None
    if not ended or (last + 1 == len(held.items) and telling(after) != telling(said.between(len(path) - 1, len(path)))):
        return "la phrase s’arrête au milieu de l’extrait"
    return None
