"""French as people type it: folding, words, stems, sentences; one analyser for all stages."""

from assistant.french.dates import MONTHS, say_date
from assistant.french.folding import fold, fold_aligned
from assistant.french.general import commonness, is_french_word
from assistant.french.numbers import NUMBER_WORDS
from assistant.french.packing import PASSAGE_LIMIT, PASSAGE_TARGET, pack, paragraphs, trimmed
from assistant.french.patterns import seek
from assistant.french.sentences import sentences
from assistant.french.slips import distance, tolerance
from assistant.french.spelling import analyse_mended, slips
from assistant.french.stemming import stem
from assistant.french.stop_words import STOP_WORDS
from assistant.french.typesetting import typeset
from assistant.french.words import Token, analyse, outer, tokens, word_set

__all__ = [
    "MONTHS",
    "NUMBER_WORDS",
    "PASSAGE_LIMIT",
    "PASSAGE_TARGET",
    "STOP_WORDS",
    "Token",
    "analyse",
    "analyse_mended",
    "commonness",
    "distance",
    "fold",
    "fold_aligned",
    "is_french_word",
    "outer",
    "pack",
    "paragraphs",
    "say_date",
    "seek",
    "sentences",
    "slips",
    "stem",
    "tokens",
    "tolerance",
    "trimmed",
    "typeset",
    "word_set",
]
