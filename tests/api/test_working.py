"""`efc serve` as a process: several of them on one socket, and how it stops."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.serving import open_listener
from api.working import WorkersFailedError, supervise

ROOT = Path(__file__).parents[2]
START = "from api.cli import run; import sys; sys.exit(run(sys.argv[1:]))"


@contextmanager
def serving(data: Path, workers: int, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `efc serve` on a free port, and give the process and its address once every worker answers."""
    command = [sys.executable, "-c", START, "--port", "0", "--workers", str(workers), "--data", str(data)]
    environment = {**os.environ, "EFC_RATE": "0", "PYTHONPATH": str(ROOT), **settings}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=data)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        limit = time.monotonic() + 60
        while len(_starts(found[0])) < workers:
            assert time.monotonic() < limit, "the workers do not start"
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def _starts(address: str) -> set[str]:
    """Return the starts of the workers that answer, on new connections."""
    found: set[str] = set()
    for _ in range(30):
        try:
            text = httpx.get(f"{address}/metrics", timeout=5).text
        except httpx.TransportError:
            time.sleep(0.05)
            continue
        found |= set(re.findall(r"^efc_process_id (\S+)$", text, re.MULTILINE))
    return found


def _stopped(process: subprocess.Popen[str], *signals: int) -> tuple[int, float]:
    """Return the exit code and the seconds after signals half a second apart."""
    started = time.monotonic()
    for number in signals:
        process.send_signal(number)
        time.sleep(0.5)
    return process.wait(timeout=15), time.monotonic() - started


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("signals", [(signal.SIGTERM,), (signal.SIGINT,), (signal.SIGINT, signal.SIGINT)])
def test_a_server_stops_with_success(shipped: Path, workers: int, signals: tuple[int, ...]) -> None:
    """SIGTERM, Ctrl+C, and Ctrl+C twice: within ten seconds, exit 0, nothing left running."""
    with serving(shipped, workers) as (process, address):
        assert 200 == httpx.post(f"{address}/v1/ask", json={"question": "C’est quoi un ECT ?"}, timeout=30).status_code
        code, seconds = _stopped(process, *signals)
        assert (0, True) == (code, seconds < 10)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{address}/healthz", timeout=2)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_server_that_stops_answers_what_it_has_begun(shipped: Path, workers: int) -> None:
    """Twenty questions in flight when SIGTERM comes: each is answered, or told that the server is busy."""
    with serving(shipped, workers) as (process, address):
        port = int(address.rpartition(":")[2])
        connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=20) for _ in range(20)]
        for number, one in enumerate(connections):
            body = json.dumps({"question": f"C’est quoi un ECT, {number} ?"})
            one.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
        first = connections[0].getresponse().status
        process.send_signal(signal.SIGTERM)
        statuses = {first, *(one.getresponse().status for one in connections[1:])}
        for one in connections:
            one.close()
        code, seconds = _stopped(process)
    assert (0, True) == (code, seconds < 10)
    assert statuses <= {200, 503}


@pytest.mark.slow
def test_several_workers_say_the_same_and_are_replaced(shipped: Path) -> None:
    """Whoever answers, the reply is the same; one that dies is started again."""
    with serving(shipped, 2) as (_, address):
        replies = set()
        for _ in range(12):
            reply = httpx.post(f"{address}/v1/ask", json={"question": "C’est quoi un ECT ?"}, timeout=30).json()
            replies.add(json.dumps({**reply, "elapsed_ms": 0}))
        before = _starts(address)
        assert (1, 2) == (len(replies), len(before))
        time.sleep(5)  # younger, it would be taken for one that cannot start
        os.kill(int(next(iter(before))), signal.SIGKILL)
        limit = time.monotonic() + 30
        while len(_starts(address) - before) < 1:
            assert time.monotonic() < limit


@pytest.mark.slow
def test_workers_do_not_outlive_their_parent(shipped: Path) -> None:
    """A parent killed outright takes its workers with it, so that the address is free."""
    with serving(shipped, 2) as (process, address):
        process.kill()
        process.wait()
        limit = time.monotonic() + 15
        while _starts(address):
            assert time.monotonic() < limit


def test_workers_that_cannot_start_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not started for ever; the message says how to see why."""
    monkeypatch.setenv("EFC_RATE", "beaucoup")
    with open_listener("127.0.0.1", 0) as listener, pytest.raises(WorkersFailedError, match="sans --workers"):
        supervise(listener, 2, "127.0.0.1", tmp_path)
