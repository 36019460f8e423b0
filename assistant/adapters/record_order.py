"""Documents and passages in the order of their ids, held in memory or read as they are gone through."""

from abc import ABC
from collections.abc import Collection, Sequence
from typing import TypeVar

from assistant.domain import Document, Passage

R = TypeVar("R", Document, Passage)
R_co = TypeVar("R_co", Document, Passage, covariant=True)


class ById(Sequence[R_co], ABC):
    """Records that come by id each time they are gone through, so that nobody has to hold them all to sort them."""

    ids: Sequence[str]
    """Their ids, sorted."""


def by_id(records: Collection[R]) -> Collection[R]:
    """Return records in the order of their ids: as they are when they come so, else a sorted list."""
    return records if isinstance(records, ById) else sorted(records, key=lambda one: one.id)
