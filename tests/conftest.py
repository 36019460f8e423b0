"""What every test shares: closed sockets, no settings of the machine, and an assistant over the shipped corpus."""

import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from assistant.answering import Assistant
from assistant.settings import Settings
from assistant.wiring import build_assistant
from ingest.cli import run as ingest

ROOT = Path(__file__).parents[1]

# One commit, one result; `pytest --hypothesis-profile=default` draws new examples each time.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

_PROVIDERS = ("OPENAI", "ANTHROPIC", "MISTRAL", "OLLAMA")

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a connection to anything but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            raise AssertionError(f"a test reached for the network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the shell and a `.env` of the folder change no test, and no key of the machine is sent."""
    ours = (f"EFC_{name.upper()}" for name in Settings.model_fields)
    keys = (f"{provider}_{name}" for provider in _PROVIDERS for name in ("API_KEY", "BASE_URL", "HOST"))
    for name in (*ours, *keys):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the index of the shipped corpus, made once for the whole run."""
    data = tmp_path_factory.mktemp("shipped")
    assert 0 == ingest([str(ROOT / "corpus"), "--data", str(data)])
    return data


@pytest.fixture(scope="session")
def assistant(shipped: Path) -> Assistant:
    """An assistant over the shipped corpus."""
    return build_assistant(Settings(data=shipped))
