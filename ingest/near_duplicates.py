"""Sentences that a document says twice: the fullest and most human wording stays."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.french import analyse, fold
from ingest.cleaning_claims import whole_sentences
from ingest.cleaning_log import CleaningLog
from ingest.structure import Line
from ingest.structure_shapes import introduces

SEQUENCE = 4
"""Words of the sequences that are compared."""
SHARED_LIMIT = 0.45
"""Share of the sequences of the shorter sentence found in the other from which both say the same.

Measured on an automatic report that tells its matter three times: repeated sentences share 0.46 to 1, the
closest different ones 0.27.
"""
WORDS_LIMIT = 0.8
"""Share of the content words of a sentence found in one or two neighbouring ones from which it adds nothing."""
WORDS_SHARED_LIMIT = 0.2
"""Share of sequences that must be common too, because two sentences of one subject share its words."""
LEAST_WORDS = 8
"""Content words, or sequences, of the shortest sentence that is compared."""
_STANDS_ALONE = "c'est pourquoi "
_BACKWARDS = (
    "il ",
    "ils ",
    "elle ",
    "elles ",
    "cela ",
    "ceci ",
    "celle-ci ",
    "celui-ci ",
    "ce ",
    "cet ",
    "cette ",
    "or, ",
    "c'est ",
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    line: int
    start: int
    end: int
    folded: str
    sequences: frozenset[str]
    words: frozenset[str]


def merge_near_duplicates(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Drop each sentence that a fuller one of the document says too.

    Items of lists, announcements, and what an announcement introduces (a quoted definition) stay.
    """
    found = [sentence for index, line in enumerate(lines) for sentence in _sentences_of(lines, index, line)]
    units = found + _neighbours(found)
    dropped: set[int] = set()
    for shorter, longer in _pairs(units):
        if shorter in dropped or shorter >= len(found) or _touches(units[longer], found, dropped):
            continue
        if units[shorter].line and introduces(lines[units[shorter].line - 1]):
            continue
        if not _is_needed(found, shorter, dropped):
            dropped.add(shorter)
    return _without(lines, [found[index] for index in sorted(dropped)], log)


def _sentences_of(lines: Sequence[Line], index: int, line: Line) -> list[_Sentence]:
    opens_list = index + 1 < len(lines) and lines[index + 1].mark in ("item", "step")
    if line.mark or introduces(line) or opens_list:
        return []
    spans = whole_sentences(line.text)
    return [_sentence(index, start, end, line.text[start:end]) for start, end in spans]


def _sentence(line: int, start: int, end: int, text: str) -> _Sentence:
    folded = fold(text)
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    sequences = frozenset(" ".join(words[i : i + SEQUENCE]) for i in range(len(words) - SEQUENCE + 1))
    return _Sentence(line, start, end, folded, sequences, frozenset(analyse(text)))


def _neighbours(found: Sequence[_Sentence]) -> list[_Sentence]:
    """Return each pair of sentences that follow each other in a line, as one."""
    pairs = []
    for one, other in zip(found, found[1:], strict=False):
        if one.line == other.line:
            both = one.sequences | other.sequences
            pairs.append(_Sentence(one.line, one.start, other.end, one.folded, both, one.words | other.words))
    return pairs


def _pairs(units: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Return (shorter, longer) for the units that say the same, in the order of the document."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for sequence in unit.sequences:
            holders[sequence].append(index)
    pairs = []
    for index, unit in enumerate(units):
        shared = Counter(
            other for s in unit.sequences for other in holders[s][:COMMON_LIMIT] if other != index
        )
        for other, count in shared.items():
            if _says_less(unit, units[other], count, index, other):
                pairs.append((index, other))
    return sorted(pairs)


COMMON_LIMIT = 50
"""Sentences holding one sequence beyond which it is a formula of the document and tells nothing."""


def _says_less(unit: _Sentence, other: _Sentence, count: int, index: int, place: int) -> bool:
    if len(unit.sequences) < LEAST_WORDS // 2 or _overlap(unit, other):
        return False
    fuller = (len(other.words), -place) > (len(unit.words), -index)
    if not fuller:
        return False
    if count >= SHARED_LIMIT * len(unit.sequences):
        return True
    enough = len(unit.words) >= LEAST_WORDS and count >= WORDS_SHARED_LIMIT * len(unit.sequences)
    return enough and len(unit.words & other.words) >= WORDS_LIMIT * len(unit.words)


def _overlap(one: _Sentence, other: _Sentence) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def _touches(unit: _Sentence, found: Sequence[_Sentence], dropped: set[int]) -> bool:
    """Tell whether the fuller wording is itself dropped, in whole or in part."""
    return any(_overlap(unit, found[index]) for index in dropped)


def _is_needed(found: Sequence[_Sentence], index: int, dropped: set[int]) -> bool:
    """Tell whether the next sentence of the paragraph points back at this one and would hang in the air."""
    following = index + 1
    if following >= len(found) or following in dropped or found[following].line != found[index].line:
        return False
    folded = found[following].folded
    return folded.startswith(_BACKWARDS) and not folded.startswith(_STANDS_ALONE)


def _without(lines: Sequence[Line], dropped: Sequence[_Sentence], log: CleaningLog) -> list[Line]:
    by_line: dict[int, list[_Sentence]] = defaultdict(list)
    for sentence in dropped:
        by_line[sentence.line].append(sentence)
    kept: list[Line] = []
    for index, line in enumerate(lines):
        content = line.content
        for sentence in by_line[index]:
            log.add("near_duplicate", "merged", content.cut(sentence.start, sentence.end))
        content = content.edited(
            [(sentence.start, sentence.end, "") for sentence in by_line[index]]
        ).stripped()
        if content.text:
            kept.append(replace(line, content=content))
    return kept
