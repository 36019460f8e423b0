import hashlib
import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ingest import planning
from ingest.discovery import Found
from ingest.ledger import FileRecord, FileState
from ingest.planning import Counts, counted, outcomes, plan_files

RULES = "1"


def found(name: str, content: str, source: str = "/s", problem: str = "") -> Found:
    """Return a file that is there."""
    return Found(source, name, len(content), "" if problem else digest(content), problem)


def known(
    name: str, content: str, state: FileState = "committed", source: str = "/s", rules: str = RULES
) -> FileRecord:
    """Return what the ledger says of a file whose document is its content."""
    document = None if state == "refused" else f"doc-{content}"
    return FileRecord(source, name, name, digest(content), len(content), rules, state, "raison", document)


def digest(content: str) -> str:
    """Return the hash of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def actions(files: list[Found], records: list[FileRecord]) -> dict[str, str]:
    """Return the action planned for each location."""
    return {one.location: one.action for one in outcomes(plan_files(files, records, RULES))}


@pytest.mark.parametrize(
    ("files", "records", "expected"),
    [
        ([found("a.md", "x")], [], {"a.md": "new"}),
        ([found("a.md", "x")], [known("a.md", "x")], {"a.md": "unchanged"}),
        ([found("a.md", "y")], [known("a.md", "x")], {"a.md": "changed"}),
        ([found("b.md", "x")], [known("a.md", "x")], {"b.md": "moved"}),
        ([], [known("a.md", "x")], {"a.md": "gone"}),
        ([found("a.md", "x")], [known("a.md", "x", "refused")], {"a.md": "refused"}),
        ([found("a.md", "y")], [known("a.md", "x", "refused")], {"a.md": "new"}),
        ([found("a.md", "", problem="illisible")], [known("a.md", "x")], {"a.md": "refused"}),
        ([found("a.md", "x"), found("b.md", "x")], [], {"a.md": "new", "b.md": "duplicate"}),
        (
            [found("a.md", "x"), found("b.md", "x")],
            [known("b.md", "x")],
            {"a.md": "moved", "b.md": "duplicate"},
        ),
        ([found("b.md", "x")], [known("a.md", "x"), known("b.md", "x", "duplicate")], {"b.md": "moved"}),
        (
            [found("a.md", "y"), found("b.md", "x")],
            [known("a.md", "x")],
            {"a.md": "changed", "b.md": "moved"},
        ),
        ([found("a.md", "x")], [known("a.md", "x", rules="0")], {"a.md": "changed"}),
        ([], [known("a.md", "x", "refused")], {}),
    ],
)
def test_each_file_has_one_action(files: list[Found], records: list[FileRecord], expected: dict[str, str]) -> None:
    """What is planned for a file follows from what is there and what the ledger holds."""
    assert expected == actions(files, records)


def test_a_duplicate_by_text_stays_one_while_its_document_stays() -> None:
    """A file that repeats a document once cleaned is prepared again only when that document leaves."""
    twin = FileRecord("/s", "b.md", "b.md", digest("x\r"), 2, RULES, "duplicate", "même texte", "doc-x")
    files = [found("a.md", "x"), found("b.md", "x\r")]

    assert {"a.md": "unchanged", "b.md": "duplicate"} == actions(files, [known("a.md", "x"), twin])
    assert {"a.md": "gone", "b.md": "new"} == actions(files[1:], [known("a.md", "x"), twin])


def test_two_names_equal_once_normalised_are_both_kept() -> None:
    """Names that differ only by Unicode form are two documents when their contents differ, and it is said."""
    composed, decomposed = found("caf\u00e9.md", "x"), found("cafe\u0301.md", "y")

    planned = outcomes(plan_files([composed, decomposed], [], RULES))

    assert ["new", "new"] == [one.action for one in planned]
    assert {"", planning.SAME_NAME.format(place="caf\u00e9.md")} == {one.reason for one in planned}


def test_a_missing_source_is_the_reason_why_its_documents_leave() -> None:
    """Documents of a source that is no longer there leave for that reason, unless they moved."""
    records = [known("a.md", "x", source="/old"), known("b.md", "y", source="/old")]

    plan = plan_files([found("a.md", "x")], records, RULES, missing=["/old"])

    assert [("b.md", planning.NO_SOURCE)] == [(record.name, reason) for record, reason in plan.gone]


names = st.sampled_from(["a.md", "b.md", "c/d.md", "e.md"])
contents = st.sampled_from(["x", "y", "z"])
states = st.sampled_from(["committed", "refused", "duplicate"])


@given(
    st.dictionaries(names, contents),
    st.dictionaries(names, st.tuples(contents, states)),
    st.randoms(use_true_random=False),
)
def test_a_plan_reconciles_in_any_order(
    files: dict[str, str], records: dict[str, tuple[str, FileState]], random: Random
) -> None:
    """Every file seen has one action, counts add up, and the order of discovery changes nothing."""
    here = [found(name, content) for name, content in files.items()]
    ledger = [known(name, content, state) for name, (content, state) in records.items()]
    planned = outcomes(plan_files(here, ledger, RULES))
    random.shuffle(here)

    assert planned == outcomes(plan_files(here, ledger, RULES))
    assert len(files) == counted(planned).seen
    assert sorted(files) == sorted(one.location for one in planned if one.action != "gone")
    moved = sum(one.action == "moved" for one in planned)
    committed = sum(state == "committed" for _, state in records.values())
    assert moved + counted(planned).gone <= committed


def test_counts_that_do_not_add_up_do_not_construct() -> None:
    """Counts are refused unless what was seen is accounted for."""
    with pytest.raises(ValidationError, match="accounted for"):
        Counts(seen=3, new=1, refused=1)


def test_of_equal_contents_the_first_location_is_the_document() -> None:
    """Whatever the source, the smallest location wins."""
    files = [found("b.md", "x", "/a"), found("a.md", "x", "/b"), found("a.md", "x", "/a")]
    for order in itertools.permutations(files):
        plan = plan_files(order, [], RULES)
        assert [("/a", "a.md", "new"), ("/b", "a.md", "duplicate"), ("/a", "b.md", "duplicate")] == [
            (one.found.source, one.found.name, one.action) for one in plan.decisions
        ]
