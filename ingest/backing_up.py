"""Backing up: the ledger, from which everything else is rebuilt, in one file that says what it holds.

The file is a ZIP archive of two members, `manifest.json` and `ledger.sqlite`, so that any tool opens it. The
generations are left out: a restoration builds one in seconds, and the archive stays small.
"""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.domain import Record
from assistant.errors import DataFolderError, IndexUnusableError, InvalidInputError, WriterBusyError
from ingest.backup_register import Backup, fsync_folder, register
from ingest.inspecting import open_ledger
from ingest.ledger import Ledger
from ingest.locking import writer_lock
from ingest.schema import LEDGER_NAME, SCHEMA_VERSION

FORMAT = 1
"""Version of the layout of a backup; raised whenever an older program could not read it."""

MANIFEST_NAME = "manifest.json"

_MANIFEST_LIMIT = 10_000
"""Bytes of the longest manifest; one has about 250."""

_ANOTHER = "Prenez une autre sauvegarde ; celles qui sont connues sont dans « efc index status »."


class BackupManifest(Record):
    """What a backup says of itself."""

    format: int
    schema_version: int
    """Of the ledger; see `schema.SCHEMA_VERSION`."""
    sha256: str
    """Of the ledger."""
    size: int
    """Of the ledger, in bytes."""
    documents: int
    passages: int
    made_at: str
    """UTC, ISO 8601, to the second."""


class BackupReport(Backup):
    """What was backed up, and where."""

    size: int
    """Of the file, in bytes."""
    documents: int
    passages: int
    journal: bool = False
    """Whether the journal of askings is in it: never, for a copy would outlive what it is kept for."""


def back_up(data: Path, file: Path, *, confirmed: bool = False) -> BackupReport:
    """Write the ledger as it is now in a new file, mode 0600, whatever is being ingested meanwhile.

    Args:
        data: the data folder.
        file: absolute path of the backup, outside of the data folder.
        confirmed: take the place of a file that is there.

    Raises:
        InvalidInputError: the path is inside the data folder, or is taken and not `confirmed`.
        DataFolderError: the file cannot be written.
        IndexUnusableError: there is no ledger, or it is damaged.
    """
    _refuse_place(data, file, confirmed=confirmed)
    with open_ledger(data) as ledger:
        try:
            with tempfile.TemporaryDirectory(prefix=".efc-backup-", dir=file.parent) as aside:
                manifest = _written(ledger, Path(aside))
                os.replace(Path(aside) / "backup", file)  # noqa: PTH105 - see `backup_register.write_private`
            fsync_folder(file.parent)
        except OSError as error:
            raise DataFolderError(
                f"La sauvegarde {str(file)!r} ne peut pas être écrite ({error.strerror}).",
                "Vérifiez les droits et la place libre, ou choisissez un autre endroit.",
            ) from error
    made = Backup(path=str(file), made_at=manifest.made_at, sha256=_digest(file))
    known = register(data, [made])
    with suppress(WriterBusyError), writer_lock(data), Ledger.to_write(data) as ledger, ledger.transaction():
        ledger.write_backups(known)  # while an ingestion writes, the register beside the ledger is enough
    return BackupReport(
        **made.model_dump(), size=file.stat().st_size, documents=manifest.documents, passages=manifest.passages
    )


def extract(file: Path, folder: Path) -> BackupManifest:
    """Check a backup and put its ledger in a folder.

    Raises:
        InvalidInputError: there is no such file.
        IndexUnusableError: it is no backup, it is damaged, or a newer version made it.
    """
    if not file.is_file():
        raise InvalidInputError(f"La sauvegarde {str(file)!r} n’existe pas.", "Vérifiez son chemin.")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, file)
            with archive.open(LEDGER_NAME) as ledger:
                digest = _copied(ledger.read, folder / LEDGER_NAME, manifest.size)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError, OSError) as error:
        raise _damaged(file) from error
    if digest != manifest.sha256:
        raise _damaged(file)
    return manifest


def _refuse_place(data: Path, file: Path, *, confirmed: bool) -> None:
    place = file.parent.resolve() / file.name
    if place.is_relative_to(data.resolve()):
        raise InvalidInputError(
            f"La sauvegarde {str(file)!r} serait dans le dossier de données, et perdue avec lui.",
            "Donnez un chemin qui n’y est pas, de préférence sur un autre disque.",
        )
    if file.is_dir() or not file.parent.is_dir():
        raise InvalidInputError(f"{str(file)!r} n’est pas un chemin de fichier possible.", "Donnez un fichier.")
    if file.exists() and not confirmed:
        raise InvalidInputError(
            f"Le fichier {str(file)!r} existe déjà.", "Donnez un autre nom, ou ajoutez --yes pour le remplacer."
        )


def _written(ledger: Ledger, aside: Path) -> BackupManifest:
    """Write the archive as `aside/backup`, made durable, and return its manifest."""
    copy, archive = aside / LEDGER_NAME, aside / "backup"
    ledger.copy_to(copy)
    copied = Ledger.to_read(aside)
    if copied is None:
        raise IndexUnusableError("Le registre est vide.", "Lancez « efc ingest ».")
    with copied:
        manifest = BackupManifest(
            format=FORMAT,
            schema_version=copied.schema_version(),
            sha256=_digest(copy),
            size=copy.stat().st_size,
            documents=len(copied.document_ids()),
            passages=len(copied.passage_ids()),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as members:
            members.writestr(MANIFEST_NAME, manifest.model_dump_json(indent=1))
            members.write(copy, LEDGER_NAME)
        file.flush()
        os.fsync(descriptor)
    return manifest


def _manifest(archive: zipfile.ZipFile, file: Path) -> BackupManifest:
    if archive.getinfo(MANIFEST_NAME).file_size > _MANIFEST_LIMIT:
        raise _damaged(file)
    content = archive.read(MANIFEST_NAME)
    try:
        manifest = BackupManifest.model_validate_json(content)
    except ValidationError as error:
        raise _damaged(file) from error
    if manifest.format > FORMAT or manifest.schema_version > SCHEMA_VERSION:
        raise IndexUnusableError(
            f"La sauvegarde {str(file)!r} vient d’une version plus récente (schéma {manifest.schema_version}).",
            "Mettez l’assistant à jour, puis relancez.",
        )
    return manifest


def _copied(read: Callable[[int], bytes], path: Path, size: int) -> str:
    """Copy what `read` gives to a new file, never more than the manifest announced, and return its hash."""
    digest, left = hashlib.sha256(), size
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while piece := read(min(1 << 20, left + 1)):
            left -= len(piece)
            if left < 0:
                break  # the hash will not be the one announced
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(descriptor)
    return digest.hexdigest() if left == 0 else ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(file: Path) -> IndexUnusableError:
    return IndexUnusableError(f"La sauvegarde {str(file)!r} est abîmée, ou n’en est pas une.", _ANOTHER)
