from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.quotas import CLIENTS, Bucket, client_of, read_proxies
from api.traffic import Traffic
from assistant.errors import InvalidInputError
from tests.api.conftest import sender
from tests.api.fakes import FakeAssistant


class Clock:
    """A time that goes on when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_client_has_a_minute_of_requests_then_waits() -> None:
    """The bucket is full at first, and fills at its rate."""
    clock = Clock()
    bucket = Bucket(60, clock)
    assert [0.0] * 60 == [bucket.take("a") for _ in range(60)]
    assert 1.0 == bucket.take("a")
    clock.now += 1.0
    assert (0.0, 1.0) == (bucket.take("a"), bucket.take("a"))
    assert 0.0 == bucket.take("b")


@given(
    rate=st.integers(1, 600),
    steps=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=80),
)
def test_no_client_ever_gets_more_than_its_rate(rate: int, steps: list[float]) -> None:
    """Over any time, at most a full bucket and what the rate gives."""
    clock = Clock()
    bucket = Bucket(rate, clock)
    granted = 0
    for step in steps:
        clock.now += step
        granted += bucket.take("a") == 0.0
    assert granted <= rate + clock.now * rate / 60 + 1e-6


@given(rate=st.integers(1, 600), more=st.integers(0, 5))
def test_a_client_that_waits_as_told_is_served(rate: int, more: int) -> None:
    """Retry-After is true."""
    clock = Clock()
    bucket = Bucket(rate, clock)
    waits = [bucket.take("a") for _ in range(rate + 1 + more)]
    assert waits[-1] > 0
    clock.now += waits[-1] + 1e-6
    assert 0.0 == bucket.take("a")


def test_the_clients_remembered_are_bounded() -> None:
    """A flood of addresses does not fill the memory."""
    bucket = Bucket(1, Clock())
    for number in range(CLIENTS + 10):
        bucket.take(str(number))
    assert CLIENTS == len(bucket)


def test_a_client_over_its_rate_is_a_429_that_says_when_to_come_back() -> None:
    """As a problem, or in OpenAI’s shape where it is read; what a page needs is never refused."""
    send = sender(FakeAssistant(), traffic=Traffic(rate=2))
    assert [200, 200] == [send("POST", "/v1/ask", json={"question": "a"}).status_code for _ in range(2)]
    refused = send("POST", "/v1/ask", json={"question": "a"})
    assert (429, "too_many_requests") == (refused.status_code, refused.json()["code"])
    assert 0 < int(refused.headers["Retry-After"]) <= 30
    assert "rate_limit_error" == send("GET", "/v1/models").json()["error"]["type"]
    assert [200] * 4 == [send("GET", path).status_code for path in ("/healthz", "/readyz", "/metrics", "/web/page.css")]


def _scope(peer: str, forwarded: str | None = None) -> dict[str, Any]:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode("latin-1"))]
    return {"type": "http", "client": (peer, 1), "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "client"),
    [
        ("192.0.2.1", "198.51.100.7", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", "10.0.0.0/8", "192.0.2.1"),
        ("10.0.0.1", "198.51.100.7", "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7", "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2", "10.0.0.0/8", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7, evil", "10.0.0.0/8", "10.0.0.1"),
        ("10.0.0.1", None, "10.0.0.0/8", "10.0.0.1"),
        ("::ffff:192.0.2.1", None, "", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", None, "", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", None, "", "fe80::/64"),
        ("testclient", "198.51.100.7", "10.0.0.0/8", "testclient"),
    ],
)
def test_a_client_is_its_socket_unless_a_proxy_is_declared(
    peer: str, forwarded: str | None, proxies: str, client: str
) -> None:
    """Only what a declared proxy wrote is believed."""
    assert client == client_of(_scope(peer, forwarded), read_proxies(proxies))


def test_a_client_cannot_change_its_address_by_a_header() -> None:
    """Without a declared proxy, `X-Forwarded-For` opens no new bucket."""
    send = sender(FakeAssistant(), traffic=Traffic(rate=1))
    statuses = [
        send("GET", "/v1/documents", headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        for number in range(3)
    ]
    assert [200, 429, 429] == statuses


def test_a_setting_that_is_no_address_is_refused() -> None:
    """The message names the value."""
    with pytest.raises(InvalidInputError, match=r"'10\.0\.0\.0/8, proxy'"):
        read_proxies("10.0.0.0/8, proxy")
