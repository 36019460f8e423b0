"""Surveying: what the sources hold now, under the locations that the ledger may keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.errors import SourceUnreadableError
from ingest.discovery import Found, Scan, Skipped, scan
from ingest.forgotten import Forgotten, masked
from ingest.web_ledger import WebRecord
from ingest.web_sources import Remembered, WebSources, is_web


@dataclass(frozen=True, slots=True)
class Survey:
    """What the sources hold now, those of this run and the remembered ones together."""

    sources: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    """Remembered sources that are no longer there, or hold nothing to read, and what says so."""
    found: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    web: WebRecord = field(default_factory=WebRecord)
    """What the ledger is to keep of the web sources."""


def survey_sources(
    named: Sequence[Path | str],
    remembered: Iterable[str],
    known: Remembered,
    web: WebSources | None,
    forgotten: Forgotten,
) -> Survey:
    """Scan the sources; a named one must be readable, a remembered one may have gone.

    Args:
        named: absolute paths of folders and files, and web addresses.
        remembered: those of the previous runs.
        known: what the ledger says of web pages.
        web: finds the pages of the web sources; without it, the web is closed.
        forgotten: names that no location may hold.

    Raises:
        SourceUnreadableError: a named source cannot be read, or there is no source at all.
    """
    required = {str(root) for root in named}
    roots = required.union(remembered)
    if not roots:
        raise SourceUnreadableError("Aucune source à ingérer.", "Donnez un dossier ou un fichier.")
    survey, present, missing = Survey(), [], {}
    for root in sorted(roots):
        try:
            scanned = _scanned(root, known, web)
        except SourceUnreadableError as error:
            if root in required:
                raise
            missing[root] = str(error)
            continue
        present.append(root)
        survey.found.extend(_without_name(one, forgotten) for one in scanned.found)
        survey.skipped.extend(scanned.skipped)
    record = web.record().without(lambda url: masked(url, forgotten) != url) if web else WebRecord()
    return Survey(tuple(present), missing, survey.found, survey.skipped, record)


def _scanned(root: str, known: Remembered, web: WebSources | None) -> Scan:
    if not is_web(root):
        return scan(Path(root))
    if web is None:
        raise SourceUnreadableError(f"La source {root!r} est sur le web, qui n’est pas ouvert ici.")
    return web.scan(root, known)


def _without_name(found: Found, forgotten: Forgotten) -> Found:
    """Return a file under the location that the ledger may keep."""
    name = masked(found.name, forgotten)
    return found if name == found.name else replace(found, name=name, hidden=found.name)
