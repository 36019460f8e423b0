"""Rereading: a web page fetched once more for a person who asks what became of it."""

from collections.abc import Callable

from assistant.settings import Settings
from ingest.addresses import Hosts, parse_address
from ingest.blocks import RawFile
from ingest.connecting import Network
from ingest.ledger import FileRecord, Ledger
from ingest.visiting import Visitor
from ingest.web_sources import PAGE_TYPES, Remembered, is_web


def page_reader(ledger: Ledger, file: FileRecord, settings: Settings, network: Network) -> Callable[[], RawFile] | None:
    """Return what fetches the page of a document, or None when it is a file or its host is not allowed."""
    if not is_web(file.source):
        return None
    address = parse_address(file.name)
    allowed = Hosts.of(settings.fetch_hosts.split(","))
    hosts = Remembered("", ledger.web()).hosts(file.source).with_those_of(allowed)
    if not hosts.allow(address.host):
        return None
    visitor = Visitor(network, settings.contact)

    def fetched() -> RawFile:
        visited = visitor.visit(address, hosts, PAGE_TYPES)
        return RawFile(file.name, visited.content, visited.media_type)

    return fetched
