"""The words of a question that carry its subject, those that only frame it left out."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.french import stem, tokens, word_set
from assistant.understanding.naming import Named

_DURATION_WORD = re.compile(r"\d+(?:h\d*|min|mn)")
FRAME = word_set(
    "quoi quel quelle quels quelles qui liste lister cite citer citez nomme nommer nommez donne donner donnez dis "
    "dire explique expliquer expliquez resume resumer peux peut pouvez veux veut veulent voudrais voudrait "
    "souhaite savoir connaitre signifie signifier definition definir definis definissez definissent definit sens "
    "mot terme sigle acronyme exactement vraiment concretement simplement bref court gros salut bonjour merci svp "
    "stp question reponse combien nombre difference existe exister trouve trouver faut dois doit selon propos "
    "concernant parle parler exemple what which who where when how why many does mean explain tell list give "
    "please about there know want stands entend entends entendez appelle appelez jargon mots heure heures horaire "
    "horaires date dates jour mois annee time day month year quelqu'un doc docs document documents corpus ca cela "
    "proposes proposez conseilles conseillez live near ordre juste phrase phrases parlez kesako quesaco initiales "
    "remonte remonter tombait tombe designe genre truc comprends comprend rien help article articles nommees nommes "
    "citees cites dismen ditesmen plus davantage more details"
)
"""Folded words that frame a question without being its subject."""


def focus_of(text: str, named: Sequence[Named] = ()) -> tuple[str, ...]:
    """Return the words that carry the subject, those of `named` left out."""
    words, end = [], 0
    for token in tokens(text):
        if (
            token.is_stop
            or token.folded in FRAME
            or token.stem in _frame_stems()
            or token.start < end
            or _DURATION_WORD.fullmatch(token.folded)
        ):
            continue
        if not any(one.start <= token.start < one.end for one in named):
            words.append(token.text)
            end = token.end
    return tuple(words)


@cache
def _frame_stems() -> frozenset[str]:
    """Return the stems of the longer words that frame a question: « définissez » as « définir »."""
    return frozenset(stem(word) for word in FRAME if len(word) > 5)
