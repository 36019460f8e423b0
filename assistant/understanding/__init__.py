"""Understand a question without a model: spelling, language, class, names, and what it refers back to."""

from assistant.understanding.reading import Understander
from assistant.understanding.spelling import normalised
from assistant.understanding.timing import this_day

__all__ = ["Understander", "normalised", "this_day"]
