"""Discovery: which files a source holds, without believing anything of their content."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.domain import Record
from assistant.errors import DocumentRefusedError, SourceUnreadableError
from ingest.blocks import RawFile
from ingest.decoding import BYTE_LIMIT, DOCUMENT_BYTE_LIMIT
from ingest.formats.recognising import CONVERT_IT, CONVERTIBLE, EXTENSIONS, UNSUPPORTED, WITH_IMAGES
from ingest.pages import Page

_NOT_DOCUMENTS = ("readme", "license", "licence")
"""Beginnings of the names of files that speak of a folder, not of its subject."""

HIDDEN = "fichier ou dossier caché"
ABOUT_THE_FOLDER = "fichier d’accompagnement (README, LICENCE)"
OTHER_FORMAT = UNSUPPORTED
TO_CONVERT = f"{UNSUPPORTED}\u00a0: {CONVERT_IT}"
LINKED_FOLDER = "lien vers un dossier, non suivi"
LINK_OUT = "lien symbolique qui sort du dossier"
BROKEN_LINK = "lien symbolique rompu"
NOT_A_FILE = "n’est pas un fichier ordinaire"
UNREADABLE = "illisible ({why})"
TOO_BIG = "trop gros ({size} Mo, au plus {limit} Mo)"
BAD_NAME = "nom de fichier qui n’est pas en UTF-8"
CHANGED_MEANWHILE = "modifié pendant la lecture"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that could be a document."""

    source: str
    """Absolute path of the folder or file that was asked for, or web address."""
    name: str
    """Path below the source as the disk spells it, with `/`, or web address of a page."""
    size: int = 0
    sha256: str = ""
    """Of the raw bytes; empty when there is a problem."""
    problem: str = ""
    """Why it is refused before being read, empty when it can be read."""
    page: Page | None = field(default=None, compare=False, repr=False)
    """For a web page, its bytes; None for a file, or with a problem."""
    hidden: str = ""
    """The name on the disk when `name` stands in for one that must be kept nowhere."""

    @property
    def location(self) -> str:
        """The name in NFC, so that a place is written in one way only."""
        return unicodedata.normalize("NFC", self.name)

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return place(self.source, self.hidden or self.name)


class Skipped(Record):
    """Something of a source that is no candidate, and why."""

    source: str
    location: str
    reason: str


@dataclass(slots=True)
class Scan:
    """What one source holds, sorted by location."""

    found: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def place(source: str, name: str) -> Path:
    """Return the path of a file of a source; a source that is a file is its own place."""
    root = Path(source)
    return root / name if root.is_dir() else root


def scan(root: Path, limit: int | None = None) -> Scan:
    """List the files of a source, each with the hash of its bytes, in the order of their locations.

    Args:
        root: absolute path of a folder, walked wholly, or of a file, taken whatever its name.
        limit: bytes beyond which a file is refused without being read; by default that of its format.

    Raises:
        SourceUnreadableError: it does not exist, cannot be listed, or holds no candidate.
    """
    try:
        root.stat()
    except FileNotFoundError as error:
        raise SourceUnreadableError(f"La source {str(root)!r} n’existe pas.", "Vérifiez son chemin.") from error
    except OSError as error:
        raise _unlisted(root, error) from error
    if root.is_dir():
        result = _scan_folder(root, limit)
    else:
        result = Scan([_read(str(root), root.name, root, limit)])
        if reason := _other_format(root):
            result = Scan(skipped=[_skipped(str(root), root.name, reason)])
    if not result.found:
        raise _nothing_in(root, result)
    result.found.sort(key=lambda one: (one.location, one.name))
    result.skipped.sort(key=lambda one: one.location)
    return result


def read(found: Found) -> RawFile:
    """Read the bytes of a file or page again, on condition that they are those that were hashed.

    Raises:
        DocumentRefusedError: it changed or vanished since.
    """
    try:
        raw = found.page.read() if found.page else RawFile(found.location, found.path.read_bytes())
    except OSError as error:
        raise DocumentRefusedError(UNREADABLE.format(why=error.strerror)) from error
    if hashlib.sha256(raw.content).hexdigest() != found.sha256:
        raise DocumentRefusedError(CHANGED_MEANWHILE)
    return raw


def _nothing_in(root: Path, result: Scan) -> SourceUnreadableError:
    remedy = f"Formats lus : {', '.join(sorted(EXTENSIONS))}."
    if result.skipped:
        reasons = ", ".join(sorted({one.reason for one in result.skipped}))
        return SourceUnreadableError(f"Rien de lisible dans {str(root)!r} ({reasons}).", remedy)
    return SourceUnreadableError(f"Le dossier {str(root)!r} est vide.", remedy)


def _unlisted(root: Path, error: OSError) -> SourceUnreadableError:
    return SourceUnreadableError(
        f"La source {str(root)!r} ne peut pas être lue ({error.strerror}).",
        "Vérifiez son chemin et ses droits.",
    )


def _scan_folder(root: Path, limit: int | None) -> Scan:
    result, source = Scan(), str(root)
    for name, entry in _walk(root, result):
        path = Path(entry.path)
        reason = _skip_reason(path)
        if reason:
            result.skipped.append(_skipped(source, name, reason))
        else:
            result.found.append(_candidate(source, name, entry, limit))
    return result


def _walk(root: Path, result: Scan) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield files with their names below `root`; hidden things and links to folders inside are skipped."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(root, folder, result):
            name = Path(entry.path).relative_to(root).as_posix()
            if entry.name.startswith("."):
                result.skipped.append(_skipped(str(root), name, HIDDEN))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif _is_folder(Path(entry.path)) and Path(entry.path).resolve().is_relative_to(root):
                result.skipped.append(_skipped(str(root), name, LINKED_FOLDER))
            else:
                yield name, entry


def _entries(root: Path, folder: Path, result: Scan) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if folder == root:
            raise _unlisted(root, error) from error
        name = _shown(folder.relative_to(root).as_posix())
        result.found.append(Found(str(root), name, problem=UNREADABLE.format(why=error.strerror)))
        return []


def _skip_reason(path: Path) -> str:
    if _is_folder(path):
        return ""  # a link to a folder outside, refused with the links
    if path.stem.lower().startswith(_NOT_DOCUMENTS):
        return ABOUT_THE_FOLDER
    return _other_format(path)


def _other_format(path: Path) -> str:
    """Return why the ending of a name is not one that is read, empty when it is."""
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS:
        return ""
    return TO_CONVERT if suffix in CONVERTIBLE else OTHER_FORMAT


def _candidate(source: str, name: str, entry: "os.DirEntry[str]", limit: int | None) -> Found:
    """Return a file with its hash, or with the problem that forbids reading it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return Found(source, _shown(name), problem=BAD_NAME)
    path = Path(entry.path)
    if entry.is_symlink():
        target = _target(path)
        if target is None:
            return Found(source, name, problem=BROKEN_LINK)
        if not target.is_relative_to(source):
            return Found(source, name, problem=LINK_OUT)
        path = target
    return _read(source, name, path, limit)


def _target(link: Path) -> Path | None:
    """Return where a link leads, or None when it leads to nothing or to itself."""
    try:
        target = link.resolve()
        return target if target.exists() else None
    except (OSError, RuntimeError):  # RuntimeError: how Python tells a loop of links before 3.13
        return None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _read(source: str, name: str, path: Path, limit: int | None) -> Found:
    try:
        # Opening a pipe must not wait for a writer, and a link put there since must not be followed.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                return Found(source, name, problem=NOT_A_FILE)
            most = limit or _limit_of(name)
            if status.st_size > most:
                return Found(source, name, status.st_size, problem=_too_big(status.st_size, most))
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return Found(source, name, problem=UNREADABLE.format(why=error.strerror))
    return Found(source, name, status.st_size, digest)


def _limit_of(name: str) -> int:
    """Return the bytes a file may have: a document that carries images may have more than a text."""
    return DOCUMENT_BYTE_LIMIT if EXTENSIONS.get(Path(name).suffix.lower()) in WITH_IMAGES else BYTE_LIMIT


def _too_big(size: int, limit: int) -> str:
    return TOO_BIG.format(size=-(-size // 1_000_000), limit=limit // 1_000_000)


def _skipped(source: str, name: str, reason: str) -> Skipped:
    return Skipped(source=source, location=unicodedata.normalize("NFC", _shown(name)), reason=reason)


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
