"""Planning: what an ingestion will do with each file, before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

from pydantic import Field, model_validator

from assistant.domain import Record
from ingest.discovery import Found, Skipped
from ingest.ledger import FileRecord

FileAction = Literal["new", "changed", "moved", "unchanged", "refused", "duplicate", "gone"]

NEW_CONTENT = "contenu modifié"
NEW_RULES = "règles de préparation plus récentes"
MOVED_FROM = "était {place}"
SAME_BYTES = "même contenu que {place}"
SAME_NAME = "même nom que {place} une fois normalisé : les deux sont gardés"
NO_FILE = "le fichier n’est plus dans sa source"
NO_SOURCE = "sa source n’existe plus, est vide ou ne peut pas être lue"


class FileOutcome(Record):
    """What happens to one file, and why."""

    source: str
    location: str
    action: FileAction
    reason: str = ""
    document_id: str | None = None


class Counts(Record):
    """Files by what happens to them: `seen` is the sum of the six kinds of files that are there."""

    seen: int = Field(default=0, ge=0)
    new: int = Field(default=0, ge=0)
    changed: int = Field(default=0, ge=0)
    moved: int = Field(default=0, ge=0)
    unchanged: int = Field(default=0, ge=0)
    refused: int = Field(default=0, ge=0)
    duplicate: int = Field(default=0, ge=0)
    gone: int = Field(default=0, ge=0)
    """Documents whose file is no longer there; not among `seen`."""

    @model_validator(mode="after")
    def _reconciles(self) -> Self:
        parts = self.new + self.changed + self.moved + self.unchanged + self.refused + self.duplicate
        if parts != self.seen:
            raise ValueError(f"{self.seen} files seen, but {parts} accounted for")
        return self


class IngestPlan(Record):
    """What an ingestion will do: the sources, and each of their files in the order of locations."""

    sources: tuple[str, ...]
    counts: Counts
    files: tuple[FileOutcome, ...]
    skipped: tuple[Skipped, ...]
    """What is no candidate: hidden files, other formats, README."""


class IngestReport(IngestPlan):
    """What an ingestion did; `counts` and `files` are final, refusals at reading included."""

    published: bool
    """Whether a new generation serves; False when the one served already says the same."""
    generation: str | None
    """Name of the generation that serves."""
    fingerprint: str
    """Of the content: equal inputs give equal fingerprints."""
    documents: int = Field(ge=0)
    passages: int = Field(ge=0)
    passages_written: int = Field(ge=0)
    """Passages that the ledger did not hold."""
    passages_removed: int = Field(ge=0)
    embeddings_computed: int = Field(ge=0)
    """Distinct texts that had no vector for this embedder."""
    rules: dict[str, int] = Field(default_factory=dict)
    """How many times each cleaning rule acted on the documents prepared in this run."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one file that is there."""

    found: Found
    action: FileAction
    reason: str = ""
    known: FileRecord | None = None
    """What the ledger says of the file that this one continues: same place, or moved from another."""
    twin: Found | None = None
    """For a duplicate, the file that has its bytes."""

    @property
    def to_prepare(self) -> bool:
        """Whether its bytes must be read and prepared."""
        return self.action in {"new", "changed", "moved"}


@dataclass(slots=True)
class Plan:
    """Decisions on the files that are there, and the documents whose file is not."""

    decisions: list[Decision] = field(default_factory=list)
    gone: list[tuple[FileRecord, str]] = field(default_factory=list)


def order(found: Found) -> tuple[str, str, str]:
    """Sort files by location: of equal ones the first is the document, the others are duplicates."""
    return found.location, found.name, found.source


def plan_files(
    found: Iterable[Found], known: Sequence[FileRecord], preparation: str, *, missing: Iterable[str] = ()
) -> Plan:
    """Decide what to do with each file; the decision does not depend on the order of `found`.

    Args:
        found: every file of every source.
        known: what the ledger says of the files of the previous runs.
        preparation: version of the cleaning rules; verdicts of another version are redone.
        missing: remembered sources that are no longer there.
    """
    files = sorted(found, key=order)
    first_of = _first_of(files)
    ledger = _Known(files, known, first_of, preparation)
    plan = Plan()
    names: dict[tuple[str, str], Found] = {}
    for one in files:
        decision = _decide(one, first_of, ledger)
        namesake = names.setdefault((one.source, one.location), one)
        if namesake is not one and decision.to_prepare:
            reason = SAME_NAME.format(place=namesake.location)
            decision = Decision(one, decision.action, reason, decision.known)
        plan.decisions.append(decision)
    here, lost = {(one.source, one.name) for one in files}, set(missing)
    plan.gone = [
        (record, NO_SOURCE if record.source in lost else NO_FILE)
        for record in known
        if record.state == "committed" and record.key not in here and record.key not in ledger.continued
    ]
    return plan


def outcomes(plan: Plan) -> tuple[FileOutcome, ...]:
    """Return the plan as it is shown, files that are there first."""
    present = [
        FileOutcome(
            source=one.found.source,
            location=one.found.location,
            action=one.action,
            reason=one.reason,
            document_id=one.known.document_id if one.known and not one.to_prepare else None,
        )
        for one in plan.decisions
    ]
    return (*present, *gone_outcomes(plan))


def gone_outcomes(plan: Plan) -> list[FileOutcome]:
    """Return the documents that leave because their file did."""
    return [
        FileOutcome(
            source=record.source,
            location=record.location,
            action="gone",
            reason=reason,
            document_id=record.document_id,
        )
        for record, reason in plan.gone
    ]


def counted(files: Iterable[FileOutcome]) -> Counts:
    """Count outcomes by action."""
    totals: Counter[str] = Counter(one.action for one in files)
    return Counts(seen=totals.total() - totals["gone"], **totals)


def _first_of(files: Sequence[Found]) -> Mapping[str, Found]:
    """Return the first file of each content, by hash."""
    first: dict[str, Found] = {}
    for one in files:
        if not one.problem:
            first.setdefault(one.sha256, one)
    return first


class _Known:
    """The ledger's files, asked what a file that is there continues."""

    def __init__(
        self,
        files: Sequence[Found],
        known: Sequence[FileRecord],
        first_of: Mapping[str, Found],
        preparation: str,
    ) -> None:
        self.preparation = preparation
        self.continued: set[tuple[str, str]] = set()
        self._at = {record.key: record for record in known}
        firsts = {(one.source, one.name): one for one in first_of.values()}
        committed = [record for record in known if record.state == "committed"]
        stays = [record for record in committed if _holds(firsts.get(record.key), record)]
        self._kept_documents = {record.document_id for record in stays}
        staying = {record.key for record in stays}
        self._leaving = {record.sha256: record for record in reversed(committed) if record.key not in staying}

    def at(self, found: Found) -> FileRecord | None:
        """Return what is known of the file at this place."""
        return self._at.get((found.source, found.name))

    def moved_to(self, found: Found) -> FileRecord | None:
        """Return the document of the same bytes that leaves its place, once."""
        record = self._leaving.pop(found.sha256, None)
        if record:
            self.continued.add(record.key)
        return record

    def still_repeats(self, record: FileRecord) -> bool:
        """Whether the document that a duplicate repeats stays where it was."""
        return record.state == "duplicate" and record.document_id in self._kept_documents


def _holds(found: Found | None, record: FileRecord) -> bool:
    return found is not None and found.sha256 == record.sha256


def _decide(one: Found, first_of: Mapping[str, Found], ledger: _Known) -> Decision:
    if one.problem:
        return Decision(one, "refused", one.problem)
    first = first_of[one.sha256]
    if first is not one:
        reason = SAME_BYTES.format(place=first.location)
        return Decision(one, "duplicate", reason, ledger.at(one), twin=first)
    known = ledger.at(one)
    if known and known.sha256 == one.sha256:
        return _decide_same_bytes(one, known, ledger)
    if known and known.state == "committed":
        return Decision(one, "changed", NEW_CONTENT, known)
    return _decide_arrived(one, ledger)


def _decide_same_bytes(one: Found, known: FileRecord, ledger: _Known) -> Decision:
    """Decide on a file that has not changed since the ledger saw it there."""
    if known.preparation != ledger.preparation:
        return Decision(one, "changed" if known.state == "committed" else "new", NEW_RULES, known)
    if known.state == "committed":
        return Decision(one, "unchanged", "", known)
    if known.state == "refused":
        return Decision(one, "refused", known.reason, known)
    if ledger.still_repeats(known):
        return Decision(one, "duplicate", known.reason, known)
    return _decide_arrived(one, ledger)


def _decide_arrived(one: Found, ledger: _Known) -> Decision:
    """Decide on a file that is new at its place: moved there, or never seen."""
    before = ledger.moved_to(one)
    if before is None:
        return Decision(one, "new")
    return Decision(one, "moved", MOVED_FROM.format(place=before.location), before)
