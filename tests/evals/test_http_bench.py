from pathlib import Path

import pytest

from assistant.errors import IndexUnusableError
from evals.bench_cli import run
from evals.http_bench import HttpSpeed, measure_http


@pytest.mark.slow
def test_the_server_is_measured_over_distinct_questions(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Times and rates of a real server, none of whose answers is an error."""
    found = measure_http(shipped, 12, workers=1)
    assert (12, 0, 1) == (found.questions, found.refused, found.workers)
    assert 0 < found.first_p50_ms <= found.first_p99_ms
    assert found.again_per_second > 0
    assert 0 == run(["--http", "4", "--data", str(shipped), "--json"])
    assert '"first_p50_ms"' in capsys.readouterr().out


def test_a_server_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its own words."""
    monkeypatch.setenv("EFC_SLOTS", "beaucoup")
    with pytest.raises(IndexUnusableError, match="EFC_SLOTS"):
        measure_http(tmp_path, 1)


def test_figures_are_a_record() -> None:
    """What is printed in JSON is named once."""
    assert {"questions", "first_p50_ms", "first_p99_ms", "first_per_second", "refused"} <= set(HttpSpeed.model_fields)
