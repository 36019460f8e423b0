"""What survives a restart: who was answered, which forums, what people thought; nothing of what they wrote."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import DataFolderError
from bots.state import FILE_NAME, State


def test_a_message_is_claimed_once_for_all(tmp_path: Path) -> None:
    """Two hundred events delivered twice, a restart between, are claimed once each."""
    first, events = State(tmp_path), [str(number) for number in range(200)]
    assert [True] * 200 == [first.claim(event) for event in events]
    again = State(tmp_path)
    assert [False] * 200 == [again.claim(event) for event in events]


def test_one_of_several_claims_wins(tmp_path: Path) -> None:
    """Two processes that hear the same message do not both answer it."""
    states = [State(tmp_path) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(lambda one: one.claim("42"), states))
    assert 1 == won.count(True)


def test_forums_survive(tmp_path: Path) -> None:
    """Opting in and out, and the pseudonym of each person, are found again."""
    state = State(tmp_path)
    state.opt("7", wanted=True)
    state.opt("8", wanted=True)
    state.opt("8", wanted=False)
    again = State(tmp_path)
    assert frozenset({"7"}) == again.forums()
    assert state.pseudonym("1234") == again.pseudonym("1234")


def test_pseudonyms_of_two_folders_differ(tmp_path: Path) -> None:
    """The same person cannot be followed from one installation to another."""
    first, second = State(tmp_path / "un"), State(tmp_path / "deux")
    assert first.pseudonym("1234") != second.pseudonym("1234")


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Mode 0600, whatever it was."""
    (tmp_path / FILE_NAME).touch(0o644)
    State(tmp_path)
    assert {0o600} == {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """Something else under its name is told in one French line with the remedy."""
    (tmp_path / FILE_NAME).write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(DataFolderError, match="effacez-le"):
        State(tmp_path)
