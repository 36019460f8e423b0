"""What an exported document is made of, whatever its format."""

from dataclasses import dataclass
from typing import Literal

Voice = Literal["plain", "label", "source", "own"]
"""Who speaks: `plain` states what was asked, `label` announces, `source` is a cited statement, `own` the assistant."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, and stands once."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in one voice; a line break in its text breaks the line."""

    voice: Voice
    text: str
    label: str = ""
    """What stands before an `own` line, what it is for, or before a `source` line, its language; may be empty."""
    marks: tuple[int, ...] = ()
    """Numbers of its notes, increasing; only a `source` line has any, and has one at least."""

    @property
    def marked(self) -> str:
        """The text followed by its marks, that stay on its last line: `text [1][2]`."""
        return self.text + ("\u00a0" + "".join(f"[{mark}]" for mark in self.marks) if self.marks else "")


CARD_COLUMNS, CARD_HEIGHT = 2, 2.6
"""A table of two columns is cards to cut out, front and back; centimetres of a card, at least."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one-line cells; two to four columns, each row as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing where the format can hold one, and a table that says the same where it cannot."""

    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: the source, and its address when it is known."""

    mark: int
    text: str
    url: str = ""

    @property
    def shown(self) -> str:
        """The note without its number: the source, then its address."""
        return f"{self.text} — {self.url}" if self.url else self.text


Element = Heading | Line | Table | Picture | Note
