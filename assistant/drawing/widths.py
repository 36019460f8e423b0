"""How wide a text is drawn, and where its lines break.

Widths are those of Liberation Sans, measured from its font file (version 2.1, thousandths of the size); Arial and
Helvetica share them, and the faces used for quotation, Liberation Serif and Times, are narrower but for a few signs.
"""

import re
import unicodedata

_WIDTHS = {
    191: "'",
    222: "ijl’‘",
    260: "|",
    278: " \u00a0\u202f!,./:;I[\\]ftîïÎÏ·",
    334: "()-`r“”{}",
    355: '"•*',
    500: "Jcksvxyzçÿ°^",
    556: "#$0123456789?L_abdeghnopquàâäéèêëôöùûü«»–€",
    611: "+<=>~FTZ",
    667: "&ABEKPSVXYÀÂÉÈÊË",
    722: "CDHNRUwÇÙÛÜ",
    778: "GOQÔ",
    889: "Mm%æ",
    1015: "WœŒ…—@",
}
_WIDTH = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_UNKNOWN = 750
"""Wider than the mean of letters and narrower than the widest, for signs that were not measured."""
_BOLD = 1.08
"""The bold face, over the regular one: the greatest ratio over a line of French is 1.07."""
_SPARE = 1.04
"""Room left for a reader whose machine has none of these faces."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in the unit of `size`, at least."""
    thousandths = sum(map(_sign, text))
    return thousandths / 1000 * size * _SPARE * (_BOLD if bold else 1)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Return a text as lines that are at most `room` wide, broken at spaces; a word wider than a line is cut.

    Line breaks of the text are kept. Nothing but spaces is lost; a sign wider than the room stands alone.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if width(joined, size, bold=bold) <= room:
                line = joined
                continue
            lines += [line] if line else []
            *whole, line = _cut(word, size, room, bold=bold)
            lines += whole
        lines += [line] if line else []
    return lines


def _cut(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Return a word in pieces that fit, cut after a hyphen where one stands; one piece at least."""
    pieces = [""]
    for part in re.split(r"(?<=-)", word):
        if pieces[-1] and width(pieces[-1] + part, size, bold=bold) > room:
            pieces.append("")
        for sign in part:
            if pieces[-1] and width(pieces[-1] + sign, size, bold=bold) > room:
                pieces.append("")
            pieces[-1] += sign
    return pieces


def _sign(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 1000 if unicodedata.east_asian_width(sign) in "WF" else _WIDTH.get(sign, _UNKNOWN)
