"""Read the YAML tables of the corpus."""

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import CorpusInvalidError


def read_table(path: Path) -> Any:  # noqa: ANN401 - YAML holds anything until a schema reads it
    """Return what a YAML file holds.

    Raises:
        CorpusInvalidError: the file is missing or is not YAML.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusInvalidError(
            f"La table {path.name!r} du corpus est illisible.",
            "Corrigez-la, ou indiquez un autre corpus avec EFC_CORPUS.",
        ) from error
