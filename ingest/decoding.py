"""Turn bytes into characters, or say in one line why they are not a text."""

import codecs
import re
from dataclasses import dataclass

from assistant.errors import DocumentRefusedError

BYTE_LIMIT = 20_000_000
"""Bytes of one text; a thousand printed pages are about 2 million, so that more is an accident."""

DOCUMENT_BYTE_LIMIT = 60_000_000
"""Bytes of one office document, PDF or mail, which carry their images."""

CONTROL_SHARE_LIMIT = 0.02
"""Share of control characters above which bytes are not a text: prose has none, random bytes 11 %."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "archive ou document bureautique"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\xd0\xcf\x11\xe0", "document bureautique ancien"),
    (b"\x1f\x8b", "archive"),
    (b"ID3", "son"),
    (b"OggS", "son"),
    (b"\x7fELF", "programme"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}\bcharset|\?xml\b[^>]{0,200}\bencoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 2_048
"""Bytes read for the encoding that a page declares; the HTML standard asks for it in the first 1,024."""
_ONE_BYTE = {"iso8859-15": "iso8859-15", "mac-roman": "mac_roman"}
"""Encodings of French pages that differ from Windows-1252, as Python names them; Latin-1 is read as that one."""

_EMPTY = "Le fichier est vide."
_BLANK = "Le fichier ne contient que des blancs."
_TOO_BIG = "Le fichier dépasse {limit}\u00a0Mo."
_NULS = "Le fichier contient des octets nuls\u00a0: ce n’est pas du texte."
_NOT_TEXT = "Le fichier n’est pas du texte."
_FILL_IT = "Vérifiez qu’il a bien été enregistré, ou retirez-le de la source."
_SPLIT_IT = "Découpez-le en plusieurs documents."
_EXPORT_IT = "Enregistrez-le en PDF, DOCX, ODT, Markdown ou HTML, ou en texte encodé en UTF-8."


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, without byte order mark, and how sure we are of them."""

    text: str
    encoding: str
    guessed: bool = False
    """True when no mark and no valid UTF-8 told the encoding, or when some bytes were lost."""


def decode(content: bytes) -> Decoded:
    """Decode the bytes of a file: byte order mark first, then UTF-8, then what a page declares, then Windows-1252.

    Raises:
        DocumentRefusedError: the bytes are none, too many, blank, or not a text.
    """
    _refuse_by_bytes(content)
    decoded = _decode_marked(content) or _decode_unmarked(content)
    if "\x00" in decoded.text:
        raise DocumentRefusedError(_NULS, _EXPORT_IT)
    if not decoded.text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        raise DocumentRefusedError(_BLANK, _FILL_IT)
    if len(_CONTROLS.findall(decoded.text)) > CONTROL_SHARE_LIMIT * len(decoded.text):
        raise DocumentRefusedError(_NOT_TEXT, _EXPORT_IT)
    return decoded


def refuse_by_size(content: bytes, limit: int) -> None:
    """Refuse a file of no byte, or of more than `limit` bytes.

    Raises:
        DocumentRefusedError: always one of the two.
    """
    if not content:
        raise DocumentRefusedError(_EMPTY, _FILL_IT)
    if len(content) > limit:
        raise DocumentRefusedError(_TOO_BIG.format(limit=limit // 1_000_000), _SPLIT_IT)


def _refuse_by_bytes(content: bytes) -> None:
    refuse_by_size(content, BYTE_LIMIT)
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise DocumentRefusedError(f"Le fichier n’est pas du texte ({name}).", _EXPORT_IT)


def _decode_marked(content: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, errors="replace")
            return Decoded(text, encoding, guessed="\ufffd" in text)
    return None


def _decode_unmarked(content: bytes) -> Decoded:
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    damaged = content.decode("utf-8", errors="replace")
    lost = damaged.count("\ufffd")
    high = sum(1 for character in damaged if character > "\x7f") - lost
    # A file in Windows-1252 holds almost no sequence that is valid UTF-8; a damaged UTF-8 one holds many.
    if high > lost or _CP1252_HOLES.search(content):
        if lost > high + CONTROL_SHARE_LIMIT * len(damaged):
            raise DocumentRefusedError(_NOT_TEXT, _EXPORT_IT)
        return Decoded(damaged, "utf-8", guessed=True)
    encoding = _declared(content) or "cp1252"
    return Decoded(content.decode(encoding), encoding, guessed=True)


def _declared(content: bytes) -> str | None:
    """Return the encoding of one byte a letter that a page declares, None when Windows-1252 reads it as well."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    try:
        return _ONE_BYTE.get(codecs.lookup(found[1].decode("ascii")).name) if found else None
    except (LookupError, UnicodeDecodeError):
        return None
