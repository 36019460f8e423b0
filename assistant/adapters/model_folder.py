"""Folders of model weights: where a model lies, what identifies it, which prompts it was trained with."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from assistant.errors import ModelUnavailableError

_SAMPLED = 1 << 20
"""Bytes read at each end of a file: weights of two trainings differ there, and 400 MB are not read at each start."""

_WEIGHTS = (".safetensors", ".bin", ".json", ".txt", ".model")
_OTHER_ENGINES = frozenset({"onnx", "openvino"})
"""Folders of the same weights for engines we do not run."""

_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])")
_QUESTION_KEYS = ("query", "question", "search_query")
_PASSAGE_KEYS = ("passage", "document", "search_document")


class Prompts(NamedTuple):
    """What is put before a text, empty for nothing."""

    question: str
    passage: str


E5_PROMPTS = Prompts("query: ", "passage: ")
"""L. Wang et al., « Multilingual E5 Text Embeddings » (2024), section 2: both are needed even outside English."""


def is_folder(name: str) -> bool:
    """Tell whether the name of a model is rather a path: absolute, relative with a dot or `~`, or there."""
    return name.startswith(("/", "./", "../", "~")) or Path(name).is_dir()


def local_folder(name: str) -> Path:
    """Return the folder of a model given by its path.

    Raises:
        ModelUnavailableError: there is no such folder, or it holds no model.
    """
    folder = Path(name).expanduser()
    if not (folder / "config.json").is_file():
        raise ModelUnavailableError(
            f"Le dossier {name!r} ne contient pas de modèle (config.json manque).",
            "Donnez le dossier d’un modèle enregistré par sentence-transformers.",
        )
    return folder


def revision_of(folder: Path) -> str:
    """Return 12 hexadecimal digits that tell two sets of weights apart, the same wherever the folder lies.

    Hashed: name, size, and both ends of each file of weights, of configuration and of vocabulary.
    """
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        own = not _OTHER_ENGINES.intersection(file.relative_to(folder).parts)
        if own and file.suffix in _WEIGHTS and file.is_file():
            size = file.stat().st_size
            digest.update(f"{file.relative_to(folder).as_posix()}\n{size}\n".encode())
            with file.open("rb") as stream:
                digest.update(stream.read(_SAMPLED))
                stream.seek(max(size - _SAMPLED, 0))
                digest.update(stream.read())
    return digest.hexdigest()[:12]


def prompts_of(folder: Path, name: str) -> Prompts:
    """Return the prompts a model declares, else those of the E5 family when the name says so, else none.

    Args:
        folder: where the model lies.
        name: as the setting gives it, or the path.
    """
    declared = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
    found = Prompts(_first(declared, _QUESTION_KEYS), _first(declared, _PASSAGE_KEYS))
    if any(found):
        return found
    origin = str(_json(folder / "config.json").get("_name_or_path", ""))
    return E5_PROMPTS if any(_E5.search(one.casefold()) for one in (name, origin)) else Prompts("", "")


def _first(declared: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(declared[key]) for key in keys if declared.get(key)), "")


def _json(file: Path) -> dict[str, Any]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
