"""Tell the format of a file: its first bytes decide, its name only where bytes say nothing."""

import re

from assistant.errors import DocumentRefusedError
from ingest.formats.archives import SAVE_AGAIN, OfficeArchive
from ingest.formats.extraction import Format

EXTENSIONS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".pptx": "pptx",
    ".vtt": "vtt",
    ".srt": "srt",
    ".eml": "eml",
}
"""The endings of the names of the files that are read."""

WITH_IMAGES: frozenset[Format] = frozenset(["pdf", "docx", "odt", "pptx", "eml"])
"""The formats whose files carry more than their text, and may be longer for it."""

_CONVERTIBLE_ENDINGS = """
.doc .docm .dot .dotx .rtf .ppt .pptm .pps .ppsx .odp .ott .fodt .pages .key .xls .xlsx .xlsm .ods .wpd .epub .ipynb
"""
CONVERTIBLE = frozenset(_CONVERTIBLE_ENDINGS.split())
"""The endings of documents that a person can save in a format that is read."""

HEADER_BYTES = 50_000
"""Bytes in which the fields of a mail are looked for; those added on its way are of 5,000 to 15,000."""
MAIL_FIELDS = 4
"""Fields that make a mail of a file that does not call itself one; front matter has none of them."""

UNSUPPORTED = "format non pris en charge"
CONVERT_IT = "enregistrez-le en DOCX, ODT ou PDF"

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document bureautique ancien, ou protégé par un mot de passe"),
    (b"{\\rtf", "RTF"),
    (b"PK\x05\x06", "archive vide"),
    (b"PK\x07\x08", "archive en plusieurs morceaux"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"(\xb5/\xfd", "archive"),
)
_PICKLE = re.compile(rb"\x80[\x02-\x05][^\n\r]")
_TAR_PLACE = slice(257, 262)
_NOTEBOOK = re.compile(rb"\s{0,100}\{.{0,5000}?\"(?:nbformat|cell_type)\"\s*:", re.DOTALL)
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-")
_HTML_START = re.compile(
    r"\s{0,1000}(?:<!--.{0,2000}?-->\s{0,100})?(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype html|html|head|"
    r"body)\b",
    re.I | re.S,
)
_VTT = re.compile(r"WEBVTT(?:[ \t\r\n]|$)")
_SRT = re.compile(r"\s{0,100}\d{1,6}[ \t]*\r?\n\d{1,3}:\d{2}:\d{2}[,.]\d{1,3} ?--> ?\d{1,3}:\d{2}:\d{2}[,.]\d")
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,4000}\n(?:[ \t][^\n]{0,4000}\n){0,200}){1,100}")
_MAIL_FIELD = re.compile(r"^(MIME-Version|Received|Return-Path|Message-ID|From|Subject|Date)\s*:", re.I | re.M)

_OPENXML = "application/vnd.openxmlformats-officedocument."
_CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_MAIN_PARTS: dict[str, Format] = {
    f"{_OPENXML}wordprocessingml.document.main+xml": "docx",
    f"{_OPENXML}presentationml.presentation.main+xml": "pptx",
    f"{_OPENXML}presentationml.slideshow.main+xml": "pptx",
}
_ODT = b"application/vnd.oasis.opendocument.text"

_NOT_READ = "Format non pris en charge ({name})."
_OTHER_CONTENT = "Le nom du fichier finit par {suffix!r}, mais son contenu n’est pas dans ce format."
_CONVERT = "Ouvrez-le dans un logiciel de bureautique et enregistrez-le en DOCX, ODT ou PDF."


def binary_format(content: bytes) -> Format | None:
    """Return the format that the first bytes tell, None for what can only be a text.

    Raises:
        DocumentRefusedError: the bytes tell a format that is not read: archive, spreadsheet, old office document.
    """
    if _PDF.match(content):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office_format(OfficeArchive.open(content))
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise _refused(name)
    if content[_TAR_PLACE] == b"ustar":
        raise _refused("archive")
    if _PICKLE.match(content) and content.rstrip(b"\n").endswith(b"."):
        raise _refused("objet Python sérialisé")
    if _NOTEBOOK.match(content[:20_000]):
        raise _refused("carnet Jupyter")
    return None


def text_format(text: str, location: str) -> Format:
    """Return the format of a decoded text.

    Raises:
        DocumentRefusedError: the name promises a format whose files do not begin so.
    """
    if _VTT.match(text):
        return "vtt"
    if _SRT.match(text[:2000]):
        return "srt"
    suffix = suffix_of(location)
    declared = EXTENSIONS.get(suffix, "text")
    if _HTML_START.match(text):
        return "html"
    if declared in ("markdown", "text", "html"):
        return declared
    raise DocumentRefusedError(_OTHER_CONTENT.format(suffix=suffix), SAVE_AGAIN)


def suffix_of(location: str) -> str:
    """Return the ending of a name or of an address, in small letters, with its point."""
    name = location.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rpartition("/")[2].lower()
    return f".{name.rpartition('.')[2]}" if "." in name else ""


def is_mail(content: bytes, location: str) -> bool:
    """Tell whether bytes begin with the fields of a mail: one is enough when its name says that it is one."""
    start = content[:HEADER_BYTES].decode("latin-1").replace("\r\n", "\n")
    header = _HEADER.match(start)
    fields = {one.lower() for one in _MAIL_FIELD.findall(header.group())} if header else set()
    return len(fields) >= (1 if suffix_of(location) == ".eml" else MAIL_FIELDS)


def _office_format(archive: OfficeArchive) -> Format:
    """Return the format of an office document, by what its archive says of itself."""
    if "mimetype" in archive.names:
        if archive.read("mimetype").strip() == _ODT:
            return "odt"
        raise _refused("document OpenDocument qui n’est pas un texte, ou livre")
    if "[Content_Types].xml" in archive.names:
        for part in archive.xml("[Content_Types].xml").iter(_CONTENT_TYPES):
            found = _MAIN_PARTS.get(part.get("ContentType", ""))
            if found:
                return found
        raise _refused("classeur, modèle ou document à macros")
    raise _refused("archive")


def _refused(name: str) -> DocumentRefusedError:
    remedy = "Sortez-en les documents et donnez-les un par un." if "archive" in name else _CONVERT
    return DocumentRefusedError(_NOT_READ.format(name=name), remedy)
