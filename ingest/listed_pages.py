"""Listed pages: what a sitemap, an index of sitemaps or a feed gives to read, and what it gives that is not read."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from assistant.errors import DocumentRefusedError, InvalidInputError, SourceUnreadableError, UnreachableError
from ingest.addresses import Address, Hosts, join, parse_address
from ingest.listings import LISTING_TYPES, Listing, read_listing
from ingest.redaction import is_private_url
from ingest.visiting import Visitor

LISTINGS_LIMIT = 50
"""Sitemaps read for one source; each may hold more pages than we read."""

DEEPEST = 2
"""Levels below an index of sitemaps; the protocol allows one (sitemaps.org, protocol 0.9), some sites use two."""

NOT_READ = "La source {source!r} ne peut pas être lue : {why}."
TRY_LATER = "Réessayez plus tard, ou vérifiez l’adresse."
TOO_MANY = "au plus {limit} pages par source : {rest} ne sont pas lues"
TOO_MANY_LISTINGS = f"au plus {LISTINGS_LIMIT} plans de site par source"
TOO_DEEP = "plan de site trop profond"
OTHER_SITE = "le site {host} n’est pas autorisé pour cette source"
BAD_LINK = "adresse inutilisable"
PRIVATE_LINK = "adresse privée (réunion, jeton)"
HIDDEN_LINK = "(adresse retirée)"


class ListedPages:
    """Follows the listings of one source.

    Args:
        source: its address.
        hosts: the ones that may be read.
        visitor: reads the sitemaps of an index.
        skip: told each address that is not read, and why.
    """

    def __init__(self, source: str, hosts: Hosts, visitor: Visitor, skip: Callable[[str, str], None]) -> None:
        self._source = source
        self._hosts = hosts
        self._visitor = visitor
        self._skip = skip

    def pages(self, base: Address, listing: Listing, before: Sequence[str], limit: int) -> Sequence[Address]:
        """Return the pages of a listing and of those it lists, in their order, each once.

        Args:
            base: where the listing was read.
            listing: what it gives.
            before: addresses of the pages it gave in previous runs; those of a feed are still read.
            limit: pages returned at most.

        Raises:
            SourceUnreadableError: a sitemap of an index does not answer: its pages would be taken for gone.
        """
        pages = dict.fromkeys(self._pages_of(base, listing))
        if listing.kind == "feed":
            pages.update(dict.fromkeys(parse_address(one) for one in before))
        if len(pages) > limit:
            self._skip(self._source, TOO_MANY.format(limit=limit, rest=len(pages) - limit))
        return list(pages)[:limit]

    def _pages_of(self, base: Address, listing: Listing) -> Iterator[Address]:
        waiting, read = deque([(base, listing, 0)]), 0
        while waiting:
            place, current, depth = waiting.popleft()
            if current.kind != "index":
                yield from self._linked(place, current)
                continue
            for child in self._linked(place, current):
                if depth >= DEEPEST or read >= LISTINGS_LIMIT:
                    self._skip(str(child), TOO_DEEP if depth >= DEEPEST else TOO_MANY_LISTINGS)
                    continue
                read += 1
                waiting.extend((*found, depth + 1) for found in self._child(child))

    def _child(self, address: Address) -> Iterator[tuple[Address, Listing]]:
        """Yield a sitemap of an index, nothing when it is refused."""
        try:
            visited = self._visitor.visit(address, self._hosts, LISTING_TYPES)
            yield visited.address, read_listing(visited.content)
        except UnreachableError as error:
            why = NOT_READ.format(source=self._source, why=error.message)
            raise SourceUnreadableError(why, TRY_LATER) from error
        except DocumentRefusedError as error:
            self._skip(str(address), error.message)

    def _linked(self, base: Address, listing: Listing) -> Iterator[Address]:
        """Yield the addresses of a listing that may be read; the others are skipped with a reason."""
        for link in listing.links:
            try:
                address = join(base, link)
            except InvalidInputError:
                self._skip(HIDDEN_LINK, BAD_LINK)
                continue
            if is_private_url(str(address)):
                self._skip(HIDDEN_LINK, PRIVATE_LINK)
            elif self._hosts.allow(address.host):
                yield address
            else:
                self._skip(str(address), OTHER_SITE.format(host=address.host))
