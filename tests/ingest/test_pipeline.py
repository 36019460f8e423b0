import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.generation import open_generation
from assistant.errors import SourceUnreadableError
from ingest.blocks import Prepared, RawFile
from ingest.embedding import EMBEDDED_AT_ONCE
from ingest.generations import pointed, serving, undo
from ingest.inspecting import CheckReport, check
from ingest.ledger import Ledger
from ingest.pipeline import ingest, plan
from ingest.planning import IngestReport
from tests.ingest.plain_tools import LengthEmbedder, opens, tools


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder of six documents of two passages."""
    folder = tmp_path / "source"
    (folder / "clubs").mkdir(parents=True)
    for number in range(5):
        (folder / f"note-{number}.md").write_text(f"Note {number}\n\nLe passage {number} parle d’un territoire.")
    (folder / "clubs" / "ville.txt").write_text("Ville\n\nUn club imaginaire se réunit le mardi.")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the path of a data folder that does not exist yet."""
    return tmp_path / "data"


def actions(report: IngestReport) -> dict[str, str]:
    """Return what happened to each file that is not simply unchanged."""
    return {one.location: one.action for one in report.files if one.action != "unchanged"}


def held(data: Path) -> set[str]:
    """Return the locations that the generation in service holds."""
    now = serving(data)
    assert now is not None
    return {one.location for one in open_generation(now.folder).documents()}


def sound(data: Path) -> CheckReport:
    """Check a data folder, which must be sound, and return the report."""
    report = check(data, opens)
    assert () == report.faults
    return report


def bytes_of(data: Path) -> dict[str, bytes]:
    """Return the bytes of the files of a data folder, the lock left out."""
    return {str(path): path.read_bytes() for path in data.rglob("*") if path.is_file() and path.name != "lock"}


def test_a_second_ingestion_writes_nothing(source: Path, data: Path) -> None:
    """The same input gives 0 passages written, 0 embeddings, the same fingerprint, the same bytes on disk."""
    first = ingest(data, [source], tools())
    before, embedder = bytes_of(data), LengthEmbedder()

    second = ingest(data, [source], tools(embedder))

    assert (6, 12, 12) == (first.documents, first.passages_written, first.embeddings_computed)
    assert (0, 0, 0, False) == (
        second.passages_written,
        second.passages_removed,
        second.embeddings_computed,
        second.published,
    )
    assert [] == embedder.texts
    assert (first.fingerprint, first.generation) == (second.fingerprint, second.generation)
    assert 6 == second.counts.unchanged
    assert before == bytes_of(data)


def test_the_fingerprint_does_not_depend_on_the_order_of_ingestion(source: Path, tmp_path: Path) -> None:
    """One folder at a time, in any order, or all at once: same documents, same fingerprint."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "note-1.md").write_text("Note 1\n\nUn autre texte au même emplacement.")
    (other / "copie.md").write_bytes((source / "note-2.md").read_bytes())
    (other / "presque.md").write_text((source / "note-3.md").read_text() + "\n\n")
    orders = ([[source], [other]], [[other], [source]], [[other, source]])

    finals = []
    for number, order in enumerate(orders):
        reports = [ingest(tmp_path / f"data-{number}", named, tools()) for named in order]
        sound(tmp_path / f"data-{number}")
        finals.append(reports[-1])

    assert 1 == len({one.fingerprint for one in finals})
    assert {(7, 2)} == {(one.documents, one.counts.duplicate) for one in finals}


def test_what_changes_is_exactly_what_changed(source: Path, data: Path) -> None:
    """An edit, a rename, a deletion and an arrival touch their passages and no other."""
    ingest(data, [source], tools())
    with Ledger.to_write(data) as ledger:
        before = ledger.passage_ids()
    (source / "note-0.md").write_text("Note 0\n\nLe passage 0 a changé.")
    (source / "note-1.md").rename(source / "clubs" / "renommée.md")
    (source / "note-2.md").unlink()
    (source / "note-9.md").write_text("Note 9\n\nUn passage nouveau.")

    embedder = LengthEmbedder()
    report = ingest(data, [source], tools(embedder))

    expected = {
        "note-0.md": "changed",
        "clubs/renommée.md": "moved",
        "note-2.md": "gone",
        "note-9.md": "new",
    }
    assert expected == actions(report)
    with Ledger.to_write(data) as ledger:
        after = ledger.passage_ids()
    assert (4, 4) == (report.passages_written, report.passages_removed)
    assert (4, 4) == (len(after - before), len(before - after))
    assert ["Le passage 0 a changé.", "Note 9", "Un passage nouveau."] == sorted(embedder.texts)
    assert held(data) == {
        "note-0.md",
        "clubs/renommée.md",
        "note-3.md",
        "note-4.md",
        "note-9.md",
        "clubs/ville.txt",
    }
    sound(data)


def test_history_leaves_no_trace_in_the_content(source: Path, tmp_path: Path) -> None:
    """A folder edited between two ingestions gives what it would give if ingested once."""
    ingest(tmp_path / "old", [source], tools())
    (source / "note-0.md").rename(source / "z.md")
    (source / "note-1.md").write_text("Tout autre chose")
    (source / "note-2.md").unlink()

    again = ingest(tmp_path / "old", [source], tools())

    assert ingest(tmp_path / "new", [source], tools()).fingerprint == again.fingerprint


def test_a_duplicate_takes_the_place_of_the_document_that_leaves(source: Path, data: Path) -> None:
    """When a document goes, the file that repeated it becomes the document, at its own location."""
    (source / "z-copie.md").write_bytes((source / "note-0.md").read_bytes())
    (source / "z-presque.md").write_text((source / "note-1.md").read_text() + "\n")
    assert 2 == ingest(data, [source], tools()).counts.duplicate
    (source / "note-0.md").unlink()
    (source / "note-1.md").unlink()

    report = ingest(data, [source], tools())

    assert (6, 0, 0) == (report.documents, report.passages_written, report.embeddings_computed)
    assert {"z-copie.md", "z-presque.md"} <= held(data)
    sound(data)


def test_refused_files_are_remembered_and_not_read_again(source: Path, data: Path) -> None:
    """A refused file keeps its reason without being prepared again, and is tried again when it changes."""
    (source / "vide.md").write_text("")
    first = ingest(data, [source], tools())
    prepared: list[str] = []
    counting = replace(tools(), prepare=lambda raw: prepared.append(raw.location) or tools().prepare(raw))

    second = ingest(data, [source], counting)

    assert {"vide.md": "refused"} == {k: v for k, v in actions(first).items() if v == "refused"}
    assert ({"vide.md": "refused"}, []) == (actions(second), prepared)
    (source / "vide.md").write_text("Plein")
    assert {"vide.md": "new"} == actions(ingest(data, [source], counting))


def test_newer_rules_prepare_every_document_again(source: Path, data: Path) -> None:
    """Another version of the preparation redoes the documents; what comes out equal is not written anew."""
    first = ingest(data, [source], tools())

    again = ingest(data, [source], tools(preparation="2"))

    assert {"changed"} == set(actions(again).values())
    assert (0, 0, False) == (again.passages_written, again.embeddings_computed, again.published)
    assert first.fingerprint == again.fingerprint


def test_another_embedder_makes_another_generation(source: Path, data: Path) -> None:
    """Changing the model computes its vectors, publishes, and keeps those of the first model."""
    first = ingest(data, [source], tools())

    other = ingest(data, [source], tools(LengthEmbedder(name="length-v2")))
    back = ingest(data, [source], tools())

    assert (12, True, 0) == (other.embeddings_computed, other.published, other.passages_written)
    assert (0, True, first.fingerprint) == (back.embeddings_computed, back.published, back.fingerprint)
    sound(data)


def test_sources_are_remembered_and_added_up(source: Path, data: Path, tmp_path: Path) -> None:
    """A second source adds to the first; a run without source reads both again."""
    other = tmp_path / "seul.md"
    other.write_text("Seul")
    ingest(data, [source], tools())
    ingest(data, [other], tools())
    other.write_text("Seul mais changé")

    report = ingest(data, [], tools())

    assert (str(other), str(source)) == report.sources
    assert ({"seul.md": "changed"}, 7) == (actions(report), report.documents)


def test_a_folder_renamed_moves_its_documents(source: Path, data: Path) -> None:
    """A source found again under another name is a move, asks nothing, and the old name is forgotten."""
    ingest(data, [source], tools())
    renamed = source.rename(source.with_name("renamed"))

    report = ingest(data, [renamed], tools())

    assert ({"moved"}, 0) == (set(actions(report).values()), report.passages_written)
    assert (str(renamed),) == report.sources
    assert 6 == ingest(data, [], tools()).counts.unchanged


@pytest.mark.parametrize("kept", [1, 4])
def test_a_large_loss_asks_first(source: Path, data: Path, kept: int) -> None:
    """Losing more than 20 % and more than two documents stops, unless confirmed; less goes on."""
    ingest(data, [source], tools())
    for path in sorted(source.glob("note-*.md"))[kept:]:
        path.unlink()
    before = bytes_of(data)

    if kept == 4:
        assert 1 == ingest(data, [source], tools()).counts.gone
        return
    with pytest.raises(SourceUnreadableError, match=r"perdrait 4 de ses 6 documents.*--yes"):
        ingest(data, [source], tools())
    assert before == bytes_of(data)
    assert 2 == ingest(data, [source], tools(), confirmed=True).documents


def test_who_is_asked_decides_whether_documents_leave(source: Path, data: Path) -> None:
    """Told what would leave, the person goes on or not; nobody is asked when little leaves."""
    ingest(data, [source], tools())
    asked: list[str] = []

    def answer(told: str) -> bool:
        asked.append(told)
        return len(asked) > 1

    for path in sorted(source.glob("note-*.md"))[1:]:
        path.unlink()
    with pytest.raises(SourceUnreadableError, match="perdrait"):
        ingest(data, [source], tools(), ask=answer)
    assert 2 == ingest(data, [source], tools(), ask=answer).documents
    assert ["4 de ses 6 documents" in one for one in asked] == [True, True]


def test_a_remembered_source_that_vanished_asks_first(source: Path, data: Path, tmp_path: Path) -> None:
    """However few its documents, a source that is no longer there is not forgotten without a word."""
    other = tmp_path / "seul.md"
    other.write_text("Seul")
    ingest(data, [source, other], tools())
    other.unlink()

    with pytest.raises(SourceUnreadableError, match=r"introuvable.*--yes"):
        ingest(data, [], tools())
    assert {"seul.md": "gone"} == actions(ingest(data, [], tools(), confirmed=True))
    assert (str(source),) == ingest(data, [], tools()).sources


def test_an_index_is_never_emptied(source: Path, data: Path) -> None:
    """A run that would leave no document is an error, even confirmed, and changes nothing."""
    ingest(data, [source], tools())
    for path in source.rglob("*.*"):
        path.write_text("")

    with pytest.raises(SourceUnreadableError, match="Aucun document"):
        ingest(data, [source], tools(), confirmed=True)
    assert 6 == len(held(data))


def test_a_plan_writes_nothing_and_says_what_will_be_done(source: Path, data: Path) -> None:
    """The plan of a first and of a later run creates no file, and agrees with what is then done."""
    first = plan(data, [source], "1")
    assert not data.exists()
    assert ingest(data, [source], tools()).counts == first.counts
    (source / "note-0.md").write_text("Changé")
    before = bytes_of(data)

    second = plan(data, [], "1")

    assert before == bytes_of(data)
    done = ingest(data, [], tools())
    assert second.counts == done.counts
    assert [(one.location, one.action) for one in second.files] == [(one.location, one.action) for one in done.files]


def test_undo_serves_the_previous_generation_until_the_next_ingestion(source: Path, data: Path) -> None:
    """Undo moves the pointer only; the next ingestion publishes the ledger again without building anew."""
    first = ingest(data, [source], tools())
    (source / "note-9.md").write_text("Neuf")
    second = ingest(data, [source], tools())

    assert first.generation == undo(data)
    assert "note-9.md" not in held(data)
    assert any("annulation" in note for note in sound(data).notes)

    third = ingest(data, [source], tools())
    assert (second.generation, True, 0) == (third.generation, third.published, third.passages_written)
    assert () == sound(data).notes


def test_a_run_cut_before_publication_is_finished_by_the_next(source: Path, data: Path) -> None:
    """A generation built and a ledger written, but no pointer: harmless, and ended by the next run."""
    first = ingest(data, [source], tools())
    (source / "note-9.md").write_text("Neuf")
    second = ingest(data, [source], tools())
    (data / "CURRENT").write_text(f"{first.generation}\n")

    assert any("interrompue" in note for note in sound(data).notes)
    assert second.generation == ingest(data, [source], tools()).generation


def test_a_broken_generation_is_rebuilt_from_the_ledger(source: Path, data: Path) -> None:
    """An index that no longer opens is built again without preparing or embedding anything."""
    first = ingest(data, [source], tools())
    (data / "generations" / str(first.generation) / "manifest.json").write_text("{")

    again = ingest(data, [source], tools())

    assert (True, 0, 0) == (again.published, again.passages_written, again.embeddings_computed)
    assert first.fingerprint == again.fingerprint
    sound(data)


def test_a_rebuild_publishes_the_same_content_anew(source: Path, data: Path) -> None:
    """Asked for, a generation is built although the one in service says the same."""
    first = ingest(data, [source], tools())

    again = ingest(data, [source], tools(), rebuild=True)

    assert (first.fingerprint, True) == (again.fingerprint, again.published)
    assert first.generation != again.generation


def test_one_document_that_defeats_the_analysis_does_not_stop_the_others(source: Path, data: Path) -> None:
    """What a parser raises on hostile content refuses that document only, by the kind of error alone."""

    def prepare(raw: RawFile) -> Prepared:
        if raw.location == "note-0.md":
            raise RecursionError("secret")
        return tools().prepare(raw)

    report = ingest(data, [source], replace(tools(), prepare=prepare))

    (refused,) = [one for one in report.files if one.action == "refused"]
    assert ("note-0.md", 5) == (refused.location, report.documents)
    assert "secret" not in refused.reason


def test_vectors_follow_their_passages(source: Path, data: Path) -> None:
    """The vector of each text is the embedder's, however the batches were cut."""
    many = "\n\n".join(f"Passage {number} {'x' * number}" for number in range(2 * EMBEDDED_AT_ONCE + 3))
    (source / "many.md").write_text(many)
    ingest(data, [source], tools())

    with Ledger.to_write(data) as ledger:
        passages = ledger.passages()
        vectors = ledger.vectors("length-v1")
        hashes = [row[0] for row in ledger._connection.execute("SELECT text_hash FROM passages ORDER BY id")]
    expected = LengthEmbedder().embed_passages([one.text for one in passages])
    np.testing.assert_array_equal(expected, np.array([vectors[one] for one in hashes]))


KILLED = """
import resource, sys, time
from dataclasses import replace
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000_000, 50_000_000))
from ingest.pipeline import ingest
import chromadb
from tests.ingest.plain_tools import tools
plain = tools()
def prepare(raw):
    time.sleep(0.005)
    return plain.prepare(raw)
print("ready", flush=True)
ingest(Path(sys.argv[1]), [Path(sys.argv[2])], replace(plain, prepare=prepare))
"""


def test_a_writer_killed_at_any_time_leaves_the_previous_index_whole(source: Path, data: Path) -> None:
    """After kill -9 in mid-run, ledger and index are those of before or of after, never between."""
    rng = random.Random(7)
    ingest(data, [source], tools())
    versions = {0: held(data)}
    for turn in range(1, 7):
        (source / f"ajout-{turn}.md").write_text(f"Ajout {turn}\n\nUn passage de plus.")
        (source / "note-0.md").write_text(f"Note 0\n\nVersion {turn}.")
        versions[turn] = versions[turn - 1] | {f"ajout-{turn}.md"}
        command = [sys.executable, "-c", KILLED, str(data), str(source)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path.cwd())
        assert process.stdout is not None
        assert b"ready\n" == process.stdout.readline()
        time.sleep(rng.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()

        sound(data)
        assert held(data) in versions.values()
    report = ingest(data, [source], tools())
    assert (12, versions[6]) == (report.documents, held(data))
    assert not list((data / "generations").glob(".tmp-*"))
    sound(data)


FULL = """
import resource, sys
from pathlib import Path
from ingest.pipeline import ingest
from assistant.errors import EfcError
from tests.ingest.plain_tools import tools
import chromadb
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    ingest(Path(sys.argv[1]), [Path(sys.argv[2])], tools())
except EfcError as error:
    print(type(error).__name__, error)
    sys.exit(1)
"""


@pytest.mark.parametrize("limit", [0, 4_000, 60_000, 120_000])
def test_a_full_disk_is_said_and_loses_nothing(source: Path, data: Path, limit: int) -> None:
    """Whatever can no longer be written, the error is one line with the remedy, and the old index serves."""
    ingest(data, [source], tools())
    before = pointed(data)
    for number in range(300):
        (source / f"ajout-{number}.md").write_text(f"Ajout {number}\n\n" + f"Mot {number} " * 50)
    command = [sys.executable, "-c", FULL, str(data), str(source), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())

    assert (1, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("DataFolderError")
    assert "--data" in done.stdout
    sound(data)
    assert before == pointed(data)
    assert 306 == ingest(data, [source], tools()).documents
