"""Laws of the bench of ingestion, on a few invented pages."""

import json
from pathlib import Path

import pytest

from evals.bench_cli import run
from evals.synthetic_pages import WORDS, PageWriter

CORPUS = Path(__file__).parents[2] / "corpus"


def test_equal_numbers_give_equal_pages_of_ordinary_size() -> None:
    """A page depends on its number alone, has 25 to 40 kB of HTML, and its article a few hundred words."""
    pages = [PageWriter(CORPUS).page(number) for number in range(5)]

    assert pages == [PageWriter(CORPUS).page(number) for number in range(5)]
    assert 5 == len(set(pages))
    for page in pages:
        article = page.partition("<article")[2].partition("</article>")[0]
        assert 25_000 <= len(page.encode()) <= 40_000
        assert WORDS.start <= len(article.split()) <= 1.2 * WORDS.stop


def test_the_bench_of_ingestion_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """Every page becomes a document, memory is measured, and the second time nothing is written."""
    assert 0 == run(["--ingest", "3", "--json"])

    (measured,) = json.loads(capsys.readouterr().out)["ingestion"]
    assert (3, 0, 0, 0) == (
        measured["documents"],
        measured["refused"],
        measured["again"]["written_files"],
        measured["again"]["written_bytes"],
    )
    first = measured["first"]
    assert first["seconds"] > 0
    assert first["written_files"] > 0
    if Path("/proc/self/smaps_rollup").exists():
        assert min(first["parent_mb"], first["child_mb"], first["together_mb"]) > 0
