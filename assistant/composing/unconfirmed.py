"""Say that an answer does not say what its question takes for true, when nothing gainsays it either."""

import re
from dataclasses import replace

from assistant.composing.composition import Composition, Material
from assistant.composing.confirming import claim_of, is_not
from assistant.composing.sufficiency import is_required
from assistant.composing.wording import say
from assistant.domain import Drafted, Span
from assistant.french import analyse, fold
from assistant.inquiry import Intent
from assistant.knowledge import LexiconEntry

_SPELLED = re.compile(
    r"(?:\bveut dire|\bsignifie|\bstands? for|\bmeans|=|\bc'est l'abreviation de)\W*(?P<words>[^?;:]+)", re.IGNORECASE
)
_ASKING = re.compile(r"\b(?:quoi|que|qui|what|which|ca|comment)\b")
LEAST_WORDS = 2
"""Words of weight from which a reading of letters is one."""

_CLAIMING: frozenset[Intent] = frozenset({"fact"})


def misspells(material: Material, entry: LexiconEntry) -> bool:
    """Tell whether a question reads the letters of a name by words that none of its known readings holds."""
    spelled = _SPELLED.search(fold(material.inquiry.standalone))
    if spelled is None or (_ASKING.search(spelled["words"]) and "," not in spelled["words"]):
        return False
    words = frozenset(analyse(spelled["words"].split(",")[0]))
    known = [frozenset(analyse(name)) for name in (*entry.expansions, *entry.names)]
    return len(words) >= LEAST_WORDS and not any(words <= one for one in known)


def hedged(composition: Composition, material: Material) -> Composition:
    """Return an answer opened by the line that says that its documents do not say what was claimed, when they do not.

    A claim is known by the things of weight that it names and no cited sentence on its subject does; a first sentence
    that denies says enough by itself.
    """
    drafts = composition.drafted
    claim = claim_of(material) if material.inquiry.intent in _CLAIMING and not composition.reason else None
    if claim is None or not drafts or not drafts[0].spans:
        return composition
    spans = [span for draft in drafts for span in draft.spans if claim.subject.is_in(_around(span))]
    held = frozenset(stem for span in spans for stem in analyse(span.quote))
    unsaid = [one for one in claim.concepts if is_required(one, material) and not one.is_in(held)]
    denies = any(is_not(fold(span.quote)) for span in drafts[0].spans)
    if not unsaid or denies:
        return composition
    return replace(composition, drafted=(Drafted(say("not_said_so", material.inquiry.language)), *drafts))


def _around(span: Span) -> frozenset[str]:
    """Return the stems of a span, of its headings and of its title."""
    return frozenset(analyse(" . ".join((span.document.title, *span.passage.headings, span.quote))))
