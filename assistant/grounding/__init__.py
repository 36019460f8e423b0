"""Grounding: keep of a draft only what the cited spans say; number the sources ourselves.

The first law of an answer is held here, whoever wrote the draft, a rule of ours or a language model:
`support` judges a statement against its spans, `agreement` compares a wording with the sentence it words,
`locating` finds the spans of a statement that only names passages, `marking` numbers the sources.
"""

from assistant.grounding.locating import located
from assistant.grounding.marking import Marks
from assistant.grounding.support import Dropped, ground, unsupported

__all__ = ["Dropped", "Marks", "ground", "located", "unsupported"]
