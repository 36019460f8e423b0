"""The perturbations: one question said as people really type it, the meaning unchanged.

Each is a class of what keyboards, phones and habits do to French, never a wording of one question. Asking the
perturbed question and expecting the same reply is an invariance test (Ribeiro et al., « Beyond Accuracy:
Behavioral Testing of NLP Models with CheckList », ACL 2020).
"""

from collections.abc import Callable
from dataclasses import dataclass

from evals import mistyping, rewording
from evals.reordering import reordered
from evals.rewording import Background

Rewriting = Callable[[str, Background], str]

_WRAPPED = frozenset({"smalltalk", "courtesy"})
"""Kinds of message that ask nothing, so that no request can be wrapped in politeness."""
_SPELLED = frozenset({"acronym", "acronym_trap"})
"""Kinds of question on the letters of a name: with another name, it is another question."""


@dataclass(frozen=True, slots=True)
class Perturbation:
    """A class of changes that must not change the reply."""

    name: str
    description: str
    """In French, for the report."""
    rewrite: Rewriting
    """Pure: the same text and background give the same text, the text itself when nothing of the class is in it."""
    unfit: frozenset[str] = frozenset()
    """Kinds of question whose meaning it would change."""


def _letters(rewrite: Callable[[str], str]) -> Rewriting:
    return lambda text, background: rewrite(text)


PERTURBATIONS = (
    Perturbation("accents", "sans accents", _letters(mistyping.without_accents)),
    Perturbation("lower_case", "tout en minuscules", _letters(mistyping.in_lower_case)),
    Perturbation("capitals", "tout en capitales", _letters(mistyping.in_capitals)),
    Perturbation("apostrophe", "autre apostrophe", _letters(mistyping.with_other_apostrophes)),
    Perturbation("elision_glued", "élision collée (lefc)", _letters(mistyping.with_elisions_glued)),
    Perturbation("elision_spaced", "élision espacée (l efc)", _letters(mistyping.with_elisions_spaced)),
    Perturbation("hyphen", "sans trait d’union", _letters(mistyping.without_hyphens)),
    Perturbation("punctuation", "sans ponctuation", _letters(mistyping.without_punctuation)),
    Perturbation("plural", "accord en nombre", rewording.with_other_number),
    Perturbation("typo", "faute de frappe", _letters(mistyping.with_letter_slipped)),
    Perturbation("keyboard", "touche voisine", _letters(mistyping.with_key_slipped)),
    Perturbation("double_letter", "consonne non doublée", _letters(mistyping.with_letter_undoubled)),
    Perturbation("homophone", "homophones", rewording.with_homophones),
    Perturbation("chat", "abréviations de messagerie", rewording.chat_spelled),
    Perturbation("word_order", "ordre des mots", reordered),
    Perturbation("polite", "formules de politesse", rewording.politely, _WRAPPED),
    Perturbation("familiar", "tournure familière", rewording.familiarly, _WRAPPED),
    Perturbation("alias", "autre nom d’un terme", rewording.with_other_name, _SPELLED),
)
"""In the order of the report."""
