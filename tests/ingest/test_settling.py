import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.generation import fingerprint
from ingest.blocks import Prepared
from ingest.discovery import scan
from ingest.ledger import FileRecord
from ingest.planning import counted, plan_files
from ingest.sandbox import sandboxed
from ingest.settling import Settlement, in_process, preparation_version, settle, silent
from tests.ingest.plain_tools import prepare

NAMES = ("a.md", "b.md", "c/a.md", "z.md")
CONTENTS = ("Un texte", "Un texte\n", "\n\nUn texte", "Un autre", "", "\0")
"""The first three are one document once cleaned; the last two are refused."""

folders = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(CONTENTS), min_size=1)


class Shelf:
    """The documents and files that a ledger would hold, in memory."""

    def __init__(self) -> None:
        self.files: list[FileRecord] = []
        self.documents: dict[str, Prepared] = {}

    def settle(self, folder: dict[str, str]) -> Settlement:
        """Ingest a folder of these contents, and keep what comes out."""
        with tempfile.TemporaryDirectory() as home:
            root = Path(home).resolve()
            for name, content in folder.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(content)
            here = [_at_home(one, home) for one in self.files]
            settlement = settle(plan_files(scan(root).found, here, "1"), prepare, "1", silent)
        self.files = settlement.records()
        self.documents |= {one.document.id: one for one in settlement.prepared}
        self.documents = {one: self.documents[one] for one in settlement.kept}
        return settlement

    @property
    def fingerprint(self) -> str:
        """Return what the index of these documents would be called."""
        documents = [one.document for one in self.documents.values()]
        passages = [passage for one in self.documents.values() for passage in one.passages]
        return fingerprint(documents, passages, "none")


def _at_home(record: FileRecord, home: str) -> FileRecord:
    names = ("name", "location", "sha256", "size", "preparation", "state", "reason", "document_id")
    return FileRecord(str(Path(home).resolve()), *(getattr(record, name) for name in names))


@settings(deadline=None)
@given(st.lists(folders, min_size=2, max_size=4))
def test_history_leaves_no_trace(history: list[dict[str, str]]) -> None:
    """After any edits, renames and deletions, the content is that of the last folder ingested alone."""
    shelf, fresh = Shelf(), Shelf()
    for folder in history:
        shelf.settle(folder)
    fresh.settle(history[-1])

    assert fresh.fingerprint == shelf.fingerprint
    assert [(one.name, one.state, one.document_id) for one in fresh.files] == [
        (one.name, one.state, one.document_id) for one in shelf.files
    ]


@settings(deadline=None)
@given(folders)
def test_nothing_is_prepared_twice(folder: dict[str, str]) -> None:
    """The second ingestion of a folder prepares nothing, and gives each file the same verdict."""
    shelf = Shelf()
    shelf.settle(folder)
    before = shelf.files, shelf.fingerprint

    again = shelf.settle(folder)

    assert [] == list(again.prepared)
    states = [(one.name, one.state, one.document_id) for one in before[0]]
    assert (states, before[1]) == (
        [(one.name, one.state, one.document_id) for one in shelf.files],
        shelf.fingerprint,
    )
    assert len(folder) == counted(again.outcomes()).seen


@settings(deadline=None)
@given(folders)
def test_each_text_is_one_document(folder: dict[str, str]) -> None:
    """As many documents as distinct texts once cleaned, each owned by the first of its locations."""
    shelf = Shelf()
    shelf.settle(folder)
    good = {name: content.strip() for name, content in folder.items() if content.strip("\0")}

    assert len(set(good.values())) == len(shelf.documents)
    for one in shelf.documents.values():
        assert min(name for name, text in good.items() if text == one.document.text) == one.document.location


def test_the_version_of_the_rules_is_stable() -> None:
    """The version is the same from one call to the next, and shows its number."""
    assert preparation_version() == preparation_version()
    assert preparation_version().startswith("1-")


def test_where_documents_are_prepared_changes_nothing(tmp_path: Path) -> None:
    """Prepared here or in child processes, files get the same verdicts, in the same order, refusals included."""
    for number in range(12):
        (tmp_path / f"{number}.md").write_text(CONTENTS[number % len(CONTENTS)] + str(number % 3) * (number % 4))
    plan = plan_files(scan(tmp_path.resolve()).found, [], "1")

    here, there = (settle(plan, prepare, "1", silent, spread=spread) for spread in (in_process, sandboxed))

    assert here.records() == there.records()
    assert here.rules() == there.rules()
    assert [one.document for one in here.prepared] == [one.document for one in there.prepared]
