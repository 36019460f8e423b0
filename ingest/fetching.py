"""Fetching: one request for one web address, its answer within a size, whatever the server sends."""

import http.client
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import Message
from importlib.metadata import version

from assistant.errors import DocumentRefusedError, InvalidInputError, UnreachableError
from ingest.addresses import Address
from ingest.connecting import TOO_SLOW, Network, PinnedConnection

BODY_LIMIT = 10_000_000
"""Bytes of one body, and of what it unpacks to: half of what a file may hold (`decoding.BYTE_LIMIT`)."""

AGENT = "efc-assistant"
"""How we are called in `robots.txt`."""

MEMBERS_LIMIT = 100
"""Gzip members of one body; servers send one, and each costs as much as the bytes that follow it."""

_PIECE = 65_536
_GZIP = 31  # zlib: a gzip header and trailer, windows of up to 32 KiB
_GZIP_NAMES = ("gzip", "x-gzip")

CUT_SHORT = "la réponse de {host} est incomplète"
NOT_HTTP = "la réponse de {host} n’est pas lisible ({why})"
TOO_BIG = f"la réponse dépasse {BODY_LIMIT // 1_000_000} Mo"
PACKED = "la réponse est compressée d’une façon qui n’est pas acceptée ({how})"
NOT_GZIP = "la réponse n’est pas du gzip lisible"
OTHER_TYPE = "type de contenu non pris en charge ({kind})"
NO_TYPE = "non précisé"
BAD_CONTACT = "Contact inutilisable : {value!r}."
CONTACT_REMEDY = "Mettez dans EFC_CONTACT une adresse de page ou de courriel, en caractères simples."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request."""

    status: int
    headers: Message
    body: bytes = b""
    """Unpacked; read only for a status of 200."""

    @property
    def media_type(self) -> str:
        """As announced, without parameters, in lower case; empty when it is not."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    def header(self, name: str) -> str:
        """Return a header, empty when it is not there or holds what is not printable ASCII."""
        value = str(self.headers.get(name, ""))
        return value.strip() if value.isascii() and value.isprintable() and len(value) <= 1_000 else ""


def user_agent(contact: str) -> str:
    """Return how we present ourselves to a site, with whom to write to.

    Raises:
        InvalidInputError: the contact cannot stand in a header.
    """
    contact = contact.strip()
    if not contact.isascii() or not contact.isprintable() or len(contact) > 200:
        raise InvalidInputError(BAD_CONTACT.format(value=contact), CONTACT_REMEDY)
    name = f"{AGENT}/{version('efc')}"
    return f"{name} (+{contact})" if contact else name


class Fetcher:
    """Makes requests, one connection each; follows nothing, keeps nothing.

    Args:
        network: how the web is reached.
        agent: the header `User-Agent`.
    """

    def __init__(self, network: Network, agent: str) -> None:
        self._network = network
        self._agent = agent

    def get(self, address: Address, headers: Mapping[str, str], accepted: Collection[str] = ()) -> Answer:
        """Return the answer of a server.

        Args:
            address: what to ask for.
            headers: in addition to ours.
            accepted: media types of a body that is read, any when empty.

        Raises:
            DocumentRefusedError: a machine that is not public, a body of another type, too long, or packed
                otherwise than by gzip.
            UnreachableError: no answer, an answer cut short, or not in time.
        """
        connection = PinnedConnection(address, self._network)
        ours = {
            "Host": address.authority,
            "User-Agent": self._agent,
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        try:
            with _faults_of(address.host):
                connection.request("GET", address.target, headers={**ours, **headers})
                response = connection.getresponse()
                answer = Answer(response.status, response.headers)
                if answer.status == http.client.OK:
                    _refuse_type(answer.media_type, accepted)
                    answer = replace(answer, body=_body(response))
        finally:
            connection.release()
        return answer


@contextmanager
def _faults_of(host: str) -> Iterator[None]:
    """Tell what goes wrong with a connection as one error of ours."""
    try:
        yield
    except TimeoutError as error:
        raise UnreachableError(f"{host} : {TOO_SLOW}") from error
    except http.client.IncompleteRead as error:
        raise UnreachableError(CUT_SHORT.format(host=host)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = type(error).__name__
        raise UnreachableError(NOT_HTTP.format(host=host, why=why)) from error


def unpacked(packed: bytes) -> bytes:
    """Return what gzip bytes unpack to.

    Raises:
        DocumentRefusedError: more than `BODY_LIMIT`, or not gzip.
    """
    return b"".join(_unzipped(iter([packed])))


def _refuse_type(media_type: str, accepted: Collection[str]) -> None:
    if accepted and media_type not in accepted:
        raise DocumentRefusedError(OTHER_TYPE.format(kind=repr(media_type[:80]) if media_type else NO_TYPE))


def _body(response: http.client.HTTPResponse) -> bytes:
    """Read a body, unpacked, or stop at the limit."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"", "identity", *_GZIP_NAMES}:
        raise DocumentRefusedError(PACKED.format(how=repr(encoding[:20])))
    if response.length is not None and response.length > BODY_LIMIT:
        raise DocumentRefusedError(TOO_BIG)
    pieces = _received(response)
    body = b"".join(_unzipped(pieces) if encoding in _GZIP_NAMES else pieces)
    if response.length:  # what `http.client` still waits for when the connection ended
        raise http.client.IncompleteRead(b"", response.length)
    return body


def _received(response: http.client.HTTPResponse) -> Iterator[bytes]:
    received = 0
    while piece := response.read(_PIECE):
        received += len(piece)
        if received > BODY_LIMIT:
            raise DocumentRefusedError(TOO_BIG)
        yield piece


def _unzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip members one after the other, never more than the limit and one byte at once."""
    inflater, room, members = zlib.decompressobj(_GZIP), BODY_LIMIT, 1
    for piece in pieces:
        waiting = piece
        while waiting:
            if inflater.eof:
                inflater, members = zlib.decompressobj(_GZIP), members + 1
            if members > MEMBERS_LIMIT:
                raise DocumentRefusedError(NOT_GZIP)
            try:
                out = inflater.decompress(waiting, room + 1)
            except zlib.error as error:
                raise DocumentRefusedError(NOT_GZIP) from error
            room -= len(out)
            if room < 0:
                raise DocumentRefusedError(TOO_BIG)
            waiting = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            yield out
    if not inflater.eof:
        raise DocumentRefusedError(NOT_GZIP)
