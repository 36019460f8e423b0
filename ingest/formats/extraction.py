"""What the reader of a format hands over: the raw text of a file, and what of it is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ingest.aligned import AlignedText
from ingest.blocks import Action
from ingest.cleaning_log import CleaningLog

Format = Literal["markdown", "text", "html", "pdf", "docx", "odt", "pptx", "vtt", "srt", "eml"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that is kept, or that a rule leaves out."""

    text: str
    rule: str = ""
    """Empty when the run is text of the document."""
    detail: str = ""
    """What the log says of a run left out; never its words."""


@dataclass(frozen=True, slots=True)
class Written:
    """A block of a document: the mark of its line (`## `, `- `, `1. `), then its runs."""

    runs: tuple[Run, ...]
    mark: str = ""
    row: bool = False
    """Whether it is a row of a table, written with its bars."""

    @property
    def text(self) -> str:
        """The words that are kept."""
        return "".join(run.text for run in self.runs if not run.rule)

    @classmethod
    def of(cls, text: str, mark: str = "", rule: str = "", detail: str = "") -> "Written":
        """Return a block of one run."""
        return cls((Run(text, rule, detail),), mark)

    @classmethod
    def of_row(cls, cells: Iterable[str]) -> "Written":
        """Return a row of a table; a bar inside a cell would part it, and becomes a slash."""
        text = " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells)
        return cls((Run(f"| {text} |"),), row=True)

    def left_out(self, rule: str, detail: str) -> "Written":
        """Return the block with all its runs left out by a rule."""
        return replace(self, runs=tuple(run if run.rule else Run(run.text, rule, detail) for run in self.runs))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader did that the log must tell: `text[start:end]`, both 0 when it has no place."""

    rule: str
    action: Action
    start: int = 0
    end: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The raw text of a file, that offsets refer to, and what the file says of itself."""

    format: Format
    text: str
    remarks: tuple[Remark, ...] = ()
    """In the order of the text; what is `dropped` there is no text of the document."""
    title: str | None = None
    published_on: str | None = None
    in_html: bool = False
    """Whether the text is a web page, to be read as one."""

    def kept(self) -> AlignedText:
        """Return the text without what is left out, aligned with the whole."""
        parts: list[AlignedText] = []
        position = 0
        for remark in self.remarks:
            if remark.action == "dropped" and remark.end > position:
                parts.append(AlignedText.of(self.text[position : remark.start], position))
                position = remark.end
        parts.append(AlignedText.of(self.text[position:], position))
        return AlignedText.joined(parts)


def record(remarks: Iterable[Remark], text: str, log: CleaningLog) -> None:
    """Record remarks on a raw text in a log."""
    for one in remarks:
        log.add(one.rule, one.action, AlignedText.of(text[one.start : one.end], one.start), detail=one.detail)


def assembled(blocks: Iterable[Written]) -> tuple[str, tuple[Remark, ...]]:
    """Write blocks one after the other, a blank line between them; items and rows of one list touch.

    Returns:
        The text, and what of it is left out, in order.
    """
    parts: list[str] = []
    remarks: list[Remark] = []
    length = 0
    previous: Written | None = None
    for block in blocks:
        if not any(run.text.strip() for run in block.runs):
            continue
        opening = _separation(previous, block) + block.mark
        parts.append(opening)
        length += len(opening)
        for run in block.runs:
            if run.rule:
                remarks.append(Remark(run.rule, "dropped", length, length + len(run.text), run.detail))
            parts.append(run.text)
            length += len(run.text)
        previous = block
    return "".join(parts), tuple(remarks)


def _separation(previous: Written | None, block: Written) -> str:
    if previous is None:
        return ""
    same = _family(previous) == _family(block) != ""
    return "\n" if same else "\n\n"


def _family(block: Written) -> str:
    if block.row:
        return "row"
    return {"": "", "-": "item", "#": ""}.get(block.mark[:1], "step")


_MADE_BY_A_PROGRAM = ("microsoft word", "microsoft powerpoint", "powerpoint", "présentation powerpoint", "untitled")
_EMPTY_TITLES = ("document", "document1", "sans titre", "sans nom", "présentation", "titre", "title", "modèle", "word")
_FILE_ENDINGS = (".doc", ".docx", ".odt", ".ppt", ".pptx", ".odp", ".pdf", ".indd", ".xls", ".xlsx", ".rtf", ".tex")


def plausible_title(value: str | None) -> str | None:
    """Return the title that properties of a file give, None when it is a file name or a default of a program."""
    title = " ".join((value or "").split())
    low = title.lower()
    named = low.startswith(_MADE_BY_A_PROGRAM) or low in _EMPTY_TITLES or low.endswith(_FILE_ENDINGS)
    if named or len(title) < 5 or len(title) > 200 or " " not in title or "_" in title:
        return None
    return title
