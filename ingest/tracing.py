"""Tracing: one document as it was found and as it was kept, and what became of a sentence of it."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Document, Passage, Record
from assistant.errors import DocumentRefusedError, InvalidInputError, UnreachableError
from assistant.french import fold, fold_aligned
from ingest.blocks import RawFile, RuleUse, Stretch
from ingest.discovery import place
from ingest.extracting import raw_text
from ingest.ledger import FileRecord, Ledger
from ingest.sandbox import read_sandboxed
from ingest.web_sources import is_web

RawState = Literal["present", "changed", "absent", "not_read"]
"""`not_read`: a web page that was not asked for again, or that its site did not give."""
Fate = Literal["kept", "dropped", "replaced", "merged", "put_aside", "flagged", "lost"]

SHORTEST_PREFIX = 4
"""Characters of an id that are enough to name a document when no other id begins so."""

_LOOSE = re.compile(r"</?[a-z!][^<>]*>|&#?\w+;|[*_`#|]| +|.", re.DOTALL)
_FATES: tuple[Fate, ...] = ("dropped", "replaced", "merged", "put_aside", "flagged")


@dataclass(frozen=True, slots=True)
class Raw:
    """The raw text of a document, read again from where it came."""

    state: RawState
    text: str = ""
    """Decoded; empty unless present, that is with the hash the ledger has."""


class TracedPart(Record):
    """What became of a part of the text that was looked for."""

    fate: Fate
    """`lost` when no rule tells of it."""
    raw_start: int | None = None
    """Offsets in the decoded raw text; None when the raw text is not available."""
    raw_end: int | None = None
    start: int | None = None
    """Offsets in the cleaned text; None when the part is not in it."""
    end: int | None = None
    passage_id: str | None = None
    rule: str | None = None
    detail: str = ""


class Trace(Record):
    """Where a text is in a document, raw and cleaned; no part when it was never there."""

    document_id: str
    location: str
    raw: RawState
    parts: tuple[TracedPart, ...]
    """In the order of the raw text."""


def find_document(ledger: Ledger, name: str) -> tuple[Document, FileRecord]:
    """Return the document called by its id, by the beginning of its id, or by its location.

    Raises:
        InvalidInputError: none is called so, or several are.
    """
    place_name = unicodedata.normalize("NFC", name)
    files = {one.document_id: one for one in ledger.files() if one.state == "committed"}
    documents = ledger.documents()
    chosen = [one for one in documents if one.id == name or one.location == place_name]
    if not chosen and len(name) >= SHORTEST_PREFIX:
        chosen = [one for one in documents if one.id.startswith(name)]
    if len(chosen) == 1:
        return chosen[0], files[chosen[0].id]
    if chosen:
        ids = ", ".join(one.id for one in chosen[:5])
        raise InvalidInputError(f"{name!r} désigne {len(chosen)} documents ({ids}).", "Donnez l’identifiant.")
    others = [one for one in ledger.files() if one.location == place_name]
    if others:
        raise InvalidInputError(f"{name!r} n’est pas un document de l’index : {others[0].reason}")
    raise InvalidInputError(
        f"Aucun document {name!r} dans le registre.",
        "Donnez un identifiant ou un emplacement, tels que « efc ingest --json » les écrit.",
    )


def read_raw(file: FileRecord, fetch: Callable[[], RawFile] | None = None) -> Raw:
    """Read the raw text of a document where it was found, if it is still the same.

    Args:
        file: where it was found.
        fetch: returns the page of a web document; None leaves it alone.
    """
    try:
        if is_web(file.source):
            raw = fetch() if fetch else None
        else:
            raw = RawFile(file.location, place(file.source, file.name).read_bytes())
    except UnreachableError:
        raw = None
    except (OSError, DocumentRefusedError):
        return Raw("absent")
    if raw is None:
        return Raw("not_read")
    if hashlib.sha256(raw.content).hexdigest() != file.sha256:
        return Raw("changed")
    try:
        return Raw("present", read_sandboxed(raw_text, raw))
    except DocumentRefusedError:
        return Raw("changed")


def trace(ledger: Ledger, document: Document, raw: Raw, file: FileRecord, text: str) -> Trace:
    """Say what became of every occurrence of a text, whatever its case, accents, spaces and markup.

    Raises:
        InvalidInputError: the text holds no word.
    """
    wanted, _ = _loosened(text)
    if not any(one.isalnum() for one in wanted):
        raise InvalidInputError(f"Rien à chercher dans {text!r}.", "Donnez une phrase du document.")
    passages = ledger.passages(document.id)
    parts: list[TracedPart] = []
    if raw.state == "present":
        tracer = _Tracer(raw.text, ledger.stretches(document.id), ledger.uses(document.id), passages)
        for start, end in _occurrences(raw.text, wanted):
            parts += tracer.parts(start, end)
    if not parts:
        parts = [_kept(passages, start, end) for start, end in _occurrences(document.text, wanted)]
    return Trace(document_id=document.id, location=file.location, raw=raw.state, parts=tuple(parts))


class _Tracer:
    """The alignment and the rules of one document, asked about slices of its raw text."""

    def __init__(
        self, raw: str, stretches: Sequence[Stretch], uses: Sequence[RuleUse], passages: Sequence[Passage]
    ) -> None:
        self._raw = raw
        self._stretches = sorted(stretches, key=lambda one: one.raw_start)
        self._uses = uses
        self._passages = passages

    def parts(self, start: int, end: int) -> list[TracedPart]:
        """Return what became of `raw[start:end]`, in order; never empty."""
        parts = [*self._kept(start, end), *self._touched(start, end)]
        if not parts:
            return [TracedPart(fate="lost", raw_start=start, raw_end=end)]
        return sorted(parts, key=lambda one: (one.raw_start or 0, one.fate))

    def _kept(self, start: int, end: int) -> Iterator[TracedPart]:
        """Yield the runs that the cleaned text holds, those that only spaces or marks part being one."""
        runs: list[tuple[int, int, int, int]] = []
        for one in self._stretches:
            first, last = max(start, one.raw_start), min(end, one.raw_start + one.length)
            if first >= last or not self._has_words(first, last):
                continue
            shift = one.start - one.raw_start
            run = (first, last, first + shift, last + shift)
            if runs and run[2] >= runs[-1][3] and not self._has_words(runs[-1][1], first):
                run = (runs[-1][0], last, runs[-1][2], last + shift)
                runs.pop()
            runs.append(run)
        for first, last, clean_first, clean_last in runs:
            kept = _kept(self._passages, clean_first, clean_last)
            yield kept.model_copy(update={"raw_start": first, "raw_end": last})

    def _touched(self, start: int, end: int) -> Iterator[TracedPart]:
        for use in self._uses:
            first, last = max(start, use.raw_start), min(end, use.raw_end)
            if first >= last or not self._has_words(first, last):
                continue
            for fate in _FATES:
                if use.action == fate:
                    yield TracedPart(fate=fate, raw_start=first, raw_end=last, rule=use.rule, detail=use.detail)

    def _has_words(self, start: int, end: int) -> bool:
        return any(one.isalnum() for one in _loosened(self._raw[start:end])[0])


def _kept(passages: Sequence[Passage], start: int, end: int) -> TracedPart:
    inside = next((one.id for one in passages if one.start <= start < one.end), None)
    return TracedPart(fate="kept", start=start, end=end, passage_id=inside)


def _occurrences(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets in `text` of each occurrence of a loosened text, in order, not overlapping."""
    loose, offsets = _loosened(text)
    found = loose.find(wanted)
    while found >= 0:
        last = found + len(wanted)
        yield offsets[found], offsets[last - 1] + 1
        found = loose.find(wanted, last)


def _loosened(text: str) -> tuple[str, list[int]]:
    """Return the folded text without markup nor edge spaces, and the offset in `text` of each character."""
    folded, offsets = fold_aligned(text)
    letters: list[str] = []
    places: list[int] = []
    for piece in _LOOSE.finditer(folded):
        for letter in _plain(piece.group()):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            places.append(offsets[piece.start()])
    if letters and letters[-1] == " ":
        letters.pop()
    return "".join(letters), places


def _plain(piece: str) -> str:
    if len(piece) == 1:
        return "" if piece in "*_`#|" else piece
    return fold(html.unescape(piece)) if piece.startswith("&") else " "
