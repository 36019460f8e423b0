"""The breaker: five failures open it, one probe each thirty seconds, one success closes it."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.breaker import FAILURES, PROBE_EVERY, Breaker


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def opened() -> tuple[Breaker, Clock]:
    """Return a breaker that has just opened."""
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.admits()
        breaker.failed()
    return breaker, clock


def test_it_opens_after_five_failures_in_a_row() -> None:
    """The fifth failure opens it; a success among them starts the count anew."""
    assert (5, 30.0) == (FAILURES, PROBE_EVERY)
    breaker, _ = opened()
    assert not breaker.admits()
    mixed = Breaker(Clock())
    for _ in range(3):
        for _ in range(FAILURES - 1):
            mixed.failed()
        mixed.succeeded()
    assert mixed.admits()


def test_one_probe_is_admitted_each_thirty_seconds() -> None:
    """While the provider is down for ten minutes, twenty calls are made, whatever is asked in between."""
    breaker, clock = opened()
    admitted = 0
    for tenth in range(1, 6001):
        clock.now = tenth / 10
        if breaker.admits():
            admitted += 1
            breaker.failed()
    assert 20 == admitted


def test_a_probe_that_succeeds_closes_it() -> None:
    """The provider is back, and found within thirty seconds; every call is admitted again."""
    breaker, clock = opened()
    clock.now = PROBE_EVERY
    assert breaker.admits()
    assert not breaker.admits()
    breaker.succeeded()
    assert all(breaker.admits() for _ in range(10))


def test_a_probe_that_nobody_waits_for_does_not_close_the_door() -> None:
    """A probe whose reader left is followed by another one, thirty seconds later."""
    breaker, clock = opened()
    clock.now = PROBE_EVERY
    assert breaker.admits()
    clock.now = 2 * PROBE_EVERY
    assert breaker.admits()


@given(st.lists(st.one_of(st.booleans(), st.floats(0, 100)), max_size=60))
def test_calls_are_bounded_by_failures_and_time(story: list[bool | float]) -> None:
    """Between two successes, at most five calls are admitted, and one more each thirty seconds."""
    clock = Clock()
    breaker = Breaker(clock)
    admitted, since = 0, 0.0
    for event in story:
        if not isinstance(event, bool):
            clock.now += event
        elif event:
            breaker.succeeded()
            admitted, since = 0, clock.now
        elif breaker.admits():
            breaker.failed()
            admitted += 1
            assert admitted <= FAILURES + (clock.now - since) / PROBE_EVERY
