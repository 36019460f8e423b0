"""Open the archive that an office document is, without ever believing its sizes, its names or its markup."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Self
from xml.parsers import expat

from lxml import etree

from assistant.errors import DocumentRefusedError

MEMBER_LIMIT = 5_000
"""Files inside one document; a presentation of 200 slides has about 1,000."""
SIZE_LIMIT = 300_000_000
"""Bytes of all members once inflated; only the parts of text are inflated, one at a time."""
PART_LIMIT = 40_000_000
"""Bytes of one part of text once inflated; a thousand printed pages in DOCX hold about 10 million."""
RATIO_LIMIT = 250
"""Inflated over deflated bytes of one part above `SMALL`; text in office markup reaches 10 to 60, deflate 1,032."""
SMALL = 1_000_000
"""Bytes under which a part is too small for its ratio to mean anything."""

_ENCRYPTED_FLAG = 0x1
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_DAMAGED = "Le document est abîmé\u00a0: son archive interne ne se lit pas."
_LOCKED = "Le document est protégé par un mot de passe."
_BOMB = "Le document gonfle démesurément une fois décompressé."
_ENTITIES = "Le document déclare des entités XML, ce qu’aucun logiciel de bureautique ne fait."
SAVE_AGAIN = "Ouvrez-le et enregistrez-le de nouveau, en DOCX, ODT ou PDF."
UNLOCK = "Enregistrez-le sans mot de passe."


class OfficeArchive:
    """The parts of an office document, read in memory; nothing is written to disk and no address is opened."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    @classmethod
    def open(cls, content: bytes) -> Self:
        """Open an archive whose counts and sizes are bearable.

        Raises:
            DocumentRefusedError: it is damaged, protected, or a bomb.
        """
        try:
            archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
            raise DocumentRefusedError(_DAMAGED, SAVE_AGAIN) from error
        members = archive.infolist()
        if len(members) > MEMBER_LIMIT or sum(one.file_size for one in members) > SIZE_LIMIT:
            raise DocumentRefusedError(_BOMB, SAVE_AGAIN)
        if any(one.file_size > SMALL and one.file_size > RATIO_LIMIT * one.compress_size for one in members):
            raise DocumentRefusedError(_BOMB, SAVE_AGAIN)
        return cls(archive)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            DocumentRefusedError: it is absent, protected, damaged, or too long.
        """
        try:
            member = self._archive.getinfo(name)
            if member.flag_bits & _ENCRYPTED_FLAG:
                raise DocumentRefusedError(_LOCKED, UNLOCK)
            if member.file_size > PART_LIMIT or member.compress_type not in _PLAIN_METHODS:
                raise DocumentRefusedError(_BOMB, SAVE_AGAIN)
            with self._archive.open(member) as part:
                return part.read(PART_LIMIT)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
            raise DocumentRefusedError(_DAMAGED, SAVE_AGAIN) from error

    def xml(self, name: str) -> "etree._Element":
        """Return the root of a part written in XML; one that declares a document type is refused.

        Raises:
            DocumentRefusedError: the part is absent, is no XML, or declares entities.
        """
        content = self.read(name)
        _refuse_document_type(content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise DocumentRefusedError(_DAMAGED, SAVE_AGAIN) from error

    def optional_xml(self, name: str) -> "etree._Element | None":
        """Return the root of a part that a document may lack."""
        return self.xml(name) if name in self.names else None

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the name of the parts a part refers to, by their identifiers; never an address."""
        folder, base = posixpath.split(name)
        found = self.optional_xml(f"{folder}/_rels/{base}.rels")
        related: dict[str, tuple[str, str]] = {}
        for one in [] if found is None else found.iter(_RELATIONSHIPS):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External" and target:
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                related[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], place)
        return related


class _RootReachedError(Exception):
    """The root element is open: no document type can come any more."""


def _refuse_document_type(content: bytes) -> None:
    """Refuse a document type, which alone can declare entities; it can only stand before the root element."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise DocumentRefusedError(_ENTITIES, SAVE_AGAIN)

    def stop(*_: object) -> None:
        raise _RootReachedError

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(content, True)
    except _RootReachedError:
        return
    except (expat.ExpatError, ValueError) as error:
        raise DocumentRefusedError(_DAMAGED, SAVE_AGAIN) from error
