import re

from hypothesis import given
from hypothesis import strategies as st

from api.admission import Line
from api.metering import BUCKETS, Meter
from tests.api.conftest import Send

LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? -?[0-9.]+(e[+-]?[0-9]+)?')


def test_every_line_is_in_the_text_format(send: Send) -> None:
    """Comments declare each name, samples follow; the type is that of the format."""
    send("POST", "/v1/ask", json={"question": "verger"})
    response = send("GET", "/metrics")
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    declared = set(re.findall(r"^# TYPE (\S+) ", response.text, re.MULTILINE))
    for line in response.text.splitlines():
        if not line.startswith("# "):
            assert LINE.fullmatch(line), line
            assert (
                re.sub(r"_(bucket|sum|count)?$", "", re.split("[{ ]", line)[0])
                in declared | {re.sub("_$", "", name) for name in declared}
                or re.split("[{ ]", line)[0] in declared
            )


def test_requests_are_counted_by_route_and_status(send: Send) -> None:
    """A template of a route, never an address; what the border refuses is counted too."""
    send("GET", "/v1/documents/absent-1")
    send("GET", "/v1/documents/absent-2")
    send("GET", "/nulle-part/secret")
    send("GET", "/healthz", headers={"Host": "evil.invalid"})
    send("PROPFIND", "/healthz")
    text = send("GET", "/metrics").text
    assert 'efc_requests_total{method="GET",route="/v1/documents/{id}",status="404"} 2\n' in text
    assert 'efc_requests_total{method="GET",route="none",status="404"} 1\n' in text
    assert 'efc_requests_total{method="GET",route="none",status="400"} 1\n' in text
    assert 'method="OTHER"' in text
    assert "absent" not in text
    assert "secret" not in text


def test_no_question_is_in_the_counters(send: Send) -> None:
    """Whatever is asked, by whatever route."""
    send("POST", "/v1/ask", json={"question": "Basile", "place": "Bourg-Neuf"})
    send("POST", "/v1/ask/stream", json={"question": "Basile"})
    send("GET", "/", params={"question": "Basile"})
    send("GET", "/v1/glossary/Basile")
    text = send("GET", "/metrics").text
    assert not any(word in text for word in ("Basile", "Bourg"))


@given(st.lists(st.floats(0, 60, allow_nan=False), max_size=50))
def test_a_histogram_counts_each_duration_once(durations: list[float]) -> None:
    """Buckets are cumulative, and the last one holds all."""
    meter = Meter(Line(1))
    for one in durations:
        meter.count("GET", "/a", 200, one)
    found = re.findall(r'_bucket\{route="/a",le="([^"]+)"\} (\d+)', meter.text())
    expected = [(str(bound), str(sum(one <= bound for one in durations))) for bound in (*BUCKETS, float("inf"))]
    assert found == [(bound.replace("inf", "+Inf"), count) for bound, count in expected] * bool(durations)
