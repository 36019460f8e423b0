"""Laws of the bench of retrieval, on a small invented set."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SourceUnreadableError
from evals.bench_cli import run
from evals.retrieval_bench import ndcg, recall, reciprocal_rank
from evals.slips import slipped

NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


def write_set(folder: Path) -> Path:
    """Write three documents and two questions, each with one relevant document."""
    folder.mkdir()
    texts = {"haie": "Une haie abrite des oiseaux.", "mare": "Une mare rafraîchit.", "sol": "Le sol respire."}
    questions = {"q1": "Que fait une mare ?", "q2": "Où vivent les oiseaux ?"}
    documents = [{"_id": name, "title": "", "text": text} for name, text in texts.items()]
    asked = [{"_id": name, "text": text} for name, text in questions.items()]
    for file, rows in (("corpus", documents), ("queries", asked)):
        lines = "\n".join(json.dumps(row) for row in rows)
        (folder / f"{file}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tmare\t1\nq2\thaie\t1\n")
    return folder


def test_the_bench_prints_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A set where each question shares a word with one document alone is answered in full."""
    folder = write_set(tmp_path / "petit")
    assert 0 == run(["--set", str(folder), "--speed", "0", "--json"])
    report = json.loads(capsys.readouterr().out)
    (figures,) = report["sets"]
    assert (3, 2, 1.0, 1.0, 1.0) == tuple(
        figures[name] for name in ("documents", "questions", "ndcg_10", "recall_10", "mrr_10")
    )
    assert [] == report["replies"]


@pytest.mark.slow
def test_the_bench_times_replies_among_more_passages(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Replies are timed over the index as it is, then among at least as many passages as asked."""
    assert 0 == run(["--speed", "1500", "--data", str(shipped), "--json"])
    alone, crowded = json.loads(capsys.readouterr().out)["replies"]
    assert alone["passages"] < 1500 <= crowded["passages"]
    assert alone["replies"] == crowded["replies"] > 100


def test_the_bench_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--json` there is one line of headings and one a set, progress apart."""
    assert 0 == run(["--set", str(write_set(tmp_path / "petit")), "--speed", "0"])
    headings, line = capsys.readouterr().out.splitlines()
    assert ("nDCG@10", "petit") == (headings.split()[4], line.split()[0])


def test_a_set_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A set that is not there gives the documented exit code and one line."""
    assert 1 == run(["--set", "absent"])
    printed = capsys.readouterr()
    assert ("", 1) == (printed.out, len(printed.err.splitlines()))


def test_a_set_that_is_not_one_is_refused(tmp_path: Path) -> None:
    """A file that is not compressed JSON is refused by an error of ours."""
    folder = write_set(tmp_path / "petit")
    (folder / "corpus.jsonl.gz").write_bytes(b"pas un jeu")
    assert SourceUnreadableError.exit_code == run(["--set", str(folder)])


@given(NAMES, st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_measures_lie_between_zero_and_one(ranked: list[str], relevant: set[str]) -> None:
    """Every measure is between 0 and 1, and 0 all together."""
    grades = dict.fromkeys(relevant, 1)
    found = [measure(ranked, grades) for measure in (ndcg, recall, reciprocal_rank)]
    assert all(0 <= value <= 1 for value in found)
    assert 1 >= len({value > 0 for value in found})


def test_ndcg_follows_its_definition() -> None:
    """One of two relevant documents, at rank 2: (1 / log2 3) / (1 / log2 2 + 1 / log2 3)."""
    assert pytest.approx(0.38685, abs=1e-5) == ndcg(["x", "a", "y"], {"a": 1, "b": 1})


@given(st.text(alphabet="abcdefé ’"))
def test_a_slip_is_small_and_repeats(text: str) -> None:
    """A slip changes the length by one letter at most, and the same question slips the same way."""
    assert slipped(text) == slipped(text)
    assert abs(len(slipped(text)) - len(text)) <= 1


def test_lengths_are_compared_on_the_same_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shorter passages are more, and an answer that the set gives is looked for in the first five."""
    folder = write_set(tmp_path / "petit")
    long = {"_id": "long", "title": "", "text": "\n".join(f"La ligne {n} parle de bois." for n in range(40))}
    rows = [*map(json.loads, gzip.decompress((folder / "corpus.jsonl.gz").read_bytes()).splitlines()), long]
    (folder / "corpus.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    answers = [{"_id": "q1", "answers": ["mare  RAFRAÎCHIT"]}, {"_id": "q2", "answers": ["des poissons"]}]
    (folder / "answers.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, answers)).encode()))
    assert 0 == run(["--set", str(folder), "--speed", "0", "--length", "100", "--length", "2000", "--json"])
    short, whole = json.loads(capsys.readouterr().out)["lengths"]
    assert (100, 2000, 4) == (short["length"], whole["length"], whole["passages"])
    assert short["passages"] > 4
    assert (1, 2) == (whole["answered"], whole["with_answer"])
