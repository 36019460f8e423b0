"""Erasing strays: names in the files of a data folder that are neither the ledger nor a generation."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from ingest.backup_register import write_private
from ingest.forgetting import erased_text
from ingest.forgotten import Forgotten, masked
from ingest.locking import LOCK_NAME, is_alive
from ingest.schema import LEDGER_NAME

STAGE = ".restoring"
"""Beginning of the name of the folder where a restoration works."""

_ASIDE = re.compile(r"\.tmp-(\d{1,9})-")
"""Beginning of the name of a file that a process writes aside, with its number."""

_SQLITE = b"SQLite format 3\0"


def clear_stages(data: Path) -> None:
    """Remove what killed writers left half done in a data folder; the caller holds the writer's lock.

    What a living process writes aside stays: a backup and the journal do without that lock.
    """
    for entry in data.iterdir():
        if entry.name.startswith(STAGE):
            shutil.rmtree(entry, ignore_errors=True)
        elif (aside := _ASIDE.match(entry.name)) and not is_alive(int(aside[1])):
            entry.unlink(missing_ok=True)


def stages(data: Path) -> list[Path]:
    """Return the folders that interrupted restorations left in a data folder."""
    return sorted(data.glob(f"{STAGE}*"))


def strays(data: Path) -> Iterator[Path]:
    """Yield the files that are neither of the ledger, its lock, a generation nor a stage, as feedback is."""
    for path in sorted(data.rglob("*")):
        first = path.relative_to(data).parts[0]
        ours = first in {"generations", LOCK_NAME, "CURRENT"} or first.startswith((LEDGER_NAME, STAGE))
        if path.is_file() and not path.is_symlink() and not ours:
            yield path


def erase_strays(data: Path, forgotten: Forgotten) -> int:
    """Replace the names to forget in the stray files, and in what they are called; return how many changed.

    Text, JSON and SQLite files are rewritten; another file that holds a name is left for the byte scan to tell.
    """
    changed = 0
    for path in strays(data):
        content = path.read_bytes()
        if content.startswith(_SQLITE):
            done = _erase_database(path, forgotten)
        else:
            done = _erase_text(path, content, forgotten)
        name = masked(path.name, forgotten)
        if name != path.name:
            path.rename(path.with_name(name))
        changed += done or name != path.name
    return changed


def _erase_text(path: Path, content: bytes, forgotten: Forgotten) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    erased = _erased_json(text, forgotten) if path.suffix in {".json", ".jsonl", ".ndjson"} else None
    erased = erased_text(text, forgotten) if erased is None else erased
    if erased == text:
        return False
    write_private(path, erased.encode())
    return True


def _erased_json(text: str, forgotten: Forgotten) -> str | None:
    """Return a JSON file, whole or one value a line, with its strings erased; None when it is not JSON."""
    try:
        return _rewritten(text, forgotten)
    except ValueError:
        pass
    try:
        return "".join(_rewritten(line, forgotten) if line.strip() else line for line in text.splitlines(keepends=True))
    except ValueError:
        return None


def _rewritten(text: str, forgotten: Forgotten) -> str:
    value = json.loads(text)
    erased = _erased_value(value, forgotten)
    if erased == value:
        return text
    return json.dumps(erased, ensure_ascii=False) + ("\n" if text.endswith("\n") else "")


def _erased_value(value: Any, forgotten: Forgotten) -> Any:  # noqa: ANN401 - JSON holds anything
    if isinstance(value, str):
        return masked(value, forgotten) if value.startswith("/") else erased_text(value, forgotten)
    if isinstance(value, list):
        return [_erased_value(one, forgotten) for one in value]
    if isinstance(value, dict):
        return {erased_text(key, forgotten): _erased_value(one, forgotten) for key, one in value.items()}
    return value


def _erase_database(path: Path, forgotten: Forgotten) -> bool:
    """Erase the texts of every table of a SQLite file, then write the file anew; a damaged one is left as it is."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.create_function("erased", 1, lambda one: _erased_cell(one, forgotten), deterministic=True)
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            changed = sum(_erase_column(connection, *one) for one in _text_columns(connection))
            connection.execute("COMMIT")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        return False
    return changed > 0


def _erase_column(connection: sqlite3.Connection, table: str, column: str) -> int:
    done = connection.execute(
        f"UPDATE {table} SET {column} = erased({column})"
        f" WHERE typeof({column}) = 'text' AND {column} <> erased({column})"
    )
    return done.rowcount


def _text_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [
        (_quoted(table), _quoted(row[1]))
        for (table,) in tables.fetchall()
        for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")
    ]


def _erased_cell(value: str, forgotten: Forgotten) -> str:
    erased = _erased_json(value, forgotten) if value[:1] in "{[" else None
    return erased_text(value, forgotten) if erased is None else erased


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
