"""What is known beside the documents: the lexicon of the field and the table of places.

Neither is ever a source: they help to understand a question and to find the passage that answers it.
"""

from assistant.knowledge.lexicon import Lexicon, LexiconEntry, load_lexicon
from assistant.knowledge.noun_phrases import NounPhrase, elided, noun_phrase
from assistant.knowledge.places import Club, Place, Places, load_places

__all__ = [
    "Club",
    "Lexicon",
    "LexiconEntry",
    "NounPhrase",
    "Place",
    "Places",
    "elided",
    "load_lexicon",
    "load_places",
    "noun_phrase",
]
