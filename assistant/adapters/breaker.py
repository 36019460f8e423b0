"""A circuit breaker: stop calling what keeps failing, and try it again from time to time."""

import threading
from collections.abc import Callable

FAILURES = 5
"""Failures in a row that open it."""

PROBE_EVERY = 30.0
"""Seconds between two tries while it is open: a provider back after ten minutes is found within 30 s."""


class Breaker:
    """Admit every call while closed, one call each `PROBE_EVERY` seconds while open; safe between threads.

    Args:
        clock: seconds that never go back, as `time.monotonic`.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._tried = 0.0

    def admits(self) -> bool:
        """Tell whether a call may be made now; while open, saying yes starts a new wait."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() - self._tried < PROBE_EVERY:
                return False
            self._tried = self._clock()
            return True

    def succeeded(self) -> None:
        """Note that a call succeeded: the breaker closes."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """Note that a call failed; the failure that opens the breaker starts the wait."""
        with self._lock:
            self._failures += 1
            if self._failures == FAILURES:
                self._tried = self._clock()
