"""Ingestion, end to end: discover, plan, prepare, embed, write the ledger, publish a generation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.adapters.calibration import dense_worth
from assistant.adapters.generation import fingerprint
from assistant.domain import DenseWorth, Document, Passage
from assistant.errors import SourceUnreadableError
from assistant.ports import Embedder, VectorRows
from ingest.embedding import embed_missing, embed_texts
from ingest.erasing_strays import clear_stages
from ingest.forgetting import forgetful, preparation_with
from ingest.forgotten import Forgotten
from ingest.generations import build, probe_in_child, publish, serving, unpublished
from ingest.ledger import FileRecord, Ledger
from ingest.locking import writer_lock
from ingest.planning import IngestPlan, IngestReport, Plan, counted, outcomes, plan_files
from ingest.sandbox import sandboxed
from ingest.settling import Prepare, Progress, Settlement, Spread, settle, silent
from ingest.spooling import Spool
from ingest.surveying import Survey, survey_sources
from ingest.web_sources import Remembered, WebSources, is_web

VANISHING_SHARE = 0.2
"""Share of the documents beyond which their leaving at once looks like a mistake."""

VANISHING_COUNT = 2
"""Documents whose leaving is never taken for a mistake."""

_READINGS = 4
"""How many times a build reads each passage or its vector: store, words, vectors, fingerprint."""

WriteGeneration = Callable[[Path, Sequence[Document], Sequence[Passage], VectorRows, str, DenseWorth], str]
Calibrate = Callable[[Sequence[Document], Sequence[Passage], VectorRows, Embedder], DenseWorth]


@dataclass(frozen=True, slots=True)
class Tools:
    """What an ingestion works with."""

    prepare: Prepare
    """A function of a module, or a `functools.partial` of one, unless `spread` is `in_process`."""
    preparation: str
    """Version of `prepare`: documents prepared by another one are prepared again."""
    embedder: Embedder
    write_generation: WriteGeneration
    probe: Callable[[Path], None] = probe_in_child
    """Raises when a generation just built would not serve well."""
    progress: Progress = silent
    spread: Spread = sandboxed
    """Where documents are prepared: in child processes under limits, unless all of them are trusted."""
    calibrate: Calibrate = dense_worth
    """Says what a cosine of this embedder is worth beside a point of the lexical score, on this corpus."""

    def without(self, forgotten: Forgotten) -> "Tools":
        """Return the same tools, whose documents hold none of the names to forget."""
        prepare, version = forgetful(self.prepare, forgotten), preparation_with(self.preparation, forgotten)
        return replace(self, prepare=prepare, preparation=version)


def plan(data: Path, named: Sequence[Path | str], preparation: str, *, web: WebSources | None = None) -> IngestPlan:
    """Return what an ingestion would do, and write nothing.

    Args:
        data: the data folder, which may not exist yet.
        named: absolute paths of folders and files, and web addresses, on top of the remembered sources.
        preparation: version of the rules that would prepare the documents.
        web: finds the pages of the web sources; without it, the web is closed.

    Raises:
        SourceUnreadableError: a named source cannot be read, or there is no source at all.
        IndexUnusableError: a newer version made the data folder.
    """
    ledger = Ledger.to_read(data)
    if ledger is None:
        survey = survey_sources(named, [], Remembered(preparation), web, Forgotten())
        return _shown(survey, plan_files(survey.found, [], preparation))
    with ledger:
        forgotten = ledger.forgotten()
        version = preparation_with(preparation, forgotten)
        known = Remembered(version, ledger.web(), ledger.files())
        survey = survey_sources(named, ledger.sources(), known, web, forgotten)
        return _shown(survey, plan_files(survey.found, ledger.files(), version, missing=survey.missing))


def ingest(
    data: Path,
    named: Sequence[Path | str],
    tools: Tools,
    *,
    confirmed: bool = False,
    rebuild: bool = False,
    web: WebSources | None = None,
    ask: Callable[[str], bool] | None = None,
) -> IngestReport:
    """Bring the ledger and the index to what the sources hold now.

    Killed at any point, it leaves the previous ledger and the previous generation as they were, or a
    complete new ledger whose generation the next run publishes. A second run on the same input writes
    nothing.

    Args:
        data: the data folder, made when there is none.
        named: absolute paths of folders and files, and web addresses, remembered from now on.
        tools: what prepares, embeds and builds.
        confirmed: go on even if a large share of the documents leaves.
        rebuild: build a generation even if the one that serves says the same.
        web: finds the pages of the web sources; without it, the web is closed.
        ask: without `confirmed`, told what would leave, says whether to go on; None never does.

    Raises:
        SourceUnreadableError: a named source cannot be read, no document would be left, or too many
            would leave without anybody's consent.
        WriterBusyError: another ingestion is under way.
        DataFolderError: the data folder cannot be written.
        IndexUnusableError: it comes from a newer version, or the new generation fails its test.
    """
    with writer_lock(data), Ledger.to_write(data) as ledger, Spool(data) as spool:
        clear_stages(data)
        known, forgotten = ledger.files(), ledger.forgotten()
        tools = tools.without(forgotten)
        remembered = Remembered(tools.preparation, ledger.web(), known)
        survey = survey_sources(named, ledger.sources(), remembered, web, forgotten)
        serving(data)  # refuses what a newer version published, before any work
        planned = plan_files(survey.found, known, tools.preparation, missing=survey.missing)
        settlement = settle(planned, tools.prepare, tools.preparation, tools.progress, spread=tools.spread, spool=spool)
        _refuse_nothing_left(settlement, survey)
        if not confirmed:
            _refuse_vanishing(settlement, known, survey, ask or _nobody)
        return Application(data, ledger, tools).apply(survey, settlement, rebuild=rebuild)


def _shown(survey: Survey, planned: Plan) -> IngestPlan:
    files = outcomes(planned)
    return IngestPlan(sources=survey.sources, counts=counted(files), files=files, skipped=tuple(survey.skipped))


def _refuse_nothing_left(settlement: Settlement, survey: Survey) -> None:
    if settlement.kept:
        return
    refused = [one for one in settlement.verdicts if one.action == "refused"]
    if survey.missing and not refused:
        raise SourceUnreadableError(f"Aucun document ne resterait. {next(iter(survey.missing.values()))}")
    reasons = " ; ".join(f"{one.decision.found.location} : {one.reason}" for one in refused[:3])
    raise SourceUnreadableError(
        f"Aucun document ne peut être ingéré ({reasons or 'les sources sont vides'}).",
        "Corrigez ces fichiers, ou donnez une autre source.",
    )


def _nobody(_: str) -> bool:
    return False


def _refuse_vanishing(
    settlement: Settlement, known: Sequence[FileRecord], survey: Survey, ask: Callable[[str], bool]
) -> None:
    """Stop, or ask, when so much would leave that a wrong folder or an unplugged disk is likelier than a choice."""
    documents = sum(record.state == "committed" for record in known)
    leaving = settlement.vanishing(known)
    orphans = [record for record in leaving if record.source in survey.missing]
    many = len(leaving) > VANISHING_COUNT and len(leaving) > VANISHING_SHARE * documents
    if not many and not orphans:
        return
    names = ", ".join(record.location for record in (orphans or leaving)[:3])
    why = f" La source {orphans[0].source!r} est introuvable, vide ou illisible." if orphans else ""
    if orphans and is_web(orphans[0].source):
        why = f" {survey.missing[orphans[0].source]}"
    told = f"L’index perdrait {len(leaving)} de ses {documents} documents : {names}…{why}"
    if not ask(told):
        raise SourceUnreadableError(told, "Vérifiez les sources, ou ajoutez --yes pour l’accepter.")


class Application:
    """The writing half of an ingestion, under the lock; its parts serve whatever else changes the ledger."""

    def __init__(self, data: Path, ledger: Ledger, tools: Tools) -> None:
        self._data = data
        self._ledger = ledger
        self._tools = tools

    def apply(self, survey: Survey, settlement: Settlement, *, rebuild: bool) -> IngestReport:
        """Write vectors, then ledger and generation together, then the pointer; return what was done."""
        embedded = embed_missing(self._ledger, settlement, self._tools.embedder, self._tools.progress)
        before, now = self._ledger.passage_ids(), serving(self._data)
        with self._ledger.transaction():
            wrote = self._write(survey, settlement)
            documents, passages = self._ledger.all_documents(), self._ledger.all_passages()
            content = fingerprint(documents, passages, self._tools.embedder.name)
            stale = rebuild or now is None or now.fingerprint != content
            built = self.built(documents, content, rebuild=rebuild) if stale else None
            files = settlement.outcomes()
            if wrote or built:
                self._ledger.write_run("ingest", counted(files).model_dump_json(), content)
        if built:
            publish(self._data, built)
        after = set(passages.ids)
        return IngestReport(
            sources=survey.sources,
            counts=counted(files),
            files=files,
            skipped=tuple(survey.skipped),
            published=bool(built),
            generation=built or (now.name if now else None),
            fingerprint=content,
            documents=len(documents),
            passages=len(passages),
            passages_written=len(after - before),
            passages_removed=len(before - after),
            embeddings_computed=embedded,
            rules=settlement.rules(),
        )

    def embed(self, wanted: Iterable[str]) -> int:
        """Compute and keep the vectors that texts lack; return how many."""
        return embed_texts(self._ledger, wanted, self._tools.embedder, self._tools.progress)

    def _write(self, survey: Survey, settlement: Settlement) -> bool:
        """Write what changed, in the open transaction; return whether anything did."""
        records = settlement.records()
        same = records == self._ledger.files() and list(survey.sources) == self._ledger.sources()
        fresh = settlement.fresh
        if same and not fresh and survey.web == self._ledger.web():
            return False
        self._ledger.write_files(survey.sources, records)
        days: dict[str, str | None] = {}
        for number, prepared in enumerate(settlement.prepared, 1):
            self._ledger.write_document(prepared)
            days[prepared.document.location] = prepared.document.retrieved_on
            self._tools.progress("write", number, len(fresh))
        self._ledger.drop_documents(settlement.kept)
        self._ledger.write_web(survey.web.with_days(days))
        return True

    def built(self, documents: Sequence[Document], content: str, *, rebuild: bool) -> str:
        """Return the name of a tested generation of this content, made now unless one is there already."""
        tools = self._tools
        waiting = None if rebuild else unpublished(self._data, content)
        if waiting:
            tools.probe(self._data / "generations" / waiting)
            return waiting
        told = _Readings(tools.progress)
        passages = self._ledger.all_passages(told)
        told.start(len(passages))
        vectors = self._ledger.all_vectors(tools.embedder.name, tools.embedder.dimension, told)
        worth = tools.calibrate(documents, passages, vectors, tools.embedder)

        def fill(folder: Path) -> str:
            return tools.write_generation(folder, documents, passages, vectors, tools.embedder.name, worth)

        def test(folder: Path) -> None:
            tools.progress("build", len(passages), len(passages))
            tools.progress("test", 0, len(passages))
            tools.probe(folder)
            tools.progress("test", len(passages), len(passages))

        return build(self._data, fill, test)


class _Readings:
    """Tells how far a build is by what it has read."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._read = self._total = 0

    def start(self, total: int) -> None:
        """Tell that passages are about to be read."""
        self._total = total
        self._progress("build", 0, total)

    def __call__(self, count: int) -> None:
        """Tell that some were read; the end is told by whoever knows that the last file is written."""
        self._read += count
        done = self._read // _READINGS
        if 0 < done < self._total:
            self._progress("build", done, self._total)
