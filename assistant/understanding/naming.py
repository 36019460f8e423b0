"""Find the terms and the places a question names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from assistant.french import STOP_WORDS, fold, is_french_word, stem, word_set
from assistant.inquiry import Misnomer
from assistant.knowledge import Lexicon, LexiconEntry, Place, Places

T = TypeVar("T")

_LONGEST_NAME = 9
"""Words of the longest name looked for."""

_KEPT_FORMS = 4096
"""Runs of words whose forms are kept: a question is sought in the tables some ten times over, and has some 300 runs;
the forms were 11 % of the time of an answer (profile of 500 questions of `efc bench --http`)."""

_CLAIMS = (
    r"[ ,]*(?:ca |cela |c')?(?:=|:|est|c'est|veut(?: bien)? dire|signifie|ca veut dire|serait|ne "
    r"serait|ne serait pas|serait pas|is|means|stands for)\b"
    r"|[ ,]*(?:=|:|\()|,? (?:c'est|est) bien\b|,? (?:pour|donc)\b|, (?=[a-z])"
)
_OF_A_MEETING = word_set(
    "pendant durant lors apres avant prochaine derniere parle parlait dit disait fin debut heure quand ordre compte"
)
_MAKES_COMMON = word_set("un une bon bonne des vrai vraie grand grande mon ma mes notre nos leur leurs futur meilleur")
_BEFORE_A_PLACE = word_set(
    "a au aux en dans sur vers pres de d du des la le les l chez depuis pour near in at from around region ville "
    "departement et habite"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands in the text."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of the text that bears a known name."""

    start: int
    end: int
    name: str


def words_of(text: str) -> list[Word]:
    """Return the words of a text, folded; hyphens and apostrophes separate, dots of an acronym do not."""
    return [
        Word(fold(match.group()).replace(".", ""), match.start(), match.end())
        for match in re.finditer(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])|[^\W_]+(?:&[^\W_]+)*", text)
    ]


def canonical(text: str, terms: Sequence[tuple[Named, LexiconEntry]]) -> str:
    """Return a text with each term under its canonical name and its acronym, whatever name was typed.

    Beside another term the acronym alone stands for a term that has one: written out, it would weigh on the search
    as the subject.
    """
    several = len({entry.term for _, entry in terms}) > 1
    for named, entry in sorted(terms, key=lambda pair: pair[0].start, reverse=True):
        name = entry.term
        if entry.acronym and entry.acronym != entry.term:
            name = entry.acronym if several else f"{entry.term} {entry.acronym}"
        text = f"{text[: named.start]}{name}{text[named.end :]}"
    return text


def _phrases(words: Sequence[Word]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return every run of words, longest first, with the ways it may be written."""
    runs = []
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            run = [word.folded for word in words[first : first + size]]
            runs.append((first, first + size, tuple(run)))
    return runs


class Names:
    """Known names, compared word by word: accents, case, hyphens and apostrophes aside."""

    def __init__(self, lexicon: Lexicon, places: Places) -> None:
        self._terms = _table(lexicon.by_name)
        self._misnomers = _table(lexicon.false_names)
        self._places = {_key(name): found for name, found in places.by_name.items()}

    def terms(self, words: Sequence[Word]) -> list[tuple[Named, LexiconEntry]]:
        """Return the terms named, longest first wins, in order of appearance; plurals are seen through.

        A name of one word that is also an everyday word (« leader », « clef ») is no term after an article
        or an adjective that makes it a common noun.
        """
        found = self._found(words, self._terms)
        return [(named, entry) for named, entry in found if not _is_common_noun(words, named, entry)]

    def common_nouns(self, words: Sequence[Word]) -> list[Named]:
        """Return the names that stand as common nouns: what they say is not what a document says of the term."""
        found = self._found(words, self._terms)
        return [named for named, entry in found if _is_common_noun(words, named, entry)]

    def misnomers(self, words: Sequence[Word]) -> list[tuple[Named, Misnomer]]:
        """Return the false expansions written in the text."""
        found = self._found(words, self._misnomers)
        return [(named, Misnomer(named.name, entry)) for named, entry in found]

    def places(self, words: Sequence[Word], taken: Sequence[Named]) -> list[tuple[Named, tuple[Place, ...]]]:
        """Return the places named outside `taken`; an ordinary word is a place only after a preposition."""
        found = []
        for named, homonyms in self._found(words, self._places):
            if any(other.start <= named.start < other.end for other in taken):
                continue
            if homonyms[0].ambiguous and not _after_preposition(words, named):
                continue
            if _is_a_meeting(words, named):
                continue
            found.append((named, homonyms))
        return found

    @staticmethod
    def invented(text: str, terms: Sequence[tuple[Named, LexiconEntry]]) -> list[tuple[Named, Misnomer]]:
        """Return the expansions that a text gives an acronym by its initials and that the lexicon does not know."""
        found = []
        for named, entry in terms:
            claim = re.match(_CLAIMS, fold(text[named.end : named.end + 40]))
            sigle = entry.acronym or (entry.term if entry.expansions else "")
            if not claim or named.name != fold(sigle):
                continue
            after = [word for word in words_of(text) if word.start >= named.end]
            for run in _spelling(after, named.name)[:1]:
                name = " ".join(word.folded for word in run)
                if _key(name) not in {_key(known) for known in entry.names} and len(run) == len(named.name):
                    found.append((Named(run[0].start, run[-1].end, name), Misnomer(name, entry)))
        return found

    @staticmethod
    def _found(words: Sequence[Word], table: dict[tuple[str, ...], T]) -> list[tuple[Named, T]]:
        taken: set[int] = set()
        found: list[tuple[Named, T]] = []
        for first, last, run in _phrases(words):
            if taken.intersection(range(first, last)):
                continue
            value = next((table[form] for form in _forms(run) if form in table), None)
            if value is not None:
                taken.update(range(first, last))
                name = " ".join(run)
                found.append((Named(words[first].start, words[last - 1].end, name), value))
        return sorted(found, key=lambda pair: pair[0].start)


def _spelling(words: Sequence[Word], acronym: str) -> list[list[Word]]:
    """Return the first words whose initials spell an acronym of three letters or more; grammar may be left out."""
    letters, run = list(acronym), list[Word]()
    for word in words:
        small = len(word.folded) <= 3 or word.folded in STOP_WORDS
        if not letters:
            break
        if word.folded[0] == letters[0] and (not small or len(word.folded) > 1):
            letters.pop(0)
            run.append(word)
        elif not small:
            return []
    return [run] if len(acronym) >= 3 and not letters else []


def _table(named: Mapping[str, LexiconEntry]) -> dict[tuple[str, ...], LexiconEntry]:
    """Return the entries by words of their names, and by the same words written as one."""
    table: dict[tuple[str, ...], LexiconEntry] = {}
    for name, entry in named.items():
        key = _key(name)
        table.setdefault(key, entry)
        table.setdefault(_stems(key), entry)
        if 1 < len(key) <= 3 and len(name) >= 7:
            table.setdefault(("".join(key),), entry)
    return table


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(name))


def _stems(key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stems of a name of two words or more, in any order; one word alone is too easily another's stem."""
    return ("*", *sorted(stem(word) for word in key)) if len(key) > 1 else key


@lru_cache(_KEPT_FORMS)
def _forms(run: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the ways a run may stand in a table: as typed, in the singular, `st` for `saint`."""
    full = tuple({"st": "saint", "ste": "sainte"}.get(word, word) for word in run)
    singular = tuple(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in full)
    plural = tuple(word if word[-1] in "sx" or len(word) <= 3 else word + "s" for word in full)
    return run, full, singular, plural, _stems(run)


def _is_common_noun(words: Sequence[Word], named: Named, entry: LexiconEntry) -> bool:
    short = {fold(name) for name in (entry.term, entry.acronym, *entry.aliases.fr) if name and " " not in name}
    if entry.kind == "notion" or named.name not in short or not is_french_word(named.name):
        return False
    before = [word.folded for word in words if word.end <= named.start][-1:]
    return bool(before) and before[0] in _MAKES_COMMON


def _is_a_meeting(words: Sequence[Word], named: Named) -> bool:
    """Tell whether « la réunion » is a meeting: something is said, held, or comes before or after it."""
    if not named.name.endswith("reunion"):
        return False
    before = {word.folded for word in words if word.end <= named.start}
    return bool(before & _OF_A_MEETING)


def may_be_a_place(folded: str) -> bool:
    """Tell whether folded words may name a place: not a year, nor a question word that follows a preposition."""
    return folded[:1].isalpha() and re.match(r"(?:quel\w*|combien|qui|quoi|which|what|whom?)\b", folded) is None


def _after_preposition(words: Sequence[Word], named: Named) -> bool:
    before = [word for word in words if word.end <= named.start]
    return not before or before[-1].folded in _BEFORE_A_PLACE
