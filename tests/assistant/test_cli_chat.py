"""A conversation in the terminal: turns in, replies out, the thread kept."""

import io
import os
import sys
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from assistant.cli.chat import run
from assistant.domain import Reply
from ingest.cli import run as ingest
from tests.assistant.small_corpus import write

REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The invented corpus, and a data folder that holds its index."""
    corpus, data = write(tmp_path_factory.mktemp("corpus")), tmp_path_factory.mktemp("data")
    assert 0 == ingest([str(corpus), "--data", str(data)])
    return corpus, data


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folders: tuple[Path, Path]) -> None:
    """Use them, away from any `.env`."""
    for name in [one for one in os.environ if one.startswith("EFC_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EFC_CORPUS", str(folders[0]))
    monkeypatch.setenv("EFC_DATA", str(folders[1]))
    monkeypatch.chdir(tmp_path)


def chat(monkeypatch: pytest.MonkeyPatch, typed: bytes, *options: str) -> int:
    """Type some bytes, then leave."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
    return run(list(options))


def test_what_was_said_is_remembered(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A follow-up is read after the question before it, one reply a line with --json."""
    typed = "C’est quoi un four commun ?\nun exemple ?\nfin\nbonjour\n".encode()
    assert 0 == chat(monkeypatch, typed, "--json")
    replies = [REPLY.validate_json(line) for line in capsys.readouterr().out.splitlines()]
    assert 2 == len(replies)
    assert "four commun" in replies[1].question


@pytest.mark.parametrize("end", [b"", b"\n", b"fin\n", b"FIN\n", b"quit\n", b"exit\n", b"  \n"])
def test_a_conversation_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: Captured, end: bytes) -> None:
    """An empty line, « fin » or the end of the input ends it, with nothing on stdout."""
    assert 0 == chat(monkeypatch, end)
    assert "" == capsys.readouterr().out


def test_a_question_that_is_none_does_not_end_it(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A line that is no question is told on stderr, and the next one is answered."""
    assert 0 == chat(monkeypatch, b"a" * 3000 + "\n…\nbonjour\n".encode(), "--json")
    out, err = capsys.readouterr()
    assert ["courtesy"] == [REPLY.validate_json(line).kind for line in out.splitlines()]
    assert err.count("efc chat") >= 2


def test_bytes_that_are_no_text_do_not_end_it(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A line in another encoding is told, and the next one is answered."""
    assert 0 == chat(monkeypatch, b"caf\xe9\nbonjour\n", "--json")
    assert 1 == len(capsys.readouterr().out.splitlines())


def test_the_place_holds_for_the_whole_conversation(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """With --place each question is asked from there."""
    assert 0 == chat(monkeypatch, "quel club près de chez moi ?\n".encode(), "--place", "Port-Clair")
    assert "Cercle du Port" in capsys.readouterr().out
