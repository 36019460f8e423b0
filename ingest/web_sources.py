"""Web sources: the pages that an address stands for (itself, those of a sitemap, those of a feed), as found now."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from assistant.errors import DocumentRefusedError, SourceUnreadableError, UnreachableError
from ingest.addresses import Address, Hosts, parse_address
from ingest.blocks import MEDIA_EXTENSIONS, Earlier, RawFile
from ingest.discovery import Found, Scan, Skipped
from ingest.ledger import FileRecord
from ingest.listed_pages import NOT_READ, TRY_LATER, ListedPages
from ingest.listings import LISTING_TYPES, read_listing
from ingest.pages import BodyStore, Page
from ingest.redaction import is_private_url
from ingest.settling import Progress, silent
from ingest.visiting import Validators, Visited, Visitor
from ingest.web_ledger import PageState, WebRecord

PAGES_LIMIT = 500
"""Pages of one source: at one request a second, about eight minutes."""

PAGE_TYPES = frozenset(MEDIA_EXTENSIONS)

KEPT = "{why} ; la version déjà indexée est gardée"
PRIVATE = "L’adresse donnée sur {host} est privée (réunion, jeton) : elle serait montrée avec ses documents."
GIVE_PUBLIC = "Donnez l’adresse publique de la page."
NO_PAGE = "elle ne donne aucune page à lire"


def is_web(source: str) -> bool:
    """Say whether a source is a web address; the others are absolute paths."""
    return source.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the ledger says of the pages of the previous runs."""

    preparation: str
    """Version of the rules; a page prepared by others is fetched whole."""
    web: WebRecord = field(default_factory=WebRecord)
    files: Sequence[FileRecord] = ()

    def hosts(self, source: str) -> Hosts:
        """Return the hosts allowed for a source."""
        return Hosts(tuple(host for root, host in self.web.hosts if root == source))

    def states(self, source: str) -> Mapping[str, PageState]:
        """Return the pages of a source by address."""
        return {one.url: one for one in self.web.pages if one.source == source}

    def records(self, source: str) -> Mapping[str, FileRecord]:
        """Return the documents that pages of a source became, by address."""
        return {one.name: one for one in self.files if one.source == source and one.state == "committed"}


class WebSources:
    """Finds the pages of web sources, and remembers for the ledger what was seen.

    Args:
        visitor: reads the pages.
        allowed: hosts allowed for every source.
        named: hosts allowed from now on for some sources, by source.
        pages_limit: pages read of one source.
        progress: told how many pages of a source were read.
    """

    def __init__(
        self,
        visitor: Visitor,
        *,
        allowed: Hosts,
        named: Mapping[str, Hosts] | None = None,
        pages_limit: int = PAGES_LIMIT,
        progress: Progress = silent,
    ) -> None:
        self._visitor = visitor
        self._allowed = allowed
        self._named = named or {}
        self._pages_limit = pages_limit
        self._progress = progress
        self._bodies = BodyStore()
        self._hosts: list[tuple[str, str]] = []
        self._pages: list[PageState] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Give back what keeps the bytes of the pages."""
        self._bodies.close()

    def scan(self, source: str, known: Remembered) -> Scan:
        """Return the pages of a source, sorted by address, each with the hash of its bytes or a problem.

        A page that does not answer for now stays as the ledger has it. A feed announces pages and then drops
        them: those it gave before are still read.

        Raises:
            SourceUnreadableError: its site is not allowed or does not answer, it gives no page, or a page that
                must be prepared again does not answer.
        """
        hosts = known.hosts(source).with_those_of(self._named.get(source, Hosts()))
        visit = _SourceVisit(
            source,
            known,
            hosts.with_those_of(self._allowed),
            visitor=self._visitor,
            bodies=self._bodies,
            pages_limit=self._pages_limit,
            progress=self._progress,
        )
        scan = visit.scan()
        self._hosts += [(source, one) for one in hosts.patterns]
        self._pages += visit.states
        return scan

    def record(self) -> WebRecord:
        """Return what the ledger is to keep of the sources scanned."""
        return WebRecord(tuple(sorted(self._hosts)), tuple(sorted(self._pages)))


@dataclass(slots=True)
class _SourceVisit:
    """The visit of one source."""

    source: str
    known: Remembered
    hosts: Hosts
    visitor: Visitor
    bodies: BodyStore
    pages_limit: int
    progress: Progress
    states: list[PageState] = field(default_factory=list)
    _result: Scan = field(default_factory=Scan)
    _before: Mapping[str, PageState] = field(init=False)
    _records: Mapping[str, FileRecord] = field(init=False)

    def __post_init__(self) -> None:
        """Look the source up in the ledger."""
        self._before = self.known.states(self.source)
        self._records = self.known.records(self.source)

    def scan(self) -> Scan:
        address = parse_address(self.source)
        if is_private_url(self.source):
            raise SourceUnreadableError(PRIVATE.format(host=address.host), GIVE_PUBLIC)
        try:
            first = self._visit(address, PAGE_TYPES | LISTING_TYPES)
            listing = None if first.unchanged or first.media_type in PAGE_TYPES else read_listing(first.content)
        except DocumentRefusedError as error:
            why = NOT_READ.format(source=self.source, why=error.message)
            raise SourceUnreadableError(why, error.remedy or TRY_LATER) from error
        if listing is None:
            self._result.found.append(self._found(self.source, first))
        else:
            listed = ListedPages(self.source, self.hosts, self.visitor, self._skip)
            before = [one for one in sorted(self._records) if one != self.source]
            self._read_all(listed.pages(first.address, listing, before, self.pages_limit))
        if not self._result.found:
            raise SourceUnreadableError(NOT_READ.format(source=self.source, why=NO_PAGE), TRY_LATER)
        self._result.found.sort(key=lambda one: one.name)
        self._result.skipped.sort(key=lambda one: one.location)
        return self._result

    def _read_all(self, pages: Sequence[Address]) -> None:
        for number, address in enumerate(pages, 1):
            self._result.found.append(self._page(address))
            self.progress("fetch", number, len(pages))

    def _page(self, address: Address) -> Found:
        url = str(address)
        try:
            return self._found(url, self._visit(address, PAGE_TYPES))
        except UnreachableError as error:
            return self._stale(url, error)
        except DocumentRefusedError as error:
            return Found(self.source, url, problem=error.message)

    def _visit(self, address: Address, accepted: frozenset[str]) -> Visited:
        """Visit a page, on condition that it changed when its document is in the ledger as it would be now."""
        state, record = self._before.get(str(address)), self._records.get(str(address))
        known = None
        if state and record and record.sha256 == state.sha256 and record.preparation == self.known.preparation:
            known = Validators(state.etag, state.last_modified)
        return self.visitor.visit(address, self.hosts, accepted, known)

    def _found(self, url: str, visited: Visited) -> Found:
        state = self._before.get(url)
        if visited.unchanged and state:
            return self._as_before(url, state, self._records[url].size)
        digest = hashlib.sha256(visited.content).hexdigest()
        day = state.retrieved_on if state and state.sha256 == digest else self.visitor.network.today().isoformat()
        validators = visited.validators
        self.states.append(PageState(self.source, url, validators.etag, validators.last_modified, day, digest))
        given, media_type, earlier = self.bodies.keep(visited.content), visited.media_type, self._earlier(url, digest)
        page = Page(lambda: RawFile(url, given(), media_type, day, earlier))
        return Found(self.source, url, len(visited.content), digest, page=page)

    def _earlier(self, url: str, digest: str) -> Earlier | None:
        state, record = self._before.get(url), self._records.get(url)
        if state is None or record is None or record.document_id is None or state.sha256 == digest:
            return None
        return Earlier(record.document_id, state.retrieved_on)

    def _stale(self, url: str, error: UnreachableError) -> Found:
        """Return a page that does not answer as the ledger has it, or as a problem when it has none."""
        state, record = self._before.get(url), self._records.get(url)
        if record is None or state is None:
            return Found(self.source, url, problem=error.message)
        if record.preparation != self.known.preparation:
            why = NOT_READ.format(source=self.source, why=error.message)
            raise SourceUnreadableError(why, TRY_LATER) from error
        self._skip(url, KEPT.format(why=error.message))
        return self._as_before(url, state, record.size)

    def _as_before(self, url: str, state: PageState, size: int) -> Found:
        """Return a page whose bytes are those of the ledger; they are fetched if they are needed after all."""
        self.states.append(state)

        def fetched() -> RawFile:
            visited = self.visitor.visit(parse_address(url), self.hosts, PAGE_TYPES)
            return RawFile(url, visited.content, visited.media_type, state.retrieved_on)

        return Found(self.source, url, size, state.sha256, page=Page(fetched))

    def _skip(self, location: str, reason: str) -> None:
        skipped = Skipped(source=self.source, location=location, reason=reason)
        if skipped not in self._result.skipped:
            self._result.skipped.append(skipped)
