"""An assistant over the shipped corpus, indexed once for the whole run."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ingest.cli import run as ingest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the index of the shipped corpus."""
    data = tmp_path_factory.mktemp("shipped")
    assert 0 == ingest([str(ROOT / "corpus"), "--data", str(data)])
    return data


@pytest.fixture(scope="session")
def assistant(shipped: Path) -> Assistant:
    """An assistant over the shipped corpus."""
    return build_assistant(Settings(data=shipped))
