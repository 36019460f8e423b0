"""The import contracts hold, and they break when they are violated."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "assistant", "bots", "evals", "ingest")

VIOLATIONS = {
    "assistant imports a border": ("assistant/domain.py", "import ingest"),
    "a border imports another": ("api/app.py", "import evals"),
    "an import goes up": ("assistant/domain.py", "from assistant import answering"),
    "siblings import each other": ("assistant/grounding/support.py", "from assistant import retrieval"),
    "a module has no place": ("assistant/homeless.py", "X = 1"),
    "Chroma leaves its home": ("assistant/adapters/subword.py", "import chromadb"),
    "tantivy leaves its home": ("assistant/adapters/subword.py", "import tantivy"),
    "LangChain leaves its home": ("assistant/prompting.py", "import langchain"),
    "a vendor of chat models leaves its home": ("assistant/adapters/chat_writer.py", "import openai"),
    "LangChain leaves its adapters": ("assistant/retrieval.py", "import langchain_core"),
    "torch leaves its home": ("assistant/retrieval.py", "import torch"),
    "sentence-transformers leaves its home": ("assistant/adapters/subword.py", "import sentence_transformers"),
    "pdfium leaves its home": ("ingest/formats/docx.py", "import pypdfium2"),
    "trafilatura leaves its home": ("ingest/parsing.py", "import trafilatura"),
    "python-docx leaves its home": ("assistant/adapters/odt_file.py", "import docx"),
    "odfdo leaves its home": ("assistant/exporting/html.py", "import odfdo"),
    "discord.py leaves its home": ("bots/rendering.py", "import discord"),
    "FastAPI leaves its home": ("assistant/settings.py", "import fastapi"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over a copy of the tree."""
    program = Path(sys.executable).with_name("lint-imports")
    arguments = [str(program), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(
        arguments, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(folder)}
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tree that may be spoilt."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_contracts_hold(copy: Path) -> None:
    """The tree as it is breaks no contract."""
    run = lint(copy)
    assert 0 == run.returncode, run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_violation_is_seen(copy: Path, name: str) -> None:
    """Each contract breaks when somebody breaks it."""
    path, line = VIOLATIONS[name]
    file = copy / path
    file.write_text((file.read_text() if file.exists() else "") + f"\n{line}\n")
    run = lint(copy)
    assert 1 == run.returncode, run.stdout + run.stderr
    assert "broken" in run.stdout
