"""Workshop plans: read what an animator asks, gather what the documents say, lay it out in timed blocks."""

from assistant.planning.assembling import plan
from assistant.planning.bounding import Given, bounded, requested
from assistant.planning.identifying import ID_LIMIT, plan_id, request_of
from assistant.planning.requesting import request_in
from assistant.planning.templates import is_ours

__all__ = [
    "ID_LIMIT",
    "Given",
    "bounded",
    "is_ours",
    "plan",
    "plan_id",
    "request_in",
    "request_of",
    "requested",
]
