"""What the rules did, kept for the person who looks after the corpus."""

from ingest.aligned import AlignedText
from ingest.blocks import Action, RuleUse

DETAIL_LIMIT = 60
"""Characters of context a use may hold; its contract is in `RuleUse`."""


class CleaningLog:
    """Collect the uses of the rules on one document, in the order they happened.

    The texts it is given have been redacted already, or the detail names a type of personal data only.
    """

    def __init__(self) -> None:
        self.uses: list[RuleUse] = []

    def add(self, rule: str, action: Action, piece: AlignedText, detail: str | None = None) -> None:
        """Record that `rule` did `action` to `piece`; its first characters are the detail by default."""
        start, end = piece.raw_span()
        context = " ".join((piece.text if detail is None else detail).split())
        if len(context) > DETAIL_LIMIT:
            context = context[: DETAIL_LIMIT - 1].rstrip() + "…"
        self.uses.append(RuleUse(rule=rule, action=action, raw_start=start, raw_end=end, detail=context))
