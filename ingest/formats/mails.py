"""Read a mail or a newsletter: its subject, its date, its text; never who sent it nor who received it."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from assistant.errors import DocumentRefusedError
from ingest.aligned import AlignedText, Edit
from ingest.decoding import decode
from ingest.formats.extraction import Extraction, Remark, plausible_title

PARTS_LIMIT = 200
"""Parts of one mail; a newsletter has three or four, a mail with attachments a dozen."""

_SUBJECT_PREFIX = re.compile(
    r"(?:(?:re|ré|fwd?|tr|rép|wg)\s?(?:\[\d{1,3}\])?\s?:\s?|\[[^\]]{1,60}\]\s?){1,20}", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
_REPLY = re.compile(
    r"^[ \t]*(?:>[ \t]*)?(?:le\s[^\n]{5,200}?(?:\n[^\n]{0,200})?\sa écrit\s?:|on\s[^\n]{5,200}?\swrote\s?:|"
    r"-{2,}\s?(?:message d['’]origine|original message|message original)\s?-{2,})[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,}\s?(?:message transféré|forwarded message|message transmis)\s?-{2,}[ \t]*|"
    r"(?:de|à|cc|cci|from|to|sent|envoyé|répondre à|reply-to)\s?:[^\n]*@[^\n]*)\r?$",
    re.IGNORECASE | re.MULTILINE,
)

_FIELDS = "champs d’un message transféré"
_TAIL = "message cité ou signature"
_NO_TEXT = "Le message ne contient aucun texte."
_NOT_A_MAIL = "Le message n’est pas lisible."
_SAVE_IT = "Enregistrez son texte dans un fichier, ou ses pièces jointes une par une."


def read_mail(content: bytes) -> Extraction:
    """Read the text of a mail, its HTML part when it has one; attachments are told in the log, not read.

    Raises:
        DocumentRefusedError: it is no mail, or has no text.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        if not isinstance(message, EmailMessage):
            raise DocumentRefusedError(_NOT_A_MAIL, _SAVE_IT)
        body = message.get_body(preferencelist=("html", "plain"))
        if body is None:
            raise DocumentRefusedError(_NO_TEXT, _SAVE_IT)
        text = _text_of(body)
    except (MessageError, LookupError, ValueError, AttributeError, TypeError) as error:
        # What the standard reader raises on headers that follow no grammar.
        raise DocumentRefusedError(_NOT_A_MAIL, _SAVE_IT) from error
    in_html = body.get_content_type() == "text/html"
    return Extraction("eml", text, tuple(_attachments(message, body)), _subject(message), _date(message), in_html)


def _text_of(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise DocumentRefusedError(_NO_TEXT, _SAVE_IT)
    charset = part.get_content_charset("utf-8")
    try:
        text = payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = decode(payload).text
    if not text.strip():
        raise DocumentRefusedError(_NO_TEXT, _SAVE_IT)
    return text


def _attachments(message: EmailMessage, body: MIMEPart) -> Iterator[Remark]:
    """Tell of each part that is not read, by its type only: the name of a file may hold a person's."""
    for rank, part in enumerate(message.walk()):
        if rank > PARTS_LIMIT:
            return
        kind = part.get_content_type()
        if part is not body and not part.is_multipart() and (part.get_filename() or not kind.startswith("text/")):
            yield Remark("attachment", "put_aside", detail=f"pièce jointe ({kind[:40]})")


def without_envelope(text: AlignedText) -> tuple[AlignedText, tuple[Remark, ...]]:
    """Take off a mail what is no text of it: fields of a forwarded one, earlier messages, signature."""
    ends = [found.start() for found in (_REPLY.search(text.text), _SIGNATURE.search(text.text)) if found]
    end = min((one for one in ends if text.text[:one].strip()), default=len(text))
    edits: list[Edit] = []
    remarks: list[Remark] = []
    for found in _FORWARDED.finditer(text.text, 0, end):
        edits.append((found.start(), found.end(), ""))
        remarks.append(_dropped(text.cut(found.start(), found.end()), "mail_fields", _FIELDS))
    if end < len(text):
        edits.append((end, len(text), ""))
        remarks.append(_dropped(text.cut(end, len(text)), "mail_tail", _TAIL))
    return text.edited(edits), tuple(remarks)


def _dropped(piece: AlignedText, rule: str, detail: str) -> Remark:
    start, end = piece.raw_span()
    return Remark(rule, "dropped", start, end, detail)


def _subject(message: EmailMessage) -> str | None:
    subject = " ".join(str(message.get("Subject", "")).split())
    marks = _SUBJECT_PREFIX.match(subject)
    return plausible_title(subject[marks.end() :] if marks else subject)


def _date(message: EmailMessage) -> str | None:
    """Return the day a mail was sent, where it was sent."""
    try:
        sent: datetime = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError, IndexError):
        return None
    return sent.date().isoformat() if 1990 <= sent.year <= 2100 else None
