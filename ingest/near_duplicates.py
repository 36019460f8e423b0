"""Sentences that a document says twice: the fullest wording stays."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise

from assistant.french import analyse, fold
from ingest.cleaning_claims import whole_sentences
from ingest.cleaning_log import CleaningLog
from ingest.structure import Line
from ingest.structure_shapes import introduces

SEQUENCE = 4
"""Words of the sequences that are compared."""
SHARED_LIMIT = 0.5
"""Share of the sequences of the shorter sentence found in the other from which both say the same.

Measured on five raw pages, one of which tells its matter three times: repeated sentences share 0.56 to 1,
the closest different ones 0.46.
"""
WORDS_LIMIT = 0.8
"""Share of its content words found in one or two neighbouring sentences from which one adds nothing."""
WORDS_SHARED_LIMIT = 0.3
"""Share of sequences that must be common too, because two sentences of one subject share its words.

Measured on the same pages: 0.42 for a repeated sentence, 0.25 for the closest different one.
"""
LEAST_WORDS = 8
"""Content words of the shortest sentence judged by its words alone."""
LEAST_SEQUENCES = 4
"""Sequences of the shortest sentence that is compared: seven words."""
COMMON_LIMIT = 50
"""Sentences holding one sequence beyond which it is a formula of the document and tells nothing."""

_WORD = re.compile(r"[^\W_]+")
_STANDS_ALONE = "c'est pourquoi "
_BACKWARDS = re.compile(r"(?:ils?|elles?|cela|ceci|celles?-ci|celui-ci|ceux-ci|ce|cet|cette|ces|or,|c'est)\s")


@dataclass(frozen=True)
class _Sentence:
    line: int
    start: int
    end: int
    text: str
    sequences: frozenset[str]
    parts: tuple["_Sentence", ...] = ()
    """The two sentences of a pair."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of its content words; worked out for the few sentences that look like another."""
        return frozenset(analyse(self.text))


def merge_near_duplicates(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Drop each sentence that a fuller one of the document says too.

    Items of lists, announcements, and what an announcement introduces (a quoted definition) stay.
    """
    found = [sentence for index, line in enumerate(lines) for sentence in _sentences_of(lines, index, line)]
    units = found + _neighbours(found)
    dropped: dict[int, list[_Sentence]] = defaultdict(list)
    for shorter, longer in _pairs(units, len(found)):
        sentence = found[shorter]
        gone = dropped.get(sentence.line, [])
        quoted = sentence.line > 0 and introduces(lines[sentence.line - 1])
        if quoted or sentence in gone or _is_gone(units[longer], dropped) or _is_needed(found, shorter, gone):
            continue
        dropped[sentence.line].append(sentence)
    kept = (_without(line, dropped.get(index, []), log) for index, line in enumerate(lines))
    return [line for line in kept if line.text]


def _sentences_of(lines: Sequence[Line], index: int, line: Line) -> list[_Sentence]:
    opens_list = index + 1 < len(lines) and lines[index + 1].mark in ("item", "step")
    if line.mark or introduces(line) or opens_list:
        return []
    return [_sentence(index, start, end, line.text[start:end]) for start, end in whole_sentences(line.text)]


def _sentence(line: int, start: int, end: int, text: str) -> _Sentence:
    words = _WORD.findall(fold(text))
    sequences = frozenset(map(" ".join, zip(*(words[i:] for i in range(SEQUENCE)), strict=False)))
    return _Sentence(line, start, end, text, sequences)


def _neighbours(found: Sequence[_Sentence]) -> list[_Sentence]:
    """Return each pair of sentences that follow each other in a line, as one."""
    return [
        _Sentence(
            line=one.line,
            start=one.start,
            end=other.end,
            text=f"{one.text} {other.text}",
            sequences=one.sequences | other.sequences,
            parts=(one, other),
        )
        for one, other in pairwise(found)
        if one.line == other.line
    ]


def _pairs(units: Sequence[_Sentence], count: int) -> list[tuple[int, int]]:
    """Return (shorter, longer) for each of the first `count` units that another says too, in order."""
    # A sequence of one sentence only is shared with nothing but the pairs that hold that sentence.
    uses = Counter(chain.from_iterable(unit.sequences for unit in units[:count]))
    repeated = {sequence for sequence, n in uses.items() if n > 1}
    holders: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for sequence in unit.sequences & repeated:
            holders[sequence].append(index)
    pairs: list[tuple[int, int]] = []
    for index, unit in enumerate(units[:count]):
        if len(unit.sequences) < LEAST_SEQUENCES:
            continue
        shared = Counter(chain.from_iterable(holders[s][:COMMON_LIMIT] for s in unit.sequences & repeated))
        least = WORDS_SHARED_LIMIT * len(unit.sequences)
        near = ((other, n) for other, n in shared.items() if n >= least)
        pairs.extend((index, other) for other, n in near if _adds_nothing(units, index, other, n))
    return sorted(pairs)


def _adds_nothing(units: Sequence[_Sentence], index: int, other: int, shared: int) -> bool:
    """Tell whether a unit, sharing that many sequences (enough of them) with a fuller one, says nothing of its own."""
    unit, fuller = units[index], units[other]
    if _overlap(unit, fuller):
        return False
    if (len(fuller.words), -other) <= (len(unit.words), -index):
        return False
    if any(unit.sequences.isdisjoint(part.sequences) for part in fuller.parts):
        return False
    if shared >= SHARED_LIMIT * len(unit.sequences):
        return True
    return len(unit.words) >= LEAST_WORDS and len(unit.words & fuller.words) >= WORDS_LIMIT * len(unit.words)


def _overlap(one: _Sentence, other: _Sentence) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def _is_gone(unit: _Sentence, dropped: dict[int, list[_Sentence]]) -> bool:
    """Tell whether the fuller wording is itself dropped, in whole or in part."""
    return any(_overlap(unit, other) for other in dropped.get(unit.line, ()))


def _is_needed(found: Sequence[_Sentence], index: int, gone: Sequence[_Sentence]) -> bool:
    """Tell whether the next sentence of the paragraph points back at this one and would hang in the air."""
    following = found[index + 1] if index + 1 < len(found) else None
    if following is None or following.line != found[index].line or following in gone:
        return False
    folded = fold(following.text)
    return bool(_BACKWARDS.match(folded)) and not folded.startswith(_STANDS_ALONE)


def _without(line: Line, gone: Sequence[_Sentence], log: CleaningLog) -> Line:
    if not gone:
        return line
    ordered = sorted(gone, key=lambda sentence: sentence.start)
    for sentence in ordered:
        log.add("near_duplicate", "merged", line.content.cut(sentence.start, sentence.end))
    edits = [(sentence.start, sentence.end, "") for sentence in ordered]
    return replace(line, content=line.content.edited(edits).stripped())
