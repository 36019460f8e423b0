"""`/metrics`: what went through this process, in the text format of Prometheus; never what was asked.

Format: https://prometheus.io/docs/instrumenting/exposition_formats/ (version 0.0.4). Written here, for it is a page
of code and the base install stays small. With several workers, each answers for itself.
"""

import os
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.admission import Line

BUCKETS = (0.005, 0.01, 0.015, 0.025, 0.06, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the durations, in seconds; 0.015 and 0.06 are the p50 and p99 aimed at."""

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
"""Methods with a name of their own: another is counted under OTHER, so that no client makes series without end."""

_Key = tuple[str, str, int]

router = APIRouter()


class Meter:
    """Counts and durations of requests, by method, route and status.

    Args:
        line: where requests wait.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._started = time.time()
        self._requests: Counter[_Key] = Counter()
        self._durations: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; `route` is a template of an address, never an address."""
        self._requests[method if method in METHODS else "OTHER", route, status] += 1
        counts = self._durations.setdefault(route, [0] * (len(BUCKETS) + 1))
        counts[bisect_left(BUCKETS, seconds)] += 1
        self._sums[route] = self._sums.get(route, 0.0) + seconds

    def text(self) -> str:
        """Return everything, in the text format."""
        return "\n".join([*self._counts(), *self._histograms(), *self._states(), ""])

    def _counts(self) -> Iterator[str]:
        yield "# HELP efc_requests_total Requests answered by this process."
        yield "# TYPE efc_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'efc_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'

    def _histograms(self) -> Iterator[str]:
        yield "# HELP efc_request_seconds Time from a request to the end of its response."
        yield "# TYPE efc_request_seconds histogram"
        for route, counts in sorted(self._durations.items()):
            seen = 0
            for bound, count in zip([*map(str, BUCKETS), "+Inf"], counts, strict=True):
                seen += count
                yield f'efc_request_seconds_bucket{{route="{route}",le="{bound}"}} {seen}'
            yield f'efc_request_seconds_sum{{route="{route}"}} {self._sums[route]:.6f}'
            yield f'efc_request_seconds_count{{route="{route}"}} {seen}'

    def _states(self) -> Iterator[str]:
        line = self._line
        states = (
            ("efc_working", "gauge", "Requests being worked.", line.working),
            ("efc_waiting", "gauge", "Requests waiting for a slot.", line.waiting),
            ("efc_refused_busy_total", "counter", "Requests refused for want of a slot.", line.refused),
            ("efc_clients_left_total", "counter", "Clients gone before their response.", line.left),
            ("efc_process_id", "gauge", "Which process answers, of those that share the address.", os.getpid()),
            ("efc_start_time_seconds", "gauge", "Start of this process, since 1970.", f"{self._started:.0f}"),
        )
        for name, kind, told, value in states:
            yield f"# HELP {name} {told}"
            yield f"# TYPE {name} {kind}"
            yield f"{name} {value}"


class Metering:
    """Count each request that is answered."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self._app = app
        self._meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def seen(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        matched = scope.setdefault("state", {})
        try:
            await self._app(scope, receive, seen)
        finally:
            if status:
                route = matched.get("route", "none")
                self._meter.count(scope["method"], route, status, time.perf_counter() - started)


class RouteNaming:
    """Leave the template of the route that served a request where `Metering` finds it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            await self._app(scope, receive, send)
        finally:
            if scope["type"] == "http":
                scope["state"]["route"] = getattr(scope.get("route"), "path_format", "none")


@router.get(
    "/metrics",
    summary="Les compteurs du processus",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"example": "efc_working 0\n"}}}},
)
async def metrics(request: Request) -> PlainTextResponse:
    """Requêtes, durées, file d’attente, au format texte de Prometheus ; jamais ce qui est demandé."""
    meter: Meter = request.app.state.meter
    return PlainTextResponse(meter.text(), media_type="text/plain; version=0.0.4")
