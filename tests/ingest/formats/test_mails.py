"""Laws of the reading of a mail: its text, its subject, its day; nobody's address, no attachment."""

from email.message import EmailMessage
from html import escape

import pytest

from assistant.errors import DocumentRefusedError
from ingest.blocks import RawFile
from ingest.extracting import extract
from ingest.preparing import prepare
from tests.ingest.formats.web_pages import KEPT, SITES, TITLE, article

BODY = """Bonjour,

Le four du village cuit le pain de douze familles, qui se partagent le bois.

Les écoles viennent voir la fournée chaque semaine de classe.

-- 
Zoé Martin
06 11 22 33 44

"""  # noqa: W291 - the mark of a signature ends with a space


def mail(subject: str = "Le four rouvre en mai", **fields: str) -> EmailMessage:
    """Return a mail with the fields of real ones."""
    message = EmailMessage()
    for name, value in {
        "From": "Zoé Martin <zoe.martin@exemple.org>",
        "To": "Karim <karim@exemple.org>",
        "Subject": subject,
        "Date": "Sat, 04 May 2024 23:30:00 +0200",
        "Message-ID": "<1@exemple.org>",
        **fields,
    }.items():
        message[name] = value
    return message


def plain(text: str = BODY, **fields: str) -> bytes:
    """Return a plain mail."""
    message = mail(**fields)
    message.set_content(text)
    return message.as_bytes()


def test_a_plain_mail_gives_subject_day_and_text() -> None:
    """The subject is the title, the day it was sent the day of publication; the signature goes."""
    document = prepare(RawFile("lettre.eml", plain())).document
    assert ("Le four rouvre en mai", "2024-05-04") == (document.title, document.published_on)
    assert "Le four du village cuit le pain" in document.text
    assert [] == [one for one in ("Zoé", "Martin", "exemple.org", "06 11") if one in repr(document)]


@pytest.mark.parametrize("subject", ["Re: Fwd: Le four rouvre en mai", "[canton] TR : Le four rouvre en mai"])
def test_a_subject_loses_what_mail_programs_put_before_it(subject: str) -> None:
    """Marks of answers, of forwarding and of lists are no part of a title."""
    assert "Le four rouvre en mai" == extract(RawFile("a.eml", plain(subject=subject))).title


def test_a_mail_without_its_ending_is_known_by_its_fields() -> None:
    """The fields at its head make a mail of a file named otherwise."""
    assert "eml" == extract(RawFile("lettre.txt", plain())).format


@pytest.mark.parametrize("in_html", [False, True])
def test_earlier_messages_are_left_out_and_told(in_html: bool) -> None:
    """What is quoted under an answer is not said again, and the fields of a forwarded mail are not kept."""
    text = (
        "---------- Forwarded message ---------\nDe : Karim <karim@exemple.org>\n\n"
        "Le four chauffe depuis hier soir.\n\n"
        "Le ven. 3 mai 2024 à 10:12, Karim Tavernier <karim@exemple.org> a écrit :\n> On allume quand ?\n"
    )
    message = mail()
    message.set_content(text)
    if in_html:
        lines = [f"<p>{escape(line)}</p>" for line in text.split("\n")]
        message.add_alternative(f"<html><body>{''.join(lines)}</body></html>", subtype="html")
    prepared = prepare(RawFile("a.eml", message.as_bytes()))
    assert "Le four chauffe depuis hier soir." == prepared.document.text
    told = [use.rule for use in prepared.uses if use.rule.startswith("mail")]
    assert ["mail_fields", "mail_fields", "mail_tail"] == told
    assert "Karim" not in repr(prepared)


def test_attachments_are_told_and_not_read() -> None:
    """An attachment leaves one line in the log, with its type and without its name."""
    message = mail()
    message.set_content(BODY)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="zoe-martin.pdf")
    message.add_attachment("Des mots joints au courrier.", filename="notes.txt")
    prepared = prepare(RawFile("a.eml", message.as_bytes()))
    told = [(use.action, use.detail) for use in prepared.uses if use.rule == "attachment"]
    assert [("put_aside", "pièce jointe (application/pdf)"), ("put_aside", "pièce jointe (text/plain)")] == told
    assert "joints" not in prepared.document.text


def test_a_newsletter_gives_its_article() -> None:
    """The HTML part of a newsletter is read like a page: tables of layout unfolded, its notices gone."""
    message = mail(subject=TITLE)
    message.set_content("Version sans mise en page.")
    message.add_alternative(SITES["newsletter"].page(article(long=True)), subtype="html")
    document = prepare(RawFile("lettre.eml", message.as_bytes())).document
    assert TITLE == document.title
    assert [] == [one for one in KEPT if one not in document.text]
    assert [] == [one for one in SITES["newsletter"].furniture if one in document.text]


@pytest.mark.parametrize("date", ["", "hier", "Tue, 01 Jan 1901 00:00:00 +0000", "99 xx 2024"])
def test_a_date_that_is_none_stays_unknown(date: str) -> None:
    """A date that cannot be read is not guessed."""
    content = plain().replace(b"Sat, 04 May 2024 23:30:00 +0200", date.encode())
    assert None is extract(RawFile("a.eml", content)).published_on


@pytest.mark.parametrize(
    "content", [b"From: a@b.c\n\n", b"From: a@b.c\nContent-Type: image/png\n\nxx", b"pas un courriel"]
)
def test_a_mail_without_text_is_refused(content: bytes) -> None:
    """A mail of images, an empty one, or a file that is no mail is refused with a remedy."""
    with pytest.raises(DocumentRefusedError):
        extract(RawFile("a.eml", content))
