"""Laws of decoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import DocumentRefusedError
from ingest.decoding import BYTE_LIMIT, decode

SENTENCE = "Été comme hiver, la coopération éclaire le bassin de vie."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_decode_exactly(encoding: str) -> None:
    """A text in UTF-8 or marked UTF-16 is decoded as it was written, without its mark."""
    decoded = decode(SENTENCE.encode(encoding))
    assert (SENTENCE, False) == (decoded.text, decoded.guessed)


@pytest.mark.parametrize(
    ("declared", "letters"),
    [("iso-8859-15", "cœur à 5 €"), ("latin9", "cœur à 5 €"), ("macintosh", "cœur à 5 €"), ("iso-8859-1", "déjà")],
)
def test_the_encoding_that_a_page_declares_is_followed_where_it_matters(declared: str, letters: str) -> None:
    """A page that is not UTF-8 is read as it declares, when that reads other letters than Windows-1252."""
    page = f'<html><head><meta charset="{declared}"></head><p>{letters}</p>'
    assert letters in decode(page.encode(declared)).text


@pytest.mark.parametrize("declared", ["utf-16", "zorglub", "utf-7", "base64", "é", "utf-8"])
def test_a_declaration_that_lies_changes_nothing(declared: str) -> None:
    """Bytes that are valid UTF-8 are that, and an unknown or unfit name is not followed."""
    page = f'<meta charset="{declared}">'
    assert f"{page}déjà là" == decode(f"{page}déjà là".encode()).text
    assert "déjà là" in decode(page.encode() + "déjà là".encode("cp1252")).text


def test_windows_1252_is_decoded_and_flagged() -> None:
    """A text that is not UTF-8 is read as Windows-1252, and said to be a guess."""
    decoded = decode("« L’été »\u00a0: œuvre".encode("cp1252"))
    assert ("« L’été »\u00a0: œuvre", "cp1252", True) == (decoded.text, decoded.encoding, decoded.guessed)


def test_damaged_utf8_stays_utf8() -> None:
    """Two broken bytes in the middle of UTF-8 do not change how its accents are read."""
    decoded = decode("Été ".encode() + b"\xff\xfe" + " à côté, déjà là".encode())
    assert ("Été \ufffd\ufffd à côté, déjà là", True) == (decoded.text, decoded.guessed)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b" \n\t\xc2\xa0", b"a\x00b", b"%PDF-1.7 x", b"PK\x03\x04x", b"\x01\x02\x03abc"],
    ids=["empty", "mark", "blank", "null", "pdf", "zip", "controls"],
)
def test_what_is_not_text_is_refused_in_one_line_with_a_remedy(content: bytes) -> None:
    """Bytes that are not a text are refused, in one line that says what to do."""
    with pytest.raises(DocumentRefusedError) as caught:
        decode(content)
    assert (True, False) == (bool(caught.value.remedy), "\n" in str(caught.value))


def test_a_file_too_big_is_refused_before_it_is_read() -> None:
    """A file above the limit is refused whatever it holds."""
    with pytest.raises(DocumentRefusedError, match="Mo"):
        decode(b"a" * (BYTE_LIMIT + 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    """No bytes raise anything else than a refusal."""
    try:
        decoded = decode(content)
    except DocumentRefusedError:
        return
    assert "\x00" not in decoded.text
