"""Sentences that must never be quoted: acronyms spelled out by guess."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.french import sentences
from ingest.cleaning_log import CleaningLog
from ingest.structure import Line

_GUESSED = re.compile(r"\b[A-ZÀ-Þ][A-Za-zÀ-ÿ&]{0,3}[A-ZÀ-Þ][\w&-]{0,6}\s?\([^()?]{3,100}\?")
_TO_CHECK = re.compile(
    r"\b(?:acronymes?|sigles?)\b[^.]{0,60}\b(?:vérifi|confirm|à vérifier|incertain|supposé)|"
    r"\b(?:vérifier|confirmer)\b[^.]{0,40}\b(?:acronymes?|sigles?)\b",
    re.IGNORECASE,
)


def drop_doubtful_expansions(lines: Sequence[Line], log: CleaningLog) -> list[Line]:
    """Drop the sentences that spell an acronym with a question mark, or that say it should be checked."""
    kept: list[Line] = []
    for line in lines:
        if not (_GUESSED.search(line.text) or _TO_CHECK.search(line.text)):
            kept.append(line)
            continue
        spans = [(s, e) for s, e in whole_sentences(line.text) if _is_doubtful(line.text[s:e])]
        for start, end in spans:
            log.add(
                "doubtful_expansion",
                "dropped",
                line.content.cut(start, end),
                detail="sigle développé au hasard",
            )
        content = line.content.edited([(s, e, "") for s, e in spans]).stripped()
        if content.text:
            kept.append(replace(line, content=content))
    return kept


def whole_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a line, those cut inside a bracket put back together."""
    whole: list[tuple[int, int]] = []
    depth = 0
    for start, end in sentences(text):
        if depth > 0 and whole:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
        depth = max(0, depth + text.count("(", start, end) - text.count(")", start, end))
    return whole


def _is_doubtful(sentence: str) -> bool:
    return bool(_GUESSED.search(sentence) or _TO_CHECK.search(sentence))
