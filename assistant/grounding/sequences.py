"""Read a sentence as the things it names, the same whatever their spelling."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.french import NUMBER_WORDS, Token, fold, outer, tokens
from assistant.knowledge import Lexicon

_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_TENS = {
    "vingt": "20",
    "trente": "30",
    "quarante": "40",
    "cinquante": "50",
    "soixante": "60",
    "cent": "100",
    "mille": "1000",
}
_ORDINALS = {
    "premier": "1",
    "premiere": "1",
    "premiers": "1",
    "premieres": "1",
    "second": "2",
    "seconde": "2",
    **{
        f"{stem}ieme": str(number)
        for number, stem in enumerate(
            ("deux", "trois", "quatr", "cinqu", "six", "sept", "huit", "neuv", "dix", "onz", "douz"), 2
        )
    },
    **{word: str(number) for number, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
}
_SHARES = {
    "moitie": "1/2",
    "tiers": "1/3",
    "quart": "1/4",
    "double": "2x",
    "triple": "3x",
    "dizaine": "10",
    "douzaine": "12",
}
_ENGLISH = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_NUMBERS = (
    {word: str(number) for number, word in enumerate(NUMBER_WORDS, 2)}
    | {word: str(number) for number, word in enumerate(_ENGLISH, 2) if word != "four"}  # a French oven
    | _TENS
    | _SHARES
    | {word: f"{number}e" for word, number in _ORDINALS.items()}
)
"""Numbers in words, folded, as the key they share with the same number in figures."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something a text names: a word, a term of the field, a number."""

    key: str
    """A stem, `@term` for a term of the lexicon, `#number` for a number."""
    text: str
    folded: str
    start: int
    end: int
    """Offsets in `Sequence.text`."""
    is_name: bool
    """True for a word with a capital that does not open the sentence, an acronym, or a term of the field."""
    opens: bool
    """True for the first word of the text."""

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number."""
        return self.key.startswith("#")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as the things it names."""

    text: str
    """The sentence, the blanks that part thousands left out."""
    items: tuple[Item, ...]
    """In order, grammar left out; a thing named twice side by side counts once."""

    def between(self, first: int, last: int) -> str:
        """Return the folded text between two items; -1 is the beginning, the number of items the end."""
        start = self.items[first].end if first >= 0 else 0
        end = self.items[last].start if last < len(self.items) else len(self.text)
        return fold(self.text[start:end])

    def without(self, dropped: Collection[Item]) -> "Reading":
        """Return the same sentence, some items counted as grammar."""
        return Reading(self.text, tuple(item for item in self.items if item not in dropped))


def read(text: str, lexicon: Lexicon) -> Reading:
    """Return what a sentence names."""
    plain = _THOUSANDS.sub("", text)
    words = list(outer(tokens(plain)))
    items: list[Item] = []
    at = 0
    while at < len(words):
        size, item = _item(plain, words, at, lexicon)
        if item is not None and items and _repeats(item, items[-1], plain):
            items[-1] = replace(items[-1], end=item.end)
        elif item is not None:
            items.append(item)
        at += size
    return Reading(plain, tuple(items))


def _repeats(item: Item, last: Item, text: str) -> bool:
    """Tell whether a thing is named a second time beside the first: a term and its acronym."""
    return item.key == last.key and not any(letter.isalnum() for letter in text[last.end : item.start])


def _item(text: str, words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Item | None]:
    """Return how many words the thing at a place takes, and the thing, None for grammar."""
    word = words[at]
    opens = not any(character.isalnum() for character in text[: word.start])
    size, term = _term(words, at, lexicon)
    if term:
        end = words[at + size - 1].end
        return size, Item(f"@{term}", text[word.start : end], term, word.start, end, is_name=True, opens=opens)
    number = word.folded if word.folded[0].isdigit() else _NUMBERS.get(word.folded, "")
    if not number and word.is_stop and not _is_acronym(word.text):
        return 1, None
    key = f"#{number.replace(',', '.')}" if number else word.stem
    named = _is_acronym(word.text) or (word.text[:1].isupper() and not opens and not _after_stop(text, word.start))
    return 1, Item(key, word.text, word.folded, word.start, word.end, is_name=named and not number, opens=opens)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _after_stop(text: str, start: int) -> bool:
    """Tell whether a capital is due to what stands before it: a stop, a guillemet, a bullet."""
    return re.search(r"(?:[.!?…:«\"“]|^-)\W*$", text[:start]) is not None


def _term(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return the longest name of the lexicon that begins at a word: its size in words, and its term."""
    for names, term in lexicon.phrases.get(words[at].stem, ()):
        if names == tuple(word.stem for word in words[at : at + len(names)]):
            return len(names), term
    return 0, ""


def folded_words(text: str) -> str:
    """Return the folded words of a text parted and surrounded by blanks, so that a run of words is a substring."""
    words = " ".join(re.findall(r"[^\W_]+", fold(text)))
    return f" {words} "
