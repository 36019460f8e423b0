"""The few shapes that the pictures are made of, as text; every word is escaped, none can act."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant.exporting import policy_of, visible

SANS = "'Liberation Sans', Arial, Helvetica, sans-serif"
SERIF = "'Liberation Serif', 'Times New Roman', Times, serif"
"""The face of the words of people, where the rest is in `SANS`."""

LEADING = 1.22
"""Distance between two lines, over the size of the letters."""

HATCHED = (
    '<pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff"/><rect width="2" height="8" fill="#999"/></pattern>'
)


PAPERS = ("A4 landscape", "A3 landscape")
"""How the pictures print when they stand alone."""


def _print_style(paper: str) -> str:
    return f"@page {{ size: {paper}; margin: 8mm; }}"


PICTURE_POLICY = policy_of(*map(_print_style, PAPERS))
"""What a picture that stands alone allows itself: the style that says how it prints."""


def number(value: float) -> str:
    """Return a coordinate with one decimal at most, never `-0`."""
    return f"{round(value, 1) + 0.0:g}"


def shape(tag: str, **attributes: str | float) -> str:
    """Return an empty element; `_` in a name stands for a hyphen."""
    written = (
        f'{name.replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag} {' '.join(written)}/>"


def words(lines: Sequence[str], x: float, y: float, size: float, look: str = "", anchor: str = "start") -> str:
    """Return lines of text, the baseline of the first at `y`.

    Args:
        lines: as they stand; each is cleaned and escaped.
        x: where each begins, or its middle with the anchor `middle`.
        y: baseline of the first.
        size: of the letters, in the unit of the picture.
        look: further attributes, ours.
        anchor: `start` or `middle`.
    """
    if not lines:
        return ""
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(y + place * size * LEADING)}">{escape(visible(line))}</tspan>'
        for place, line in enumerate(lines)
    )
    turned = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text font-size="{number(size)}"{turned}{" " + look if look else ""}>{spans}</text>'


def height(lines: Sequence[str], size: float) -> float:
    """Return the height of lines of text."""
    return len(lines) * size * LEADING


def picture(wide: float, high: float, title: str, told: Iterable[str], body: Iterable[str], paper: str = "") -> str:
    """Return a whole picture.

    Args:
        wide: width of the drawing, in its own unit.
        high: height of it.
        title: its name, read aloud first.
        told: what it shows, line by line: the same content as the drawing, for whoever hears it.
        body: its shapes.
        paper: how it prints alone, one of `PAPERS`; empty inside a page, which prints in its own way.
    """
    described = escape("\n".join(map(visible, told)))
    style = f"<style>{_print_style(paper)}</style>\n" if paper else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(wide)} {number(high)}" width="100%" '
        f'role="img" aria-labelledby="{_id(title)}-t {_id(title)}-d" font-family="{SANS}" fill="#000">\n'
        f'<title id="{_id(title)}-t">{escape(visible(title))}</title>\n<desc id="{_id(title)}-d">{described}</desc>\n'
        + style
        + shape("rect", width=wide, height=high, fill="#fff")
        + "\n"
        + "\n".join(one for one in body if one)
        + "\n</svg>\n"
    )


def _id(title: str) -> str:
    """Return the first letters of a title, by which a page that holds several pictures tells them apart."""
    return "".join(one for one in title.lower() if one.isascii() and one.isalpha())[:16] or "dessin"
