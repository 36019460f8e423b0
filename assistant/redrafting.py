"""Have a chat model word an answer that the extracts already give, and keep of it only what they hold.

The model comes after the gate of evidence: an abstention stays one. It is shown passages, never asked for marks;
each of its sentences is brought back to the one place that says it, and grounded like any other draft. Its words take
the place of the extracts they rest on; the other extracts stay. When it fails, or when nothing that it says of the
extracts holds, they are the answer as they are, after a notice.
"""

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, replace

from assistant.composing import Composition, Material, wording
from assistant.composing.selecting import finished
from assistant.domain import Claim, Drafted, Hit, Span
from assistant.errors import ModelUnavailableError
from assistant.evidence import holds, leans_back
from assistant.french import fold, sentences, typeset
from assistant.grounding import located, unsupported
from assistant.inquiry import Intent
from assistant.knowledge import Lexicon
from assistant.ports import Writer

EXTRACTIVE = "extractive"
"""Names the writer that copies sentences of the documents."""

PASSAGES_LIMIT = 8
"""Passages shown to the model: 10 are retrieved, and the last ones seldom answer."""

CHARACTERS_LIMIT = 8000
"""Characters of these passages, about 2,500 tokens, so that the smallest local models hold them with the rules."""

STATEMENTS_LIMIT = 4
"""Statements shown when a model adds to the extracts, as many as it is asked for."""

GRACE = 0.1
"""Seconds left to a writer after its own deadline to say that it failed; then it is no longer waited for."""

_OWN_WAYS: frozenset[Intent] = frozenset(
    {"courtesy", "private", "unsafe", "off_topic", "workshop", "place", "list", "count", "howto"}
)
"""Classes of questions whose answer is a refusal, a plan, a lookup, or a list that must stay whole."""

_FOREIGN = re.compile(r":\s*$|[\[\]{}<>|*`\n]|\(\d{1,2}(?:[,; ]+\d{1,2})*\)|[¹²³⁴⁵⁶⁷⁸⁹]|…|\.\.\.|https?://|www\.")
"""What the program alone writes, or nobody: labels, marks of sources, ellipses, markup, addresses."""

_LEANING_IN_ENGLISH = re.compile(r"(?:it|its|they|their|them|this|that|these|those|he|she|such)\b")


@dataclass(frozen=True)
class Asked:
    """A question put to the model, with the passages it was shown."""

    evidence: tuple[Hit, ...]
    future: "Future[tuple[Claim, ...]]"
    patience: float
    """Seconds it is waited for."""

    def claims(self) -> tuple[Claim, ...] | None:
        """Wait in this thread; return the claims, None when the model failed."""
        try:
            return self.future.result(self.patience)
        except (ModelUnavailableError, FutureTimeoutError):
            self.future.cancel()
            return None

    async def claims_soon(self) -> tuple[Claim, ...] | None:
        """Wait in the event loop; leaving ends the exchange with the model."""
        try:
            return await asyncio.wait_for(asyncio.wrap_future(self.future), self.patience)
        except (ModelUnavailableError, TimeoutError):
            return None


class Redrafter:
    """Word answers anew with a writer.

    Args:
        writer: the chat model.
        lexicon: terms of the field, with the expansions never to assert.
    """

    def __init__(self, writer: Writer, lexicon: Lexicon) -> None:
        self._writer = writer
        self._lexicon = lexicon

    def ask(self, material: Material, composition: Composition) -> Asked | None:
        """Begin to word a composition anew; None when its own words are the best ones, or the only ones allowed."""
        if not self._is_open_to(material, composition):
            return None
        evidence = _evidence(material, composition)
        future = self._writer.write(material.inquiry.standalone, material.inquiry.language, evidence)
        return Asked(evidence, future, self._writer.deadline + GRACE)

    def redraft(
        self, material: Material, composition: Composition, asked: Asked, claims: Sequence[Claim] | None
    ) -> tuple[Composition, str]:
        """Return the composition to show and who wrote it: the model, or the extracts after a notice.

        Args:
            material: what the composition was made of.
            composition: the extracts.
            asked: what was put to the model.
            claims: its answer; None when it failed.
        """
        language = material.inquiry.language
        if claims is None:
            return _announced(composition, wording.say("model_silent", language)), EXTRACTIVE
        drafted = self._drafted(material, asked, claims)
        extracts = [draft for draft in composition.drafted if draft.spans]
        if not any(_says(draft, extract, material) for draft in drafted for extract in extracts):
            return _announced(composition, wording.say("model_unverified", language)), EXTRACTIVE
        before, after = _own_words(composition)
        merged = _merged(drafted, extracts, material)
        return replace(composition, drafted=(*before, *merged, *after)), self._writer.name

    def _is_open_to(self, material: Material, composition: Composition) -> bool:
        inquiry = material.inquiry
        if composition.reason or composition.is_courtesy or inquiry.intent in _OWN_WAYS:
            return False
        sourced = [draft for draft in composition.drafted if draft.spans]
        if any("\n" in draft.text or unsupported(draft, self._lexicon) for draft in sourced):
            return False
        if sum(_is_label(draft) for draft in composition.drafted) > 1:
            return False  # a comparison sets its extracts side by side
        asked = fold(inquiry.standalone)
        return bool(sourced) and not holds("email", asked) and not holds("phone", asked)

    def _drafted(self, material: Material, asked: Asked, claims: Sequence[Claim]) -> list[Drafted]:
        """Return the claims that their passages hold, in order; a place is said once."""
        english = material.english
        drafted = [
            Drafted(finished(claim.text if english else typeset(claim.text)), self._spans(material, asked, claim))
            for claim in claims
        ]
        held: list[Drafted] = []
        for draft in drafted:
            is_said = {span for other in held for span in other.spans}.issuperset(draft.spans)
            if draft.spans and not is_said and unsupported(draft, self._lexicon) is None:
                held.append(draft)
        return held

    def _spans(self, material: Material, asked: Asked, claim: Claim) -> tuple[Span, ...]:
        """Return the places that hold a claim, one a sentence; none when it writes what the program alone writes."""
        said = [claim.text[start:end] for start, end in sentences(claim.text)]
        if _FOREIGN.search(claim.text) or any(_leans(fold(sentence)) for sentence in said):
            return ()
        hits = [asked.evidence[number - 1] for number in claim.numbers]
        return located(claim.text, [hit for hit in hits if material.readable([hit])], self._lexicon)


def _leans(folded: str) -> bool:
    return leans_back(folded) or _LEANING_IN_ENGLISH.match(folded) is not None


def _evidence(material: Material, composition: Composition) -> tuple[Hit, ...]:
    """Return the passages to show: those the extracts come from, then the hits, best first, within the limits."""
    cited = [Hit(span.passage, span.document, 0.0) for draft in composition.drafted for span in draft.spans]
    shown: dict[str, Hit] = {}
    room = CHARACTERS_LIMIT
    for hit in [*cited, *material.hits]:
        room_after = room - len(hit.passage.text)
        if hit.passage.id in shown or room_after < 0 or not material.readable([hit]):
            continue
        shown[hit.passage.id], room = hit, room_after
    return tuple(shown.values())[:PASSAGES_LIMIT]


def _says(draft: Drafted, extract: Drafted, material: Material) -> bool:
    """Tell whether a draft rests where an extract does, and shows the date or the amount that the extract shows."""
    meets = any(
        one.document.id == other.document.id and one.start < other.end and other.start < one.end
        for one in draft.spans
        for other in extract.spans
    )
    return meets and all(
        holds(want, fold(draft.text)) for want in material.inquiry.wants if holds(want, fold(extract.text))
    )


def _merged(drafted: Sequence[Drafted], extracts: Sequence[Drafted], material: Material) -> list[Drafted]:
    """Return the extracts in their order, each in the model's words when it says it, then what else the model says.

    What was answered is never lost; the model adds as long as at most `STATEMENTS_LIMIT` statements are shown.
    """
    merged: list[Drafted] = []
    for extract in extracts:
        said = [draft for draft in drafted if _says(draft, extract, material)]
        merged += [draft for draft in said or [extract] if draft not in merged]
    room = max(0, STATEMENTS_LIMIT - len(merged))
    return [*merged, *[draft for draft in drafted if draft not in merged][:room]]


def _announced(composition: Composition, notice: str) -> Composition:
    return replace(composition, drafted=(Drafted(notice), *composition.drafted))


def _own_words(composition: Composition) -> tuple[list[Drafted], list[Drafted]]:
    """Return the sentences the assistant says in its own name before the extracts, and after them; no label."""
    sourced = [at for at, draft in enumerate(composition.drafted) if draft.spans]
    before, after = composition.drafted[: sourced[0]], composition.drafted[sourced[-1] + 1 :]
    return [draft for draft in before if not _is_label(draft)], [draft for draft in after if not _is_label(draft)]


def _is_label(draft: Drafted) -> bool:
    return draft.text.rstrip().endswith(":")
