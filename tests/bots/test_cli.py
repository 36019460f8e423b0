"""`efc discord` says what to do, refuses in one line, and never writes a token."""

import logging
import sys
from pathlib import Path

import pytest

from assistant.errors import ChannelRefusedError
from assistant.settings import Settings
from bots.cli import run
from bots.guide import ADMINISTRATOR, NEEDED
from bots.logs import QuietFormatter
from bots.probing import _verdict, probe

Captured = pytest.CaptureFixture[str]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789_-"


@pytest.fixture(autouse=True)
def _away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_a_token_it_explains(capsys: Captured) -> None:
    """The steps on stdout, one line on stderr, and a failure."""
    assert 1 == run([])
    shown = capsys.readouterr()
    assert "Privileged Gateway Intents" in shown.out
    assert 1 == len(shown.err.splitlines())
    assert "EFC_DISCORD_TOKEN" in shown.err


def test_the_guide_is_shown_on_demand(capsys: Captured) -> None:
    """It needs no token, and is no failure."""
    assert 0 == run(["--guide"])
    assert "oauth2/authorize" in capsys.readouterr().out


def test_the_token_is_never_shown() -> None:
    """The settings mask it."""
    settings = Settings.model_validate({"discord_token": TOKEN})
    assert TOKEN not in repr(settings) + str(settings.discord_token)


@pytest.mark.parametrize(
    "said",
    [
        f"refusé {TOKEN}",
        f"Authorization: Bot {TOKEN}",
        "POST https://discord.com/api/webhooks/123/aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODk",
        "MTA5ODc2NTQzMjEwOTg3NjU0Mw.XyZabc.zyxwvutsrqponmlkjihgfedcba9876543210",
    ],
)
def test_a_secret_is_masked_in_the_log(said: str) -> None:
    """By its value, and by the shape of a token, of a header and of a webhook."""
    line = QuietFormatter([TOKEN]).format(logging.makeLogRecord({"msg": "essai %s", "args": (said,)}))
    assert "***" in line
    assert said.rsplit("/", maxsplit=1)[-1].rsplit(maxsplit=1)[-1] not in line


def test_the_log_of_an_error_says_where_and_not_what() -> None:
    """The class and the place of an error are written; its message, which may quote a question, is not."""
    try:
        int("une question privée")
    except ValueError:
        record = logging.makeLogRecord({"msg": "essai", "exc_info": sys.exc_info()})
    line = QuietFormatter().format(record)
    assert "ValueError" in line
    assert "privée" not in line
    assert 1 == len(line.splitlines())


def test_the_doctor_calls_nobody_without_a_token() -> None:
    """One line says that there is none."""
    (line,) = probe(Settings())
    assert "EFC_DISCORD_TOKEN est vide" in line


def test_the_doctor_names_what_is_missing() -> None:
    """Each permission by its French label; one too strong is told too."""
    assert "permissions complètes" == _verdict(NEEDED)
    assert "« Envoyer des messages »" in _verdict(NEEDED & ~(1 << 11))
    assert "administrateur" in _verdict(ADMINISTRATOR)


def test_a_refusal_ends_with_what_to_do() -> None:
    """The error of a refused token keeps the token to itself."""
    assert "remède" in str(ChannelRefusedError("refusé.", "remède"))
