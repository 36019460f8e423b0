"""Settling: the plan carried out in memory, so that refusals are known before anything is written."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from assistant.errors import DocumentRefusedError
from ingest.blocks import Prepared, RawFile
from ingest.discovery import read
from ingest.ledger import FileRecord, FileState
from ingest.planning import Decision, FileAction, FileOutcome, Plan, gone_outcomes

PREPARATION = 1
"""Version of what preparing a document means, for changes that no source file of the rules shows."""

_NOT_RULES = frozenset(
    {
        "cleaning_report",
        "cli",
        "discovery",
        "generations",
        "index_cli",
        "inspecting",
        "ledger",
        "locking",
        "pipeline",
        "planning",
    }
    | {"reporting", "schema", "settling", "tracing"}
)
"""Modules of this package that prepare nothing: a change in them leaves the documents as they are."""

SAME_TEXT = "même texte, une fois nettoyé, que {place}"
DEFEATED = "contenu que l’analyse ne sait pas lire ({error})"

Progress = Callable[[str, int, int], None]
"""Told a stage, how much of it is done and how much there is."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Verdict:
    """What became of one file that is there."""

    decision: Decision
    action: FileAction
    reason: str = ""
    document_id: str | None = None
    prepared: Prepared | None = None

    @property
    def state(self) -> FileState:
        """The state the ledger keeps."""
        if self.action in {"refused", "duplicate"}:
            return "refused" if self.action == "refused" else "duplicate"
        return "committed"


@dataclass(frozen=True, slots=True)
class Settlement:
    """The verdicts, in the order of the plan, and the documents that leave."""

    plan: Plan
    preparation: str
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def prepared(self) -> list[Prepared]:
        """The documents to write, in the order of locations."""
        return [one.prepared for one in self.verdicts if one.prepared]

    @property
    def kept(self) -> set[str]:
        """The ids of the documents that stay or arrive."""
        return {one.document_id for one in self.verdicts if one.document_id}

    def records(self) -> list[FileRecord]:
        """Return what the ledger will say of each file."""
        return [_record(one, self.preparation) for one in self.verdicts]

    def outcomes(self) -> tuple[FileOutcome, ...]:
        """Return what is reported of each file, the gone ones last."""
        return (*(_outcome(one) for one in self.verdicts), *gone_outcomes(self.plan))

    def rules(self) -> dict[str, int]:
        """Return how many times each rule acted, by rule."""
        return dict(sorted(Counter(use.rule for one in self.prepared for use in one.uses).items()))

    def vanishing(self, known: Sequence[FileRecord]) -> list[FileRecord]:
        """Return the documents of the ledger that no file carries on."""
        here = {(one.decision.found.source, one.decision.found.name): one for one in self.verdicts}
        moved = {
            one.decision.known.key for one in self.verdicts if one.action == "moved" and one.decision.known is not None
        }
        return [
            record
            for record in known
            if record.state == "committed"
            and record.key not in moved
            and (record.key not in here or here[record.key].state == "refused")
        ]


def settle(
    plan: Plan,
    prepare: Callable[[RawFile], Prepared],
    preparation: str,
    progress: Progress,
) -> Settlement:
    """Prepare what the plan asks for, and give each file its verdict.

    Of two files that give the same document, the first in the order of locations is the document and
    the other a duplicate, whichever was ingested first: the result depends on the files alone.
    """
    settlement = Settlement(plan, preparation)
    by_bytes: dict[str, Verdict] = {}
    owners: dict[str, Verdict] = {}
    todo = sum(one.to_prepare for one in plan.decisions)
    done = 0
    for decision in plan.decisions:
        verdict = _verdict(decision, by_bytes, prepare)
        if decision.to_prepare:
            done += 1
            progress("prepare", done, todo)
        by_bytes.setdefault(decision.found.sha256, verdict)
        _claim(verdict, owners)
        settlement.verdicts.append(verdict)
    return settlement


def _verdict(decision: Decision, by_bytes: dict[str, Verdict], prepare: Callable[[RawFile], Prepared]) -> Verdict:
    if decision.to_prepare:
        return _prepared(decision, prepare)
    if decision.twin is None:
        known = decision.known.document_id if decision.known else None
        return Verdict(decision, decision.action, decision.reason, known)
    first = by_bytes[decision.found.sha256]
    if first.action == "refused":
        return Verdict(decision, "refused", first.reason)
    return Verdict(decision, "duplicate", decision.reason, first.document_id)


def _prepared(decision: Decision, prepare: Callable[[RawFile], Prepared]) -> Verdict:
    try:
        prepared = prepare(read(decision.found))
    except DocumentRefusedError as error:
        return Verdict(decision, "refused", str(error))
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        # What hostile content makes a parser raise; one document must not stop the others.
        return Verdict(decision, "refused", DEFEATED.format(error=type(error).__name__))
    return Verdict(decision, decision.action, decision.reason, prepared.document.id, prepared)


def _claim(verdict: Verdict, owners: dict[str, Verdict]) -> None:
    """Make the first file of a document its owner, and the next ones its duplicates."""
    if verdict.document_id is None:
        return
    owner = owners.setdefault(verdict.document_id, verdict)
    if owner is not verdict and verdict.action != "duplicate":
        verdict.action = "duplicate"
        verdict.reason = SAME_TEXT.format(place=owner.decision.found.location)
        verdict.prepared = None


def _record(verdict: Verdict, preparation: str) -> FileRecord:
    found = verdict.decision.found
    return FileRecord(
        found.source,
        found.name,
        found.location,
        found.sha256,
        found.size,
        preparation,
        verdict.state,
        verdict.reason if verdict.state != "committed" else "",
        verdict.document_id,
    )


def _outcome(verdict: Verdict) -> FileOutcome:
    found = verdict.decision.found
    return FileOutcome(
        source=found.source,
        location=found.location,
        action=verdict.action,
        reason=verdict.reason,
        document_id=verdict.document_id,
    )


def preparation_version() -> str:
    """Return what identifies the rules that prepare documents: a number and a hash of their source files."""
    digest = hashlib.sha256()
    for package in ("ingest", "assistant.french"):
        for file in _sources(files(package)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{PREPARATION}-{digest.hexdigest()[:16]}"


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry)
        elif entry.is_file() and entry.name.split(".")[0] not in _NOT_RULES:
            yield entry
