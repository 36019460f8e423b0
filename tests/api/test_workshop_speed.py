"""A plan over HTTP comes while one waits: `pytest -s tests/api/test_workshop_speed.py` prints how long it takes."""

import math
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.serving import address_of, make_server, open_listener
from assistant.settings import Settings
from assistant.wiring import build_assistant
from evals.workshop_requests import load_requests, shipped_requests

LONGEST_P95_MS = 150
"""What is promised for a plan; measured from 61 to 92 ms over two cores shared with other work."""

ROUNDS = 3
"""Times that every request is asked: the best round counts, for the machine may be busy with something else."""


@pytest.fixture
def client(shipped: Path) -> Iterator[httpx.Client]:
    """A client of a server of this machine, over the shipped corpus."""
    with open_listener("127.0.0.1", 0) as listener:
        server = make_server(create_app(build_assistant(Settings(data=shipped))))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with httpx.Client(base_url=address_of(listener), timeout=30) as opened:
            yield opened
        server.should_exit = True
        thread.join()


def spent(client: httpx.Client) -> list[float]:
    """Return the milliseconds of each plan, in increasing order."""
    lasted = []
    for one in load_requests(shipped_requests()).requests:
        given = {name: value for name, value in one.given.given().items() if value is not None}
        began = time.perf_counter()
        response = client.post("/v1/workshops", json={"theme": one.words, **given})
        after = time.perf_counter()
        if response.status_code == 200 and response.json()["kind"] == "workshop":
            lasted.append((after - began) * 1000)
    return sorted(lasted)


@pytest.mark.slow
def test_nineteen_plans_of_twenty_come_within_their_time(client: httpx.Client) -> None:
    """Every shipped request that is served, over a real connection, the index opened already."""
    spent(client)
    best = math.inf
    for _ in range(ROUNDS):
        ranked = spent(client)
        assert len(ranked) >= 50
        p50, p95 = (ranked[math.ceil(share * len(ranked)) - 1] for share in (0.5, 0.95))
        sys.stdout.write(f"\n{len(ranked)} plans: p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {ranked[-1]:.0f} ms\n")
        best = min(best, p95)
    assert best <= LONGEST_P95_MS
