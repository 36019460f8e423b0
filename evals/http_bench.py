"""Measures the server as a client sees it: `efc serve` in processes of its own, asked over a socket of this machine."""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from assistant.domain import Record
from assistant.errors import IndexUnusableError
from evals.questions import load_questions, shipped

HOST = "127.0.0.1"
SETS = ("own", "further", "premises", "dates", "unanswerable")
"""Question sets asked, in order; each question once."""

CLIENTS_EACH = 4
"""Clients at once for each worker, when answers are counted: enough that no worker waits for one."""

START_SECONDS = 60.0
"""Seconds left to the workers to start."""

_START = "from assistant.cli import main; raise SystemExit(main())"
_QUIET = {"EFC_RATE": "0"}
"""One client asks all: it is not to be refused for asking much."""


class HttpSpeed(Record):
    """Times seen by one client of one worker, then answers of several workers; every question is distinct."""

    questions: int
    """Distinct questions, each asked once in « first » and once more after all of them in « again »."""
    first_p50_ms: float
    first_p99_ms: float
    again_p50_ms: float
    again_p99_ms: float
    workers: int
    """Processes that shared the address when answers were counted: as many as cores."""
    clients: int
    first_per_second: float
    again_per_second: float
    refused: int
    """Responses other than 200 and 422, of all that were asked."""


def measure_http(data: Path, count: int, workers: int = os.cpu_count() or 1) -> HttpSpeed:
    """Measure a server over the index of a data folder, with at most `count` distinct questions.

    Raises:
        IndexUnusableError: the server does not start; its own message is on stderr.
    """
    questions = _questions(count)
    with _server(data, 1) as port:
        passes = [_asked(port, questions) for _ in range(2)]
    with _server(data, workers) as port:
        rounds = [_crowd(port, questions, workers * CLIENTS_EACH) for _ in range(2)]
    statuses = [status for one in (*passes, *(found for found, _ in rounds)) for status, _ in one]
    first, again = ([1000 * seconds for _, seconds in one] for one in passes)
    return HttpSpeed(
        questions=len(questions),
        first_p50_ms=_percentile(first, 50),
        first_p99_ms=_percentile(first, 99),
        again_p50_ms=_percentile(again, 50),
        again_p99_ms=_percentile(again, 99),
        workers=workers,
        clients=workers * CLIENTS_EACH,
        first_per_second=round(len(questions) / rounds[0][1], 1),
        again_per_second=round(len(questions) / rounds[1][1], 1),
        refused=sum(status not in {200, 422} for status in statuses),
    )


def _questions(count: int) -> list[str]:
    found = load_questions([shipped(name) for name in SETS])
    return list(dict.fromkeys(one.question for one in found))[:count]


@contextmanager
def _server(data: Path, workers: int) -> Iterator[int]:
    """Run a server until the context ends, and give its port once each worker has answered."""
    command = [sys.executable, "-c", _START, "serve", "--port", "0", "--workers", str(workers), "--data", str(data)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **_QUIET})
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(rf"http://{re.escape(HOST)}:(\d+)", said)
        if not found:
            raise IndexUnusableError("Le serveur ne démarre pas.", said.strip())
        _await_workers(int(found[1]), workers)
        yield int(found[1])
    finally:
        process.terminate()
        process.communicate()


def _await_workers(port: int, workers: int) -> None:
    """Ask one question of each worker, so that each has opened its index."""
    warm: set[str] = set()
    limit = time.monotonic() + START_SECONDS
    while len(warm) < workers:
        if time.monotonic() > limit:
            raise IndexUnusableError(f"Le serveur n’a pas démarré en {START_SECONDS:.0f} s.", "Relancez la mesure.")
        connection = http.client.HTTPConnection(HOST, port)
        try:
            connection.request("GET", "/metrics")
            who = re.search(r"^efc_process_id (\d+)$", connection.getresponse().read().decode(), re.MULTILINE)
            if who and who[1] not in warm:
                _ask(connection, "Qu’est-ce que la coopération ?")
                warm.add(who[1])
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()


def _ask(connection: http.client.HTTPConnection, question: str) -> tuple[int, float]:
    """Return the status and the seconds of one question."""
    started = time.perf_counter()
    connection.request("POST", "/v1/ask", json.dumps({"question": question}), {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    return response.status, time.perf_counter() - started


def _asked(port: int, questions: Sequence[str]) -> list[tuple[int, float]]:
    connection = http.client.HTTPConnection(HOST, port)
    try:
        return [_ask(connection, question) for question in questions]
    finally:
        connection.close()


def _crowd(port: int, questions: Sequence[str], clients: int) -> tuple[list[tuple[int, float]], float]:
    """Return what all clients saw, and the seconds they took together."""
    found: list[tuple[int, float]] = []

    def ask(place: int) -> None:
        found.extend(_asked(port, questions[place::clients]))

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(clients)]
    started = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found, time.perf_counter() - started


def _percentile(values: Sequence[float], share: int) -> float:
    return round(float(np.percentile(values, share)), 1)
