"""Embedding: the vectors that an ingestion lacks, computed once for each text and kept as they come."""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from assistant.ports import Embedder, Vectors
from ingest.ledger import Ledger, text_hash
from ingest.settling import Progress, Settlement

EMBEDDED_AT_ONCE = 64
"""Texts embedded together."""

DURABLE_EVERY = 1.0
"""Seconds of embedding that a killed run loses at most; making vectors durable takes some milliseconds each time."""

KEPT_AT_ONCE = 1024
"""Vectors kept together at most: those of a second of a fast embedder would take 50 MB on their way."""


def embed_missing(ledger: Ledger, settlement: Settlement, embedder: Embedder, progress: Progress) -> int:
    """Compute and keep the vectors that the documents of a settlement lack; return how many.

    Raises:
        ModelUnavailableError: the embedder cannot be loaded.
    """
    staying = settlement.kept - {one.document_id for one in settlement.fresh}
    lacking = ledger.without_vector(embedder.name, embedder.dimension)
    old = {key: text for owner, key, text in lacking if owner in staying}
    known = ledger.hashes_with_vector(embedder.name, embedder.dimension)
    fresh = {key for one in settlement.fresh for key in one.hashes} - known - old.keys()
    return _embed(ledger, chain(old.items(), _texts(settlement, fresh)), len(old) + len(fresh), embedder, progress)


def embed_texts(ledger: Ledger, texts: Iterable[str], embedder: Embedder, progress: Progress) -> int:
    """Compute and keep the vectors that texts lack; return how many.

    Raises:
        ModelUnavailableError: the embedder cannot be loaded.
    """
    wanted = {text_hash(one): one for one in texts}
    lacking = sorted(set(wanted) - ledger.hashes_with_vector(embedder.name, embedder.dimension))
    return _embed(ledger, ((key, wanted[key]) for key in lacking), len(lacking), embedder, progress)


def _embed(ledger: Ledger, texts: Iterable[tuple[str, str]], total: int, embedder: Embedder, progress: Progress) -> int:
    done, kept_at = 0, time.monotonic()
    waiting: list[tuple[str, Vectors]] = []
    for batch in _batches(texts):
        vectors = embedder.embed_passages([text for _, text in batch])
        waiting += [(key, row) for (key, _), row in zip(batch, vectors, strict=True)]
        done += len(batch)
        if done == total or len(waiting) >= KEPT_AT_ONCE or time.monotonic() - kept_at > DURABLE_EVERY:
            _keep(ledger, embedder.name, waiting)
            waiting, kept_at = [], time.monotonic()
        progress("embed", done, total)
    return total


def _keep(ledger: Ledger, model: str, vectors: Sequence[tuple[str, Vectors]]) -> None:
    with ledger.transaction():
        ledger.write_vectors(model, [key for key, _ in vectors], np.stack([row for _, row in vectors]))


def _texts(settlement: Settlement, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Yield hash and text of the fresh passages whose hash is wanted, once each, in the order of locations."""
    left = set(wanted)
    for prepared in settlement.prepared if left else ():
        for passage in prepared.passages:
            key = text_hash(passage.text)
            if key in left:
                left.discard(key)
                yield key, passage.text


def _batches(texts: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    waiting = iter(texts)
    while batch := list(islice(waiting, EMBEDDED_AT_ONCE)):
        yield batch
