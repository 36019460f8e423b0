"""The stream, read by the parser of Vercel’s AI SDK. A person without Node can run everything but this file."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from api.asking import SOON
from tests.api.fakes import FakeAssistant
from tests.api.served import served
from tests.api.slow_fakes import SlowAssistant, unreachable

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("ai_sdk.mjs")
PACKAGE = "ai@6.0.326"
INSTALL = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the AI SDK in it."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed: get Node 20 from https://nodejs.org, then run this file again")
    made = tmp_path_factory.mktemp("ai-sdk")
    (made / "package.json").write_text('{"private": true}')
    done = subprocess.run(INSTALL, cwd=made, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        pytest.skip(f"« {' '.join(INSTALL)} » failed, the registry may be out of reach: {done.stderr[-300:]}")
    return made


def _read(folder: Path, port: int, question: str) -> dict[str, Any]:
    words = ["node", str(SCRIPT), f"http://127.0.0.1:{port}", question]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_the_ai_sdk_reads_a_reply(folder: Path) -> None:
    """Text, sources, the reply and its verdict reach a front end as the parts it knows."""
    with served(FakeAssistant()) as port:
        read = _read(folder, port, "verger")
    assert read["error"] is None
    message = read["message"]
    by_type = {part["type"]: part for part in message["parts"]}
    assert ["text", "source-url", "source-document", "data-reply"] == [part["type"] for part in message["parts"]]
    assert by_type["text"]["text"] == by_type["data-reply"]["data"]["text"]
    assert ("done", "answer") == (by_type["text"]["state"], message["metadata"]["kind"])


def test_the_ai_sdk_reads_a_failure(folder: Path) -> None:
    """What fails after the start is an error whose words can be shown."""
    with served(SlowAssistant(SOON + 0.2, unreachable())) as port:
        assert "Le modèle ne répond pas" in _read(folder, port, "verger")["error"]
