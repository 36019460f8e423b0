"""PDF files written by hand, object by object, so that a test says exactly what one holds."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
TURNS = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 -247 595"}
"""Matrices that turn the upper part of a page to the left, and keep it on the page."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text drawn at a place, in points from the bottom left."""

    text: str
    x: float = 70
    y: float = 700
    size: float = 11
    mode: int = 0
    font: str = "F1"
    """F1 is plain, F2 bold; in both the byte 1 is the ligature « fi »."""
    angle: int = 0
    """Degrees by which the whole page is turned to the left before the text is drawn."""

    def drawn(self) -> bytes:
        """Return the operators that draw it."""
        text = self.text.replace("ﬁ", "\x01").encode("cp1252")
        text = text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        look = f"q {TURNS[self.angle]} cm BT /{self.font} {self.size} Tf {self.mode} Tr"
        return f"{look} 1 0 0 1 {self.x} {self.y} Tm (".encode() + text + b") Tj ET Q\n"


IMAGE = b"q 595 0 0 842 0 0 cm /Im Do Q\n"
"""Draws an image of one point over the whole page."""


def written(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Write numbered objects, the first being the catalogue, with their table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def pdf(
    pages: Sequence[Sequence[Word]],
    *,
    scanned: bool = False,
    title: str = "",
    turn: int = 0,
    catalogue: bytes = b"",
) -> bytes:
    """Return a PDF of A4 pages; `scanned` lays an image over each, `turn` shows them turned."""
    fonts = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding "
        b"<< /BaseEncoding /WinAnsiEncoding /Differences [1 /fi] >> >>" % name
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    kind = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    image = stream(b"\x80", kind)
    author = b"<< /Title (%s) /Author (Zo Martin) /CreationDate (D:20190203) >>" % title.encode("cp1252")
    objects = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue, b"", *fonts, image, author]
    kids = []
    for words in pages:
        drawn = b"".join(word.drawn() for word in words) + (IMAGE if scanned else b"")
        objects.append(stream(zlib.compress(drawn), b"/Filter /FlateDecode"))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >> >> >>"
            % (WIDTH, HEIGHT, turn, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return written(objects, b"/Info 6 0 R")


def lines(texts: Sequence[str], x: float = 70, y: float = 700, size: float = 11, step: float = 14) -> list[Word]:
    """Return lines under one another, as a paragraph is printed."""
    return [Word(text, x, y - rank * step, size) for rank, text in enumerate(texts)]
