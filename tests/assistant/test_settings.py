"""Settings come from the environment or a `.env`, and stay."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings, shipped_corpus


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder."""
    monkeypatch.chdir(tmp_path)


def test_by_default_nothing_is_needed() -> None:
    """Without any setting: a folder of this directory, the shipped corpus, the embedder that needs no download."""
    settings = Settings()
    assert (Path(".efc"), shipped_corpus(), "subword") == (settings.data, settings.corpus, settings.embedder)
    assert {"127.0.0.1", "localhost"} == set(settings.allowed_hosts.split(","))


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A `.env` is read, a variable is stronger, an argument is the strongest."""
    (tmp_path / ".env").write_text("EFC_DATA=from-file\nEFC_EMBEDDER=from-file\nOTHER=1\n")
    monkeypatch.setenv("EFC_DATA", "from-environment")
    assert (Path("from-environment"), "from-file") == (Settings().data, Settings().embedder)
    assert Path("given") == Settings(data=Path("given")).data


def test_settings_never_change() -> None:
    """One process has one set of settings."""
    with pytest.raises(ValidationError):
        Settings().embedder = "other"  # type: ignore[misc]  # the assignment is what is tested


def test_a_setting_of_a_later_version_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that this version does not know stops nothing."""
    monkeypatch.setenv("EFC_TOMORROW", "1")
    assert not hasattr(Settings(), "tomorrow")


def test_the_shipped_corpus_holds_its_tables() -> None:
    """The corpus that travels with the program can be read."""
    assert {"lexicon.yaml", "places.yaml"} <= {path.name for path in shipped_corpus().iterdir()}
