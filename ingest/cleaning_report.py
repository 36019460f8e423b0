"""The cleaning report: what each rule dropped, replaced or recovered, document by document."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.domain import Document, Record
from ingest.blocks import Action, RuleUse
from ingest.ledger import Ledger
from ingest.tracing import find_document

DETAILS = 3
"""Different details shown for a rule; `--json` gives them all."""


class RuleTotal(Record):
    """What one rule did to one document, or to all of them."""

    rule: str
    action: Action
    count: int
    details: tuple[str, ...] = ()
    """Different contexts in the order met, each of 60 characters at most; for personal data its types only."""


class DocumentCleaning(Record):
    """What the rules did to one document."""

    document_id: str
    title: str
    location: str
    characters: int
    """Of the cleaned text."""
    rules: tuple[RuleTotal, ...]
    """By rule, then action."""


class CleaningReport(Record):
    """What the rules did to the documents, by location, and in all."""

    documents: tuple[DocumentCleaning, ...]
    totals: tuple[RuleTotal, ...]
    """Without details."""


def report_cleaning(ledger: Ledger, name: str | None = None) -> CleaningReport:
    """Report on one document, by id, beginning of id or location, or on all of them.

    Raises:
        InvalidInputError: no document, or several, bear that name.
    """
    chosen = [find_document(ledger, name)[0]] if name else ledger.documents()
    documents = [_cleaning(one, ledger.uses(one.id)) for one in sorted(chosen, key=lambda one: (one.location, one.id))]
    return CleaningReport(documents=tuple(documents), totals=_totals(documents))


def _cleaning(document: Document, uses: Sequence[RuleUse]) -> DocumentCleaning:
    return DocumentCleaning(
        document_id=document.id,
        title=document.title,
        location=document.location,
        characters=len(document.text),
        rules=tuple(counted(uses)),
    )


def counted(uses: Sequence[RuleUse]) -> Iterator[RuleTotal]:
    """Yield what each rule did among these uses, by rule, then action."""
    counts = Counter((use.rule, use.action) for use in uses)
    for (rule, action), count in sorted(counts.items()):
        details = dict.fromkeys(use.detail for use in uses if (use.rule, use.action) == (rule, action) and use.detail)
        yield RuleTotal(rule=rule, action=action, count=count, details=tuple(details))


def _totals(documents: Sequence[DocumentCleaning]) -> tuple[RuleTotal, ...]:
    counts: Counter[tuple[str, Action]] = Counter()
    for document in documents:
        counts.update({(one.rule, one.action): one.count for one in document.rules})
    return tuple(RuleTotal(rule=rule, action=action, count=count) for (rule, action), count in sorted(counts.items()))
