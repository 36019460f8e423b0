"""The web's part of the ledger: the hosts allowed for each source, and what is known of each page."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, replace

WEB_TABLES = """
CREATE TABLE source_hosts (
    source TEXT NOT NULL REFERENCES sources(root) DEFERRABLE INITIALLY DEFERRED,
    host TEXT NOT NULL,                       -- a name, or *.domain, allowed for this source
    PRIMARY KEY (source, host)
);
CREATE TABLE pages (
    source TEXT NOT NULL REFERENCES sources(root) DEFERRABLE INITIALLY DEFERRED,
    url TEXT NOT NULL,
    etag TEXT NOT NULL,                       -- as the server gave it, empty when it gave none
    last_modified TEXT NOT NULL,              -- idem
    retrieved_on TEXT NOT NULL,               -- day of the first fetch of this content
    sha256 TEXT NOT NULL,                     -- of the body
    PRIMARY KEY (source, url)
);
"""


@dataclass(frozen=True, slots=True, order=True)
class PageState:
    """What is kept of a page to ask later whether it changed."""

    source: str
    url: str
    etag: str
    last_modified: str
    retrieved_on: str
    sha256: str


@dataclass(frozen=True, slots=True)
class WebRecord:
    """What the ledger keeps of the web, sorted."""

    hosts: tuple[tuple[str, str], ...] = ()
    """Pairs of a source and a host allowed for it."""
    pages: tuple[PageState, ...] = ()

    def without(self, holds_a_name: Callable[[str], bool]) -> "WebRecord":
        """Return the same, less the pages whose address must be kept nowhere: they are asked for whole each time."""
        return WebRecord(self.hosts, tuple(one for one in self.pages if not holds_a_name(one.url)))

    def with_days(self, days: Mapping[str, str | None]) -> "WebRecord":
        """Return the same, with the days of the documents just prepared, by address.

        They differ when the bytes of a page changed and its document did not: it keeps its day.
        """
        pages = (replace(one, retrieved_on=days.get(one.url) or one.retrieved_on) for one in self.pages)
        return WebRecord(self.hosts, tuple(pages))


def read_web(connection: sqlite3.Connection) -> WebRecord:
    """Return what a ledger keeps of the web, nothing for a ledger made before it kept any."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "pages" not in tables:
        return WebRecord()
    hosts = connection.execute("SELECT source, host FROM source_hosts ORDER BY source, host")
    pages = connection.execute(
        "SELECT source, url, etag, last_modified, retrieved_on, sha256 FROM pages ORDER BY source, url"
    )
    return WebRecord(tuple((source, host) for source, host in hosts), tuple(PageState(*row) for row in pages))


def write_web(connection: sqlite3.Connection, record: WebRecord) -> None:
    """Replace what a ledger keeps of the web, in the open transaction."""
    connection.execute("DELETE FROM source_hosts")
    connection.execute("DELETE FROM pages")
    _insert(connection, "source_hosts", record.hosts, 2)
    _insert(connection, "pages", (astuple(one) for one in record.pages), 6)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[str, ...]], width: int) -> None:
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
