"""Say what is missing, show the nearest thing known when there is one, and where to turn."""

from collections.abc import Sequence

from assistant.composing.composition import Composition, Material
from assistant.composing.selecting import NEAREST_FLOOR, ranked, stated
from assistant.composing.sufficiency import names_a_public
from assistant.composing.wording import say
from assistant.domain import AbstentionReason, Drafted, Language
from assistant.evidence import Concept, Unit, holds
from assistant.french import fold
from assistant.inquiry import Want

_WANTS: tuple[Want, ...] = (
    "phone",
    "email",
    "address",
    "money",
    "link",
    "hour",
    "duration",
    "day",
    "month",
    "date",
    "year",
    "question",
    "number",
    "superlative",
    "reason",
)


TERM_NEAREST_FLOOR = 0.55
"""Share of a question on a term of the field that a unit covers, to be shown as the nearest thing known."""


def refuse(material: Material, reason: AbstentionReason) -> Composition:
    """Return an abstention in the same words whatever the question holds: it betrays nothing."""
    key = "distress" if material.inquiry.is_distress else reason
    return Composition((Drafted(say(key, material.inquiry.language)),), reason=reason)


def abstain(material: Material, missing: Sequence[Concept] = (), *, near: bool = False) -> Composition:
    """Return an abstention that says what is missing; out of scope when the corpus knows nothing of the question.

    Args:
        material: the question and what was found.
        missing: the things asked that the best draft did not speak of.
        near: whether there was a draft, so that the question is of the field.
    """
    language = material.inquiry.language
    if not near and not _is_of_the_field(material):
        return refuse(material, "out_of_scope")
    nearest = _nearest(material)
    wanted = next((want for want in _WANTS if want in material.inquiry.wants), "no_evidence")
    opening = say(wanted, language)
    if missing:
        opening = say("nothing_on", language, what=_listed([one.label for one in missing], language))
    statements = [Drafted(opening)]
    if nearest is not None:
        statements += [Drafted(say("nearest", language)), *stated([nearest], material.reader)]
    statements.append(Drafted(say("ask_club", language)))
    return Composition(tuple(statements), reason="no_evidence", confidence=0.0)


def _listed(words: Sequence[str], language: Language) -> str:
    """Return words between quotation marks, as they follow « ne parle de »."""
    if language == "en":
        return " or ".join(f"“{word}”" for word in words)
    return " ni de ".join(f"« {word} »" for word in words)


def _is_of_the_field(material: Material) -> bool:
    """Tell whether a question names a term of the field or its people, or mostly words the documents use together."""
    if material.inquiry.terms or names_a_public(fold(material.inquiry.standalone)):
        return True
    best = max((material.weighing.coverage(unit.stems, unit.context) for unit in material.units), default=0.0)
    if any(concept.rare for concept in material.weighing.concepts):
        return True
    unknown = any(
        not concept.light and not any(all(material.index.document_frequency(s) for s in form) for form in concept.forms)
        for concept in material.weighing.concepts
    )
    return best >= NEAREST_FLOOR and not unknown and not material.inquiry.places


def _nearest(material: Material) -> Unit | None:
    """Return the unit that covers most of the question, one that cannot pass for what was asked."""
    for _, unit in ranked(material.units, material.weighing, material.inquiry)[:12]:
        if any(holds(want, unit.folded) for want in material.inquiry.wants if want != "number") or unit.is_question:
            continue
        return unit if _is_near(unit, material) else None
    return None


def _is_near(unit: Unit, material: Material) -> bool:
    named = {entry.term for entry in material.inquiry.terms}
    covered = material.weighing.coverage(unit.stems, unit.context)
    if not named:
        return covered >= NEAREST_FLOOR
    return covered >= TERM_NEAREST_FLOOR and bool(material.weighing.matched(unit.stems) & named)
