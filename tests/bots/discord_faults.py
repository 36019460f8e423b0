"""What the platform does when it is slow, busy or broken: refusals that a test plans, and limits that hold."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Answer:
    """A refusal, as it is sent."""

    status: int
    """0 when the connection is closed instead."""
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    is_done: bool = False
    """Whether what was asked is done all the same, and only its receipt is lost."""


@dataclass(slots=True)
class Bucket:
    """So many calls of one route in a window of so many seconds, counted for each channel."""

    limit: int
    per: float
    used: dict[str, tuple[float, int]] = field(default_factory=dict)
    """For each channel, when its window began and how many calls it had."""

    def take(self, key: str) -> tuple[int, float]:
        """Count a call; return how many are left, -1 when it is one too many, and the seconds until more are."""
        now = time.monotonic()
        began, calls = self.used.get(key, (now, 0))
        if now - began >= self.per:
            began, calls = now, 0
        self.used[key] = began, min(calls + 1, self.limit)
        return self.limit - calls - 1, max(0.0, began + self.per - now)


class Faults:
    """Refusals to come, and limits.

    A route is named as the documentation does, its blanks in braces: `POST /channels/{channel}/messages`; a `*` stands
    for anything.
    """

    def __init__(self) -> None:
        self._planned: list[tuple[re.Pattern[str], Answer]] = []
        self._limits: list[tuple[str, re.Pattern[str], Bucket]] = []
        self.broken_limits = 0
        """Calls that came while the client had been told to wait."""

    def fail(
        self, route: str, status: int, *, times: int = 1, code: int = 0, message: str = "", is_done: bool = False
    ) -> None:
        """Refuse the next calls of a route, or lose the receipt of what they did."""
        answer = Answer(status, {"code": code, "message": message or f"status {status}"}, is_done=is_done)
        self._planned += [(_pattern(route), answer)] * times

    def busy(self, route: str, retry_after: float, *, times: int = 1, is_global: bool = False) -> None:
        """Answer 429 to the next calls of a route."""
        self._planned += [(_pattern(route), too_many(retry_after, is_global=is_global))] * times

    def hang_up(self, route: str, *, times: int = 1, is_done: bool = False) -> None:
        """Close the connection of the next calls of a route without a word, once what they ask is done or not."""
        self._planned += [(_pattern(route), Answer(0, {}, is_done=is_done))] * times

    def limit(self, route: str, calls: int, per: float) -> None:
        """Hold a route to so many calls in so many seconds, and say so in each answer."""
        self._limits.append((route, _pattern(route), Bucket(calls, per)))

    def next(self, route: str) -> Answer | None:
        """Return the refusal planned for this call of a route, if any."""
        for place, (pattern, answer) in enumerate(self._planned):
            if pattern.fullmatch(route):
                del self._planned[place]
                return answer
        return None

    def spend(self, route: str, parts: Mapping[str, str]) -> tuple[dict[str, str], Answer | None]:
        """Count a call against the limit of its route; return its headers, and the refusal when it is one too many."""
        for name, pattern, bucket in self._limits:
            if pattern.fullmatch(route):
                left, wait = bucket.take(parts.get("channel", ""))
                headers = _headers(name, bucket.limit, max(0, left), wait)
                if left >= 0:
                    return headers, None
                self.broken_limits += 1
                refusal = too_many(wait)
                refusal.headers |= headers
                return {}, refusal
        return {}, None


def too_many(retry_after: float, *, is_global: bool = False) -> Answer:
    """Return a 429 as Discord sends it."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global, "code": 0}
    headers = {"Retry-After": str(max(1, round(retry_after))), "Via": "1.1 google"}
    headers |= {"X-RateLimit-Scope": "global" if is_global else "user"}
    return Answer(429, body, headers | ({"X-RateLimit-Global": "true"} if is_global else {}))


def _headers(name: str, limit: int, left: int, wait: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": f"{abs(hash(name)):x}",
    }


def _pattern(route: str) -> re.Pattern[str]:
    return re.compile(re.escape(route).replace(r"\*", ".*"))
