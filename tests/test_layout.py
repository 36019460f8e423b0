"""The shape of the tree: short files, no intruder under our names, nothing of this machine."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from assistant.cli import _MENU, command

ROOT = Path(__file__).parents[1]
OURS = ("api", "assistant", "bots", "evals", "ingest")
SOURCES = sorted(path for name in OURS for path in (ROOT / name).rglob("*.py"))


def test_no_product_file_exceeds_three_hundred_lines() -> None:
    """A file that does not fit in the head is cut."""
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}
    assert {} == {name: lines for name, lines in long.items() if lines > 300}


def test_no_other_distribution_ships_our_top_level_names() -> None:
    """An editable install never silently imports somebody else's `api`."""
    owners = packages_distributions()
    assert {name: {"efc"} for name in OURS if name in owners} == {
        name: set(owners[name]) for name in OURS if name in owners
    }


def test_every_command_of_the_menu_can_be_loaded() -> None:
    """The menu, its help and its code name the same commands."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["efc.commands"]
    assert set(declared) == set(_MENU)
    assert all(callable(command(name)) for name in declared)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_importing_a_module_names_no_forbidden_word(path: Path) -> None:
    """No work is left to do in a comment, and no module is a drawer."""
    assert None is re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", path.read_text())
    assert path.stem not in {"utils", "helpers", "core", "base", "manager", "service"}
