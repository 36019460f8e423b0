"""A server whose index is damaged says so, and serves again once it is rebuilt, without being started anew."""

import json
from pathlib import Path

from assistant.settings import Settings
from assistant.wiring import build_assistant
from ingest.generations import serving
from ingest.pipeline import ingest
from tests.api.conftest import sender
from tests.ingest.plain_tools import tools


def test_a_damaged_index_is_a_problem_until_it_is_rebuilt(tmp_path: Path) -> None:
    """Each file damaged gives 503, its remedy and when to come back; rebuilding from the ledger is enough."""
    source, data = tmp_path / "source", tmp_path / "data"
    source.mkdir()
    (source / "note.md").write_text("Une note\n\nLa coopération avec le territoire.")
    ingest(data, [source], tools())
    now = serving(data)
    assert now is not None
    asked = {"query": "coopération", "k": 3}
    for name in (
        one for one in json.loads((now.folder / "files.json").read_text()) if (now.folder / one).stat().st_size
    ):
        content = (now.folder / name).read_bytes()
        (now.folder / name).write_bytes(content[:-1] if content else b"x")
        refused = sender(build_assistant(Settings(data=data)))("POST", "/v1/search", json=asked)
        assert (503, "index_unusable") == (refused.status_code, refused.json()["code"])
        assert "efc ingest --rebuild" in refused.json()["detail"]
        assert refused.headers["Retry-After"]
        (now.folder / name).write_bytes(content)

    (now.folder / "passages.sqlite").write_bytes(b"")
    send = sender(build_assistant(Settings(data=data)))
    assert 503 == send("POST", "/v1/search", json=asked).status_code
    (data / "CURRENT").unlink()
    assert 503 == send("POST", "/v1/search", json=asked).status_code
    ingest(data, [], tools(), rebuild=True)
    assert 200 == send("GET", "/v1/documents").status_code
    assert 1 == len(send("GET", "/v1/documents").json()["documents"])
