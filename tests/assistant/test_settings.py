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


def test_no_chat_model_is_set_by_default() -> None:
    """Extracts need no model, no key, no network."""
    settings = Settings()
    assert ("", "", "", 20.0) == (
        settings.chat_model,
        settings.chat_base_url,
        settings.chat_api_key.get_secret_value(),
        settings.chat_deadline,
    )


def test_the_key_of_a_chat_model_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings masks it."""
    monkeypatch.setenv("EFC_CHAT_API_KEY", "sk-canari")
    assert "sk-canari" == Settings().chat_api_key.get_secret_value()
    assert "canari" not in f"{Settings()!r} {Settings()} {Settings().model_dump_json()}"


@pytest.mark.parametrize("seconds", ["0", "-1", "301", "inf", "nan", "demain"])
def test_a_deadline_is_a_number_of_seconds_within_reason(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    """From more than 0 to 300."""
    monkeypatch.setenv("EFC_CHAT_DEADLINE", seconds)
    with pytest.raises(ValidationError):
        Settings()
