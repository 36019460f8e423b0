"""Small words that change what a sentence says: negation, modality, quantity, time, condition."""

import re

from assistant.french import STOP_WORDS, word_set

NEGATION = re.compile(
    r"\b(?:ne|pas|aucune?s?|jamais|rien|nul(?:le)?|sans|ni|non|not|no|never|without|neither|nor|none|nobody|cannot)\b"
    r"|\bn'|n't\b"
)

DOUBT = re.compile(
    r"\b(?:peu(?:t|vent)|pourr\w+|possib\w+|eventuel\w*|peut-etre|serai(?:t|ent)|aurai(?:t|ent)|sembl\w+|"
    r"parai(?:t|ssent)|suppos\w+|faux|fausse|croi\w+|doute\w*|question|savoir si|demand\w+|souhait\w+|envisag\w+|"
    r"may|might|seems?|could|would|false|wrong|whether)\b"
)
"""Openings under which what follows is not asserted."""

CONDITION = re.compile(r"\b(?:si(?! bien)|s'ils?|a condition|pourvu|sous reserve|a moins|if|unless|provided)\b")
"""A sentence that hangs on a condition says nothing without it."""

DENIAL = re.compile(r"\b(?:ne (?:veut|signifie|designe)|n'est|pas|erron\w+|faux|fausse|jamais|not|wrong)\b|n'est")
"""Words by which a clause denies a reading of an acronym instead of asserting it."""

LEANING = re.compile(
    r"\W*(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|cela|ceci|ce dernier|cette derniere|c'est|"
    r"ces|cet|cette|ce|leurs?|son|sa|ses|on|it|they|this|these|its)\b"
)
"""Openings by which a sentence leans on what stands before it."""

INERT = word_set(
    "le la les l un une des du de d au aux a en y et ce cet cette ces c son sa ses leur leurs notre nos votre vos "
    "mon ma mes se s qui que qu dont ou il elle ils elles on nous vous je lui eux celui celle ceux celles est sont "
    "ete etant ont ayant aussi donc or alors voici voila dans par selon comme lors the an and are is it its of that "
    "there this to they sur chez vers puis ainsi autre autres encore by be been has have in as on at"
)
"""Grammar that may change without changing what is said; every other small word has to stand where it stood."""

TELLING = STOP_WORDS - INERT | word_set("not never without only neither nor but")
"""Small words that change what is said: negation, modality, quantity, comparison, tense of « être » and « avoir »."""

_FUTURE = re.compile(r"\w{2,}r(?:a|ont|ai|ons|ez)")
_CONDITIONAL = re.compile(r"\w{2,}r(?:ait|aient|ions|iez)")


def tense(folded: str) -> str:
    """Return the tense that the ending of a verb shows: `future`, `conditional`, or nothing."""
    return "future" if _FUTURE.fullmatch(folded) else "conditional" if _CONDITIONAL.fullmatch(folded) else ""


def telling(folded: str) -> list[str]:
    """Return the small words of a folded text that change what is said, in order."""
    plain = re.sub(r"\bd'apres\b", "selon", folded)
    return [word for word in re.findall(r"[^\W\d_]+", plain) if word in TELLING]
