"""A question as it is asked aloud: without the words that announce it."""

import re
from dataclasses import replace

from assistant.domain import MINIMAL_QUOTE
from assistant.evidence import Unit
from assistant.french import fold, typeset

_ANNOUNCED = re.compile(r"\s*:\s+(?=[^:]+\?[\s»\"]*$)")
_ASKS = re.compile(
    r"(?:a qui|a quoi|avec qui|de qui|de quoi|d'ou|en quoi|par ou|pour qui|sur quoi|au[xs]? quels?|comment|combien|"
    r"est-ce|ou|pourquoi|quand|qu'|que|quel|quelle|quels|quelles|qui|quoi)\b"
)
"""How a question opens, folded; after a colon, anything else is a list or a remark."""


def asked_alone(unit: Unit) -> Unit:
    """Return the question that a sentence announces, as a unit of its own, or the unit when it announces none.

    « La question tient en peu de mots : à qui cela fait-il du bien ? » gives « à qui cela fait-il du bien ? », whose
    span is that part of the sentence.
    """
    quote = unit.span.quote
    found = _ANNOUNCED.search(quote)
    if found is None:
        return unit
    asked = quote[found.end() :]
    if len(asked) < MINIMAL_QUOTE or not _ASKS.match(fold(asked)):
        return unit
    span = replace(unit.span, start=unit.span.start + found.end())
    return replace(unit, span=span, text=typeset(" ".join(asked.split())))
