"""Those who speak in a transcript: a number each, and their names nowhere."""

import re
from collections.abc import Sequence

from assistant.french import fold, is_french_word
from ingest.aligned import AlignedText, Edit
from ingest.formats.extraction import Remark
from ingest.redaction_names import first_names

LABEL = "Participant·e {number}"
_CAPITAL = r"(?:[A-ZÀ-ÖØ-ÞŒ][\w'’.-]{0,40})"
_PREFIX = re.compile(
    rf"\s*(?P<name>{_CAPITAL}(?: (?:(?:de|du|des|le|la|van|von|ben|el|d['’]) ?)?{_CAPITAL}){{0,3}}"
    r"(?: ?\([^()\n]{1,60}\)| ?\[[^\[\]\n]{1,60}\])?)\s?:(?=\s|$)\s*"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
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
        forms: set[str] = set()
        for name in dict.fromkeys(names):
            for form in (name, *_lone_parts(name)):
                parts.setdefault(fold(form), self.label(name))
                forms.update((form, form.upper(), form.title()))
        if not forms:
            return None, parts
        longest = sorted(forms, key=lambda form: (-len(form), form))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), parts


def _lone_parts(name: str) -> list[str]:
    """Return the parts of a name that can stand for it: first names, and words that French does not have."""
    sure, doubtful = first_names()
    found = []
    for rank, word in enumerate(_WORD.findall(re.sub(r"\(.*?\)|\[.*?\]", "", name))):
        folded = fold(word)
        first = rank == 0 and (folded in sure or folded in doubtful)
        if len(word) >= SHORTEST_NAME and (first or not is_french_word(folded)):
            found.append(word)
    return found
