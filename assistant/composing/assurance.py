"""How sure a reply is: one number for answers and abstentions alike, so that they can be ranked together."""

from assistant.composing.composition import Composition, Material
from assistant.composing.facts import is_known
from assistant.composing.placing import is_about_something_else
from assistant.composing.selecting import stands_on_limits
from assistant.composing.sufficiency import sufficiency

ABSTAINED = 0.4
"""Most assurance of an abstention: that of an answer lies between 0.5 and 1, unless it opens on a limit.

Area under the ROC curve, right to answer against wrong to, over the shipped sets `own`, `further` and `unanswerable`
(`efc eval unanswerable own further`): 0.924 with the coverage of the answer alone and 0 for abstentions, 0.926 with
the coverage of the best sentence for abstentions, 0.938 with the mean of the four shares below; over the drafts that
now pass the gate, 0.970 with that mean, 0.972 with places apart, 0.981 with limits halved.
"""

LIMIT = 0.5
"""What the assurance of an answer that says what the documents do not say is worth of that of another."""

_REFUSED = frozenset({"private", "unsafe", "out_of_scope"})


def assurance(material: Material, composition: Composition) -> float:
    """Return how likely it is that a question is one the documents answer, in [0, 1].

    For an answer, the mean of four shares of the question's weight: what its way of composing found, what its spans
    name, what the index knows, what the best sentence covers; for an abstention, the product of the last two. The club
    of a place and where to begin are read in a table, whatever the words; an answer that opens on a limit of the
    sources is half of one.
    """
    if composition.is_courtesy or composition.reason in _REFUSED or not material.hits:
        return composition.confidence
    best = max((material.weighing.coverage(unit.stems, unit.context) for unit in material.units), default=0.0)
    known = _known(material)
    if composition.reason:
        return ABSTAINED * best * known
    if material.inquiry.intent == "place" and not is_about_something_else(material):
        return composition.confidence
    if material.inquiry.intent == "next_step":
        return composition.confidence
    shares = (min(1.0, composition.confidence), sufficiency(material, composition).share, known, best)
    return (0.5 + sum(shares) / (2 * len(shares))) * (LIMIT if _opens_on_a_limit(composition) else 1.0)


def _opens_on_a_limit(composition: Composition) -> bool:
    """Tell whether the first sentence of an answer stands in a section on what the sources do not say."""
    first = next((span for draft in composition.drafted for span in draft.spans), None)
    return first is not None and stands_on_limits(first.passage)


def _known(material: Material) -> float:
    """Return the share of the question's weight that some document holds."""
    strong = [concept for concept in material.weighing.concepts if not concept.light]
    total = sum(concept.weight for concept in strong)
    return sum(concept.weight for concept in strong if is_known(concept, material)) / total if total else 0.0
