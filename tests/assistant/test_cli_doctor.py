"""`efc doctor` and a chat model: whether it answers, and never its key."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.journal_schema import JOURNAL_NAME
from assistant.cli.doctor import run
from tests.assistant.asking_journal import DAY, store_in, unanswered
from tests.assistant.chatting import KEY, claims, stub
from tests.assistant.provider_stub import ProviderStub

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ProviderStub]:
    """A provider that the settings name."""
    monkeypatch.chdir(tmp_path)
    with stub(lambda _: claims(("Un triangle a trois côtés.", [1]))) as server:
        monkeypatch.setenv("EFC_DATA", str(tmp_path))
        monkeypatch.setenv("EFC_CHAT_MODEL", "openai:essai")
        monkeypatch.setenv("EFC_CHAT_BASE_URL", server.address("/v1"))
        monkeypatch.setenv("EFC_CHAT_API_KEY", KEY)
        yield server


def test_a_chat_model_that_answers_is_said_to(provider: ProviderStub, capsys: Captured) -> None:
    """It is tried on one sentence about nobody; the key is masked wherever it is printed."""
    assert 0 == run([])
    shown = capsys.readouterr()
    assert "openai:essai répond" in shown.out
    assert KEY not in shown.out + shown.err
    assert 0 == run(["--json"])
    report = json.loads(capsys.readouterr().out)
    assert "**********" == report["settings"]["chat_api_key"]["value"]
    assert 2 == len(provider.exchanges)


def test_a_chat_model_that_fails_says_what_to_mend(provider: ProviderStub, capsys: Captured) -> None:
    """The fault and its remedy are shown, and the doctor still ends well."""
    provider.mode = "unauthorised"
    assert 0 == run([])
    assert "refuse la clé. Vérifiez EFC_CHAT_API_KEY." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("model", "said"), [("", "aucun"), ("essai", "n’est pas pris en charge"), ("openai:essai", "openai:essai")]
)
def test_the_doctor_tells_any_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured, model: str, said: str
) -> None:
    """No model, a mistake, or a model without a key: one line each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EFC_CHAT_MODEL", model)
    assert 0 == run(["--data", str(tmp_path)])
    assert said in capsys.readouterr().out.split("Modèle de langue\n")[1]


def test_the_login_of_an_address_is_masked(
    monkeypatch: pytest.MonkeyPatch, provider: ProviderStub, capsys: Captured
) -> None:
    """An address that holds a name and a password is shown without them."""
    monkeypatch.setenv("EFC_CHAT_BASE_URL", f"http://moi:{KEY}@127.0.0.1:{provider.port}/v1")
    assert 0 == run([])
    shown = capsys.readouterr().out
    assert f"http://***@127.0.0.1:{provider.port}/v1" in shown
    assert KEY not in shown


def test_the_journal_of_questions_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Captured) -> None:
    """Empty, at work, damaged: one line each, with counts, and the key of the operator masked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EFC_ADMIN_KEY", KEY)
    assert 0 == run(["--data", str(tmp_path)])
    assert "vide" in capsys.readouterr().out.split("Journal des questions\n")[1]
    store_in(tmp_path).add_reply(unanswered("un quetzal ?"), "web a", DAY)
    assert 0 == run(["--data", str(tmp_path), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert ("prêt", 1) == (report["journal"]["state"], report["journal"]["askings"])
    assert "**********" == report["settings"]["admin_key"]["value"]
    (tmp_path / JOURNAL_NAME).write_bytes(b"nothing of a database" * 100)
    assert 0 == run(["--data", str(tmp_path)])
    assert "illisible" in capsys.readouterr().out
