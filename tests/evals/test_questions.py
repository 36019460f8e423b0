import json
from pathlib import Path

import pytest

from assistant.errors import InvalidInputError
from evals.questions import digest, load_questions
from tests.evals.fakes import asked


def written(path: Path, *lines: str) -> Path:
    """Return the path of a file that holds these lines."""
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def line(**fields: object) -> str:
    """Return a valid line, with some fields replaced."""
    return json.dumps(asked(**fields).model_dump(), ensure_ascii=False)


def test_lines_come_back_in_order(tmp_path: Path) -> None:
    """The questions of a file come in the order of its lines, blank ones aside."""
    path = written(tmp_path / "set.jsonl", line(id="b"), "", line(id="a"), "")

    assert ["b", "a"] == [question.id for question in load_questions([path])]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "JSON"),
        ("[]", "ligne"),
        ('{"id": "x"}', "persona"),
        (line().replace("voisins?", "voisins("), "must_include"),
        (line().replace('"turns"', '"tours"'), "tours"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, bad: str, said: str) -> None:
    """A line that is no question is refused with its number and what is wrong in it."""
    path = written(tmp_path / "set.jsonl", line(), bad)

    with pytest.raises(InvalidInputError, match=rf"set\.jsonl, ligne 2\s: .*{said}"):
        load_questions([path])


def test_an_id_serves_once(tmp_path: Path) -> None:
    """Two questions with one id are refused, even in two files."""
    paths = [written(tmp_path / f"{name}.jsonl", line(id="a")) for name in ("one", "two")]

    with pytest.raises(InvalidInputError, match="'a' sert à plusieurs questions"):
        load_questions(paths)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is empty, blank or not UTF-8 is refused in French."""
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)

    with pytest.raises(InvalidInputError, match="Le fichier"):
        load_questions([path])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that does not exist is refused, not skipped."""
    with pytest.raises(InvalidInputError, match="illisible"):
        load_questions([tmp_path / "absent.jsonl"])


def test_the_digest_ignores_order() -> None:
    """The digest of a set does not depend on the order of its questions."""
    first, second = asked(id="a"), asked(id="b")

    assert digest([first, second]) == digest([second, first])


def test_the_digest_sees_any_change() -> None:
    """The digest changes with a single pattern."""
    assert digest([asked()]) != digest([asked(must_not_include=["tarif"])])
