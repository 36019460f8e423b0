"""Explain a reply: how the question was understood, what was found, what was kept of the draft and why not the rest."""

from collections.abc import Sequence

from pydantic import Field

from assistant.composing import Composition, Material
from assistant.composing.sufficiency import leaves_unanswered
from assistant.domain import Drafted, Record
from assistant.grounding import unsupported
from assistant.knowledge import Lexicon

SHOWN = 6
"""Passages listed, best first."""


class Found(Record):
    """A passage that retrieval found."""

    location: str
    headings: tuple[str, ...]
    score: float
    legs: dict[str, int]
    """Rank given by each leg that found it, 1 is best."""


class Judged(Record):
    """A sentence of the draft, and what grounding made of it."""

    text: str
    quotes: tuple[str, ...] = ()
    """The exact spans it rests on; none for the assistant's own words."""
    why_dropped: str | None = None
    """None when it was kept."""


class Explanation(Record):
    """How one reply came to be."""

    understood: str
    sought: str
    language: str
    intent: str
    terms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    persona: str | None = None
    wants: tuple[str, ...] = ()
    """Kinds of things the answer has to show."""
    weights: dict[str, float] = Field(default_factory=dict)
    """What each thing that the question names weighs."""
    found: tuple[Found, ...] = ()
    judged: tuple[Judged, ...] = ()
    missing: tuple[str, ...] = ()
    """Things asked that the draft does not speak of."""
    reason: str | None = None
    confidence: float


def explain(material: Material, composition: Composition, lexicon: Lexicon) -> Explanation:
    """Return how a composition was made of a material."""
    inquiry = material.inquiry
    return Explanation(
        understood=inquiry.standalone,
        sought=inquiry.sought,
        language=inquiry.language,
        intent=inquiry.intent,
        terms=tuple(entry.term for entry in inquiry.terms),
        places=tuple(place.name for place in inquiry.places),
        persona=inquiry.persona,
        wants=tuple(sorted(inquiry.wants)),
        weights={one.label: round(one.weight, 2) for one in material.weighing.concepts} if material.hits else {},
        found=tuple(
            Found(location=hit.document.location, headings=hit.passage.headings, score=hit.score, legs=hit.legs)
            for hit in material.hits[:SHOWN]
        ),
        judged=_judged(composition.drafted, lexicon),
        missing=tuple(one.label for one in leaves_unanswered(material, composition)) if material.hits else (),
        reason=composition.reason,
        confidence=composition.confidence,
    )


def _judged(drafted: Sequence[Drafted], lexicon: Lexicon) -> tuple[Judged, ...]:
    return tuple(
        Judged(
            text=draft.text,
            quotes=tuple(span.quote for span in draft.spans),
            why_dropped=unsupported(draft, lexicon),
        )
        for draft in drafted
    )
