"""Settling: the plan carried out in memory, so that refusals are known before anything is written."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from assistant.errors import DocumentRefusedError
from ingest.blocks import Prepared, RawFile
from ingest.discovery import read
from ingest.ledger import FileRecord, FileState, text_hash
from ingest.planning import Decision, FileAction, FileOutcome, Plan, gone_outcomes
from ingest.spooling import Spool, Spooled

PREPARATION = 1
"""Version of what preparing a document means, for changes that no source file of the rules shows."""

_NAMED = """
addresses backing_up backup_register byte_search cleaning_report cli connecting contents departed discovery
embedding erasing erasing_strays erasure_scan fetching forgotten_register generations holding index_cli
inspecting invariants ledger ledger_keeping listed_pages listings locking pages pipeline planning redact_cli reporting
rereading restoring rewriting robots robots_rules safekeeping_cli sandbox sandbox_nursery sandbox_outcomes
sandbox_worker schema settling sparing spooling surveying tracing visiting web_ledger web_sources
"""
_NOT_RULES = frozenset(_NAMED.split())
"""Modules of this package that prepare nothing: a change in them leaves the documents as they are."""

SAME_TEXT = "même texte, une fois nettoyé, que {place}"
DEFEATED = "contenu que l’analyse ne sait pas lire ({error})"

Prepare = Callable[[RawFile], Prepared]
Load = Callable[[], RawFile]
"""Reads one file; raises `DocumentRefusedError` when it cannot be read."""
Outcome = Prepared | DocumentRefusedError
Spread = Callable[[Prepare, Iterable[Load]], Iterator[Outcome]]
"""Prepares files, and gives one outcome a file, in their order; asks for few files ahead."""

Progress = Callable[[str, int, int], None]
"""Told a stage, how much of it is done and how much there is."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def in_process(prepare: Prepare, loads: Iterable[Load]) -> Iterator[Outcome]:
    """Prepare files in this very process, without limits: for texts of ours, and for tests."""
    for load in loads:
        try:
            yield prepare(load())
        except DocumentRefusedError as error:
            yield error
        except (ValueError, LookupError, RecursionError, MemoryError) as error:
            # What hostile content makes a parser raise; one document must not stop the others.
            yield DocumentRefusedError(DEFEATED.format(error=type(error).__name__))


@dataclass(slots=True)
class Verdict:
    """What became of one file that is there."""

    decision: Decision
    action: FileAction
    reason: str = ""
    document_id: str | None = None
    spooled: Spooled | None = None
    """Where the document is kept, when it was prepared and will be written."""
    hashes: tuple[str, ...] = ()
    """Of the texts of its passages."""
    uses: Mapping[str, int] = field(default_factory=dict)
    """How many times each rule acted on it."""

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
    spool: Spool
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def fresh(self) -> list[Verdict]:
        """The verdicts of the documents to write, in the order of locations."""
        return [one for one in self.verdicts if one.spooled]

    @property
    def prepared(self) -> Iterator[Prepared]:
        """The documents to write, in the order of locations, read again one by one."""
        return (self.spool.read(one.spooled) for one in self.verdicts if one.spooled)

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
        return dict(sorted(sum((Counter(one.uses) for one in self.fresh), Counter[str]()).items()))

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
    prepare: Prepare,
    preparation: str,
    progress: Progress,
    *,
    spread: Spread = in_process,
    spool: Spool | None = None,
) -> Settlement:
    """Prepare what the plan asks for, and give each file its verdict.

    Of two files that give the same document, the first in the order of locations is the document and
    the other a duplicate, whichever was ingested first: the result depends on the files alone.

    Args:
        plan: what to prepare.
        prepare: turns one file into a document.
        preparation: version of `prepare`.
        progress: told each document that is done.
        spread: where and how many at once; the verdicts are the same.
        spool: keeps what is prepared until it is written; memory is used when there is none.
    """
    settlement = Settlement(plan, preparation, spool or Spool())
    by_bytes: dict[str, Verdict] = {}
    owners: dict[str, Verdict] = {}
    todo = [one for one in plan.decisions if one.to_prepare]
    outcomes = spread(prepare, (partial(read, one.found) for one in todo))
    done = 0
    for decision in plan.decisions:
        if decision.to_prepare:
            verdict = _prepared(decision, next(outcomes), settlement.spool, owners)
            done += 1
            progress("prepare", done, len(todo))
        else:
            verdict = _verdict(decision, by_bytes)
        by_bytes.setdefault(decision.found.sha256, verdict)
        _claim(verdict, owners)
        settlement.verdicts.append(verdict)
    return settlement


def _verdict(decision: Decision, by_bytes: dict[str, Verdict]) -> Verdict:
    if decision.twin is None:
        known = decision.known.document_id if decision.known else None
        return Verdict(decision, decision.action, decision.reason, known)
    first = by_bytes[decision.found.sha256]
    if first.action == "refused":
        return Verdict(decision, "refused", first.reason)
    return Verdict(decision, "duplicate", decision.reason, first.document_id)


def _prepared(decision: Decision, outcome: Outcome, spool: Spool, owners: Mapping[str, Verdict]) -> Verdict:
    if isinstance(outcome, DocumentRefusedError):
        return Verdict(decision, "refused", str(outcome))
    verdict = Verdict(decision, decision.action, decision.reason, outcome.document.id)
    if outcome.document.id not in owners:  # a duplicate is not kept
        verdict.spooled = spool.write(outcome)
        verdict.hashes = tuple(text_hash(one.text) for one in outcome.passages)
        verdict.uses = Counter(use.rule for use in outcome.uses)
    return verdict


def _claim(verdict: Verdict, owners: dict[str, Verdict]) -> None:
    """Make the first file of a document its owner, and the next ones its duplicates."""
    if verdict.document_id is None:
        return
    owner = owners.setdefault(verdict.document_id, verdict)
    if owner is not verdict and verdict.action != "duplicate":
        verdict.action = "duplicate"
        verdict.reason = SAME_TEXT.format(place=owner.decision.found.location)
        verdict.spooled = None


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
