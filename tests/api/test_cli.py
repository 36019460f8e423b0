from pathlib import Path

import pytest

from api.cli import run
from api.serving import open_listener


def test_a_taken_port_is_one_line_and_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is indexed for a server that cannot open, and the line proposes another port."""
    data = tmp_path / "data"
    with open_listener("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        assert run(["--port", str(port), "--data", str(data)]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n"), data.exists()) == ("", 1, False)
    assert f"port {port} :" in shown.err
    assert "--port" in shown.err


@pytest.mark.parametrize("port", ["-1", "65536", "http", "8e3", "٣", "9" * 5000, ""])
def test_a_port_is_a_number_up_to_65535(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is a usage error, told in French."""
    with pytest.raises(SystemExit, match="2"):
        run(["--port", port])
    assert "un nombre de 0 à 65535 est attendu" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "-1", "65", "deux", "", "1.5"])
def test_the_workers_are_a_number_from_1_to_64(workers: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is a usage error, told in French."""
    with pytest.raises(SystemExit, match="2"):
        run(["--workers", workers])
    assert "un nombre de 1 à 64 est attendu" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "value"), [("EFC_ALLOWED_ORIGINS", "site"), ("EFC_TRUSTED_PROXIES", "moi")])
def test_a_setting_that_cannot_be_read_is_told_before_anything_opens(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is indexed for a server that would refuse everybody."""
    monkeypatch.setenv(name, value)
    assert 2 == run(["--port", "0", "--data", str(tmp_path / "data")])
    assert (name in capsys.readouterr().err, (tmp_path / "data").exists()) == (True, False)


def test_the_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    """Every option says what it does and its default."""
    with pytest.raises(SystemExit, match="0"):
        run(["--help"])
    shown = capsys.readouterr().out
    for part in ("usage : efc serve", "--host", "--port", "--workers", "--data", "EFC_ALLOWED_HOSTS"):
        assert part in shown
