"""Those who speak in a transcript: a number each, and their names nowhere."""

import re
from collections.abc import Sequence

from assistant.french import fold, is_french_word, word_set
from ingest.aligned import AlignedText, Edit
from ingest.formats.extraction import Remark
from ingest.redaction_lexicon import first_names

LABEL = "Participant·e {number}"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞŒ][\w'’.-]{0,40})"
_PREFIX = re.compile(
    rf"\s*(?P<name>{_CAPITAL}(?: (?:(?:de|du|des|le|la|van|von|ben|el|d['’]) ?)?{_CAPITAL}){{0,3}}(?: \d{{1,3}})?"
    r"(?: ?\([^()\n]{1,60}\)| ?\[[^\[\]\n]{1,60}\])?)\s?:(?=\s|$)\s*"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_PERSON_AFTER = ("à", "en", "de", "du", "la", "le", "au")
_INSIDE_SENTENCE = "(?:(?<=M\\. )|(?<=[a-zà-ÿ,] )" + "".join(f"(?<! {word} )" for word in _NO_PERSON_AFTER) + ")"
_ANNOUNCING = word_set(
    "adresse mail email courriel tel telephone portable code codes passcode password mdp pin digicode identifiant "
    "login lien id iban compte carte numero"
)
"""Folded words that announce a value, before a colon: nobody is called so, and what follows must be read with them."""
SHORTEST_NAME = 3
"""Letters of the shortest part of a name that is looked for in what is said."""


def speaker_before(line: str) -> tuple[str, int, bool]:
    """Return the name before the colon that opens a line, the length to take off, and whether it is surely one.

    A word of the language before a colon (« Question : ») is not surely a name; the name is empty without one.
    """
    found = _PREFIX.match(line)
    if found is None:
        return "", 0, False
    name = " ".join(found.group("name").split())
    words = [fold(word) for word in _WORD.findall(name)]
    if not _ANNOUNCING.isdisjoint(words):
        return "", 0, False
    sure, doubtful = first_names()
    known = any(word in sure or word in doubtful or not is_french_word(word) for word in words)
    return name, found.end(), known


class Speakers:
    """The persons who speak, numbered in the order of their first word."""

    def __init__(self, names: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        for name in names:
            self._numbers.setdefault(fold(name), len(self._numbers) + 1)
        self._pattern, self._parts = self._names_in_text(names)

    def label(self, name: str) -> str:
        """Return what stands for a person, empty for nobody."""
        number = self._numbers.get(fold(name)) if name else None
        return LABEL.format(number=number) if number else ""

    def hidden_in(self, said: AlignedText) -> tuple[AlignedText, list[Remark]]:
        """Replace the names of those who speak wherever they are said, and tell where."""
        if self._pattern is None:
            return said, []
        edits: list[Edit] = []
        remarks: list[Remark] = []
        for found in self._pattern.finditer(said.text):
            start, end = said.cut(found.start(), found.end()).raw_span()
            edits.append((found.start(), found.end(), self._parts[fold(found.group())]))
            remarks.append(Remark("speaker", "replaced", start, end, "nom d’une personne qui parle"))
        return said.edited(edits), remarks

    def _names_in_text(self, names: Sequence[str]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
        """Return what finds the names in what is said, whole or in part, and the label of each."""
        parts: dict[str, str] = {}
        sure: set[str] = set()
        weak: set[str] = set()
        for name in dict.fromkeys(names):
            lone, common = _parts(name)
            for form in (name, *lone, *common):
                parts.setdefault(fold(form), self.label(name))
            sure.update(form for one in (name, *lone) for form in (one, one.upper(), one.title()))
            weak.update(common)
        if not sure:
            return None, parts
        found = rf"(?<!\w)(?:{_either(sure)})(?!\w)"
        if weak:
            found += rf"|{_INSIDE_SENTENCE}(?:{_either(weak)})(?!\w)"
        return re.compile(found), parts


def _either(forms: set[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _parts(name: str) -> tuple[list[str], list[str]]:
    """Return the parts of a name that can stand for it alone, and those that are also words of the language.

    The latter are looked for inside a sentence only, where a capital tells a name.
    """
    known = first_names()
    lone: list[str] = []
    common: list[str] = []
    for rank, word in enumerate(_WORD.findall(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", name))):
        folded = fold(word)
        first = rank == 0 and any(folded in names for names in known)
        if len(word) >= SHORTEST_NAME and word[0].isupper():
            (lone if first or not is_french_word(folded) else common).append(word)
    return lone, common
