"""What is kept of what people ask, and what the corpus turns out to lack: the nouns of the loop back."""

from typing import Literal

from pydantic import Field

from assistant.domain import Record

Verdict = Literal["up", "down"]

Complaint = Literal["wrong", "incomplete", "source", "outdated", "unclear", "other"]
"""What is said against a reply: false, incomplete, its source, too old, not clear, something else."""

MissReason = Literal["no_evidence", "out_of_scope", "down"]
"""Why a question counts as a gap: nothing found, outside the corpus, or answered and judged bad."""

ASKERS = 3
"""People under which nothing is shown: one person’s question, or two people’s, may tell who asked."""

COMMENT_LIMIT = 500
"""Characters of a comment."""


class Judgement(Record):
    """What somebody says of a reply."""

    reply_id: str
    verdict: Verdict
    reasons: tuple[Complaint, ...] = ()
    question: str = ""
    """The `question` of the reply, given back by who judges; empty when it is not."""
    document_id: str | None = None
    """The cited document that is disputed."""
    comment: str = ""


class Gap(Record):
    """Something that at least `ASKERS` people asked and that the corpus lacks."""

    id: str
    """8 hexadecimal digits, of its label."""
    label: tuple[str, ...] = Field(min_length=1)
    """Words that at least `ASKERS` people used, in the order of the questions: nobody’s own wording."""
    askers: int = Field(ge=ASKERS)
    """Fewest people who asked it: those told apart within one period of `PERIOD_DAYS`."""
    askings: int = Field(ge=ASKERS)
    reasons: dict[MissReason, int]
    """Askings by reason, in alphabetical order."""
    first_on: str
    """Day of the first asking kept, ISO."""
    last_on: str


class DisputedDocument(Record):
    """A cited document that at least `ASKERS` people found fault with."""

    document_id: str
    askers: int = Field(ge=ASKERS)


class GapList(Record):
    """The gaps, the most asked first, and what was judged; nothing in it tells who asked."""

    gaps: tuple[Gap, ...]
    askings: int
    """Questions without a good answer that are kept, shown or not."""
    hidden: int
    """Among them, those of no gap shown: fewer than `ASKERS` people asked them, or in no common words."""
    ups: int
    downs: int
    complaints: dict[Complaint, int]
    """Judgements by reason given, in alphabetical order."""
    disputed: tuple[DisputedDocument, ...]
    since: str
    """First day that counts, ISO."""


class KeptText(Record):
    """A text kept, redacted: a comment, or a question when the operator keeps them."""

    day: str
    about: str
    """The kind of the reply or its reason, or the verdict."""
    text: str


class JournalState(Record):
    """What an operator must know of the journal."""

    state: str
    """One French line."""
    askings: int = 0
    judgements: int = 0
    questions: int = 0
