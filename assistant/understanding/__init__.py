"""Understand a question without a model: spelling, language, class, names, and what it refers back to."""

from assistant.understanding.reading import Understander

__all__ = ["Understander"]
